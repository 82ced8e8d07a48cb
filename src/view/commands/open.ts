import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { whereJobIs } from '../../jobs/arn';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { ObjectStore } from '../../jobs/objectStore';
import { parseS3Path, s3ConsoleAddress } from '../../jobs/s3Path';
import { jobName } from '../jobText';
import { withoutLinks } from '../remedies';
import { chosenJobs, telling, type CommandContext, type RowArguments } from './context';

/** More browser tabs than this nobody meant to open. */
const mostTabs = 5;

/** How long Open S3 Path waits for the region of a bucket, in ms. */
const regionPatience = 1500;

/** Opens the destination in the S3 console; for a job whose files aren't there yet only on request. */
export async function openS3Path(context: CommandContext, ...args: RowArguments): Promise<void> {
  const { state } = context.session;
  const jobs = await chosenJobs(context, args);
  const notReady = jobs.find(job => job.status !== 'ACTIVE');
  if (notReady && !(await confirmNotReady(notReady))) {
    return;
  }
  const connection = state.kind === 'connected' ? state.connection : undefined;
  await openPaths(jobs, connection?.region ?? '', connection?.objects);
}

/**
 * @param region where the jobs are, for those whose ARN doesn't tell
 * @param objects tells the regions of the buckets; without it they are taken to be in the regions of their jobs
 */
export async function openPaths(
  jobs: readonly ForecastExportJob[],
  region: string,
  objects?: Pick<ObjectStore, 'regionOf'>,
): Promise<void> {
  const regions = await regionsOfBuckets(jobs, objects);
  const addresses = new Set(
    jobs.flatMap(job => {
      const location = parseS3Path(job.destination.path);
      const where = whereJobIs(job.arn, region);
      if (!location) {
        return [];
      }
      return [s3ConsoleAddress(location, regions.get(location.bucket) ?? where.region, where.partition)];
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
  const without = jobs.filter(job => !parseS3Path(job.destination.path)).length;
  if (without > 0) {
    void vscode.window.showInformationMessage(
      l10n.t('Left out, because their destination is not an S3 path: {0} of {1}.', without, jobs.length),
    );
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

/** The regions that can be found out in a moment: the console finds its way from a wrong one, too. */
async function regionsOfBuckets(
  jobs: readonly ForecastExportJob[],
  objects: Pick<ObjectStore, 'regionOf'> | undefined,
): Promise<ReadonlyMap<string, string>> {
  const buckets = new Set(jobs.flatMap(job => parseS3Path(job.destination.path)?.bucket ?? []));
  const signal = AbortSignal.timeout(regionPatience);
  const found = await Promise.all(
    [...buckets].slice(0, mostTabs).map(async bucket => {
      // Why it couldn't be found stands in the log.
      const region = await objects?.regionOf(bucket, signal).catch(() => undefined);
      return region === undefined ? [] : [[bucket, region] as const];
    }),
  );
  return new Map(found.flat());
}

async function confirmNotReady(job: ForecastExportJob): Promise<boolean> {
  const name = jobName(job);
  const open = l10n.t('Open Anyway');
  const answer = await vscode.window.showInformationMessage(
    withoutLinks(whyNotReady(job.status, name)),
    open,
  );
  return answer === open;
}

function whyNotReady(status: string, name: string): string {
  switch (status) {
    case 'CREATE_FAILED':
    case 'CREATE_STOPPED':
    case 'CREATE_STOPPING':
      return l10n.t('The export did not come to its end: its data in S3 is missing or not whole. {0}', name);
    case 'DELETE_PENDING':
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_FAILED':
      return l10n.t('The export job is being deleted. What it had written to S3 stays. {0}', name);
    default:
      return l10n.t('The data is not in S3 yet: it can be read once the export job is active. {0}', name);
  }
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
    if (jobs.length > mostTabs) {
      const said = l10n.t('Opened the details of the first {0} of {1} export jobs.', mostTabs, jobs.length);
      void vscode.window.showInformationMessage(said);
    }
  });
}
