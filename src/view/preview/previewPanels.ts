import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readKeptState } from '../../chart/keptState';
import type { ToPage } from '../../chart/protocol';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { previewViewType } from '../../manifest';
import type { Origin } from '../detailsAddress';
import { jobName } from '../jobText';
import { pageOptions, PreviewPanel, type PreviewContext } from './previewPanel';
import { identityKey, readIdentity, type PreviewIdentity } from './previewIdentity';

/** The pages "Exported data" that are open, one a job; they come back after a restart of the window. */
export class PreviewPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #posted = new vscode.EventEmitter<ToPage>();
  /** What the pages are sent. */
  readonly onDidPost = this.#posted.event;
  readonly #open = new Map<string, PreviewPanel>();
  readonly #registered: vscode.Disposable;

  constructor(private readonly context: PreviewContext) {
    this.#registered = vscode.window.registerWebviewPanelSerializer(previewViewType, this);
  }

  get all(): readonly PreviewPanel[] {
    return [...this.#open.values()];
  }

  /**
   * Opens a job's page, or reveals it. Rejects with a `FailureError` where there is no connection.
   * @param of the job's account, where it need not be the one that is shown
   */
  async show(job: ForecastExportJob, of?: Origin): Promise<PreviewPanel | undefined> {
    const account = of ?? (await this.context.session.connection());
    if (!account) {
      return undefined;
    }
    const { choice, region } = account;
    const identity: PreviewIdentity = { origin: { choice, region }, job };
    const known = this.#open.get(identityKey(identity));
    if (known) {
      known.panel.reveal();
      return known;
    }
    const panel = vscode.window.createWebviewPanel(
      previewViewType,
      titleOf(job),
      vscode.ViewColumn.Active,
      // What was loaded, and a pass that is under way, stay while another tab is looked at.
      { ...pageOptions(this.context.extensionUri), retainContextWhenHidden: true },
    );
    return this.#add(panel, identity);
  }

  /** Compares two exports in the page of the newer one. */
  async compare(one: ForecastExportJob, other: ForecastExportJob): Promise<void> {
    const time = (job: ForecastExportJob) => job.creationTime?.getTime() ?? 0;
    const [newer, older] = time(one) >= time(other) ? [one, other] : [other, one];
    const panel = await this.show(newer);
    await panel?.compareWith(older);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Thenable<void> {
    const kept = readKeptState(state);
    const identity = kept && readIdentity(kept.identity);
    if (!identity || this.#open.has(identityKey(identity))) {
      panel.dispose();
    } else {
      panel.webview.options = pageOptions(this.context.extensionUri);
      this.#add(panel, identity);
    }
    return Promise.resolve();
  }

  dispose(): void {
    this.#registered.dispose();
    this.#posted.dispose();
    for (const { panel } of this.all) {
      panel.dispose();
    }
  }

  #add(panel: vscode.WebviewPanel, identity: PreviewIdentity): PreviewPanel {
    const key = identityKey(identity);
    const preview = new PreviewPanel(panel, identity, this.context, message => this.#posted.fire(message));
    this.#open.set(key, preview);
    panel.onDidDispose(() => {
      this.#open.delete(key);
      preview.dispose();
    });
    return preview;
  }
}

function titleOf(job: ForecastExportJob): string {
  return l10n.t('Data of {0}', jobName(job));
}
