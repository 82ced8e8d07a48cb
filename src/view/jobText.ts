import * as l10n from '@vscode/l10n';
import { forecastNameOf } from '../jobs/arn';
import {
  timeMeaning,
  type ForecastExportJob,
  type ForecastExportJobDetails,
  type StatusGroup,
} from '../jobs/exportJob';
import { explainExportFailure, hasFailed } from '../jobs/exportFailures';
import { isolated } from '../jobs/isolated';
import { canBeRead, plainText } from '../jobs/plainText';
import { sentences } from '../jobs/sentences';
import type { UsualDuration } from '../jobs/usualDuration';
import { durationRangeText, durationText } from './durationText';
import { groupLabel } from './groupText';
import { age, fullTime, type TimeStyle } from './timeText';

/** The words of the interface for a job, its status and its times. Without the editor, so that tests can read them. */

/** A label with its value: a line of a tooltip, a details page, a spoken text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Whole sentences: the service's, or this extension's own. */
  readonly words?: 'said' | 'own';
}

/** The name; where there is none to be read, the ARN. */
export function jobName({ name = '', arn = '' }: ForecastExportJob): string {
  return canBeRead(name) ? plainText(name) : canBeRead(arn) ? plainText(arn) : l10n.t('(no name)');
}

/**
 * `demand_eu · 3 days ago`; for a status that isn't known, that too; before it, whether the job is followed; of a failed
 * job, the beginning of what the service said.
 */
export function jobDescription(
  job: ForecastExportJob,
  group: StatusGroup,
  time: TimeStyle,
  isFollowed = false,
): string {
  const forecast = forecastNameOf(job.arn);
  const parts = [
    ...(isFollowed ? [l10n.t('following')] : []),
    ...(group === 'OTHER' ? [plainText(job.status) || l10n.t('no status')] : []),
    ...(forecast === undefined ? [] : [plainText(forecast)]),
    ...(hasFailed(job) ? [isolated(plainText(job.message ?? '', 80)) || l10n.t('no reason given')] : []),
    goingOn(job, time) ?? (job.creationTime ? age(job.creationTime, time) : ''),
  ];
  return parts.filter(part => part !== '').join(' · ');
}

/** What a job that is being created does, and since when: `running for 14 min`. */
function goingOn(
  { status, creationTime }: ForecastExportJob,
  { locale, now }: TimeStyle,
): string | undefined {
  if (!creationTime || (status !== 'CREATE_PENDING' && status !== 'CREATE_IN_PROGRESS')) {
    return undefined;
  }
  const duration = durationText(now - creationTime.getTime(), locale);
  return status === 'CREATE_PENDING'
    ? l10n.t('waiting for {0}', duration)
    : l10n.t('running for {0}', duration);
}

/**
 * `running for 14 min; others took 6 to 9 min`: the service tells no time left, and none is made up here.
 * @param usual how long the finished exports that are shown took, undefined where there are too few of them
 */
function progress(job: ForecastExportJob, time: TimeStyle, usual?: UsualDuration): string | undefined {
  const soFar = goingOn(job, time);
  if (soFar === undefined || usual === undefined) {
    return soFar;
  }
  const others = durationRangeText(usual.from, usual.to, time.locale);
  return others === durationText(usual.to, time.locale)
    ? l10n.t('{0}; others took about {1}', soFar, others)
    : l10n.t('{0}; others took {1}', soFar, others);
}

/** What LastModificationTime stands for. */
export function timeLabel(status: string): string {
  switch (timeMeaning(status)) {
    case 'created':
      return l10n.t('Created');
    case 'asOf':
      return l10n.t('As of');
    case 'stopped':
      return l10n.t('Stopped');
    case 'finished':
      return l10n.t('Finished');
    case 'failed':
      return l10n.t('Failed');
    case 'changed':
      return l10n.t('Changed');
  }
}

export function statusText(job: ForecastExportJob, group: StatusGroup): string {
  return group === 'OTHER'
    ? plainText(job.status) || l10n.t('no status')
    : `${groupLabel(group)} (${job.status})`;
}

/** All that is known of a job, a fact a line, in the order in which one wants to know it. Values are plain text. */
export function jobFacts(
  job: ForecastExportJobDetails,
  group: StatusGroup,
  time: TimeStyle,
  usual?: UsualDuration,
): readonly Fact[] {
  const { path, roleArn, kmsKeyArn } = job.destination;
  const modified = timeMeaning(job.status) === 'created' ? undefined : job.lastModificationTime;
  const facts: [string, string | undefined][] = [
    [
      l10n.t('Created'),
      job.creationTime && `${fullTime(job.creationTime, time)} (${age(job.creationTime, time)})`,
    ],
    [l10n.t('Progress'), progress(job, time, usual)],
    [timeLabel(job.status), modified && `${fullTime(modified, time)} (${age(modified, time)})`],
    [l10n.t('Forecast'), job.forecastArn ?? forecastNameOf(job.arn)],
    [l10n.t('Format'), job.format],
    [l10n.t('Destination'), path],
    [l10n.t('Role'), roleArn],
    [l10n.t('KMS Key'), kmsKeyArn],
    ['ARN', job.arn],
  ];
  return [
    { label: l10n.t('Status'), value: statusText(job, group) },
    ...messageFacts(job),
    ...facts.map(([label, value]) => ({ label, value: plainText(value ?? '', 4200) })),
  ].filter(({ value }) => value !== '');
}

/** What the service said, and for a failure that is known what it usually means and what to do. */
function messageFacts(job: ForecastExportJob): readonly Fact[] {
  const label = l10n.t('The service says');
  const value = plainText(job.message ?? '', 4200);
  const known = explainExportFailure(job);
  return [
    ...(value === '' && hasFailed(job)
      ? [{ label: l10n.t('Reason'), value: noReason(), words: 'own' as const }]
      : []),
    { label, value, words: 'said' },
    ...(known
      ? ([
          { label: l10n.t('This usually means'), value: known.means, words: 'own' },
          { label: l10n.t('What to do'), value: known.helps, words: 'own' },
        ] as const)
      : []),
  ];
}

function noReason(): string {
  return l10n.t('The service gave no reason.');
}

/** The job as a screen reader says it: in parts, and a failed one with its reason in sentences. */
export function jobSpoken(
  job: ForecastExportJob,
  group: StatusGroup,
  time: TimeStyle,
  usual?: UsualDuration,
  isFollowed = false,
): string {
  const forecast = forecastNameOf(job.arn);
  const said = plainText(job.message ?? '');
  const known = explainExportFailure(job);
  const parts = [
    jobName(job),
    group === 'OTHER' ? statusText(job, group) : groupLabel(group),
    ...(isFollowed ? [l10n.t('following')] : []),
    ...(forecast === undefined ? [] : [l10n.t('forecast {0}', plainText(forecast))]),
    progress(job, time, usual) ??
      (job.creationTime ? l10n.t('created {0}', age(job.creationTime, time)) : ''),
  ];
  const more = [
    ...(said === '' ? (hasFailed(job) ? [noReason()] : []) : [l10n.t('The service says: {0}', said)]),
    ...(known ? [l10n.t('This usually means: {0}', known.means)] : []),
  ];
  const spoken = parts.filter(part => part !== '').join(', ');
  return more.length === 0 ? spoken : sentences(spoken, ...more);
}
