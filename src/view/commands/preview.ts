import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { groupOf } from '../../jobs/exportJob';
import { isOf, type Origin } from '../detailsAddress';
import { hasFiles } from '../rows';
import { chosenJobs, jobPick, telling, type CommandContext, type RowArguments } from './context';

/** More pages at once nobody meant to open. */
const mostPages = 5;

/** Opens the data of jobs, each in a page of its own. */
export async function previewData(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args, hasFiles);
  const ready = jobs.filter(hasFiles);
  if (ready.length === 0) {
    tellNotReady(jobs);
    return;
  }
  await telling(context.log, async () => {
    for (const job of ready.slice(0, mostPages)) {
      await context.previews.show(job);
    }
  });
}

/** The same from the title of a job's details, which may be of another account than the view shows. */
export async function previewDataOf(context: CommandContext, details: vscode.Uri): Promise<void> {
  const page = context.details.jobAt(details);
  if (!page) {
    return;
  }
  const { origin } = page;
  await telling(context.log, async () => {
    const job = hasFiles(page.job) ? page.job : await described(context, page.job, origin);
    if (hasFiles(job)) {
      await context.previews.show(job, origin);
    } else {
      tellNotReady([job]);
    }
  });
}

/** A document that the editor has restored knows of its job no more than the ARN; no other account is asked about it. */
async function described(
  { session }: CommandContext,
  job: ForecastExportJob,
  origin: Origin,
): Promise<ForecastExportJob> {
  const connection = await session.connection();
  return connection && isOf(connection, origin) ? session.details(job, connection) : job;
}

/** Compares the two selected jobs, or one with another that is asked for. */
export async function compareExports(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args, hasFiles);
  const ready = jobs.filter(hasFiles);
  const [one, second, third] = ready;
  if (!one) {
    tellNotReady(jobs);
    return;
  }
  if (third) {
    void vscode.window.showInformationMessage(l10n.t('Select two export jobs to compare.'));
    return;
  }
  const other = second ?? (await chooseOther(context, one));
  if (other) {
    await telling(context.log, () => context.previews.compare(one, other));
  }
}

/** Asks for an export to compare with, among those that are loaded: the same name's first, newest first. */
export async function chooseOther(
  { session }: Pick<CommandContext, 'session'>,
  job: ForecastExportJob,
): Promise<ForecastExportJob | undefined> {
  const others = (session.board?.all() ?? []).filter(other => other.id !== job.id && hasFiles(other));
  if (others.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t('No other export job with data is loaded to compare with.'),
    );
    return undefined;
  }
  const isNamesake = (other: ForecastExportJob) => Number(other.name === job.name);
  const time = (other: ForecastExportJob) => other.creationTime?.getTime() ?? 0;
  others.sort((a, b) => isNamesake(b) - isNamesake(a) || time(b) - time(a));
  const pick = await vscode.window.showQuickPick(others.map(jobPick), {
    placeHolder: l10n.t('Choose an export to compare with'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return pick?.job;
}

function tellNotReady(jobs: readonly ForecastExportJob[]): void {
  const [job] = jobs;
  if (job) {
    void vscode.window.showInformationMessage(
      groupOf(job) === 'ACTIVE'
        ? l10n.t('The destination of this export job is not an S3 path.')
        : l10n.t('The data can be read once the export job is active.'),
    );
  }
}
