import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../src/jobs/failure';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';
import type { NewExportJob } from '../../../src/jobs/newExportJob';
import type { ForecastJobs } from '../../../src/jobs/ports';
import type { Fault } from '../../../src/local/faults';
import type { LocalServiceHandle } from '../../../src/local/http';
import { startLocalService } from '../../../src/local/http';
import { firstPage, Heard } from './support/asking';
import { AwsHome } from './support/awsHome';

const heard = new Heard();
let home: AwsHome;
let local: LocalServiceHandle;

beforeAll(() => {
  home = new AwsHome();
});
beforeEach(async () => {
  local = await startLocalService({ jobs: 230, seed: 7 });
  home.credentials(
    `[local]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = ${local.secretAccessKey}\n`,
  );
});
afterEach(async () => {
  heard.dispose();
  await local.close();
});
afterAll(() => {
  home.remove();
  heard.expectNoSecrets();
  expect(heard.lines.join('\n')).not.toContain(local.secretAccessKey);
});

function jobs(...faults: readonly Fault[]): ForecastJobs {
  local.faults.add(...faults);
  return heard.connectProfile('local', { endpoint: local.url, region: local.region }).jobs;
}

function newJob({ service, region }: LocalServiceHandle, forecastArn: string): NewExportJob {
  return {
    name: 'made_here',
    forecastArn,
    path: `s3://exports-${region}/made-here`,
    roleArn: `arn:aws:iam::${service.account.accountId}:role/ForecastExport`,
    format: 'PARQUET',
    tags: [],
  };
}

async function all(port: ForecastJobs): Promise<ForecastExportJob[]> {
  const found: ForecastExportJob[] = [];
  let nextToken: string | undefined;
  do {
    const page = await port.list({
      filters: [],
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    found.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

describe('against the local service', () => {
  it('every call of the port is exactly one request, and every job of the account comes once', async () => {
    const port = jobs();
    const found = await all(port);
    expect(new Set(found.map(({ id }) => id)).size).toBe(230);
    expect(found).toHaveLength(230);
    const pages = local.calls.get('ListForecastExportJobs');
    const arn = found[0]?.arn ?? '';
    const details = await port.describe(arn);
    expect(details.arn).toBe(arn);
    expect(details.forecastArn).toMatch(/:forecast\//);
    expect(['CSV', 'PARQUET']).toContain(details.format);
    expect(Array.isArray(await port.tags(arn))).toBe(true);
    const { items } = await port.forecasts({ filters: [], maxResults: 5 });
    expect(items[0]?.arn).toMatch(/:forecast\//);
    expect(Object.fromEntries(local.calls)).toEqual({
      ListForecastExportJobs: pages,
      DescribeForecastExportJob: 1,
      ListTagsForResource: 1,
      ListForecasts: 1,
    });
    expect(pages).toBeGreaterThanOrEqual(3);
  });

  it('creates, stops and deletes, each with one request', async () => {
    const port = jobs();
    const { items } = await port.forecasts({
      filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }],
      maxResults: 1,
    });
    const [failed] = (
      await port.list({
        filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }],
        maxResults: 1,
      })
    ).items;
    local.advance(60 * 60_000);
    const arn = await port.create({
      ...newJob(local, items[0]?.arn ?? ''),
      tags: [{ key: 'team', value: '' }],
    });
    expect(await port.describe(arn)).toMatchObject({
      arn,
      name: 'made_here',
      status: 'CREATE_PENDING',
      format: 'PARQUET',
      forecastArn: items[0]?.arn,
    });
    expect(await port.tags(arn)).toEqual([{ key: 'team', value: '' }]);
    await port.stop(arn);
    expect((await port.describe(arn)).status).toBe('CREATE_STOPPING');
    await port.delete(failed?.id ?? '');
    expect((await port.describe(failed?.id ?? '')).status).toBe('DELETE_PENDING');
    for (const operation of ['CreateForecastExportJob', 'StopResource', 'DeleteForecastExportJob']) {
      expect(local.calls.get(operation)).toBe(1);
    }
  });

  it('a refused change is a failure in words, about what was asked', async () => {
    const port = jobs();
    const [active] = (
      await port.list({ filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }], maxResults: 1 })
    ).items;
    const arn = active?.id ?? '';
    const stopped = await heard.failureOf(port.stop(arn));
    expect(stopped).toMatchObject({ kind: 'invalidInput', code: 'InvalidInputException' });
    expect(stopped.helps).not.toContain('filter');
    const forecast = (await port.describe(arn)).forecastArn ?? '';
    const foreign = 'arn:aws:iam::999999999999:role/Foreign';
    const refused = await heard.failureOf(
      port.create({ ...newJob(local, forecast), roleArn: foreign }).then(() => undefined),
    );
    expect(refused.what).toContain(foreign);
    expect(refused.remedies).toEqual([]);
    await port.delete(arn);
    expect((await heard.failureOf(port.delete(arn))).kind).toBe('inUse');
    expect((await heard.failureOf(port.delete(`${arn}_never`))).kind).toBe('notFound');
  });

  it('filters go to the service', async () => {
    const { items } = await jobs().list({
      filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }],
      maxResults: 100,
    });
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['CREATE_FAILED']));
  });

  const refused: readonly (readonly [Fault['name'], FailureKind])[] = [
    ['denied', 'denied'],
    ['denied-empty', 'denied'],
    ['cut', 'network'],
    ['500', 'unavailable'],
    ['503', 'unavailable'],
    ['html-502', 'unavailable'],
    ['throttle', 'throttled'],
    ['expired', 'expired'],
    ['cut-body', 'network'],
    ['wrong-shape', 'shape'],
  ];
  it.each(refused)(
    'the fault %s is a failure of kind %s, in a list and in a describe, and Retry works',
    async (name, kind) => {
      const arn = (await jobs().list(firstPage)).items[0]?.arn ?? '';
      const port = jobs({ name });
      expect((await heard.failureOf(port.list(firstPage))).kind).toBe(kind);
      if (name !== 'wrong-shape') {
        expect((await heard.failureOf(port.describe(arn))).kind).toBe(kind);
      }
      local.faults.clear();
      expect((await port.list(firstPage)).items.length).toBeGreaterThan(0);
    },
  );

  it('one answer that the credentials expired is not noticed', async () => {
    const port = jobs({ name: 'expired', times: 1 });
    expect((await port.list(firstPage)).items.length).toBeGreaterThan(0);
    expect(local.calls.get('ListForecastExportJobs')).toBe(2);
  });

  it.each(['empty-body', 'empty-object', 'null-list'] as const)(
    'the fault %s is an empty page',
    async name => {
      expect((await jobs({ name }).list(firstPage)).items).toEqual([]);
    },
  );

  it.each(['unknown-status', 'missing-fields', 'hostile-strings', 'odd-arns'] as const)(
    'the fault %s loses no job',
    async name => {
      const { items } = await jobs().list(firstPage);
      local.faults.add({ name });
      expect((await jobs().list(firstPage)).items).toHaveLength(items.length);
    },
  );

  it('a token that is no longer good is told from other refusals', async () => {
    const port = jobs({ name: 'invalid-token' });
    expect((await heard.failureOf(port.list({ ...firstPage, nextToken: 'old' }))).kind).toBe('invalidToken');
  });

  it('a secret key that is not the right one, and a key that is not known', async () => {
    home.credentials(`[local]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = wrong\n`);
    const wrong = await heard.failureOf(jobs().list(firstPage));
    expect(wrong.kind).toBe('credentials');
    expect(wrong.what).toContain('secret access key');
    home.credentials('[local]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = wrong\n');
    expect((await heard.failureOf(jobs().list(firstPage))).kind).toBe('credentials');
  });

  it('a clock that is an hour off is corrected on the way', async () => {
    await local.close();
    local = await startLocalService({ jobs: 5, seed: 7, signatureClock: () => Date.now() + 3_600_000 });
    expect((await jobs().list(firstPage)).items).toHaveLength(5);
  });
});
