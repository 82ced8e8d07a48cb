import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { whereJobIs } from '../../jobs/arn';
import { parseS3Path, s3ConsoleAddress } from '../../jobs/s3Path';
import { jobName } from '../jobText';
import { withoutLinks } from '../remedies';
import { chosenJobs, telling, type CommandContext, type RowArguments } from './context';

/** More browser tabs than this nobody meant to open. */
const mostTabs = 5;

/** Opens the destination in the S3 console; for a job whose files aren't there yet only on request. */
export async function openS3Path(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { state } = context.session;
  const jobs = await chosenJobs(context, args);
  const notReady = jobs.find(job => job.status !== 'ACTIVE');
  if (notReady && !(await confirmNotReady(jobName(notReady)))) {
    return;
  }
  const region = state.kind === 'connected' ? state.connection.region : '';
  const addresses = new Set(
    jobs.flatMap(job => {
      const location = parseS3Path(job.destination.path);
      const where = whereJobIs(job.arn, region);
      return location ? [s3ConsoleAddress(location, where.region, where.partition)] : [];
    }),
  );
  if (addresses.size === 0 && jobs.length > 0) {
    const path = jobs[0]?.destination.path;
    void vscode.window.showWarningMessage(
      path === undefined
        ? l10n.t('The service sent no destination for this export job.')
        : withoutLinks(l10n.t('This destination is not an S3 path: {0}', path)),
    );
    return;
  }
  for (const address of [...addresses].slice(0, mostTabs)) {
    await openAddress(address);
  }
  if (addresses.size > mostTabs) {
    void vscode.window.showInformationMessage(
      l10n.t('Opened the first {0} of {1} S3 paths.', mostTabs, addresses.size),
    );
  }
}

async function confirmNotReady(name: string): Promise<boolean> {
  const open = l10n.t('Open Anyway');
  const answer = await vscode.window.showInformationMessage(
    withoutLinks(
      l10n.t('The data is not in S3 yet: it can be read once the export job is active. {0}', name),
    ),
    open,
  );
  return answer === open;
}

/**
 * A Uri would be decoded and encoded again on its way, and `%2B` in a key would arrive as `+`, which the console
 * reads as a space. Given the text, the editor hands it to the browser as it is, as long as both are the same
 * address to it.
 */
async function openAddress(address: string): Promise<void> {
  await vscode.env.openExternal(address as unknown as vscode.Uri);
}

export async function showDetails(context: CommandContext, ...args: RowArguments): Promise<void> {
  const jobs = await chosenJobs(context, args);
  await telling(context.log, async () => {
    for (const job of jobs.slice(0, mostTabs)) {
      await context.details.show(job);
    }
  });
}
