import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExportedData, ExportPart } from '../../data/exportedData';
import type { StoredType } from '../../data/queries/queriedExport';
import { groupOf, type ForecastExportJob } from '../../jobs/exportJob';
import { CancelledError, FailureError } from '../../jobs/failure';
import type { JobBoard } from '../../jobs/jobBoard';
import type { Connection, Log } from '../../jobs/ports';
import { redact } from '../../jobs/redact';
import { groupLabel } from '../groupText';
import { jobDescription, jobName } from '../jobText';
import { showFailure, withoutIcons } from '../remedies';
import type { JobDetails } from '../details';
import type { ExportedFiles } from '../files/exportedFiles';
import type { PartDocuments } from '../files/partDocuments';
import type { QueryResultPage } from '../queries/queryResultPage';
import type { PreviewPanels } from '../preview/previewPanels';
import type { ExportForms } from '../exportForm/exportForms';
import type { JobsTree } from '../jobsTree';
import { timeStyle } from '../timeStyle';
import type { Row } from '../rows';
import type { FollowedJobs } from '../followedJobs';
import type { Connections, Session } from '../session';

/** What every command is given. */
export interface CommandContext {
  readonly session: Session;
  readonly tree: JobsTree;
  readonly connections: Connections;
  readonly followed: FollowedJobs;
  readonly log: Log & { show(): void };
  readonly details: Pick<JobDetails, 'show' | 'refresh' | 'jobAt'>;
  readonly forms: ExportForms;
  readonly files: ExportedFiles;
  readonly documents: PartDocuments;
  readonly previews: PreviewPanels;
  readonly queryResult: QueryResultPage;
  /** The data of an export, to be read on need. Rejects with a `FailureError`. */
  readonly openData: (job: ForecastExportJob, signal?: AbortSignal) => Promise<ExportedData>;
  /** How the columns of a Parquet part are stored, by their names. Rejects with a `FailureError`. */
  readonly storedTypes: (part: ExportPart, signal?: AbortSignal) => Promise<ReadonlyMap<string, StoredType>>;
}

/** What a menu of the tree hands to a command: the row it was opened on, and all that are selected. */
export type RowArguments = readonly [row?: Row, selected?: readonly Row[]];

export function rowArguments(row: Row | undefined, selected: readonly Row[] | undefined): RowArguments {
  return row ? (selected ? [row, selected] : [row]) : [];
}

/** The selection if there is one, else the row, else, as from the palette, what is selected in the tree. */
export function chosenRows(tree: JobsTree, [row, selected]: RowArguments): readonly Row[] {
  return selected && selected.length > 0 ? selected : row ? [row] : tree.selection;
}

/**
 * The jobs a command is for: the selection if the row is part of it (or there is no row, as from the palette),
 * else the row; where that is no job at all, one is asked for.
 */
export async function chosenJobs(
  { tree, session }: CommandContext,
  args: RowArguments,
  offered: (job: ForecastExportJob) => boolean = () => true,
): Promise<readonly ForecastExportJob[]> {
  const jobs = chosenRows(tree, args).flatMap(candidate => tree.job(candidate) ?? []);
  if (jobs.length > 0 || args[0]) {
    return jobs;
  }
  const known = (session.board?.all() ?? []).filter(offered);
  if (known.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('No export job is shown to choose from.'));
    return [];
  }
  const pick = await vscode.window.showQuickPick(known.map(jobPick), {
    placeHolder: l10n.t('Choose an export job'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return pick ? [pick.job] : [];
}

/** The files among the selected rows. */
export function chosenFiles(
  { tree, files }: CommandContext,
  args: RowArguments,
): readonly { readonly job: ForecastExportJob; readonly part: ExportPart }[] {
  return chosenRows(tree, args).flatMap(row => {
    const job = row.kind === 'file' ? tree.jobOf(row) : undefined;
    const part = job && row.kind === 'file' ? files.of(job)?.part(row.key) : undefined;
    return job && part ? [{ job, part }] : [];
  });
}

export function jobPick(job: ForecastExportJob): vscode.QuickPickItem & { job: ForecastExportJob } {
  const group = groupOf(job);
  return {
    label: withoutIcons(jobName(job)),
    description: withoutIcons([groupLabel(group), jobDescription(job, group, timeStyle())].join(' · ')),
    detail: withoutIcons(job.destination.path ?? ''),
    job,
  };
}

/** Runs a command's work; a failure is told once, with what helps, and Retry runs it again. */
export async function telling(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CancelledError) {
      return;
    }
    if (!(error instanceof FailureError)) {
      log.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
      throw error;
    }
    void showFailure(error.failure, () => telling(log, work));
  }
}

/** Work on the list that is shown, once its first pages are there; where nothing is chosen yet, that comes first. */
export async function onBoard(
  { session, log }: CommandContext,
  work: (board: JobBoard, connection: Connection) => Promise<void>,
): Promise<void> {
  await telling(log, async () => {
    const connection = await session.connection();
    const { board } = session;
    if (!connection || !board) {
      await vscode.commands.executeCommand('forecastExports.chooseProfile');
      return;
    }
    await board.start();
    await work(board, connection);
  });
}

/** A notice of long work that can be cancelled. */
export async function withCancel<T>(
  title: string,
  work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const listening = token.onCancellationRequested(() => controller.abort());
      try {
        return await work(controller.signal, message => progress.report({ message }));
      } finally {
        listening.dispose();
      }
    },
  );
}
