import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readToHost, type ToHost, type ToPage } from '../../chart/protocol';
import { resultTable, type ResultTable } from '../../data/queries/resultTable';
import { plainText } from '../../jobs/plainText';
import type { Log } from '../../jobs/ports';
import { redact } from '../../jobs/redact';
import type { QueryAnswer } from '../../jobs/runQuery';
import { queryResultViewType } from '../../manifest';
import { pageTexts } from '../preview/pageTexts';
import { loadPage, pageOptions } from '../preview/previewPanel';

/** What is shown: a statement, and what came of it. */
export interface ShownResult {
  readonly sql: string;
  readonly table: ResultTable;
  /** Where the whole result is. */
  readonly place: string;
}

/**
 * The rows of a query in the table of exported data, beside the queries, which keep the keyboard. There is one page,
 * which has the last result; it does not come back after a restart.
 */
export class QueryResultPage implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  #shown: ShownResult | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: Log,
  ) {}

  /** What the page has; undefined where there is none. */
  get shown(): ShownResult | undefined {
    return this.#panel && this.#shown;
  }

  show(sql: string, answer: QueryAnswer): void {
    const place = answer.execution.outputLocation ?? '';
    this.#shown = { sql, table: resultTable(answer, vscode.env.language), place };
    const panel = this.#panel ?? this.#open();
    this.#panel = panel;
    loadPage(panel.webview, this.extensionUri);
    panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      queryResultViewType,
      l10n.t('Query Result'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { ...pageOptions(this.extensionUri), retainContextWhenHidden: true },
    );
    panel.webview.onDidReceiveMessage((raw: unknown) => {
      const message = readToHost(raw);
      void (message && this.#receive(panel, message));
    });
    panel.onDidDispose(() => (this.#panel = undefined));
    return panel;
  }

  async #receive(panel: vscode.WebviewPanel, message: ToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.#post(panel);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.copied);
        return;
      case 'broken':
        this.log.error(redact(`the page of a query's result: ${message.why}`));
        return;
      default:
        // The page has rows alone: nothing else can be asked for in it.
        return;
    }
  }

  async #post(panel: vscode.WebviewPanel): Promise<void> {
    const shown = this.#shown;
    if (!shown) {
      return;
    }
    const { sql, table, place } = shown;
    const whole = place === '' ? [] : [l10n.t('The whole result: {0}', plainText(place, 1200))];
    const messages: readonly ToPage[] = [
      {
        type: 'start',
        texts: pageTexts(),
        title: l10n.t('Query Result'),
        about: [plainText(sql, 300), ...whole].join(' · '),
        language: vscode.env.language,
        identity: '',
        rowsAlone: table.said,
      },
      {
        type: 'rows',
        again: true,
        columns: table.columns,
        rows: table.rows,
        progress: { parts: 1, partsRead: 1, bytes: 0, bytesRead: 0 },
        faults: [],
        end: true,
      },
    ];
    for (const message of messages) {
      await panel.webview.postMessage(message);
    }
  }
}
