import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { TreeRow } from '../harness/treeView';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

let service: LocalServiceHandle;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 240 });
  service.faults.set({ name: 'slow', ms: 2500, times: 1 });
  app = await openForecastExports({
    connection: 'environment',
    env: environmentOf(service),
    // Faults are for what a test asks for, not for the questions about running exports.
    settings: { 'forecastExports.pageSize': 10, 'forecastExports.updates': 'off' },
  });
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await service.close();
});

beforeEach(async () => {
  await app.workbench.notifications.clear();
  // Away from the rows: a tooltip would lie over them.
  await app.workbench.page.mouse.move(700, 600);
});

const isJob = (row: TreeRow) => row.level === 2 && /codicon-(pass|error|sync)/.test(row.icon);
const waitForJobs = () => app.jobs.waitForRows('export jobs', rows => rows.some(isJob));
const isTailOf = (group: string) => (row: TreeRow) => row.level === 2 && row.ariaLabel.endsWith(`, ${group}`);

/** Reads all again, with the top of the view on the screen. */
async function refresh(): Promise<void> {
  await app.jobs.focus();
  await app.workbench.page.keyboard.press('F5');
  await app.workbench.page.keyboard.press('Home');
}

it('shows neither the welcome text nor an empty view while the first answer is on its way', async () => {
  const seen: string[] = [];
  await app.openView();
  const progress: { isThere: boolean } = { isThere: false };
  const until = waitForJobs().finally(() => (progress.isThere = true));
  while (!progress.isThere) {
    seen.push(...(await app.jobs.welcome()), ...(await app.jobs.rows()).map(row => row.label));
  }
  await until;
  expect(seen.filter(text => /No export jobs|Choose Profile|Sample/.test(text))).toEqual([]);
});

it('turns the row "Load more" into the reason, and tries again by Enter', async () => {
  const loaded = (await app.jobs.allRows()).filter(row => row.icon === 'codicon-error' && isJob(row));
  service.faults.set({ name: 'denied' });
  await app.jobs.click(isTailOf('Failed'));
  const failed = await app.jobs.waitForRow(/^Access denied: forecast:ListForecastExportJobs/);
  expect(failed.description).toBe('Select to retry');
  expect(failed.ariaLabel).toMatch(/Access denied.*Failed$/);
  service.faults.clear();
  const isDenied = (row: TreeRow) => row.label.startsWith('Access denied');
  // The row keeps the keyboard once it is drawn as what became of it.
  await app.jobs.waitForRows('the failure with the focus', rows =>
    rows.some(row => isDenied(row) && row.focused),
  );
  await app.jobs.press('Enter');
  await app.jobs.waitForRows('no failure', rows => !rows.some(isDenied));
  const names = (await app.jobs.allRows()).map(row => row.identity);
  expect(loaded.filter(row => !names.includes(row.identity))).toEqual([]);
  expect(names.length).toBe(new Set(names).size);
});

it('says what helps from the row that failed, in a notice without links of the service, and tries again', async () => {
  const message =
    '[click](command:workbench.action.terminal.new) <a href="https://example.com">b</a> https://example.com\n$(alert)';
  service.faults.set({ name: 'error', code: 'LimitExceededException', message });
  await app.jobs.click(isTailOf('Active'));
  const isFailed = (row: TreeRow) => row.label.startsWith('A quota of Amazon Forecast is used up');
  const row = await app.jobs.waitForRow(isFailed);
  expect(row.label).toContain('[click](command:workbench.action.terminal.new) <a href=');
  await app.jobs.inlineAction(isFailed, 'What Helps…');
  const notice = await app.workbench.notifications.waitFor('A quota of Amazon Forecast');
  expect(notice.buttons).toContain('Retry');
  expect(notice.message).toContain('command:workbench.action.terminal.new');
  expect(notice.message).toContain('$(alert)');
  expect(await app.workbench.page.locator('.notification-list-item-message a').count()).toBe(0);
  service.faults.clear();
  await app.workbench.notifications.click('A quota of Amazon Forecast', 'Retry');
  await app.jobs.waitForRows('no failure', rows => !rows.some(isFailed));
});

it('shows hostile texts as texts: nothing runs, no link, no icon, no line breaks', async () => {
  service.faults.set({ name: 'hostile-strings' });
  await refresh();
  const row = await app.jobs.waitForRow(/command:workbench\.action\.terminal\.new/);
  expect(row.label).toContain('$(alert) <b>bold</b>');
  const tooltip = await app.jobs.tooltip(candidate => candidate.identity === row.identity);
  expect(tooltip).toContain('[click](command:workbench.action.terminal.new)');
  expect(await app.workbench.page.locator('.workbench-hover-container a').count()).toBe(0);
  const rows = await app.jobs.allRows();
  expect(rows.filter(({ label }) => /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/.test(label))).toEqual([]);
  await app.workbench.page.mouse.move(700, 600);
  service.faults.clear();
  await refresh();
  await app.jobs.waitForRows('good names', list => !list.some(({ label }) => label.includes('command:')));
});

it('keeps the rows that are there when a refresh fails, and says why above them', async () => {
  const before = (await app.jobs.rows()).filter(isJob).map(row => row.identity);
  service.faults.set({ name: 'denied' });
  await refresh();
  const failure = await app.jobs.waitForRow(/^Access denied: forecast:ListForecastExportJobs/);
  expect(failure.level).toBe(1);
  await app.jobs.waitForRow('Retry');
  await app.jobs.waitForRow('Choose Profile…');
  const after = (await app.jobs.allRows()).map(row => row.identity);
  expect(before.filter(job => !after.includes(job))).toEqual([]);
  service.faults.clear();
  await app.jobs.focus();
  await app.workbench.page.keyboard.press('Home');
  await app.jobs.waitForRow('Retry');
  await app.jobs.click('Retry');
  await app.jobs.waitForRows('no failure', rows => rows.every(row => row.label !== 'Retry'));
});

it('takes an ExpiredToken answer for a reason to ask for credentials again, once, by itself', async () => {
  const sent = service.recorded.length;
  service.faults.set({ name: 'expired', times: 1 });
  await refresh();
  // Until the pages have come after the refusal: the buttons of rows that are being read anew reach no row.
  let calls = 0;
  const isOver = () => {
    const before = calls;
    calls = service.recorded.length;
    return (
      calls === before && service.recorded.slice(sent).some(({ code }) => code?.startsWith('ExpiredToken'))
    );
  };
  await expect.poll(isOver, { interval: 500, timeout: 20_000 }).toBe(true);
  await waitForJobs();
  expect((await app.jobs.rows()).map(row => row.label)).not.toContain('Retry');
  service.faults.clear();
});

it('says why when a details page can not be read, with what is known', async () => {
  service.faults.set({ name: 'denied', operation: 'DescribeForecastExportJob' });
  const job = (await waitForJobs()).find(isJob);
  await app.jobs.inlineAction(row => row.identity === job?.identity, 'Show Details');
  await expect
    .poll(async () => (await app.workbench.editorLines().catch(() => [])).join('\n'), { timeout: 20_000 })
    .toMatch(/The rest could not be read\. Access denied: forecast:DescribeForecastExportJob/);
  service.faults.clear();
});

it('says that nothing can be reached, and comes back by Retry', async () => {
  service.faults.set({ name: 'cut' });
  await refresh();
  await app.jobs.waitForRow('Retry', 60_000);
  service.faults.clear();
  await app.jobs.click('Retry');
  await app.jobs.waitForRows('no failure', rows => rows.every(row => row.label !== 'Retry'));
  await waitForJobs();
});

it('leaves no secret anywhere', () => expectQuietRun(app));
