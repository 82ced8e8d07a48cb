import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { TreeRow } from '../harness/treeView';
import { closePalettes, expectQuietRun } from './quietRun';

let app: ForecastExports;

beforeAll(async () => {
  app = await openForecastExports({
    connection: 'sample',
    settings: { 'files.simpleDialog.enable': true, 'forecastExports.updates': 'off' },
  });
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  for (const group of ['In Progress', 'Pending', 'Failed', 'Deletion Failed']) {
    await app.jobs.collapse(group);
  }
});

closePalettes(() => app);

afterAll(() => app.close());

const soon = { timeout: 20_000 };
const isJob = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';
const isPart = (row: TreeRow) => row.level === 3 && row.label.startsWith('part');
/** Not one that is empty or has a header only. */
const isFilled = (row: TreeRow) =>
  isPart(row) && row.label.endsWith('.csv') && / [KM]B$/.test(row.description);

it("shows a job's files below it by the keyboard, and says of screen readers what they are together", async () => {
  await app.jobs.waitForRow(isJob);
  await app.jobs.focus();
  await app.jobs.press('Home');
  while (!(await app.jobs.rows()).some(row => isJob(row) && row.focused)) {
    await app.jobs.press('ArrowDown');
  }
  await app.jobs.press('ArrowRight');
  const rows = await app.jobs.waitForRows('files', all => all.some(isPart));
  const job = rows.find(row => row.level === 2 && row.expanded);
  expect(job?.focused).toBe(true);
  const files = rows.find(row => row.level === 3 && / files? · /.test(row.label));
  expect(files?.ariaLabel).toMatch(/^\d+ files? · [\d.]+ [KM]B\. Whole/);
});

it('opens a file as a read-only document by Enter', async () => {
  await app.jobs.waitForRow(isFilled);
  const name = (await app.jobs.rows()).find(isFilled)?.label ?? '';
  await app.jobs.click(isFilled);
  await expect
    .poll(async () => (await app.workbench.editorTitles()).join(), soon)
    .toContain(`_${name.replace('.csv', '')}`);
  await expect.poll(async () => (await app.workbench.editorLines()).join('\n'), soon).toMatch(/^item_id,/);
});

it('downloads a file to where the dialog says, whole and under its own name alone', async () => {
  await app.jobs.inlineAction(isFilled, 'Download…');
  const { quickInput } = app.workbench;
  await quickInput.waitFor('Download');
  // The dialog writes the name that it proposes late, over whatever was typed before.
  await expect.poll(() => quickInput.value(), soon).toMatch(/_part\d\.csv$/);
  const file = join(app.editor.workspace, 'one part.csv');
  await quickInput.type(file);
  await expect.poll(() => quickInput.value(), soon).toBe(file);
  await quickInput.accept();
  await app.workbench.notifications.waitFor('Downloaded: one part.csv');
  expect(await readFile(file, 'utf8')).toMatch(/^item_id,[^\n]*\n[^]*\n$/);
  expect((await readdir(app.editor.workspace)).filter(name => name.endsWith('.download'))).toEqual([]);
});

it('leaves no secret anywhere', () => expectQuietRun(app, []));
