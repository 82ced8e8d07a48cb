import * as l10n from '@vscode/l10n';
import { forecastNameOf } from '../jobs/arn';
import { groupOf, type ForecastExportJob } from '../jobs/exportJob';
import type { DescribableJob } from '../jobs/askMoving';
import type { JobChange } from '../jobs/jobChange';
import { plainText } from '../jobs/plainText';
import { groupLabel } from './groupText';
import { jobName, statusText } from './jobText';

/** What is to be done, to which of the jobs that were chosen, and where. */
export interface PlannedChange {
  readonly change: JobChange;
  readonly jobs: readonly DescribableJob[];
  /** Chosen, too, but in no status that allows it. */
  readonly leftOut: readonly ForecastExportJob[];
  /** `profile · region`. */
  readonly account: string;
}

/** The texts of the dialog that asks before anything is done. */
export interface ChangeQuestion {
  readonly message: string;
  readonly detail: string;
  /** The first button, which Enter presses: it only shows what is about to be changed. */
  readonly look: string;
  readonly go: string;
}

const namedJobs = 5;
const nameLength = 80;

export function changeQuestion(plan: PlannedChange): ChangeQuestion {
  const { change, jobs, leftOut, account } = plan;
  const [only] = jobs;
  const one = jobs.length === 1 && only ? only : undefined;
  const paragraphs = [
    one ? jobLines(one) : namesText(jobs),
    consequence(change),
    l10n.t('Account: {0}', account),
    leftOut.length === 0 ? '' : leftOutText(change, leftOut),
  ];
  return {
    message: question(change, one, jobs.length),
    detail: paragraphs.filter(text => text !== '').join('\n\n'),
    look: one ? l10n.t('Show Details') : l10n.t('Show List'),
    go: change === 'stop' ? l10n.t('Stop') : l10n.t('Delete'),
  };
}

function question(change: JobChange, one: ForecastExportJob | undefined, count: number): string {
  const name = one && shortName(one);
  if (change === 'stop') {
    return name === undefined ? l10n.t('Stop {0} exports?', count) : l10n.t('Stop the export “{0}”?', name);
  }
  return name === undefined
    ? l10n.t('Delete {0} export jobs?', count)
    : l10n.t('Delete the export job “{0}”?', name);
}

function consequence(change: JobChange): string {
  return change === 'stop'
    ? l10n.t('A stopped export can’t be resumed. Its export job stays in the list.')
    : l10n.t('The files in S3 stay. The export job itself can’t be brought back.');
}

/** Names repeat across forecasts: each comes with its forecast. */
function jobLines(job: ForecastExportJob): string {
  const forecast = forecastNameOf(job.arn);
  const path = plainText(job.destination.path ?? '', 200);
  return [
    ...(forecast === undefined ? [] : [l10n.t('Forecast: {0}', plainText(forecast, nameLength))]),
    l10n.t('Status: {0}', groupLabel(groupOf(job))),
    ...(path === '' ? [] : [l10n.t('Files: {0}', path)]),
  ].join('\n');
}

function namesText(jobs: readonly ForecastExportJob[]): string {
  const shown = jobs.length === namedJobs + 1 ? jobs : jobs.slice(0, namedJobs);
  const more = jobs.length - shown.length;
  return [...shown.map(nameWithForecast), ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join('\n');
}

/** `weekly (demand_eu)`. */
export function nameWithForecast(job: ForecastExportJob): string {
  const forecast = forecastNameOf(job.arn);
  return forecast === undefined
    ? shortName(job)
    : l10n.t('{0} ({1})', shortName(job), plainText(forecast, nameLength));
}

export function shortName(job: ForecastExportJob): string {
  return plainText(jobName(job), nameLength);
}

/** Which jobs a change is not for, by status, and why. */
export function leftOutText(change: JobChange, leftOut: readonly ForecastExportJob[]): string {
  const counts = new Map<string, number>();
  for (const job of leftOut) {
    const reason =
      job.arn === undefined
        ? l10n.t('without ARN')
        : plainText(groupOf(job) === 'OTHER' ? statusText(job, 'OTHER') : groupLabel(groupOf(job)), 40);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].slice(0, 10).map(([reason, count]) => `${reason}: ${String(count)}`);
  return l10n.t('{0} Left out: {1}', allowedText(change), reasons.join(', '));
}

export function allowedText(change: JobChange): string {
  return change === 'stop'
    ? l10n.t('Only exports that are pending or in progress can be stopped.')
    : l10n.t('Amazon Forecast deletes only export jobs that are active or have failed.');
}
