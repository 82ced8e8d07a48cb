import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { AthenaDoor } from '../harness/athenaDoor';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { PreviewFrame } from '../harness/previewFrame';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

let service: LocalServiceHandle;
let door: AthenaDoor;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 240 });
  const { region, accessKeyId, secretAccessKey } = service;
  door = await AthenaDoor.open({
    region,
    credentials: { accessKeyId, secretAccessKey },
    workgroups: {
      primary: { configuration: { ResultConfiguration: { OutputLocation: 's3://results/here/' } } },
    },
    run: () =>
      Promise.resolve({
        columns: [
          { name: 'item_id', type: 'varchar' },
          { name: 'total', type: 'double' },
        ],
        rows: [
          ['<img src=x onerror=alert(1)>', '3'],
          ['größe', '20.5'],
        ],
      }),
  });
  app = await openForecastExports({
    connection: 'environment',
    env: { ...environmentOf(service), AWS_ENDPOINT_URL_ATHENA: door.url },
    settings: { 'forecastExports.pageSize': 10, 'files.simpleDialog.enable': true },
  });
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await door.close();
  await service.close();
});

const soon = { timeout: 20_000 };
const command = (title: string) => app.workbench.runCommand(`Forecast Exports: ${title}`);

/** The active job that the list gives last: on no page that was read. */
function lastActive(): { readonly arn: string; readonly name: string } {
  const job = service.service.account.jobs.all().findLast(({ status }) => status === 'ACTIVE');
  if (!job) {
    throw new Error('the account has no active job');
  }
  return job;
}

async function openText(text: string): Promise<void> {
  await command('Open Link or ARN…');
  await app.workbench.quickInput.waitFor('Open Link or ARN');
  await app.workbench.quickInput.type(text);
}

async function showOnly(group: string): Promise<void> {
  const unfiltered = 'Environment · us-west-2';
  if ((await app.jobs.message()) !== unfiltered) {
    await command('Clear Filters');
    await expect.poll(() => app.jobs.message(), soon).toBe(unfiltered);
  }
  await command('Filter by Status…');
  await app.workbench.quickInput.waitFor('Filter by Status');
  const items = await app.workbench.quickInput.waitForItems('the statuses', all =>
    all.some(({ label }) => label === group),
  );
  // Without a filter all are checked.
  for (const { label } of items.filter(item => item.label !== group)) {
    await app.workbench.quickInput.choose(label);
  }
  await app.workbench.quickInput.accept();
  await expect.poll(() => app.jobs.message(), soon).toBe(`Environment · us-west-2 · ${group}`);
  await app.jobs.waitForRows(
    'one group with jobs',
    rows => rows.filter(row => row.level === 1).length === 1 && rows.some(row => row.level === 2),
  );
}

/** Names the file in the editor's own dialog. */
async function saveListAs(file: string): Promise<void> {
  await rm(file, { force: true });
  await command('Save List As…');
  const { quickInput } = app.workbench;
  await quickInput.waitFor('Save List of Export Jobs');
  await quickInput.saveAs(file, /forecast-exports-us-west-2/);
}

it('says while it is typed what is no link, and reveals the job of one that is on no page read so far', async () => {
  const { arn, name } = lastActive();
  await openText('arn:aws:s3:::bucket');
  await app.workbench.quickInput.waitForMessage('No export job is named here');
  await app.workbench.quickInput.type(`${arn} ${arn.replace('us-west-2', 'eu-west-1')}`);
  await app.workbench.quickInput.waitForMessage('several export jobs');
  await app.workbench.quickInput.type(`Look at ${arn}, please`);
  await app.workbench.quickInput.waitForMessage('A link to an export job');
  await app.workbench.quickInput.accept();
  await app.jobs.waitForRows('the job', rows => rows.some(row => row.label === name && row.selected));
  expect(await app.workbench.editorTitles()).toEqual([]);
});

it('copies a link that leads back to its job', async () => {
  const { arn } = lastActive();
  const menu = await app.jobs.contextMenu(row => row.selected);
  await menu.choose('Copy Link');
  const link = await app.workbench.waitForClipboard('a link', text => text.includes('/job?arn='));
  expect(link).toMatch(/^[\w-]+:\/\/forecast-exports\.forecast-exports\/job\?arn=arn:/);
  expect(link.endsWith(`=${arn}`)).toBe(true);
});

it('asks before it switches the region for a link, and keeps what is shown without an answer', async () => {
  await openText(lastActive().arn.replace('us-west-2', 'eu-west-1'));
  await app.workbench.quickInput.accept();
  const { message, buttons } = await app.workbench.notifications.waitFor('This export job is in eu-west-1');
  expect(message).toContain('The region that is shown is us-west-2.');
  expect(buttons).toContain('Switch to eu-west-1');
  expect(await app.jobs.message()).toBe('Environment · us-west-2');
  await app.workbench.notifications.clear();
});

it('says that a link is of another account', async () => {
  const sent = service.recorded.length;
  await openText(lastActive().arn.replace(/:\d{12}:/, ':999988887777:'));
  await app.workbench.quickInput.accept();
  const { message, buttons } = await app.workbench.notifications.waitFor('of account 999988887777');
  expect(message).toContain('The account that is shown is 111122223333.');
  expect(buttons).toContain('Choose Profile…');
  const asked = service.recorded.slice(sent).map(({ input }) => JSON.stringify(input));
  expect(asked.filter(input => input.includes('999988887777'))).toEqual([]);
  await app.workbench.notifications.clear();
});

it('offers to clear the filter that hides the job of a link', async () => {
  const { arn, name } = lastActive();
  await showOnly('Failed');
  await openText(arn);
  await app.workbench.quickInput.accept();
  await app.workbench.notifications.waitFor('The filter hides this export job.');
  await app.workbench.notifications.click('The filter hides this export job.', 'Clear Filters');
  await app.jobs.waitForRows('the job', rows => rows.some(row => row.label === name && row.selected));
});

it('saves the list of all pages as CSV where the dialog says', async () => {
  const file = join(app.editor.workspace, 'list of exports.csv');
  await saveListAs(file);
  await app.workbench.notifications.waitFor('Export jobs saved in list of exports.csv: 240');
  expect((await readFile(file, 'utf8')).trimEnd().split('\r\n')).toHaveLength(241);
  await app.workbench.notifications.click('Export jobs saved', 'Open');
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), soon)
    .toContain('Status,Name,Forecast');
});

it('saves a part of a list on request only, and the file says that it is one', async () => {
  const file = join(app.editor.workspace, 'part.json');
  await showOnly('Active');
  service.faults.set({ name: 'denied', operation: 'ListForecastExportJobs' });
  await saveListAs(file);
  const { message } = await app.workbench.notifications.waitFor('This list is not whole.');
  expect(message).toMatch(/Export jobs that could be read: 10\. Access denied/);
  await app.workbench.notifications.click('This list is not whole.', 'Save These');
  await app.workbench.notifications.waitFor('Export jobs saved in part.json: 10. The list is not whole.');
  service.faults.clear();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    complete: false,
    count: 10,
    title: 'Environment · us-west-2 · Active',
  });
});

it('saves nothing where reading the pages is cancelled', async () => {
  const file = join(app.editor.workspace, 'cancelled.md');
  await showOnly('Failed');
  service.faults.set({ name: 'slow', ms: 4000, operation: 'ListForecastExportJobs' });
  await saveListAs(file);
  const reading = 'Reading the export jobs to save';
  await app.workbench.notifications.waitFor(reading);
  await app.workbench.notifications.click(reading, 'Cancel');
  const isReading = async () =>
    (await app.workbench.notifications.visible()).some(({ message }) => message.includes(reading));
  await expect.poll(isReading, soon).toBe(false);
  service.faults.clear();
  expect(existsSync(file)).toBe(false);
});

it('runs a statement of an export by the lens above it, and shows the rows in the table', async () => {
  const isActive = (row: { level: number; icon: string }) => row.level === 2 && row.icon === 'codicon-pass';
  await showOnly('Active');
  const menu = await app.jobs.contextMenu(isActive);
  await menu.choose('Query with Athena…');
  const lens = app.workbench.page.locator('.codelens-decoration a').filter({ hasText: 'Run in Athena' });
  await lens.first().waitFor({ timeout: 30_000 });
  await lens.first().click();
  const page = new PreviewFrame(app.workbench.actions);
  await page.waitForRows();
  expect(await page.cells('rows', 0)).toEqual(['<img src=x onerror=alert(1)>', 'größe']);
  expect(await page.status.innerText()).toMatch(/^2 rows: [\d.]+ KB scanned, [\d.]+ s$/);
  expect(await page.tab('Summary').count()).toBe(0);
  expect(await page.itemInput.isVisible()).toBe(false);
  expect(await page.violations()).toEqual([]);
  expect(door.queries[0]?.input.QueryString).toMatch(/^CREATE EXTERNAL TABLE/);
});

it('leaves no secret anywhere', () => expectQuietRun(app));
