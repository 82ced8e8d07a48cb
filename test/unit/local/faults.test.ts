import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault, FaultName } from '../../../src/local/faults';
import { faultNames, Faults, readFault } from '../../../src/local/faults';
import type { LocalServiceHandle } from '../../../src/local/http';
import { startLocalService } from '../../../src/local/http';
import { callOver } from './signedRequest';

let local: LocalServiceHandle;
beforeAll(async () => {
  local = await startLocalService({ jobs: 40, seed: 7 });
});
afterAll(() => local.close());
beforeEach(() => local.faults.clear());

interface Listed {
  ForecastExportJobs?: unknown;
  NextToken?: string;
}

async function list(input: object = {}): Promise<Listed> {
  const { body } = await callOver(local, 'ListForecastExportJobs', { MaxResults: 10, ...input });
  return JSON.parse(body) as Listed;
}

async function items(name: FaultName): Promise<readonly Record<string, unknown>[]> {
  local.faults.set({ name });
  return (await list({ MaxResults: 30 })).ForecastExportJobs as Record<string, unknown>[];
}

describe('which calls a fault meets', () => {
  const met = (fault: Fault, ...operations: string[]) => {
    const faults = new Faults();
    faults.add(fault);
    return operations.map(operation => faults.take(operation).length).join('');
  };

  it('all, or those of an operation, after some, and so many times', () => {
    expect(met({ name: '500' }, 'A', 'B', 'A')).toBe('111');
    expect(met({ name: '500', operation: 'A' }, 'A', 'B', 'A')).toBe('101');
    expect(met({ name: '500', after: 1 }, 'A', 'A', 'A')).toBe('011');
    expect(met({ name: '500', times: 1 }, 'A', 'A', 'A')).toBe('100');
    expect(met({ name: '500', operation: 'A', after: 1, times: 1 }, 'A', 'B', 'A', 'B', 'A')).toBe('00100');
  });

  it('is read from a text or an object', () => {
    const fault = { name: 'slow', operation: 'ListForecasts', after: 1, times: 2, ms: 30 };
    expect(readFault('slow:operation=ListForecasts,after=1,times=2,ms=30')).toEqual(fault);
    expect(readFault(fault)).toEqual(fault);
    expect(readFault('500')).toEqual({ name: '500' });
    expect(
      readFault('error:times=1,code=LimitExceededException,status=429,message=At most 3, times=3'),
    ).toEqual({
      name: 'error',
      times: 1,
      code: 'LimitExceededException',
      status: 429,
      message: 'At most 3, times=3',
    });
    for (const wrong of [
      'error:code=',
      'error:code=a b',
      'error:status=200',
      { name: 'error', message: 7 },
      { name: 'error', code: 'a\r\nb' },
      '',
      'no',
      'slow:ms=x',
      'slow:ms=',
      'slow:x=1',
      'toString',
      { name: 'slow', times: -1 },
      null,
      7,
    ]) {
      expect(() => readFault(wrong)).toThrow(RangeError);
    }
  });
});

describe('what a fault does', () => {
  it.each<[FaultName, number, string, string | RegExp]>([
    ['throttle', 400, 'ThrottlingException', 'Rate exceeded'],
    ['500', 500, 'InternalFailure', /./],
    ['503', 503, 'ServiceUnavailable', /./],
    ['expired', 400, 'ExpiredTokenException', /expired/],
    [
      'denied',
      400,
      'AccessDeniedException',
      /^User: .* is not authorized to perform: forecast:ListForecasts /,
    ],
    ['denied-empty', 400, 'AccessDeniedException', ''],
  ])('%s', async (name, status, code, message) => {
    local.faults.set({ name });
    const result = await callOver(local, 'ListForecasts');
    expect(result.status).toBe(status);
    expect(JSON.parse(result.body)).toEqual({
      __type: code,
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    });
  });

  it.each([
    'InvalidInputException',
    'ValidationException',
    'UnrecognizedClientException',
    'ResourceNotFoundException',
    'ResourceInUseException',
    'LimitExceededException',
    'ResourceAlreadyExistsException',
  ])('error answers any code: %s', async code => {
    local.faults.set({ name: 'error', code, status: 418, message: 'Why: <b>&\n' });
    expect(await callOver(local, 'ListForecasts')).toMatchObject({
      status: 418,
      body: JSON.stringify({ __type: code, message: 'Why: <b>&\n' }),
    });
    local.faults.set({ name: 'error', code });
    const plain = await callOver(local, 'ListForecasts');
    expect(plain.status).toBe(400);
    expect(JSON.parse(plain.body)).toEqual({ __type: code, message: expect.stringMatching(/./) as unknown });
  });

  it('hostile-strings reaches some statuses and ARNs, which are good for asking for the job', async () => {
    const good = await list({ MaxResults: 100 });
    local.faults.set({ name: 'hostile-strings' });
    const jobs = (await list({ MaxResults: 100 })).ForecastExportJobs as Record<string, string>[];
    const trueJobs = good.ForecastExportJobs as Record<string, string>[];
    const odd = (key: string) =>
      jobs.flatMap((job, index) => (job[key] === trueJobs[index]?.[key] ? [] : [index]));
    for (const key of ['Status', 'ForecastExportJobArn']) {
      expect(odd(key).length).toBeGreaterThan(5);
      expect(odd(key).length).toBeLessThan(jobs.length / 2);
    }
    expect(new Set(jobs.map(job => job.ForecastExportJobArn)).size).toBe(jobs.length);
    for (const index of odd('ForecastExportJobArn')) {
      const { ForecastExportJobArn, Status } = jobs[index] ?? {};
      local.faults.set({ name: 'hostile-strings' });
      const told = JSON.parse(
        (await callOver(local, 'DescribeForecastExportJob', { ForecastExportJobArn })).body,
      ) as unknown;
      expect(told).toMatchObject({ ForecastExportJobArn, Status });
      local.faults.clear();
      const tags = await callOver(local, 'ListTagsForResource', { ResourceArn: ForecastExportJobArn });
      expect(tags.status).toBe(200);
    }
  });

  it('cut, cut-answer and cut-body end the connection', async () => {
    for (const name of ['cut', 'cut-answer', 'cut-body'] as const) {
      local.faults.set({ name });
      await expect(callOver(local, 'ListForecasts')).rejects.toMatchObject({ code: 'ECONNRESET' });
    }
  });

  it('cut-answer does what it was asked first, cut does nothing', async () => {
    const failed = () => local.service.account.jobs.all().find(({ status }) => status === 'CREATE_FAILED');
    for (const [name, status] of [
      ['cut', 'CREATE_FAILED'],
      ['cut-answer', 'DELETE_PENDING'],
    ] as const) {
      const job = failed();
      local.faults.set({ name });
      const asked = { ForecastExportJobArn: job?.arn };
      await expect(callOver(local, 'DeleteForecastExportJob', asked)).rejects.toThrow();
      expect(job?.status).toBe(status);
    }
  });

  it('cut-end sends all of the answer, stall half of it', async () => {
    local.faults.set({ name: 'cut-end' });
    expect((await callOver(local, 'ListForecasts')).status).toBe(200);
    const stalled = await startLocalService({ jobs: 1, seed: 1, faults: [{ name: 'stall' }] });
    const answer = callOver(stalled, 'ListForecasts').then(String, () => 'cut');
    while (stalled.calls.size === 0) await new Promise(resolve => setImmediate(resolve));
    await stalled.close();
    expect(await answer).toBe('cut');
  });

  it('html-502 answers a page, empty-body nothing, empty-object {}', async () => {
    local.faults.set({ name: 'html-502' });
    expect(await callOver(local, 'ListForecasts')).toMatchObject({
      status: 502,
      body: expect.stringMatching(/^<html>/) as unknown,
    });
    local.faults.set({ name: 'html-200' });
    expect(await callOver(local, 'ListForecasts')).toMatchObject({
      status: 200,
      body: expect.stringMatching(/<html>/) as unknown,
    });
    local.faults.set({ name: 'empty-body' });
    expect(await callOver(local, 'ListForecasts')).toMatchObject({ status: 200, body: '' });
    local.faults.set({ name: 'empty-object' });
    expect(await callOver(local, 'ListForecasts')).toMatchObject({ status: 200, body: '{}' });
  });

  it('slow waits, and an end of the service does not', async () => {
    const slow = await startLocalService({ jobs: 1, seed: 1, faults: [{ name: 'slow', ms: 3_600_000 }] });
    const answer = callOver(slow, 'ListForecasts').then(String, () => 'cut');
    while (slow.calls.size === 0) await new Promise(resolve => setImmediate(resolve));
    await slow.close();
    await answer;
    local.faults.set({ name: 'slow', ms: 1 });
    expect((await callOver(local, 'ListForecasts')).status).toBe(200);
  });

  it('empty-list ends a list without items, unknown-members adds some', async () => {
    local.faults.set({ name: 'empty-list' });
    expect(await list()).toEqual({ ForecastExportJobs: [] });
    const [job] = await items('unknown-members');
    expect(job).toMatchObject({
      Foretold: {},
      ForecastExportJobArn: expect.stringMatching(/^arn:/) as unknown,
    });
  });

  it('null-list and wrong-shape spoil the list, and what is no list', async () => {
    local.faults.set({ name: 'null-list' });
    expect((await list()).ForecastExportJobs).toBeNull();
    local.faults.set({ name: 'wrong-shape' });
    expect((await list()).ForecastExportJobs).toBe('x');
    const ForecastExportJobArn = local.service.account.jobs.all()[0]?.arn;
    const described = await callOver(local, 'DescribeForecastExportJob', { ForecastExportJobArn });
    expect(JSON.parse(described.body)).toMatchObject({
      Status: 7,
      Destination: 'x',
      CreationTime: 'yesterday',
    });
  });

  it('empty-token ends with an empty token, empty-page goes on at the same place', async () => {
    local.faults.set({ name: 'empty-token' });
    expect(await list({ MaxResults: 100 })).toHaveProperty('NextToken', '');
    local.faults.set({ name: 'empty-page', times: 1 });
    const empty = await list();
    expect(empty.ForecastExportJobs).toEqual([]);
    const { NextToken } = empty;
    expect(await list({ NextToken })).toMatchObject({
      ForecastExportJobs: (await list()).ForecastExportJobs,
    });
  });

  it('invalid-token refuses later pages only', async () => {
    local.faults.set({ name: 'invalid-token' });
    const { NextToken } = await list();
    expect(await list({ NextToken })).toMatchObject({ __type: 'InvalidNextTokenException' });
  });

  it('repeated-token and cycling-token never end', async () => {
    local.faults.set({ name: 'repeated-token' });
    const { NextToken } = await list();
    expect(await list({ NextToken })).toHaveProperty('NextToken', NextToken);

    local.faults.set({ name: 'cycling-token' });
    const tokens = [(await list()).NextToken];
    for (let page = 0; page < 4; page++) tokens.push((await list({ NextToken: tokens.at(-1) })).NextToken);
    const [first, second] = tokens;
    expect(tokens).toEqual([first, second, first, second, first]);
    expect(first).not.toBe(second);
  });

  it('the others spoil what is in the list', async () => {
    const statuses = (await items('unknown-status')).map(({ Status }) => Status);
    expect(statuses.filter(status => status === 'CREATE_ARCHIVING')).toHaveLength(10);

    const missing = await items('missing-fields');
    for (const name of [
      'ForecastExportJobArn',
      'ForecastExportJobName',
      'Destination',
      'Status',
      'CreationTime',
    ]) {
      expect(missing.some(job => !(name in job))).toBe(true);
    }
    expect(missing).toContainEqual({});

    const hostile = await items('hostile-strings');
    const text = hostile.map(({ ForecastExportJobName }) => ForecastExportJobName).join('');
    for (const part of ['command:', '<script>', '\u202e', '\u0000', '\u001b', '\r\n'])
      expect(text).toContain(part);
    const paths = hostile.map(
      job => (job.Destination as { S3Config: { Path: string } }).S3Config.Path.length,
    );
    expect(Math.max(...paths)).toBe(4096);

    const arns = (await items('odd-arns')).map(({ ForecastExportJobArn }) => ForecastExportJobArn);
    expect(new Set(arns).size).toBe(30);
    expect(arns).toContain('not an ARN, number 2');

    const dates = (await items('odd-dates')).map(({ CreationTime }) => CreationTime as number);
    expect(dates.some(date => Number.isNaN(new Date(date * 1000).getTime()))).toBe(true);
  });

  it('none spoils the account itself', async () => {
    const before = JSON.stringify(local.service.account.jobs.all());
    for (const name of Object.keys(faultNames) as FaultName[]) {
      // The one that never ends: it is looked at above.
      if (name === 'stall') continue;
      local.faults.set({ name, ms: 1 });
      await list().catch(() => undefined);
    }
    expect(JSON.stringify(local.service.account.jobs.all())).toBe(before);
  });
});
