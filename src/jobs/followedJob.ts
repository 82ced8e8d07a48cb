import { isExportJobArn } from './arn';
import { movingStatuses, type ForecastExportJob } from './exportJob';
import type { ConnectionChoice } from './ports';
import { isRegionName } from './regions';
import { objectIn } from './objectIn';

/**
 * A job that is followed, as it is kept for all windows and over restarts. It is written once and never changed:
 * a window that wrote a newer status after another had taken the record away, to tell the end, would bring it
 * back. Nothing in it is secret.
 */
export interface FollowedJob {
  readonly arn: string;
  /** ForecastExportJobName, any text. */
  readonly name?: string;
  /** With which credentials the service is asked about it. */
  readonly account: AccountChoice;
  readonly region: string;
  readonly since: Date;
  /** The status that it had then: one of `movingStatuses`. */
  readonly status: string;
  readonly creationTime?: Date;
}

/** A choice of credentials, whatever the region. */
export type AccountChoice =
  | { readonly kind: 'sample' }
  | { readonly kind: 'environment' }
  | { readonly kind: 'profile'; readonly profile: string };

export function withoutRegion(choice: ConnectionChoice): AccountChoice {
  return choice.kind === 'profile' ? { kind: 'profile', profile: choice.profile } : { kind: choice.kind };
}

/** Two choices with the same key ask with the same credentials. */
export function accountKey(choice: ConnectionChoice): string {
  return choice.kind === 'profile' ? `profile ${choice.profile}` : choice.kind;
}

/** Which job it is, and with which credentials it is asked about. */
export function followedKey({ arn, account }: Pick<FollowedJob, 'arn' | 'account'>): string {
  return `${accountKey(account)}\n${arn}`;
}

/** A record of a job; undefined for one that doesn't move, or can't be asked about by its ARN. */
export function followedJob(
  job: ForecastExportJob,
  choice: ConnectionChoice,
  region: string,
  since: Date,
): FollowedJob | undefined {
  if (job.arn === undefined || !isExportJobArn(job.arn) || !movingStatuses.has(job.status)) {
    return undefined;
  }
  const { creationTime } = job;
  return {
    arn: job.arn,
    ...(job.name === undefined ? {} : { name: job.name.slice(0, longestName) }),
    account: withoutRegion(choice),
    region,
    since,
    status: job.status,
    ...(creationTime && isInstant(creationTime.getTime()) ? { creationTime } : {}),
  };
}

/** What is known of a followed job before the service was asked. */
export function jobOf({ arn, name, status, creationTime }: FollowedJob): ForecastExportJob {
  return {
    id: arn,
    arn,
    status,
    destination: {},
    ...(name === undefined ? {} : { name }),
    ...(creationTime === undefined ? {} : { creationTime }),
  };
}

/**
 * Whether a status is the end of what was followed. An answer without a status says nothing; a status that isn't
 * known counts as an end, because nobody could say what it would be waited for.
 */
export function isFinal(status: string): boolean {
  return status !== '' && !movingStatuses.has(status);
}

const longestName = 300;
const longestProfile = 300;

/** The record as the text of a file. */
export function recordText(job: FollowedJob): string {
  const { since, creationTime, ...rest } = job;
  return JSON.stringify({
    version: 1,
    ...rest,
    since: since.getTime(),
    ...(creationTime === undefined ? {} : { creationTime: creationTime.getTime() }),
  });
}

/** Reads a record; undefined for any text that isn't a whole one of this version. Never throws. */
export function readRecord(text: string): FollowedJob | undefined {
  const fields = objectIn(text);
  if (fields?.['version'] !== 1) {
    return undefined;
  }
  const { arn, name, region, since, status, creationTime } = fields;
  const account = readAccount(fields['account']);
  if (
    account === undefined ||
    typeof arn !== 'string' ||
    !isExportJobArn(arn) ||
    typeof region !== 'string' ||
    !isRegionName(region) ||
    typeof status !== 'string' ||
    !movingStatuses.has(status) ||
    !isInstant(since)
  ) {
    return undefined;
  }
  return {
    arn,
    account,
    region,
    since: new Date(since),
    status,
    ...(typeof name === 'string' ? { name: name.slice(0, longestName) } : {}),
    ...(isInstant(creationTime) ? { creationTime: new Date(creationTime) } : {}),
  };
}

/** Sample data is no account to come back to: its jobs are never in a record. */
function readAccount(value: unknown): AccountChoice | undefined {
  const { kind, profile } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (kind === 'environment') {
    return { kind };
  }
  if (
    kind === 'profile' &&
    typeof profile === 'string' &&
    profile !== '' &&
    profile.length <= longestProfile
  ) {
    return { kind, profile };
  }
  return undefined;
}

/** Milliseconds that a Date can be made of. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
}
