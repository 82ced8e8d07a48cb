import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { exportJobArn } from '../../jobs/arn';
import { describeCommand } from '../../jobs/describeCommand';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { wireJob } from '../../jobs/jobListJson';
import { jobLink } from '../../jobs/jobLink';
import { threeAtATime } from '../../jobs/threeAtATime';
import { setting } from '../settings';
import {
  chosenFiles,
  chosenJobs,
  chosenRows,
  telling,
  withCancel,
  type CommandContext,
  type RowArguments,
} from './context';

type TextOf = (job: ForecastExportJob) => string | undefined;

/** Copies one text a job, one a line, and says how many there were and how many had none. */
async function copyEach(context: CommandContext, args: RowArguments, textOf: TextOf): Promise<boolean> {
  const jobs = await chosenJobs(context, args);
  return copyLines(jobs.map(textOf));
}

/** @returns whether anything was copied */
async function copyLines(texts: readonly (string | undefined)[]): Promise<boolean> {
  const lines = texts.filter(text => text !== undefined && text !== '');
  if (texts.length === 0) {
    return false;
  }
  if (lines.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nothing to copy: the service did not send it.'));
    return false;
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  const without = texts.length - lines.length;
  const copied = lines.length === 1 ? l10n.t('Copied') : l10n.t('Copied {0} lines', lines.length);
  const left = without > 0 ? l10n.t('left out because the service did not send it: {0}', without) : '';
  vscode.window.setStatusBarMessage([copied, left].filter(Boolean).join(', '), 3000);
  return true;
}

export const copyArn = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => job.arn);

/** A link that opens the job in an editor like this one. */
export const copyLink = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => {
    const arn = exportJobArn(job.arn ?? '');
    return arn && jobLink(vscode.env.uriScheme, arn);
  });

/** Of files their own, of jobs that of their destination. */
export async function copyS3Uri(context: CommandContext, ...args: RowArguments): Promise<void> {
  const files = chosenFiles(context, args);
  if (files.length > 0) {
    await copyLines(files.map(({ part: { bucket, key } }) => `s3://${bucket}/${key}`));
  } else {
    await copyEach(context, args, job => job.destination.path);
  }
}

export const copyName = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => job.name);

/** The forecast's ARN is not in the list: Describe is asked for each job. */
export async function copyForecastArn(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args);
  await telling(context.log, async () => {
    const describe = async (job: ForecastExportJob) => (await context.session.details(job)).forecastArn;
    const arns =
      jobs.length > 3
        ? await withCancel(l10n.t('Reading the forecasts of {0} export jobs', jobs.length), signal =>
            threeAtATime(jobs, describe, signal),
          )
        : await threeAtATime(jobs, describe);
    await copyLines(jobs.length === arns.length ? [...new Set(arns)] : []);
  });
}

/** The summaries as the service lists them, with times in ISO 8601. */
export async function copyAsJson(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args);
  const summaries = jobs.map(wireJob);
  if (summaries.length > 0) {
    await vscode.env.clipboard.writeText(
      JSON.stringify(summaries.length === 1 ? summaries[0] : summaries, null, 2),
    );
    vscode.window.setStatusBarMessage(l10n.t('Copied'), 3000);
  }
}

/** Sample data is in no AWS account: what is copied then is good for reading only, and that is said. */
export async function copyCliCommand(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { state } = context.session;
  if (state.kind !== 'connected') {
    return;
  }
  const { connection } = state;
  const endpoint = setting('endpoint').trim();
  const copied = await copyEach(context, args, job => describeCommand(job, connection, endpoint));
  if (copied && connection.choice.kind === 'sample') {
    void vscode.window.showInformationMessage(
      l10n.t('Copied. AWS will not find this export job: it is sample data, which no AWS account has.'),
    );
  }
}

/** The ARNs of the jobs that are selected; where none is, the words of the rows. */
export async function copySelected(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { tree } = context;
  const rows = chosenRows(tree, args);
  if (rows.some(candidate => tree.job(candidate))) {
    await copyArn(context, ...args);
  } else {
    await copyLines(rows.map(candidate => tree.label(candidate)));
  }
}

/**
 * For the key that copies: the row that has the focus. The editor doesn't tell which one that is, so the key toggles
 * its selection before and after. To select it would run what a click on it runs, as "Load more".
 */
export async function copyFocused(context: CommandContext): Promise<void> {
  await copySelected(context, context.tree.toggledRow);
}
