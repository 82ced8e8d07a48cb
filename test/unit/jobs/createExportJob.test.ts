import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createExportJob } from '../../../src/jobs/createExportJob';
import { CancelledError } from '../../../src/jobs/failure';
import type { NewExportJob } from '../../../src/jobs/newExportJob';
import type { Connection } from '../../../src/jobs/ports';
import { startLocalService, type LocalServiceHandle } from '../../../src/local/http';
import { Heard } from '../aws/support/asking';
import { AwsHome } from '../aws/support/awsHome';
import { firstOf } from '../local/made';

const heard = new Heard();
let home: AwsHome;
let local: LocalServiceHandle;
let connection: Connection;
let job: NewExportJob;

beforeAll(() => {
  home = new AwsHome();
});
beforeEach(async () => {
  local = await startLocalService({ jobs: 150, seed: 7 });
  home.credentials(
    `[local]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = ${local.secretAccessKey}\n`,
  );
  connection = heard.connectProfile('local', { endpoint: local.url, region: local.region });
  const forecasts = local.service.account.forecasts.all().filter(({ status }) => status === 'ACTIVE');
  job = {
    name: 'made_once',
    forecastArn: firstOf(forecasts).arn,
    path: 's3://bucket/made once/',
    roleArn: 'arn:aws:iam::111122223333:role/Export',
    kmsKeyArn: 'arn:aws:kms:us-west-2:111122223333:key/1',
    format: 'PARQUET',
    tags: [{ key: 'team', value: 'a b' }],
  };
});
afterEach(async () => {
  heard.dispose();
  await local.close();
});
afterAll(() => home.remove());

const create = (changes: Partial<NewExportJob> = {}, repeated = false, began = Date.now()) =>
  createExportJob(connection.jobs, { ...job, ...changes }, began, repeated);
/** The jobs of the account that have the name. */
const made = () => local.service.account.jobs.all().filter(({ name }) => name === job.name);
const calls = (operation: string) => local.calls.get(operation) ?? 0;

describe('a new export job', () => {
  it('is made by one call', async () => {
    expect(await create()).toEqual({ kind: 'created', arn: made()[0]?.arn });
    expect(made()).toHaveLength(1);
    expect(Object.fromEntries(local.calls)).toEqual({ CreateForecastExportJob: 1 });
  });

  it.each([
    ['cut before it was carried out, and then not', { name: 'cut', times: 1 }],
    ['cut in the middle of the answer, once', { name: 'cut-body', times: 1 }],
    ['cut in the middle of the answer, each time', { name: 'cut-body' }],
    ['answered by nothing', { name: 'empty-body', times: 1 }],
    ['answered without the ARN', { name: 'empty-object' }],
    ['slow', { name: 'slow', ms: 300 }],
    ['throttled once', { name: 'throttle', times: 1 }],
  ] as const)('is made once, and said to be, where the request is %s', async (_, fault) => {
    local.faults.set({ ...fault, operation: 'CreateForecastExportJob' });
    expect(await create()).toEqual({ kind: 'created', arn: made()[0]?.arn });
    expect(made()).toHaveLength(1);
  });

  it('is found on a later page, and among other jobs of its forecast', async () => {
    const { service } = local;
    for (const other of service.account.jobs.all()) {
      Object.assign(other, { forecastArn: job.forecastArn });
    }
    local.faults.set({ name: 'cut-body', operation: 'CreateForecastExportJob' });
    expect(await create()).toEqual({ kind: 'created', arn: made()[0]?.arn });
    expect(calls('ListForecastExportJobs')).toBeGreaterThan(0);
  });

  it('is not said to be made where none of the requests came through', async () => {
    local.faults.set({ name: 'cut', operation: 'CreateForecastExportJob' });
    expect(await create()).toMatchObject({ kind: 'unknown', failure: { kind: 'network', attempts: 3 } });
    expect(made()).toEqual([]);
  });

  it('is not known of where the list can’t be had either', async () => {
    local.faults.set(
      { name: 'cut-body', operation: 'CreateForecastExportJob' },
      { name: 'denied', operation: 'ListForecastExportJobs' },
    );
    expect(await create()).toMatchObject({ kind: 'unknown' });
    expect(made()).toHaveLength(1);
    // Later, with the list: it is found, and no other is made.
    local.faults.clear();
    expect(await create({}, true)).toEqual({ kind: 'created', arn: made()[0]?.arn });
    expect(made()).toHaveLength(1);
  });

  it('is refused by the first answer, without looking', async () => {
    await create();
    expect(await create()).toMatchObject({ kind: 'refused', failure: { kind: 'exists', attempts: 1 } });
    expect(Object.fromEntries(local.calls)).toEqual({ CreateForecastExportJob: 2 });
    expect(made()).toHaveLength(1);
  });

  it('is not taken for one that was there before, of another age or destination', async () => {
    await create({ path: 's3://bucket/elsewhere/' });
    local.faults.set({ name: 'cut', operation: 'CreateForecastExportJob', times: 1 });
    expect(await create()).toMatchObject({ kind: 'refused', failure: { kind: 'exists', attempts: 2 } });
    expect(await create({ path: 's3://bucket/elsewhere/' }, true, Date.now() + 120_000)).toMatchObject({
      kind: 'refused',
      failure: { kind: 'exists' },
    });
    expect(made()).toHaveLength(1);
  });

  it('is refused where it was throttled to the end, which is looked into', async () => {
    local.faults.set({ name: 'throttle', operation: 'CreateForecastExportJob' });
    expect(await create()).toMatchObject({ kind: 'refused', failure: { kind: 'throttled' } });
    expect(made()).toEqual([]);
  });

  it('counts what was sent before credentials were renewed', async () => {
    local.faults.set(
      { name: 'cut-body', operation: 'CreateForecastExportJob', times: 1 },
      { name: 'expired', operation: 'CreateForecastExportJob', after: 1, times: 1 },
    );
    expect(await create()).toEqual({ kind: 'created', arn: made()[0]?.arn });
    expect(made()).toHaveLength(1);
    expect(calls('CreateForecastExportJob')).toBe(3);
  });

  it('is given up with the connection, and nothing is claimed', async () => {
    local.faults.set({ name: 'slow', ms: 5000, operation: 'CreateForecastExportJob' });
    const creating = create();
    connection.dispose();
    await expect(creating).rejects.toBeInstanceOf(CancelledError);
  });
});
