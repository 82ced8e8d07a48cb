import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommand } from '../../src/jobs/createCommand';
import type { NewExportJob } from '../../src/jobs/newExportJob';
import type { LocalServiceHandle } from '../../src/local/http';
import { startLocalService } from '../../src/local/http';
import { InProcessJobs } from '../../src/local/inProcessJobs';
import { environmentOf, hasAwsCli, howToInstall, run } from './clients';

if (!hasAwsCli) console.warn(`Skipped: the AWS CLI against the local service. To run it: ${howToInstall}`);

interface Job {
  ForecastExportJobArn: string;
  ForecastExportJobName: string;
  Status: string;
}

let local: LocalServiceHandle;
let environment: Record<string, string>;
let now = Date.now();

beforeAll(async () => {
  local = await startLocalService({ jobs: 130, seed: 7, now: () => now, pages: 'uneven-later' });
  environment = environmentOf(local);
});
afterAll(() => local.close());

/** `aws forecast …`, with other variables where they are given. */
function aws(args: string, more: readonly string[] = [], changes: Record<string, string> = {}) {
  const all = ['forecast', ...args.split(' '), ...more, '--endpoint-url', local.url];
  return run('aws', all, { ...environment, ...changes });
}

async function answer<T>(args: string, more: readonly string[] = []): Promise<T> {
  const { code, stdout, stderr } = await aws(args, more);
  if (code !== 0) throw new Error(stderr);
  return (stdout.trim() === '' ? {} : JSON.parse(stdout)) as T;
}

async function list(args = ''): Promise<{ ForecastExportJobs: Job[]; NextToken?: string }> {
  return answer(`list-forecast-export-jobs${args}`);
}

const arnsOf = (jobs: readonly Job[]) => jobs.map(({ ForecastExportJobArn }) => ForecastExportJobArn);
const storedJob = (status: string) => local.service.account.jobs.all().find(job => job.status === status);
const destination = (role: string, key = '') =>
  JSON.stringify({
    S3Config: { Path: 's3://bucket/a b/', RoleArn: role, ...(key === '' ? {} : { KMSKeyArn: key }) },
  });
const role = 'arn:aws:iam::111122223333:role/Export';

describe.skipIf(!hasAwsCli)('the AWS CLI', () => {
  it('lists every job once, over all pages', async () => {
    const { ForecastExportJobs } = await list(' --page-size 25');
    const stored = local.service.account.jobs.all().map(({ arn }) => arn);
    expect(arnsOf(ForecastExportJobs).toSorted()).toEqual(stored.toSorted());
  });

  it('goes on from where it stopped', async () => {
    const first = await list(' --max-items 60 --page-size 25');
    expect(first.ForecastExportJobs).toHaveLength(60);
    const rest = await list(` --page-size 25 --starting-token ${first.NextToken ?? ''}`);
    expect(new Set(arnsOf([...first.ForecastExportJobs, ...rest.ForecastExportJobs])).size).toBe(130);
    expect(rest).not.toHaveProperty('NextToken');
  });

  it('filters by both keys and both conditions', async () => {
    const forecastArn = storedJob('CREATE_FAILED')?.forecastArn ?? '';
    const { ForecastExportJobs } = await list(
      ` --filters Key=ForecastArn,Value=${forecastArn},Condition=IS Key=Status,Value=ACTIVE,Condition=IS_NOT`,
    );
    const expected = local.service.account.jobs
      .all()
      .filter(job => job.forecastArn === forecastArn && job.status !== 'ACTIVE');
    expect(arnsOf(ForecastExportJobs).toSorted()).toEqual(expected.map(({ arn }) => arn).toSorted());
    expect(expected.length).toBeGreaterThan(0);
  });

  it('describes a job, lists and describes forecasts', async () => {
    const stored = storedJob('CREATE_FAILED');
    const arn = stored?.arn ?? '';
    expect(await answer('describe-forecast-export-job', ['--forecast-export-job-arn', arn])).toMatchObject({
      ForecastExportJobArn: arn,
      ForecastArn: stored?.forecastArn,
      Format: stored?.format,
      Status: 'CREATE_FAILED',
      Message: stored?.message,
      Destination: stored?.destination,
    });
    const { Forecasts } = await answer<{ Forecasts: { ForecastArn: string }[] }>('list-forecasts');
    expect(Forecasts).toHaveLength(local.service.account.forecasts.size);
    const ForecastArn = Forecasts[0]?.ForecastArn ?? '';
    const forecast = await answer('describe-forecast', ['--forecast-arn', ForecastArn]);
    expect(forecast).toMatchObject({
      ForecastArn,
      ForecastTypes: local.service.account.forecasts.get(ForecastArn)?.forecastTypes,
    });
  });

  it('creates with tags, format and key, stops and deletes', async () => {
    const forecastArn =
      local.service.account.forecasts.all().find(({ status }) => status === 'ACTIVE')?.arn ?? '';
    const key = 'arn:aws:kms:us-west-2:111122223333:key/0cc6c8ab-7509-4090-ac22-ab49f2fc2aaa';
    const { ForecastExportJobArn: arn } = await answer<{ ForecastExportJobArn: string }>(
      `create-forecast-export-job --forecast-export-job-name cli_export --forecast-arn ${forecastArn} --format PARQUET`,
      ['--destination', destination(role, key), '--tags', 'Key=team,Value=a b', 'Key=empty,Value='],
    );
    expect(await answer('list-tags-for-resource', ['--resource-arn', arn])).toEqual({
      Tags: [
        { Key: 'team', Value: 'a b' },
        { Key: 'empty', Value: '' },
      ],
    });
    const described = () => answer<Job>('describe-forecast-export-job', ['--forecast-export-job-arn', arn]);
    expect(await described()).toMatchObject({
      Status: 'CREATE_PENDING',
      Format: 'PARQUET',
      Destination: { S3Config: { Path: 's3://bucket/a b/', RoleArn: role, KMSKeyArn: key } },
    });
    expect(await answer('stop-resource', ['--resource-arn', arn])).toEqual({});
    expect((await described()).Status).toBe('CREATE_STOPPING');
    now += 60_000;
    expect((await described()).Status).toBe('CREATE_STOPPED');

    const active = storedJob('ACTIVE')?.arn ?? '';
    expect(await answer('delete-forecast-export-job', ['--forecast-export-job-arn', active])).toEqual({});
    now += 120_000;
    const left = await list();
    expect(arnsOf(left.ForecastExportJobs.filter(({ Status }) => Status !== 'DELETE_FAILED'))).not.toContain(
      active,
    );
  });

  it('creates the very job of the command that the form shows, run by a shell', async () => {
    const forecasts = local.service.account.forecasts.all().filter(({ status }) => status === 'ACTIVE');
    const job: NewExportJob = {
      name: 'by_the_form',
      forecastArn: forecasts[0]?.arn ?? '',
      path: `s3://bucket/it's "here" $HOME \`id\` !! a\\b %41 +ü📦\u202E/`,
      roleArn: role,
      kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/o'ne two",
      format: 'PARQUET',
      tags: [
        { key: 'größe =/@', value: 'a+b: c_d.e-f\u3000' },
        { key: 'file://x', value: '' },
      ],
    };
    const profile = `my team's`;
    const command = createCommand(
      job,
      { choice: { kind: 'profile', profile }, region: local.region },
      local.url,
    );
    const folder = mkdtempSync(join(tmpdir(), 'forecast-exports-cli-'));
    try {
      const file = join(folder, 'credentials');
      writeFileSync(
        file,
        `[${profile}]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = ${local.secretAccessKey}\n`,
      );
      const withoutKeys = Object.fromEntries(
        Object.entries(environment).filter(([variable]) => !variable.includes('ACCESS_KEY')),
      );
      const made = await run('bash', ['--norc', '-c', command], {
        ...withoutKeys,
        AWS_SHARED_CREDENTIALS_FILE: file,
        LC_ALL: 'C',
      });
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const { ForecastExportJobArn: arn } = JSON.parse(made.stdout) as Job;
      const port = new InProcessJobs(local.service);
      const { name, forecastArn, destination: to, format } = await port.describe(arn);
      expect({ name, forecastArn, ...to, format, tags: await port.tags(arn) }).toEqual(job);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each<[string, string, string, Record<string, string>?]>([
    ['a wrong key', 'list-forecasts', 'UnrecognizedClientException', { AWS_ACCESS_KEY_ID: 'AKIAWRONG' }],
    ['a wrong secret', 'list-forecasts', 'InvalidSignatureException', { AWS_SECRET_ACCESS_KEY: 'wrong' }],
    ['a wrong region', 'list-forecasts --region eu-west-1', 'InvalidSignatureException'],
    ['a wrong token', 'list-forecast-export-jobs --next-token wrong', 'InvalidNextTokenException'],
    [
      'what is no ARN',
      'describe-forecast-export-job --forecast-export-job-arn nothing',
      'ValidationException',
    ],
    ['an operation that is not here', 'list-predictors', 'UnknownOperationException'],
  ])('is told about %s', async (_, args, code, changes = {}) => {
    const { code: exit, stderr } = await aws(args, [], changes);
    expect(stderr).toContain(`(${code})`);
    expect(exit).not.toBe(0);
  });
});
