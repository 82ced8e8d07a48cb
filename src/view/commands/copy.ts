import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { exportJobArn, whereJobIs } from '../../jobs/arn';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { wireJob } from '../../jobs/jobListJson';
import { jobLink } from '../../jobs/jobLink';
import type { ConnectionChoice } from '../../jobs/ports';
import { shellCommand } from '../../jobs/shellCommand';
import { threeAtATime } from '../../jobs/threeAtATime';
import { chosenJobs, telling, withCancel, type CommandContext, type RowArguments } from './context';

type TextOf = (job: ForecastExportJob) => string | undefined;

/** Copies one text a job, one a line, and says how many there were and how many had none. */
async function copyEach(context: CommandContext, args: RowArguments, textOf: TextOf): Promise<void> {
  const jobs = await chosenJobs(context, args);
  await copyLines(jobs.map(textOf));
}

async function copyLines(texts: readonly (string | undefined)[]): Promise<void> {
  const lines = texts.filter(text => text !== undefined && text !== '');
  if (texts.length === 0) {
    return;
  }
  if (lines.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nothing to copy: the service did not send it.'));
    return;
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  const without = texts.length - lines.length;
  const copied = lines.length === 1 ? l10n.t('Copied') : l10n.t('Copied {0} lines', lines.length);
  const left = without > 0 ? l10n.t('left out because the service did not send it: {0}', without) : '';
  vscode.window.setStatusBarMessage([copied, left].filter(Boolean).join(', '), 3000);
}

export const copyArn = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => job.arn);

/** A link that opens the job in an editor like this one. */
export const copyLink = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => {
    const arn = exportJobArn(job.arn ?? '');
    return arn && jobLink(vscode.env.uriScheme, arn);
  });

export const copyS3Uri = (context: CommandContext, ...args: RowArguments) =>
  copyEach(context, args, job => job.destination.path);

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

export const copyCliCommand = (context: CommandContext, ...args: RowArguments) => {
  const { state, choice } = context.session;
  const region = state.kind === 'connected' ? state.connection.region : '';
  return copyEach(context, args, job => describeCommand(job, region, choice));
};

/** The AWS CLI command that tells all of a job, quoted for the shell. */
function describeCommand(
  job: ForecastExportJob,
  region: string,
  choice: ConnectionChoice | undefined,
): string | undefined {
  return job.arn === undefined
    ? undefined
    : shellCommand([
        ...['aws', 'forecast', 'describe-forecast-export-job', '--forecast-export-job-arn', job.arn],
        ...['--region', whereJobIs(job.arn, region).region],
        ...(choice?.kind === 'profile' ? ['--profile', choice.profile] : []),
      ]);
}
