import { afterAll, beforeAll, expect, it } from 'vitest';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';

let app: ForecastExports;

beforeAll(async () => {
  app = await openForecastExports({ connection: 'sample' });
});

afterAll(async () => {
  await app.close();
});

it('shows the groups of the sample account, as a user gets the package', async () => {
  await app.openView();
  const rows = await app.jobs.waitForRows('groups with counts', list =>
    list.some(row => row.level === 1 && /^\d+\+?/.test(row.description)),
  );
  expect(rows.filter(row => row.level === 1).length).toBeGreaterThan(3);
  await app.workbench.notifications.expectNoErrors();
});

it('writes a log without the keys of the environment, and asks no other machine for anything', async () => {
  expect(await app.editor.readLogs('forecast-exports.forecast-exports')).not.toMatch(/AKIA|secret/i);
  const outside = app.workbench.outsideRequests.filter(address => !address.includes('open-vsx.org'));
  expect(outside).toEqual([]);
});
