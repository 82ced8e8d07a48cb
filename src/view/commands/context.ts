import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupOf, type ForecastExportJob } from '../../jobs/exportJob';
import { CancelledError, FailureError } from '../../jobs/failure';
import type { Log } from '../../jobs/ports';
import { redact } from '../../jobs/redact';
import { groupLabel, jobDescription, jobName } from '../jobText';
import { showFailure, withoutIcons } from '../remedies';
import type { ExportForms } from '../exportForm/exportForms';
import { timeStyle, type JobsTree } from '../jobsTree';
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
  readonly details: { show(job: ForecastExportJob): Promise<void>; refresh(): void };
  readonly forms: ExportForms;
}

/** What a menu of the tree hands to a command: the row it was opened on, and all that are selected. */
export type RowArguments = readonly [row?: Row, selected?: readonly Row[]];

/**
 * The jobs a command is for: the selection if the row is part of it (or there is no row, as from the palette),
 * else the row; where that is no job at all, one is asked for.
 */
export async function chosenJobs(
  { tree, session }: CommandContext,
  [row, selected]: RowArguments,
  offered: (job: ForecastExportJob) => boolean = () => true,
): Promise<readonly ForecastExportJob[]> {
  const rows = selected && selected.length > 0 ? selected : row ? [row] : tree.selection;
  const jobs = rows.flatMap(candidate => tree.job(candidate) ?? []);
  if (jobs.length > 0 || row) {
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
