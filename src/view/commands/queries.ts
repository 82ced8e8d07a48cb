import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { athenaSql } from '../../data/queries/athenaSql';
import { duckDbSql } from '../../data/queries/duckDbSql';
import { pandasSnippet } from '../../data/queries/pandasSnippet';
import type { QueriedExport } from '../../data/queries/queriedExport';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { newDocument } from '../newDocument';
import { queriedExport } from '../queries/queriedExports';
import { hasFiles } from '../rows';
import { setting } from '../settings';
import { chosenJobs, telling, withCancel, type CommandContext, type RowArguments } from './context';

/** Opens an SQL document for one export, or for two that are compared. */
export async function queryWithAthena(context: CommandContext, ...args: RowArguments): Promise<void> {
  await forExports(context, args, async ([later, earlier]) => {
    const database = setting('athena.database').trim() || 'default';
    const content = athenaSql(later, { database, ...(earlier ? { earlier } : {}) });
    await vscode.window.showTextDocument(await newDocument('sql', content), { preview: false });
  });
}

/** What a query is copied for. */
export interface QueryTarget {
  readonly engine: 'duckdb' | 'pandas';
  /** Where the parts were downloaded to; absent: S3. */
  readonly folder?: string;
}

/**
 * Copies a query for another tool.
 * @param target what for, in place of asking
 */
export async function copyQuery(
  context: CommandContext,
  args: RowArguments,
  target?: QueryTarget,
): Promise<void> {
  await forExports(context, args, async ([later, earlier]) => {
    const { engine, folder } = target ?? (await askTarget(earlier !== undefined)) ?? {};
    if (engine === undefined) {
      return;
    }
    const there = (queried: QueriedExport) => (folder === undefined ? queried : { ...queried, folder });
    const text =
      engine === 'duckdb' ? duckDbSql(there(later), earlier && there(earlier)) : pandasSnippet(there(later));
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(l10n.t('Copied'), 3000);
    if (folder === undefined && (await context.session.connection())?.choice.kind === 'sample') {
      void vscode.window.showInformationMessage(
        l10n.t(
          'Copied. It is sample data, which is in no bucket of AWS: download its files to run the query.',
        ),
      );
    }
  });
}

/** Two exports are compared in SQL only. */
async function askTarget(isComparison: boolean): Promise<QueryTarget | undefined> {
  const duckDb = { label: l10n.t('DuckDB'), engine: 'duckdb' } as const;
  const pandas = { label: l10n.t('pandas'), engine: 'pandas' } as const;
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & QueryTarget & { local?: true }>(
    [
      { ...duckDb, description: l10n.t('SQL over the files in S3') },
      { ...duckDb, description: l10n.t('SQL over downloaded files…'), local: true },
      ...(isComparison
        ? []
        : [
            { ...pandas, description: l10n.t('Python over the files in S3') },
            { ...pandas, description: l10n.t('Python over downloaded files…'), local: true as const },
          ]),
    ],
    { title: l10n.t('Copy Query'), placeHolder: l10n.t('What the query is for') },
  );
  if (!picked?.local) {
    return picked && { engine: picked.engine };
  }
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Folder of the Downloaded Files'),
      openLabel: l10n.t('Use This Folder'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder && { engine: picked.engine, folder: folder.fsPath };
}

/** Reads what a query has to know of the chosen exports: one, or the later and the earlier one of two. */
async function forExports(
  context: CommandContext,
  args: RowArguments,
  work: (exports: readonly [later: QueriedExport, earlier?: QueriedExport]) => Promise<void>,
): Promise<void> {
  const chosen = await chosenJobs(context, args, hasFiles);
  const jobs = chosen.filter(hasFiles).toSorted(laterFirst);
  if (chosen.length === 0) {
    return;
  }
  if (jobs.length === 0 || jobs.length > 2) {
    void vscode.window.showInformationMessage(
      jobs.length === 0
        ? l10n.t('Only an active export job has data to query.')
        : l10n.t('Choose one export job, or two to compare them.'),
    );
    return;
  }
  await telling(context.log, async () => {
    const exports = await withCancel(l10n.t('Reading the columns of the export'), async signal => {
      const read: QueriedExport[] = [];
      for (const job of jobs) {
        read.push(await queriedExport(context, job, signal));
      }
      return read;
    });
    const [later, earlier] = exports;
    if (later) {
      await work(earlier ? [later, earlier] : [later]);
    }
  });
}

function laterFirst(one: ForecastExportJob, other: ForecastExportJob): number {
  return (other.creationTime?.getTime() ?? 0) - (one.creationTime?.getTime() ?? 0);
}
