/**
 * A forecast export job as ListForecastExportJobs summarises it. Every member the service may leave out is
 * optional here too: a job is shown with what is known of it, never dropped for what is not.
 * Source: ForecastExportJobSummary in the service model, forecast/2018-06-26.
 */
export interface ForecastExportJob {
  /** Identity of the job: its ARN, or, where the service sent none, a text made of what it did send. */
  readonly id: string;
  /** ForecastExportJobArn. */
  readonly arn?: string;
  /** ForecastExportJobName. Not unique: the same name may stand under several forecasts. */
  readonly name?: string;
  readonly destination: Destination;
  /** One of `knownStatuses`, or whatever else the service answered ('' where it answered none). */
  readonly status: string;
  /** What the service says of an error. Any text, possibly hostile, possibly empty. */
  readonly message?: string;
  readonly creationTime?: Date;
  /** What this instant means depends on the status: see `timeMeaning`. */
  readonly lastModificationTime?: Date;
}

/** Destination.S3Config. */
export interface Destination {
  readonly path?: string;
  readonly roleArn?: string;
  readonly kmsKeyArn?: string;
}

/** What DescribeForecastExportJob adds to the summary. */
export interface ForecastExportJobDetails extends ForecastExportJob {
  readonly forecastArn?: string;
  /** `CSV` or `PARQUET`. */
  readonly format?: string;
  /** Id of the request that this was the answer to, for AWS Support. A service in this process has none. */
  readonly requestId?: string;
}

/** All statuses of the service model, in the order in which a job goes through them. */
export const knownStatuses = [
  'CREATE_PENDING',
  'CREATE_IN_PROGRESS',
  'CREATE_STOPPING',
  'CREATE_STOPPED',
  'CREATE_FAILED',
  'ACTIVE',
  'DELETE_PENDING',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
] as const;

export type KnownStatus = (typeof knownStatuses)[number];

/** The groups of the tree: one a known status, and one for every status this version does not know. */
export type StatusGroup = KnownStatus | 'OTHER';

/** The groups in the order in which they are shown: what wants attention first. */
export const statusGroups: readonly StatusGroup[] = [
  'CREATE_IN_PROGRESS',
  'CREATE_PENDING',
  'CREATE_FAILED',
  'DELETE_FAILED',
  'ACTIVE',
  'CREATE_STOPPING',
  'CREATE_STOPPED',
  'DELETE_IN_PROGRESS',
  'DELETE_PENDING',
  'OTHER',
];

/** The statuses a job leaves by itself, without anyone asking. */
export const movingStatuses: ReadonlySet<string> = new Set<KnownStatus>([
  'CREATE_PENDING',
  'CREATE_IN_PROGRESS',
  'CREATE_STOPPING',
  'DELETE_PENDING',
  'DELETE_IN_PROGRESS',
]);

const known: ReadonlySet<string> = new Set(knownStatuses);

export function isKnownStatus(status: string): status is KnownStatus {
  return known.has(status);
}

export function groupOf(job: ForecastExportJob): StatusGroup {
  return isKnownStatus(job.status) ? job.status : 'OTHER';
}

/** What LastModificationTime stands for. Source: LastModificationTime in the API reference. */
export type TimeMeaning = 'created' | 'asOf' | 'stopped' | 'finished' | 'failed' | 'changed';

export function timeMeaning(status: string): TimeMeaning {
  switch (status) {
    case 'CREATE_PENDING':
      return 'created';
    case 'CREATE_IN_PROGRESS':
    case 'CREATE_STOPPING':
      return 'asOf';
    case 'CREATE_STOPPED':
      return 'stopped';
    case 'ACTIVE':
      return 'finished';
    case 'CREATE_FAILED':
      return 'failed';
    default:
      return 'changed';
  }
}
