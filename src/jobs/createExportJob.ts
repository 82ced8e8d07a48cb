import type { ForecastExportJob } from './exportJob';
import { FailureError, type Failure } from './failure';
import type { NewExportJob } from './newExportJob';
import { largestPage } from './pagedJobs';
import { repeatedToken } from './pagedList';
import type { ForecastJobs } from './ports';

export type Creation =
  | { readonly kind: 'created'; readonly arn: string }
  /** Surely not made. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** No answer came, and the job isn't listed (or the list can't be had): it may have been made, or still be. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** Two clocks, the user's and the service's, may differ by that much. In ms. */
const clocksDiffer = 60_000;
/** An account has ten pages by its usual quota. */
const mostPages = 200;

/**
 * Makes an export job, once. The SDK sends a request again by itself after a cut connection, so that any failure may
 * hide a job that was made: `ResourceAlreadyExists` above all. Before a failure is believed the service is looked
 * through for the job.
 * @param began when this very job was first asked for, in ms since the epoch
 * @param repeated whether it was asked for before, without an answer
 * Rejects with a `CancelledError` where the connection was given up meanwhile: what became of the job is not known.
 */
export async function createExportJob(
  jobs: ForecastJobs,
  job: NewExportJob,
  began: number,
  repeated = false,
): Promise<Creation> {
  try {
    return { kind: 'created', arn: await jobs.create(job) };
  } catch (error) {
    if (!(error instanceof FailureError)) {
      throw error;
    }
    if (!repeated && isFirstAnswer(error.failure)) {
      return { kind: 'refused', failure: error.failure };
    }
    return afterFailure(jobs, job, began, error.failure);
  }
}

async function afterFailure(
  jobs: ForecastJobs,
  job: NewExportJob,
  began: number,
  failure: Failure,
): Promise<Creation> {
  try {
    const { found, isNameTaken } = await lookForCreated(jobs, job, began);
    if (found?.arn !== undefined) {
      return { kind: 'created', arn: found.arn };
    }
    if (failure.kind === 'exists' && !isNameTaken) {
      // The list and the refusal contradict each other.
      return { kind: 'unknown', failure };
    }
  } catch (error) {
    if (!(error instanceof FailureError)) {
      throw error;
    }
    return { kind: 'unknown', failure };
  }
  return { kind: isRefusal(failure) ? 'refused' : 'unknown', failure };
}

/** A refusal of a request that the service had not got before. */
function isFirstAnswer(failure: Failure): boolean {
  return isRefusal(failure) && (failure.attempts ?? 1) <= 1;
}

/** Whether this request made nothing. A fault of the service or of the network says nothing of that. */
function isRefusal({ kind }: Failure): boolean {
  switch (kind) {
    case 'denied':
    case 'throttled':
    case 'credentials':
    case 'expired':
    case 'invalidInput':
    case 'notFound':
    case 'inUse':
    case 'limit':
    case 'exists':
    case 'region':
    case 'certificate':
      return true;
    case 'network':
    case 'unavailable':
    case 'invalidToken':
    case 'repeatedToken':
    case 'shape':
    case 'changed':
    case 'other':
      return false;
  }
}

/**
 * Looks for the job that a request without an answer has made: of this forecast, name and destination, and not older
 * than the request. Names are unique under a forecast, so there is one at most. Rejects with a `FailureError`, also
 * where the list does not come to an end.
 */
export async function lookForCreated(
  jobs: ForecastJobs,
  job: NewExportJob,
  began: number,
): Promise<{ readonly found?: ForecastExportJob; readonly isNameTaken: boolean }> {
  const seen = new Set<string>();
  let isNameTaken = false;
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await jobs.list({
      filters: [{ Key: 'ForecastArn', Value: job.forecastArn, Condition: 'IS' }],
      maxResults: largestPage,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    const found = answer.items.find(one => isMadeBy(one, job, began));
    if (found) {
      return { found, isNameTaken: true };
    }
    isNameTaken ||= answer.items.some(({ name }) => name === job.name);
    ({ nextToken } = answer);
    if (nextToken === undefined) {
      return { isNameTaken };
    }
    if (seen.has(nextToken)) {
      break;
    }
    seen.add(nextToken);
  }
  throw new FailureError(repeatedToken());
}

function isMadeBy(found: ForecastExportJob, job: NewExportJob, began: number): boolean {
  const { path, roleArn, kmsKeyArn } = found.destination;
  return (
    found.name === job.name &&
    path === job.path &&
    roleArn === job.roleArn &&
    kmsKeyArn === job.kmsKeyArn &&
    found.creationTime !== undefined &&
    found.creationTime.getTime() >= began - clocksDiffer
  );
}
