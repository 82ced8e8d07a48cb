import * as l10n from '@vscode/l10n';
import { localNumber } from '../data/localNumber';
import { forecastNameOf } from '../jobs/arn';
import {
  timeMeaning,
  type ForecastExportJob,
  type ForecastExportJobDetails,
  type StatusGroup,
} from '../jobs/exportJob';
import { explainExportFailure, hasFailed } from '../jobs/exportFailures';
import type { GroupState } from '../jobs/jobBoard';
import type { JobFilter } from '../jobs/jobFilter';
import type { ConnectionChoice } from '../jobs/ports';
import { isolated } from '../jobs/isolated';
import { canBeRead, plainText } from '../jobs/plainText';
import { sentences } from '../jobs/sentences';
import type { UsualDuration } from '../jobs/usualDuration';
import { durationRangeText, durationText } from './durationText';

/** The words of the interface for a job, its status and its times. Without the editor, so that tests can read them. */

/** A label with its value: a line of a tooltip, a details page, a spoken text. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Whole sentences: the service's, or this extension's own. */
  readonly words?: 'said' | 'own';
}

/** How numbers and dates are written: the user's language. */
export interface Writing {
  readonly locale: string;
}

/** How times are written: the user's language, and now. */
export interface TimeStyle extends Writing {
  readonly now: number;
}

export function groupLabel(group: StatusGroup): string {
  switch (group) {
    case 'CREATE_IN_PROGRESS':
      return l10n.t('In Progress');
    case 'CREATE_PENDING':
      return l10n.t('Pending');
    case 'CREATE_FAILED':
      return l10n.t('Failed');
    case 'DELETE_FAILED':
      return l10n.t('Deletion Failed');
    case 'ACTIVE':
      return l10n.t('Active');
    case 'CREATE_STOPPING':
      return l10n.t('Stopping');
    case 'CREATE_STOPPED':
      return l10n.t('Stopped');
    case 'DELETE_IN_PROGRESS':
      return l10n.t('Deleting');
    case 'DELETE_PENDING':
      return l10n.t('Deletion Pending');
    case 'OTHER':
      return l10n.t('Other Statuses');
  }
}

/** What a group means, for its tooltip. */
export function groupMeaning(group: StatusGroup): string {
  switch (group) {
    case 'CREATE_IN_PROGRESS':
      return l10n.t('Amazon Forecast is writing the files.');
    case 'CREATE_PENDING':
      return l10n.t('The export is waiting to start.');
    case 'CREATE_FAILED':
      return l10n.t('The export ended with an error.');
    case 'DELETE_FAILED':
      return l10n.t('The export job could not be deleted.');
    case 'ACTIVE':
      return l10n.t('The files are in S3.');
    case 'CREATE_STOPPING':
      return l10n.t('The export is being stopped.');
    case 'CREATE_STOPPED':
      return l10n.t('The export was stopped before its end and can’t be resumed.');
    case 'DELETE_IN_PROGRESS':
      return l10n.t('The export job is being deleted. Files in S3 stay.');
    case 'DELETE_PENDING':
      return l10n.t('The export job is waiting to be deleted. Files in S3 stay.');
    case 'OTHER':
      return l10n.t('Statuses that this version of the extension does not know.');
  }
}

/** How many jobs a group has, as far as is known: `37`, `100+`, or `…` while nothing is known. */
export function countText({ count, tail }: GroupState, { locale }: Writing): string {
  const written = localNumber(count, locale);
  switch (tail.kind) {
    case 'end':
      return written;
    case 'loading':
      return count === 0 ? '…' : `${written}+`;
    case 'more':
      return `${written}+`;
    case 'failed':
      return count === 0 ? '' : `${written}+`;
  }
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

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago, in the largest whole unit: `3 days ago`, `just now`. */
export function age(date: Date, { locale, now }: TimeStyle): string {
  const seconds = (now - date.getTime()) / 1000;
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  if (!unit) {
    return l10n.t('just now');
  }
  return relativeTime(locale).format(-Math.trunc(seconds / unit[1]), unit[0]);
}

const relativeTimes = new Map<string, Intl.RelativeTimeFormat>();

/** Made once a language: making one takes longer than all else that a row needs. */
function relativeTime(locale: string): Intl.RelativeTimeFormat {
  const known = relativeTimes.get(locale) ?? new Intl.RelativeTimeFormat(locale, { style: 'short' });
  relativeTimes.set(locale, known);
  return known;
}

/** A date in the user's own words and time zone. */
export function fullTime(date: Date, { locale }: Writing): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }).format(date);
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

export function choiceText(choice: ConnectionChoice): string {
  switch (choice.kind) {
    case 'sample':
      return l10n.t('Sample data');
    case 'environment':
      return l10n.t('Environment');
    case 'profile':
      return plainText(choice.profile, 80);
  }
}

/** The filter in a few words, '' where none is on. */
export function filterText(filter: JobFilter): string {
  const names = (condition: 'IS' | 'IS_NOT') =>
    filter.forecasts
      .filter(forecast => forecast.condition === condition)
      .map(forecast => plainText(forecast.forecastArn.replace(/^.*:forecast\//, ''), 80));
  const only = names('IS');
  const hidden = names('IS_NOT');
  return [
    ...(only.length > 0 ? [l10n.t('only {0}', only.join(', '))] : []),
    ...(hidden.length > 0 ? [l10n.t('without {0}', hidden.join(', '))] : []),
    ...(filter.statuses ? [filter.statuses.map(groupLabel).join(', ')] : []),
  ].join(' · ');
}

/** A group's count as a screen reader says it. */
export function groupSpokenCount({ count, tail }: GroupState, { locale }: Writing): string {
  const written = localNumber(count, locale);
  switch (tail.kind) {
    case 'end':
      return count === 1 ? l10n.t('1 job') : l10n.t('{0} jobs', written);
    case 'loading':
      return l10n.t('loading');
    case 'more':
      return l10n.t('{0} and more jobs', written);
    case 'failed':
      return l10n.t('reading more failed after {0}', written);
  }
}
