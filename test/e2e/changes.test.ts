import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { TreeRow } from '../harness/treeView';
import { closePalettes, environmentOf, expectQuietRun, startService } from './quietRun';

const deleteJob = 'DeleteForecastExportJob';

let service: LocalServiceHandle;
let app: ForecastExports;

beforeAll(async () => {
  service = await startService({ jobs: 60 });
  app = await openForecastExports({
    connection: 'environment',
    env: environmentOf(service),
    settings: { 'forecastExports.updates': 'off' },
  });
  await app.openView();
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await service.close();
});

beforeEach(async () => {
  // What shows progress goes by itself; to close it would end what it is about.
  const isAnyBusy = async () => (await app.workbench.notifications.visible()).some(one => one.progress);
  await expect.poll(isAnyBusy, { timeout: 20_000 }).toBe(false);
  await app.workbench.notifications.clear();
  // Away from the rows: a tooltip would lie over them.
  await app.workbench.page.mouse.move(700, 600);
});

const press = (key: string) => app.workbench.page.keyboard.press(key);
const isActive = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';
const isSelected = (row: TreeRow) => row.selected;
const same = (wanted: TreeRow | undefined) => (row: TreeRow) => row.identity === wanted?.identity;
const calls = (operation: string) => service.calls.get(operation) ?? 0;

/** How many jobs of the account are in a status. */
function inAccount(...statuses: readonly string[]): number {
  return service.service.account.jobs.all().filter(job => statuses.includes(job.status)).length;
}

async function selectActive(count: number): Promise<readonly TreeRow[]> {
  const shown = await app.jobs.waitForRows('active jobs', rows => rows.filter(isActive).length >= count);
  const rows = shown.filter(isActive).slice(0, count);
  for (const [place, row] of rows.entries()) {
    await app.jobs.click(same(row), place === 0 ? [] : ['ControlOrMeta']);
  }
  await app.jobs.waitForRows('a selection', list => list.filter(isSelected).length === count);
  return rows;
}

async function closeDialogBy(key: string): Promise<void> {
  await press(key);
  await expect.poll(() => app.workbench.dialogs.isOpen(), { timeout: 20_000 }).toBe(false);
}

it('asks before it deletes: neither Enter nor Escape means yes', async () => {
  const rows = await selectActive(3);
  await press('Delete');
  const dialog = await app.workbench.dialogs.waitFor();
  await app.workbench.picture('out/pictures/changes-question.png');
  expect(dialog.message).toBe('Delete 3 export jobs?');
  expect(rows.filter(row => !dialog.detail.includes(row.label))).toEqual([]);
  expect(dialog.detail).toContain('The files in S3 stay.');
  expect(dialog.detail).toContain('Account: Environment · us-west-2');
  expect(dialog.buttons).toEqual(expect.arrayContaining(['Show List', 'Delete', 'Cancel']));
  await closeDialogBy('Escape');
  await press('Delete');
  await app.workbench.dialogs.waitFor();
  await closeDialogBy('Enter');
  await expect
    .poll(async () => (await app.workbench.editorTitles()).join(), { timeout: 20_000 })
    .toContain('Delete Export Jobs');
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), { timeout: 20_000 })
    .toContain('To be deleted: 3');
  expect(calls(deleteJob)).toBe(0);
});

it('deletes the selection from the menu of a row, and the rows say so at once', async () => {
  const before = inAccount('DELETE_PENDING', 'DELETE_IN_PROGRESS');
  const rows = await selectActive(3);
  const menu = await app.jobs.contextMenu(same(rows[1]));
  await menu.choose('Delete Export Job…');
  await app.workbench.dialogs.waitFor();
  await app.workbench.dialogs.click('Delete');
  await app.jobs.waitForRows(
    'the jobs no longer as active',
    list => !list.some(row => isActive(row) && rows.some(gone => gone.identity === row.identity)),
  );
  expect(inAccount('DELETE_PENDING', 'DELETE_IN_PROGRESS')).toBe(before + 3);
  expect(calls(deleteJob)).toBe(3);
  await app.workbench.notifications.expectNoErrors();
});

it('lists what could not be deleted with reasons, and keeps it selected', async () => {
  const rows = await selectActive(3);
  service.faults.set({ name: 'denied', operation: deleteJob });
  await press('Delete');
  await app.workbench.dialogs.waitFor();
  await app.workbench.dialogs.click('Delete');
  const notice = await app.workbench.notifications.waitFor('Could not be deleted: 3');
  await app.workbench.picture('out/pictures/changes-notice.png');
  service.faults.clear();
  expect(notice.severity).toBe('error');
  expect(notice.message).toContain('forecast:DeleteForecastExportJob is not allowed');
  await app.workbench.notifications.click('Could not be deleted: 3', 'Show Details');
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), { timeout: 20_000 })
    .toContain('Could not be deleted: 3');
  await app.workbench.picture('out/pictures/changes-list.png');
  const selected = (await app.jobs.rows()).filter(isSelected);
  expect(selected.map(row => row.identity)).toEqual(rows.map(row => row.identity));
  expect(selected.every(isActive)).toBe(true);
});

it('stops an export, after it said that it can not be resumed', async () => {
  const isRunning = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-sync';
  const running = await app.jobs.waitForRow(isRunning);
  const menu = await app.jobs.contextMenu(same(running));
  expect(await menu.titles()).not.toContain('Delete Export Job…');
  await menu.choose('Stop Export…');
  const dialog = await app.workbench.dialogs.waitFor();
  await app.workbench.picture('out/pictures/changes-stop.png');
  expect(dialog.message).toBe(`Stop the export “${running.label}”?`);
  expect(dialog.detail).toContain('can’t be resumed');
  const before = inAccount('CREATE_STOPPING');
  await app.workbench.dialogs.click('Stop');
  await app.jobs.waitForRows('no running job', rows => !rows.some(isRunning));
  expect(inAccount('CREATE_STOPPING')).toBe(before + 1);
});

it('shows what the account has after the window was closed in the middle of many', async () => {
  await selectActive(5);
  service.faults.set({ name: 'slow', operation: deleteJob, after: 2, ms: 3000 });
  const before = calls(deleteJob);
  await press('Delete');
  await app.workbench.dialogs.waitFor();
  await app.workbench.dialogs.click('Delete');
  await expect.poll(() => calls(deleteJob) - before, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  await app.workbench.reload();
  service.faults.clear();
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  // Requests that were under way may still have been carried out after the rows were read.
  await app.jobs.focus();
  await press('F5');
  await expect
    .poll(async () => (await app.jobs.rows()).find(row => row.label === 'Active')?.description, {
      timeout: 20_000,
    })
    .toBe(String(inAccount('ACTIVE')));
  expect(calls(deleteJob) - before).toBeLessThan(6);
});

it('offers nothing that changes the account where the settings forbid it', async () => {
  // A setting of the machine: with the editor's server elsewhere, that machine's.
  const file = join(app.editor.dataFolder, 'Machine', 'settings.json');
  await writeFile(file, JSON.stringify({ 'forecastExports.allowChanges': false }));
  await app.workbench.reload();
  await app.openView();
  const [row] = await selectActive(1);
  const menu = await app.jobs.contextMenu(same(row));
  const titles = await menu.titles();
  await menu.dismiss();
  expect(titles).toContain('Copy ARN');
  expect(titles).not.toContain('Delete Export Job…');
  const commands = await app.workbench.quickInput.commandsFor('Export Job');
  expect(commands.filter(title => /Delete|Stop Export/.test(title))).toEqual([]);
  await app.workbench.quickInput.cancel();
  const before = calls(deleteJob);
  await app.jobs.focus();
  await press('Delete');
  expect(await app.workbench.dialogs.isOpen()).toBe(false);
  expect(calls(deleteJob)).toBe(before);
});

it('leaves no secret anywhere', () => expectQuietRun(app));
