import type { Account } from './account';
import { failureMessage } from './madeMessages';
import type { CreateExportJobInput, TagInput } from './model';
import { chance, SeededRandom } from './random';
import type { Resource, Step, StoredJob } from './resource';
import { isBeingCreated, isDeletable } from './resource';
import { arnParts, autoPredictorSuffix, forecastArn, partitionOf } from './resourceArn';
import { inUse, invalidInput, limitExceeded, notFound, ServiceError } from './serviceError';

/** Source: the quotas of Amazon Forecast (L-561FC25E, L-02D995E1 and the like). */
export interface Limits {
  readonly exportJobs: number;
  readonly creatingAtOnce: number;
  readonly stoppingAtOnce: number;
}

/** Source: "Tagging Amazon Forecast resources": 50 tags a resource, `aws:` is reserved. */
const maximalTags = 50;
const second = 1000;

/** What changes an account: creating, stopping and deleting. Each throws a `ServiceError` and then changes nothing. */
export function changeRules(account: Account, limits: Limits) {
  return { create, stop, remove };

  function create(request: CreateExportJobInput, now: number): StoredJob {
    const { ForecastArn, ForecastExportJobName: name } = request;
    checkRole(request.Destination.S3Config.RoleArn, account);
    checkTags(request.Tags ?? []);
    const forecast = account.forecasts.get(ForecastArn);
    if (forecast === undefined) throw notFound(ForecastArn);
    if (forecast.status !== 'ACTIVE') {
      throw inUse(`The forecast ${ForecastArn} is ${forecast.status}; it must be ACTIVE to be exported.`);
    }
    if (account.hasJobNamed(ForecastArn, name)) {
      const message = `A forecast export job named ${name} already exists for ${ForecastArn}`;
      throw new ServiceError('ResourceAlreadyExistsException', message);
    }
    if (account.jobs.size >= limits.exportJobs) {
      throw limitExceeded(`The account has reached its quota of ${limits.exportJobs} forecast export jobs.`);
    }
    if (account.countMoving(isBeingCreated, 'jobs') >= limits.creatingAtOnce) {
      throw limitExceeded(
        `No more than ${limits.creatingAtOnce} forecast export jobs can be created at a time.`,
      );
    }
    const suffix = forecast.fromAutoPredictor ? autoPredictorSuffix(`${ForecastArn}/${name}/${now}`) : '';
    const job: StoredJob = {
      arn: forecastArn(account, 'forecast-export-job', `${forecast.name}/${name}${suffix}`),
      name,
      forecastArn: ForecastArn,
      destination: request.Destination,
      format: request.Format === 'PARQUET' ? 'PARQUET' : 'CSV',
      tags: request.Tags ?? [],
      creationTime: now,
      status: 'CREATE_PENDING',
      changedAt: now,
      steps: [],
    };
    job.steps = creationSteps(job, now);
    account.jobs.add(job);
    return job;
  }

  /** Stopping what is stopped, or about to be, changes nothing: the model calls the operation idempotent. */
  function stop(resource: Resource, now: number): void {
    if (resource.status === 'CREATE_STOPPING' || resource.status === 'CREATE_STOPPED') return;
    if (!isBeingCreated(resource)) {
      throw invalidInput(`The resource ${resource.arn} is ${resource.status} and can't be stopped.`);
    }
    if (account.countMoving(({ status }) => status === 'CREATE_STOPPING', 'all') >= limits.stoppingAtOnce) {
      throw limitExceeded(`No more than ${limits.stoppingAtOnce} resources can be stopped at a time.`);
    }
    const random = new SeededRandom(`${account.seed} stop ${resource.arn}`);
    resource.status = 'CREATE_STOPPING';
    resource.changedAt = now;
    resource.steps = [{ at: now + random.between(10, 30) * second, status: 'CREATE_STOPPED' }];
  }

  function remove(job: StoredJob, now: number): void {
    if (!isDeletable(job)) {
      throw inUse(`${job.arn} is ${job.status}; only ACTIVE and CREATE_FAILED export jobs can be deleted.`);
    }
    const random = new SeededRandom(`${account.seed} delete ${job.arn}`);
    const started = now + random.between(5, 15) * second;
    const ended = started + random.between(15, 60) * second;
    const fails = job.name.endsWith('_stays') || random.next() < 0.04;
    const end: Step = fails
      ? {
          at: ended,
          status: 'DELETE_FAILED',
          message: 'An internal error occurred while the resource was being deleted.',
        }
      : { at: ended, status: 'GONE' };
    job.status = 'DELETE_PENDING';
    job.changedAt = now;
    delete job.message;
    job.steps = [{ at: started, status: 'DELETE_IN_PROGRESS' }, end];
    account.jobs.touched(job);
  }

  /** Names that end in `_fails` fail for sure (and those in `_stays` can't be deleted), some others by chance. */
  function creationSteps(job: StoredJob, now: number): readonly Step[] {
    const random = new SeededRandom(`${account.seed} create ${job.arn}`);
    const started = now + random.between(15, 45) * second;
    const ended = started + random.between(60, 240) * second;
    const fails =
      job.name.endsWith('_fails') || chance(`${account.seed} ${job.forecastArn} ${job.name}`) < 0.06;
    const end: Step = fails
      ? { at: ended, status: 'CREATE_FAILED', message: failureMessage(job.destination, account, random) }
      : { at: ended, status: 'ACTIVE' };
    return [{ at: started, status: 'CREATE_IN_PROGRESS' }, end];
  }
}

/** Source: RoleArn in the API reference: passing a role across accounts is an InvalidInputException. */
function checkRole(roleArn: string, account: Account): void {
  const parts = arnParts(roleArn);
  if (parts?.service !== 'iam' || parts.kind !== 'role' || parts.partition !== partitionOf(account.region)) {
    throw invalidInput(`Invalid RoleArn: ${roleArn}. Expected the ARN of an IAM role.`);
  }
  if (parts.accountId !== account.accountId) {
    throw invalidInput(
      `Cross-account pass role is not allowed: ${roleArn} is not of account ${account.accountId}.`,
    );
  }
}

function checkTags(tags: readonly TagInput[]): void {
  if (tags.length > maximalTags) throw invalidInput(`A resource can have ${maximalTags} tags at most.`);
  const keys = new Set<string>();
  for (const { Key } of tags) {
    if (/^aws:/i.test(Key)) throw invalidInput('Tag keys that begin with aws: are reserved.');
    if (keys.has(Key)) throw invalidInput('Tag keys must be unique.');
    keys.add(Key);
  }
}
