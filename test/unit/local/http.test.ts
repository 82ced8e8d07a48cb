import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../../src/local/http';
import { startLocalService } from '../../../src/local/http';
import { callOver, send, signedHeaders } from './signedRequest';

let local: LocalServiceHandle;
beforeAll(async () => {
  local = await startLocalService({ jobs: 40, seed: 7 });
});
afterAll(() => local.close());

function parsed(body: string): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>;
}

describe('the HTTP door', () => {
  it('answers AWS JSON 1.1', async () => {
    const { status, headers, body } = await callOver(local, 'ListForecastExportJobs', { MaxResults: 1 });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'content-length': `${Buffer.byteLength(body)}`,
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown,
    });
    expect(Math.abs(Date.parse(headers.date ?? '') - Date.now())).toBeLessThan(60_000);
    const { ForecastExportJobs } = parsed(body) as { ForecastExportJobs: { CreationTime: number }[] };
    // Epoch seconds with a fraction of three digits at most, no text.
    expect(String(ForecastExportJobs[0]?.CreationTime)).toMatch(/^\d{10}(\.\d{1,3})?$/);
    expect(body).not.toContain('null');
  });

  it('answers errors with their code in the body and in a header', async () => {
    const { status, headers, body } = await callOver(local, 'ListForecasts', { NextToken: 'x' });
    expect(status).toBe(400);
    expect(headers['x-amzn-errortype']).toBe('InvalidNextTokenException');
    expect(headers['x-amzn-requestid']).toBeDefined();
    expect(parsed(body)).toEqual({ __type: 'InvalidNextTokenException', message: 'The token is not valid.' });
  });

  it('answers nothing where an operation has no output', async () => {
    const filter = { Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' };
    const { body } = await callOver(local, 'ListForecastExportJobs', { Filters: [filter] });
    const { ForecastExportJobs } = parsed(body) as { ForecastExportJobs: { ForecastExportJobArn: string }[] };
    const ForecastExportJobArn = ForecastExportJobs[0]?.ForecastExportJobArn;
    const result = await callOver(local, 'DeleteForecastExportJob', { ForecastExportJobArn });
    expect(result).toMatchObject({ status: 200, body: '' });
  });

  it('takes an empty body for an input without members', async () => {
    const headers = signedHeaders(local, 'ListForecasts', '');
    expect((await send(local.url, { headers })).status).toBe(200);
  });

  it('refuses what is not signed, and what is no operation, no JSON and no call', async () => {
    const code = async (options: Parameters<typeof send>[1], path = '/') => {
      const { status, headers } = await send(local.url + path, options);
      return `${status} ${String(headers['x-amzn-errortype'])}`;
    };
    const headers = signedHeaders(local, 'ListForecasts', '{}');
    const unsigned = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
    const broken = '{"MaxResults":';
    expect(await code({ headers: unsigned, body: '{}' })).toBe('400 MissingAuthenticationTokenException');
    expect(await code({ headers: signedHeaders(local, 'ListForecasts', broken), body: broken })).toBe(
      '400 SerializationException',
    );
    expect(await code({ headers: signedHeaders(local, 'Nothing', '{}'), body: '{}' })).toBe(
      '400 UnknownOperationException',
    );
    const other = { ...headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    expect(await code({ headers: other, body: '{}' })).toBe('400 InvalidSignatureException');
    expect(await code({ headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' })).toBe(
      '404 UnknownOperationException',
    );
    expect(await code({ headers, body: '{}' }, '/forecasts')).toBe('404 UnknownOperationException');
    expect(await code({ method: 'GET', headers })).toBe('404 UnknownOperationException');
    expect(await code({ headers: { ...headers, host: 'evil.example' }, body: '{}' })).toBe(
      '403 AccessDeniedException',
    );
    const huge = 'x'.repeat(2 << 20);
    const tooLarge = { headers: signedHeaders(local, 'ListForecasts', huge), body: huge };
    expect(await code(tooLarge)).toBe('413 RequestEntityTooLargeException');
  });

  it('counts calls and keeps what was asked', async () => {
    const before = local.calls.get('DescribeForecast') ?? 0;
    await callOver(local, 'DescribeForecast', { ForecastArn: 'arn:aws:forecast:a:b:forecast/c' });
    await callOver({ ...local, accessKeyId: 'wrong' }, 'DescribeForecast', {});
    expect(local.calls.get('DescribeForecast')).toBe(before + 2);
    expect(local.recorded.at(-1)).toEqual({
      operation: 'DescribeForecast',
      input: { ForecastArn: 'arn:aws:forecast:a:b:forecast/c' },
      code: 'ResourceNotFoundException',
    });
  });

  it('checks signatures by a clock of its own', async () => {
    const late = await startLocalService({ jobs: 1, seed: 1, signatureClock: () => Date.now() + 3_600_000 });
    const { body, headers } = await callOver(late, 'ListForecasts');
    await late.close();
    expect(parsed(body).message).toMatch(/^Signature expired: /);
    // By which a client can set its clock right.
    expect(Date.parse(headers.date ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('takes the key that it is told, and no other', async () => {
    const keys = { accessKeyId: 'MINE', secretAccessKey: 'MY SECRET', sessionToken: 'T' };
    const own = await startLocalService({ jobs: 1, seed: 1, region: 'eu-west-1', ...keys });
    const good = await callOver({ ...own, sessionToken: 'T' }, 'ListForecasts');
    const bad = await callOver({ ...own, accessKeyId: local.accessKeyId }, 'ListForecasts');
    await own.close();
    expect([good.status, bad.status]).toEqual([200, 400]);
  });

  it('is there for this machine alone', async () => {
    const here = Object.values(networkInterfaces()).flatMap(found => found ?? []);
    const others = here.filter(({ internal, family }) => !internal && family === 'IPv4');
    // Linux answers at all of 127.0.0.0/8 for who listens everywhere.
    for (const address of ['127.0.0.2', ...others.map(one => one.address)]) {
      await expect(fetch(`http://${address}:${local.port}/`), address).rejects.toThrow();
    }
  });

  it('says what is wrong with its port', async () => {
    await expect(startLocalService({ jobs: 1, seed: 1, port: local.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
