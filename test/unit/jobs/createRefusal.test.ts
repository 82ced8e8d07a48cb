import { describe, expect, it } from 'vitest';
import { refusedStep } from '../../../src/jobs/createRefusal';
import { FailureError, type Failure } from '../../../src/jobs/failure';
import type { NewExportJob } from '../../../src/jobs/newExportJob';
import { describeServiceFault } from '../../../src/jobs/serviceFaults';
import { InProcessJobs } from '../../../src/local/inProcessJobs';
import { firstOf, serviceOf } from '../local/made';

const operation = 'CreateForecastExportJob';

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  const outcome: unknown = await asked.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(FailureError);
  return (outcome as FailureError).failure;
}

/** What the local service says to a job that is right but for these members. */
async function refusalOf(changes: Partial<NewExportJob>, jobs = 0): Promise<Failure> {
  const { service } = serviceOf(jobs);
  const forecasts = service.listForecasts({}).Forecasts;
  const job: NewExportJob = {
    // Every word that stands for a field, where only a value has it.
    name: 'role_tag_bucket_format',
    forecastArn: firstOf(forecasts.filter(({ Status }) => Status === 'ACTIVE')).ForecastArn,
    path: 's3://bucket/role tag/',
    roleArn: 'arn:aws:iam::111122223333:role/bucket-tag-format',
    tags: [],
    ...changes,
  };
  const port = new InProcessJobs(service);
  if (Object.keys(changes).length === 0) {
    await port.create(job);
  }
  return failureOf(port.create(job));
}

const forecasts = serviceOf(0).service.listForecasts({}).Forecasts;
const unready = firstOf(forecasts.filter(({ Status }) => Status !== 'ACTIVE')).ForecastArn;
const known = firstOf(forecasts).ForecastArn;

describe('a refusal of the service is about', () => {
  it.each<[string, Partial<NewExportJob>, string]>([
    ['a name', { name: 'a-b' }, 'name'],
    ['a taken name', {}, 'name'],
    ['a path', { path: 'http://role/x' }, 'destination'],
    ['a role that is none', { roleArn: 'arn:aws:s3:::bucket' }, 'role'],
    ['a role of another account', { roleArn: 'arn:aws:iam::999988887777:role/x' }, 'role'],
    ['a KMS key', { kmsKeyArn: 'alias/role' }, 'kmsKey'],
    ['a tag', { tags: [{ key: 'a*', value: '' }] }, 'tags'],
    ['a reserved tag', { tags: [{ key: 'aws:x', value: '' }] }, 'tags'],
    ['too many tags', { tags: Array.from({ length: 51 }, (_, n) => ({ key: `k${n}`, value: '' })) }, 'tags'],
    ['a forecast that is not there', { forecastArn: `${known}x` }, 'forecast'],
    ['a forecast that is not ready', { forecastArn: unready }, 'forecast'],
    ['what is no forecast', { forecastArn: known.replace('forecast/', 'predictor/') }, 'forecast'],
  ])('%s', async (_, changes, step) => {
    expect(refusedStep(await refusalOf(changes))).toBe(step);
  });

  it.each([
    ['LimitExceededException', 'The account has reached its quota of 1000 forecast export jobs.', 'summary'],
    ['ThrottlingException', 'Rate exceeded', 'summary'],
    [
      'AccessDeniedException',
      `User: arn:aws:iam::1:user/a is not authorized to perform: forecast:${operation}`,
      'summary',
    ],
    [
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/a is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/x',
      'role',
    ],
    [
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/a is not authorized to perform: kms:Decrypt',
      'kmsKey',
    ],
    ['AccessDeniedException', '', 'summary'],
    ['InvalidInputException', 'Something about nothing.', 'summary'],
    ['InvalidInputException', '', 'summary'],
    ['InvalidInputException', 'The bucket "role" does not exist', 'destination'],
    ['InvalidInputException', 'Format must be CSV or PARQUET', 'format'],
    ['ServiceUnavailable', 'tag role bucket', 'summary'],
  ])('%s: %s', (code, message, step) => {
    expect(refusedStep(describeServiceFault({ code, message, operation }))).toBe(step);
  });
});
