import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { containerTitle, openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

const minute = 60_000;
/** The clock asks when it is time: seconds for young jobs in a focused window, more in one that is not. */
const untilAsked = { timeout: 60_000 };

let service: LocalServiceHandle;
let app: ForecastExports;

beforeAll(async () => {
  // Its exports move on when the test says so, however slow the machine is.
  const now = Date.now();
  service = await startService({ jobs: 12, limits: { creatingAtOnce: 20 }, now: () => now });
  app = await openForecastExports({ connection: 'environment', env: environmentOf(service) });
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await service.close();
});

/** Starts an export; one of another name where a try before this one has started it. */
function createExport(wanted: string): string {
  const { account } = service.service;
  const forecast = account.forecasts.all().find(({ status }) => status === 'ACTIVE');
  let name = wanted;
  while (account.hasJobNamed(forecast?.arn ?? '', name)) {
    name = `again_${name}`;
  }
  service.service.call('CreateForecastExportJob', {
    ForecastArn: forecast?.arn,
    ForecastExportJobName: name,
    Destination: {
      S3Config: {
        Path: `s3://exports-of-e2e/${name}`,
        RoleArn: `arn:aws:iam::${account.accountId}:role/ForecastExport`,
      },
    },
  });
  return name;
}

const notices = async () => (await app.workbench.notifications.visible()).map(one => one.message);

it('follows an export from its row, shows it in the status bar and tells its end, with a badge', async () => {
  const weekly = createExport('weekly_demand');
  await app.openView();
  const rows = await app.jobs.waitForRows('jobs', list => list.some(row => row.level === 2));
  if (!rows.some(row => row.label === weekly)) {
    // A try before this one has read the rows.
    await app.workbench.runCommand('Forecast Exports: Refresh');
  }
  await app.jobs.waitForRow(weekly);
  const menu = await app.jobs.contextMenu(weekly);
  await menu.choose('Follow');
  const item = await app.workbench.statusBar.waitFor(/1 export running/);
  expect(item.icons).toEqual(['codicon-sync']);
  expect(item.label).toMatch(/^Followed exports: 1 export running/);
  const row = await app.jobs.waitForRow(
    ({ label, description }) => label === weekly && description.startsWith('following · '),
  );
  expect(row.ariaLabel).toContain('following');

  await app.workbench.openContainer('Explorer');
  service.advance(30 * minute);
  await expect.poll(notices, untilAsked).toContain(`The export is ready: ${weekly}`);
  const notice = await app.workbench.notifications.waitFor('The export is ready');
  expect(notice.severity).toBe('info');
  expect(notice.buttons).toEqual(['Preview Data', 'Open S3 Path', 'Copy S3 URI', 'Show Details']);
  await app.workbench.statusBar.waitUntilGone(/export/);
  await expect.poll(async () => (await app.workbench.badge(containerTitle)).number, untilAsked).toBe('1');
  expect((await app.workbench.badge(containerTitle)).label).toContain(weekly);

  await app.workbench.notifications.click('The export is ready', 'Copy S3 URI');
  await app.workbench.waitForClipboard('the path', text => text === `s3://exports-of-e2e/${weekly}`);
  await app.openView();
  await expect.poll(async () => (await app.workbench.badge(containerTitle)).number, untilAsked).toBe('');
});

it('tells after a reload of the window what ended meanwhile, once', async () => {
  const fails = createExport('monthly_fails');
  const sales = createExport('monthly_sales');
  await app.openView();
  await app.workbench.runCommand('Forecast Exports: Refresh');
  await app.jobs.inlineAction(fails, 'Follow');
  await app.workbench.statusBar.waitFor(/1 export running/);
  await app.jobs.inlineAction(sales, 'Follow');
  await app.workbench.statusBar.waitFor(/2 exports running/);
  await app.workbench.statusBar.click(/2 exports running/);
  await app.workbench.quickInput.waitFor('Followed Exports');
  const items = await app.workbench.quickInput.items();
  expect(items.map(({ label }) => label).sort()).toEqual([fails, sales].sort());
  await app.workbench.quickInput.cancel();
  await app.workbench.notifications.clear();
  await app.workbench.openContainer('Explorer');

  // Nothing is told before the reload: nobody may ask.
  service.faults.set({ name: 'denied' });
  service.advance(30 * minute);
  await app.workbench.reload();
  await app.workbench.statusBar.waitFor(/2 exports running/);
  service.faults.clear();
  await expect.poll(async () => (await notices()).length, untilAsked).toBe(2);
  const failed = await app.workbench.notifications.waitFor(`The export failed: ${fails}`);
  expect(failed.severity).toBe('error');
  expect(failed.buttons).toEqual(['Show Details']);
  await app.workbench.notifications.click('The export failed', 'Show Details');
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), untilAsked)
    .toContain(`s3://exports-of-e2e/${fails}`);

  await app.workbench.notifications.clear();
  await app.workbench.reload();
  await app.openView();
  await app.jobs.waitForRow(fails);
  expect(await notices()).toEqual([]);
  expect((await app.workbench.badge(containerTitle)).number).toBe('');
});

it('leaves no secret anywhere', () => expectQuietRun(app));
