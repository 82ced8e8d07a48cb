import type { KnownStatus } from '../jobs/exportJob';
import type { DestinationInput, TagInput } from './model';

/** What happens to a resource by itself, at an instant of the service's clock (ms since the epoch). */
export interface Step {
  readonly at: number;
  readonly status: KnownStatus | 'GONE';
  readonly message?: string;
}

/** What export jobs and forecasts have in common. Instants are in milliseconds since the epoch. */
export interface Resource {
  readonly arn: string;
  readonly name: string;
  readonly tags: readonly TagInput[];
  readonly creationTime: number;
  status: KnownStatus;
  /** When `status` came to be what it is. */
  changedAt: number;
  message?: string;
  /** What is still to come, in order of time. Empty: it stays as it is. */
  steps: readonly Step[];
}

export interface StoredJob extends Resource {
  readonly forecastArn: string;
  readonly destination: DestinationInput;
  readonly format: 'CSV' | 'PARQUET';
  /** When all its files were in S3, ms since the epoch; absent where they never were. They stay when it is deleted. */
  writtenAt?: number;
}

export interface StoredForecast extends Resource {
  readonly predictorArn: string;
  readonly datasetGroupArn: string;
  readonly fromAutoPredictor: boolean;
  /** The quantiles, as `0.1`, and `mean`. */
  readonly forecastTypes: readonly string[];
}

/** Takes every step that is due. False: the resource is gone. */
export function advance(resource: Resource, now: number): boolean {
  let taken = 0;
  for (const step of resource.steps) {
    if (step.at > now) break;
    if (step.status === 'GONE') return false;
    resource.status = step.status;
    resource.changedAt = step.at;
    if (step.message === undefined) delete resource.message;
    else resource.message = step.message;
    taken++;
  }
  if (taken > 0) resource.steps = resource.steps.slice(taken);
  return true;
}

/** LastModificationTime as the API reference has it: while a job is at work it is the current time. */
export function lastModificationTime(resource: Resource, now: number): number {
  switch (resource.status) {
    case 'CREATE_PENDING':
      return resource.creationTime;
    case 'CREATE_IN_PROGRESS':
    case 'CREATE_STOPPING':
      return Math.max(now, resource.creationTime);
    default:
      return resource.changedAt;
  }
}

export function isBeingCreated(resource: Resource): boolean {
  return resource.status === 'CREATE_PENDING' || resource.status === 'CREATE_IN_PROGRESS';
}

/** Delete is allowed for these only, also for a job that was stopped. Source: DeleteForecastExportJob. */
export function isDeletable(resource: Resource): boolean {
  return resource.status === 'ACTIVE' || resource.status === 'CREATE_FAILED';
}
