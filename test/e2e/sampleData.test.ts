import { afterAll, beforeAll, expect, it } from 'vitest';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { TreeRow } from '../harness/treeView';
import { closePalettes, expectQuietRun } from './quietRun';

let app: ForecastExports;

beforeAll(async () => {
  app = await openForecastExports({ settings: { 'forecastExports.pageSize': 10 } });
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
});

const press = (key: string) => app.workbench.page.keyboard.press(key);
const focusOf = (rows: readonly TreeRow[]) => rows.find(row => row.focused);
const jobsOf = (rows: readonly TreeRow[]) =>
  rows.filter(row => row.level === 2 && row.icon !== 'codicon-ellipsis');

it('offers a profile or sample data where nothing was chosen yet', async () => {
  await app.workbench.actions.perform('open the palette once the extension is there', async page => {
    await page.locator('.activitybar [aria-label^="Forecast Exports"]').first().waitFor();
    await press('F1');
  });
  await app.workbench.palette.type('>Focus on Export Jobs View');
  await app.workbench.palette.waitForItems('the command', ([first]) =>
    Boolean(first?.focused && first.label.endsWith('Focus on Export Jobs View')),
  );
  await app.workbench.palette.accept();
  await expect.poll(() => app.jobs.welcome(), { timeout: 20_000 }).toContain('Choose Profile');
  expect(await app.jobs.welcome()).toContain('Use Sample Data');
  expect(await app.jobs.message()).toBe('');
});

it('shows the groups of the sample data after a click, what wants attention first', async () => {
  await app.jobs.clickWelcome('Use Sample Data');
  const rows = await app.jobs.waitForRows('groups with counts', list =>
    list.some(row => row.level === 1 && /^\d+\+?$/.test(row.description)),
  );
  expect(rows[0]?.label).toBe('In Progress');
  expect(await app.jobs.welcome()).toEqual([]);
  await expect.poll(() => app.jobs.message(), { timeout: 20_000 }).toBe('Sample data · us-west-2');
});

it('expands and collapses groups by the keyboard', async () => {
  await app.jobs.focus();
  await press('Home');
  await app.jobs.waitForRows('focus on the first group', rows => focusOf(rows)?.level === 1);
  await press('ArrowLeft');
  await app.jobs.waitForRows('a collapsed group', rows => focusOf(rows)?.expanded === false);
  await press('ArrowRight');
  const rows = await app.jobs.waitForRows('an expanded group', list => focusOf(list)?.expanded === true);
  expect(focusOf(rows)?.ariaLabel).toMatch(/^In Progress, \d+ jobs?/);
});

it('reads on by Enter on "Load more", with focus on the first new row and those before it in place', async () => {
  await app.jobs.walkTo(row => row.label === 'Load more');
  const shown = await app.jobs.rows();
  const before = shown.slice(
    0,
    shown.findIndex(row => row.focused),
  );
  await app.jobs.press('Enter');
  const rows = await app.jobs.waitForRows('focus on a new job', list => {
    const focused = focusOf(list);
    return Boolean(focused?.selected && focused.icon === 'codicon-error');
  });
  expect(before.map(row => row.identity)).not.toContain(focusOf(rows)?.identity);
  const all = (await app.jobs.allRows()).map(row => row.identity);
  expect(jobsOf(before).filter(row => !all.includes(row.identity))).toEqual([]);
});

it('copies the ARN of the row that has the focus, and opens its details, by keys', async () => {
  await app.jobs.focus();
  await press('ArrowDown');
  await app.jobs.waitForRows('focus', rows => focusOf(rows) !== undefined);
  const focused = await app.jobs.walkTo(row => row.level === 2 && row.label !== 'Load more');
  await press('Control+c');
  const arn = await app.workbench.waitForClipboard('an ARN', text => text.includes(`/${focused.label}`));
  expect(arn).toMatch(/^arn:aws:forecast:us-west-2:\d{12}:forecast-export-job\/\S+$/);
  // The key turns the row's selection over for a moment.
  const { selected } = focused;
  await app.jobs.waitForRows('the selection of before', rows => focusOf(rows)?.selected === selected);
  await press('Alt+Enter');
  await expect
    .poll(async () => (await app.workbench.editorTitles()).join(), { timeout: 20_000 })
    .toContain(focused.label);
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), { timeout: 20_000 })
    .toContain('Destination');
});

it('keeps selection and expansion over F5', async () => {
  await app.jobs.collapse('Active');
  await app.jobs.click(row => row.level === 2 && row.icon === 'codicon-error');
  const before = await app.jobs.rows();
  await press('F5');
  const rows = await app.jobs.waitForRows('the same rows', list => list.length === before.length);
  expect(rows.find(row => row.selected)?.identity).toBe(before.find(row => row.selected)?.identity);
  expect(rows.map(row => [row.label, row.expanded])).toEqual(before.map(row => [row.label, row.expanded]));
});

it('copies the ARNs of all selected rows, one a line', async () => {
  await app.jobs.expand('Active');
  const jobs = (await app.jobs.allRows()).filter(row => row.icon === 'codicon-pass' && row.level === 2);
  const [first, second, third] = jobs;
  if (!first || !second || !third) {
    throw new Error('the sample data has too few active jobs');
  }
  const is = (wanted: TreeRow) => (row: TreeRow) => row.identity === wanted.identity;
  await app.jobs.click(is(first));
  await app.jobs.click(is(second), ['ControlOrMeta']);
  await app.jobs.click(is(third), ['ControlOrMeta']);
  const menu = await app.jobs.contextMenu(is(third));
  await menu.choose('Copy ARN');
  const text = await app.workbench.waitForClipboard('three lines', copied => copied.split('\n').length === 3);
  expect(text.split('\n').map(arn => arn.replace(/^.*\/|(?<=\/[^/]*)_01[A-Z0-9]{24}$/g, ''))).toEqual(
    [first, second, third].map(row => expect.stringContaining(row.label) as string),
  );
});

it('keeps the choice, the filter and the order of the rows over a reload of the window', async () => {
  const byName = 'Forecast Exports: Sort by Name';
  // A try before this one may have sorted them.
  if ((await app.workbench.palette.commandsFor('Forecast Exports: Sort by')).includes(byName)) {
    await app.workbench.runCommand(byName);
  }
  // What is chosen for a row while all are drawn anew would reach none.
  await app.jobs.waitForRows('the failed jobs by name', rows => {
    const names = rows.filter(row => row.level === 2 && row.icon === 'codicon-error').map(row => row.label);
    return names.length > 1 && names.slice(0, 5).every((name, place, all) => (all[place - 1] ?? '') <= name);
  });
  await app.jobs.focus();
  await app.workbench.page.keyboard.press('Home');
  const menu = await app.jobs.contextMenu(row => row.level === 2 && row.icon === 'codicon-error');
  await menu.choose('Filter by This Forecast');
  await expect
    .poll(() => app.jobs.message(), { timeout: 20_000 })
    .toMatch(/^Sample data · us-west-2 · only /);
  const message = await app.jobs.message();
  // The editor writes its state down a moment after it changed; no user reloads before the palette is open.
  await app.workbench.quickInput.commandsFor('Developer: Reload Window');
  await app.workbench.reload();
  await app.openView();
  await app.jobs.waitForRows('jobs', rows => rows.some(row => row.level === 2));
  await expect.poll(() => app.jobs.message(), { timeout: 20_000 }).toBe(message);
  const jobs = jobsOf(await app.jobs.allRows());
  expect(jobs.length).toBeGreaterThan(1);
  for (const icon of new Set(jobs.map(row => row.icon))) {
    const names = jobs.filter(row => row.icon === icon).map(row => row.label);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  }
  await app.workbench.runCommand('Forecast Exports: Clear Filters');
  await expect.poll(() => app.jobs.message(), { timeout: 20_000 }).toBe('Sample data · us-west-2');
});

it('says that a region is empty, looks into the others and goes to the one that was chosen', async () => {
  await app.workbench.runCommand('Forecast Exports: Choose Region…');
  await app.workbench.quickInput.waitFor('Choose Region');
  await app.workbench.quickInput.choose('ap-south-1');
  await app.jobs.waitForRow('No export jobs in ap-south-1');
  await app.jobs.click('Look in Other Regions…');
  await app.workbench.quickInput.waitFor('in other regions');
  const items = await app.workbench.quickInput.waitForItems('regions', list => list.length > 0);
  expect(items.map(item => item.label)).toEqual(['eu-west-1', 'us-east-1', 'us-west-2']);
  await app.workbench.quickInput.choose('eu-west-1');
  await app.jobs.waitForRows('groups', rows => rows.some(row => row.level === 1 && row.expanded));
  await expect.poll(() => app.jobs.message(), { timeout: 20_000 }).toBe('Sample data · eu-west-1');
});

it('leaves no error and asks no other machine for anything', async () => {
  await app.workbench.notifications.expectNoErrors();
  await expectQuietRun(app);
});
