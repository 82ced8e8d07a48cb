import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../../src/local/http';
import { startLocalService } from '../../../src/local/http';
import { callOver, send } from './signedRequest';

let local: LocalServiceHandle;
beforeAll(async () => {
  local = await startLocalService({ jobs: 40, seed: 7 });
});
afterAll(() => local.close());

describe('the control while it runs', () => {
  const control = (command: unknown, headers: Record<string, string> = { 'x-local-control': '1' }) =>
    send(`${local.url}/__control`, { headers, body: JSON.stringify(command) });

  it('switches faults on and off and tells the calls', async () => {
    await callOver(local, 'ListForecasts');
    const { status, body } = await control({ faults: ['throttle:times=2', { name: '500', after: 2 }] });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      faults: [
        { name: 'throttle', times: 2 },
        { name: '500', after: 2 },
      ],
      calls: { ListForecasts: 1 },
    });
    const statuses: number[] = [];
    for (let call = 0; call < 3; call++) statuses.push((await callOver(local, 'ListForecasts')).status);
    expect(statuses).toEqual([400, 400, 500]);
    const refusal = { name: 'error', code: 'ValidationException', message: 'No, "no"', status: 422 };
    expect(JSON.parse((await control({ faults: [refusal] })).body)).toMatchObject({ faults: [refusal] });
    expect((await callOver(local, 'ListForecasts')).status).toBe(422);
    await control({ faults: [] });
    expect((await callOver(local, 'ListForecasts')).status).toBe(200);
  });

  it('moves the clock on', async () => {
    const moving = await startLocalService({ jobs: 40, seed: 7 });
    const count = async () => {
      const { body } = await callOver(moving, 'ListForecastExportJobs', {
        Filters: [{ Key: 'Status', Value: 'CREATE_IN_PROGRESS', Condition: 'IS' }],
      });
      return (JSON.parse(body) as { ForecastExportJobs: unknown[] }).ForecastExportJobs.length;
    };
    expect(await count()).toBeGreaterThan(0);
    await send(`${moving.url}/__control`, {
      headers: { 'x-local-control': '1' },
      body: '{"advance": 86400}',
    });
    expect(await count()).toBe(0);
    await moving.close();
  });

  it('is not for browsers, and changes nothing where it does not understand all', async () => {
    const faults = { faults: ['500'] };
    expect((await control(faults, {})).status).toBe(403);
    expect((await control(faults, { 'x-local-control': '1', origin: 'http://evil.example' })).status).toBe(
      403,
    );
    expect((await control(faults, { 'x-local-control': '1', host: 'evil.example' })).status).toBe(403);
    for (const wrong of [
      null,
      [],
      'x',
      { faults: '500' },
      { faults: ['no'] },
      { advance: -1 },
      { advance: 'x' },
      { what: 1 },
    ]) {
      const asked =
        typeof wrong === 'object' && wrong !== null && !Array.isArray(wrong)
          ? { ...faults, ...wrong }
          : wrong;
      expect((await control(asked)).status).toBe(Array.isArray(wrong) ? 200 : 400);
    }
    expect(local.faults.list()).toEqual([]);
    const read = { method: 'GET', headers: { 'x-local-control': '1' } };
    expect((await send(`${local.url}/__control`, read)).status).toBe(200);
    expect((await send(`${local.url}/__control`, { ...read, method: 'PUT' })).status).toBe(405);
  });
});
