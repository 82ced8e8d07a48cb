import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { byteSize } from '../../data/byteSize';
import { costText } from '../../data/queries/resultTable';
import { readsOnly, statementAt } from '../../data/queries/sqlStatements';
import { FailureError } from '../../jobs/failure';
import type { QueryExecution, QueryRequest } from '../../jobs/queryEngine';
import { runQuery, type QueryAnswer } from '../../jobs/runQuery';
import type { QueryResultPage } from '../queries/queryResultPage';
import { changesAllowed, setting } from '../settings';
import { telling, withCancel, type CommandContext } from './context';
import { sleep } from '../sleep';

/** More rows than these no one reads in an editor; all of them are where Athena has written them. */
const maxRows = 10_000;

/** Where a statement is, as a code lens tells it. */
interface StatementPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/**
 * Runs the statement under the cursor, or what is selected, and shows its rows.
 * @param place the statement, where it is not the one under the cursor
 */
export async function runInAthena(
  { session, log, queryResult }: CommandContext,
  place?: unknown,
): Promise<void> {
  const sql = await chosenStatement(place);
  if (sql === undefined) {
    void vscode.window.showInformationMessage(l10n.t('There is no SQL statement at the cursor to run.'));
    return;
  }
  await telling(log, async () => {
    const connection = await session.connection();
    if (!connection) {
      await vscode.commands.executeCommand('forecastExports.chooseProfile');
      return;
    }
    refuseChanges(sql);
    const giveBack = session.hold(connection);
    try {
      const title = l10n.t('Athena in {0}', connection.region);
      const answer = await withCancel(title, (signal, report) =>
        runQuery(connection.queries, requestFor(sql), {
          signal,
          sleep,
          maxRows,
          onProgress: execution => report(progressText(execution)),
        }),
      );
      show(queryResult, sql, answer);
    } finally {
      giveBack();
    }
  });
}

async function chosenStatement(place: unknown): Promise<string | undefined> {
  if (isPlace(place)) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri, true));
    const offset = document.offsetAt(new vscode.Position(place.line, place.character));
    return statementAt(document.getText(), offset)?.sql;
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return undefined;
  }
  const { document, selection } = editor;
  return selection.isEmpty
    ? statementAt(document.getText(), document.offsetAt(selection.active))?.sql
    : statementAt(document.getText(selection), 0)?.sql;
}

function isPlace(value: unknown): value is StatementPlace {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'line' in value &&
    typeof value.line === 'number' &&
    'character' in value &&
    typeof value.character === 'number'
  );
}

/** A table or a view is something in the account, too. */
function refuseChanges(sql: string): void {
  if (!changesAllowed() && !readsOnly(sql)) {
    throw new FailureError({
      kind: 'denied',
      what: l10n.t('This statement changes something, and the settings let this extension only read.'),
      helps: l10n.t('Run it elsewhere, or turn on the setting forecastExports.allowChanges.'),
      remedies: [{ kind: 'openSetting', setting: 'forecastExports.allowChanges' }],
    });
  }
}

function requestFor(sql: string): QueryRequest {
  const outputLocation = setting('athena.outputLocation').trim();
  return {
    sql,
    workgroup: setting('athena.workgroup').trim() || 'primary',
    database: setting('athena.database').trim() || 'default',
    ...(outputLocation === '' ? {} : { outputLocation }),
  };
}

function progressText({ state, bytesScanned = 0 }: QueryExecution): string {
  return state === 'QUEUED'
    ? l10n.t('Queued')
    : l10n.t('Running, {0} scanned', byteSize(bytesScanned, vscode.env.language));
}

function show(page: QueryResultPage, sql: string, answer: QueryAnswer): void {
  const cost = costText(answer, vscode.env.language);
  if (answer.columns.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Done: {0}', cost));
    return;
  }
  page.show(sql, answer);
  vscode.window.setStatusBarMessage(cost, 10_000);
}
