import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nameless, spokenIn } from '../harness/accessibilityTree';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { PageElement } from '../harness/pageElement';
import { PreviewFrame } from '../harness/previewFrame';
import { timeless, type TreeRow } from '../harness/treeView';
import { closePalettes, expectQuietRun } from './quietRun';

/** The whole way from nothing to the data of an export, and what a screen reader gets on it: by keys alone. */

let app: ForecastExports;
let preview: PreviewFrame;
/** Whatever a pointer did in the window or in a page of it. */
const pointed: string[] = [];

const soon = { timeout: 20_000 };
const press = (key: string) => app.workbench.page.keyboard.press(key);
const name = 'made_by_keys';

beforeAll(async () => {
  app = await openForecastExports({
    viewport: { width: 1280, height: 900 },
    settings: { 'forecastExports.pageSize': 10, 'files.simpleDialog.enable': true },
  });
  preview = new PreviewFrame(app.workbench.actions);
  const { page } = app.workbench;
  await page.context().exposeFunction('pointerWasUsed', (what: string) => pointed.push(what));
  const listen = `
    for (const type of ['pointerdown', 'mousedown', 'mousemove', 'wheel', 'touchstart', 'contextmenu']) {
      addEventListener(type, event => event.isTrusted && window.pointerWasUsed?.(type), true);
    }`;
  // In the pages to come, and in the window that is open.
  await page.addInitScript(listen);
  await page.evaluate(listen);
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
});

/** Runs a command from the palette without a click. */
async function run(title: string): Promise<void> {
  const { palette } = app.workbench;
  // One that is on its way out would take what is typed for the palette.
  await palette.waitUntilClosed();
  // Rows that are drawn while a pick is open take the keyboard from it.
  await app.workbench.actions.waitUntilAtRest();
  await app.workbench.actions.perform(`open the palette for ${title}`, async page => {
    const input = page.locator('.quick-input-widget .quick-input-box input');
    for (let tries = 0; !(await input.isVisible()) && tries < 10; tries++) {
      await press(tries % 2 === 0 ? 'F1' : 'Control+Shift+P');
      await input.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
  });
  await palette.type(`>${title}`);
  await palette.waitForItems(title, ([first]) => Boolean(first?.focused && first.label.endsWith(title)));
  await press('Enter');
}

/** Goes on by Tab until the keyboard is where it is wanted; `what` of the element is compared. */
async function tabTo(wanted: RegExp, what: () => Promise<string>, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 40; steps++) {
    const now = await what();
    if (wanted.test(now)) {
      return;
    }
    passed.push(now);
    await press(key);
  }
  throw new Error(`${wanted.source} is not reached by ${key}, but: ${passed.join(' | ')}`);
}

const focusedInWindow = () =>
  app.workbench.page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || '').slice(0, 80)",
  );
const focusedInPage = () =>
  preview.frame.locator('body').evaluate<string, PageElement>(`(() => {
    const one = document.activeElement;
    return [one.id, one.className, one.getAttribute('aria-label') ?? one.textContent.slice(0, 60)].join(' ');
  })()`);

const focusOf = (rows: readonly TreeRow[]) => rows.find(row => row.focused);
const isJob = (row: TreeRow) => row.level === 2 && /codicon-(pass|error|sync)/.test(row.icon);

/** Focuses the tree, and walks down to a row, key by key. */
async function walkTo(isIt: (row: TreeRow) => boolean): Promise<TreeRow> {
  await run('Focus on Export Jobs View');
  await app.jobs.press('Home');
  return app.jobs.walkTo(isIt);
}

/** Enter, once more where the editor was just drawing what it is to take. */
async function enter(isTaken: () => Promise<boolean>, limit: number): Promise<void> {
  await press('Enter');
  if (!(await app.workbench.actions.isSoon(isTaken, limit))) {
    await press('Enter');
  }
}

async function accept(): Promise<void> {
  const isOpen = () => app.workbench.quickInput.isOpen();
  await enter(async () => !(await isOpen()), 2000);
  await expect.poll(isOpen, { timeout: 2000 }).toBe(false);
}

it('opens the view and chooses sample data', async () => {
  await app.workbench.page.locator('.activitybar [aria-label^="Forecast Exports"]').first().waitFor();
  await run('Focus on Export Jobs View');
  await expect.poll(() => app.jobs.welcome(), soon).toContain('Use Sample Data');
  await tabTo(/^Use Sample Data$/, focusedInWindow);
  await press('Enter');
  await app.jobs.waitForRows('export jobs', rows => rows.some(isJob));
});

it('calls every row and button of the view by what it is', async () => {
  await run('Focus on Export Jobs View');
  // Once all that is being read is drawn.
  await app.jobs.press('Home');
  const spoken = await spokenIn(app.workbench.page, '.part.sidebar');
  expect(nameless(spoken)).toEqual([]);
  const rows = spoken.flatMap(({ role, name: words }) => (role === 'treeitem' ? [words] : []));
  expect(rows[0]).toMatch(/^In Progress, \d+ jobs?/);
  expect(rows.filter(words => /forecast \w+.* ago/.test(words)).length).toBeGreaterThan(5);
  const drawn = (await app.jobs.rows()).filter(isJob).map(row => row.identity);
  const said = rows.map(timeless);
  expect(drawn.filter(job => !said.includes(job))).toEqual([]);
});

it('opens a group and reads on', async () => {
  await walkTo(row => row.label === 'In Progress');
  await app.jobs.press('ArrowLeft');
  await app.jobs.waitForRows('a closed group', rows => focusOf(rows)?.expanded === false);
  await app.jobs.press('ArrowRight');
  await app.jobs.waitForRows('an open group', rows => focusOf(rows)?.expanded === true);
  const more = await walkTo(row => row.label === 'Load more');
  expect(more.ariaLabel).toMatch(/^Load more.*, \w+/);
  await app.jobs.press('Enter');
  await app.jobs.waitForRows('focus on a new job', rows => focusOf(rows)?.icon === 'codicon-error');
});

it('filters by a forecast and takes the filter off', async () => {
  const { quickInput } = app.workbench;
  await run('Forecast Exports: Filter by Forecast ARN…');
  await quickInput.waitFor('(1/2)');
  await press('Enter');
  await quickInput.waitFor('(2/2)');
  await quickInput.waitForItems('the forecasts', items => items.length > 3);
  expect(nameless(await spokenIn(app.workbench.page, '.quick-input-widget'))).toEqual([]);
  await press('ArrowDown');
  await press('Space');
  await press('Enter');
  await expect.poll(() => app.jobs.message(), soon).toMatch(/ · only /);
  await run('Forecast Exports: Clear Filters');
  await expect.poll(() => app.jobs.message(), soon).not.toMatch(/ · only /);
});

it('makes an export in the form: back, a value that is refused, a last look', async () => {
  const { quickInput } = app.workbench;
  const step = (title: string) => quickInput.waitFor(`Create Export Job: ${title}`);
  const enterTo = async (title: string) => {
    await enter(async () => (await quickInput.heading()).includes(`Create Export Job: ${title}`), 5000);
    await step(title);
  };
  await run('Forecast Exports: Create Export Job…');
  await step('Forecast');
  await quickInput.waitForItems('forecasts', items => items.length > 1);
  await press('ArrowDown');
  await enterTo('Name');
  await quickInput.type('not a name');
  await press('Enter');
  await quickInput.waitForMessage('only letters from A to Z');
  // The editor's key for going back, as it is on Linux.
  await press('Control+Alt+Minus');
  await step('Forecast');
  await quickInput.waitForItems('the chosen one', items => items.some(item => item.focused));
  await enterTo('Name');
  await quickInput.type(name);
  await enterTo('Destination');
  const spoken = await spokenIn(app.workbench.page, '.quick-input-widget');
  // The buttons in its title are the editor's own.
  expect(nameless(spoken).filter(({ role }) => role !== 'button')).toEqual([]);
  const path = `s3://made-by-keys/${name}/`;
  await quickInput.type(path);
  await quickInput.waitForItems(path, ([first]) => Boolean(first?.focused && first.label === path));
  await enterTo('Role');
  await quickInput.waitForItems('a role', items =>
    items.some(({ label }) => label.startsWith('arn:aws:iam')),
  );
  await press('ArrowDown');
  for (const title of ['KMS Key', 'Format', 'Tags', 'Summary']) {
    await enterTo(title);
    await quickInput.waitForItems('choices', items => items.some(item => item.focused));
  }
  await quickInput.waitForItems('the last line', items =>
    items.some(({ label, focused }) => focused && label.endsWith('Create Export Job')),
  );
  await press('Enter');
  await app.jobs.waitForRows('the new job', rows => rows.some(row => row.label === name && row.selected));
});

it('follows it, which the status bar tells, and leaves it', async () => {
  await run('Forecast Exports: Follow');
  const item = await app.workbench.statusBar.waitFor(/1 export/);
  expect(item.label).toMatch(/^Followed exports: 1 export/);
  const spoken = await spokenIn(app.workbench.page, '.part.statusbar');
  expect(spoken).toContainEqual({ role: 'button', name: item.label });
  await walkTo(row => row.label === name);
  await app.jobs.press('Enter');
  await run('Forecast Exports: Stop Following');
  await app.workbench.statusBar.waitUntilGone(/1 export/);
});

it('finds a job, copies its ARN and its path, and shows its details', async () => {
  const { quickInput } = app.workbench;
  await run('Forecast Exports: Find Export Job…');
  await quickInput.waitFor('Name, forecast, ARN');
  await quickInput.type(name);
  await quickInput.waitForItems('the job', ([first]) =>
    Boolean(first?.focused && first.label.includes(name)),
  );
  await accept();
  await app.jobs.waitForRows('the job with the focus', rows => focusOf(rows)?.label === name);
  // What is pressed while the editor draws its rows is lost: it is pressed again.
  const copied = async () => {
    await app.jobs.press('Control+c');
    return app.workbench.clipboard();
  };
  await expect.poll(copied, soon).toMatch(new RegExp(`^arn:aws:forecast:.*/${name}`));
  await run('Forecast Exports: Copy S3 URI');
  await app.workbench.waitForClipboard('the path', text => text === `s3://made-by-keys/${name}/`);
  await walkTo(row => row.label === name);
  await app.jobs.press('Alt+Enter');
  await expect.poll(async () => (await app.workbench.editorTitles()).join(), soon).toContain(name);
  await run('View: Close All Editors');
});

it('opens the data of an export, moves in its table and copies a cell', async () => {
  await walkTo(row => row.level === 2 && row.icon === 'codicon-pass');
  await app.jobs.press('Enter');
  await run('Forecast Exports: Preview Exported Data');
  await preview.waitForRows();
  await tabTo(/ grid Rows$/, focusedInPage);
  await press('ArrowDown');
  await press('ArrowRight');
  await expect.poll(() => preview.grid('Rows').getAttribute('aria-activedescendant')).toBe('rows-1-1');
  await press('Control+c');
  const [, second = ''] = await preview.cells('rows', 1);
  await app.workbench.waitForClipboard('the cell', text => text === second);
  await expect(preview.frame.locator('body').ariaSnapshot()).resolves.toMatch(
    /- heading "[^"]+" \[level=1\][^]*- combobox "Item"[^]*- tab "Rows" \[selected\][^]*- grid "Rows":/,
  );
});

it('looks for an item and reads its chart', async () => {
  const [item = ''] = await preview.cells('rows', 0);
  await tabTo(/^item /, focusedInPage, 'Shift+Tab');
  await app.workbench.page.keyboard.type(item.slice(0, 3));
  await preview.frame.getByRole('option').first().waitFor();
  await press('ArrowDown');
  await press('Enter');
  await preview.waitForChart();
  await tabTo(/ chart Forecast of .* Arrow keys move/, focusedInPage);
  await press('Home');
  await press('ArrowRight');
  await expect.poll(() => preview.reading.innerText()).toMatch(/^\d{4}-.* · .+ \d/);
  expect(await preview.frame.locator('.fan .spoken').innerText()).toBe(await preview.reading.innerText());
});

it('saves the item, downloads the export and goes back to the view', async () => {
  const { quickInput, notifications } = app.workbench;
  const saveAsProposed = async (said: string) => {
    await expect.poll(() => quickInput.value(), soon).toMatch(/[^/]\.csv$/);
    await expect.poll(() => quickInput.hasFocus(), soon).toBe(true);
    const file = basename(await quickInput.value());
    await accept();
    // The oldest editor keeps some without a toast, for which there is the list of all.
    await run('Notifications: Show Notifications');
    await notifications.waitFor(`${said}: ${file}`);
    return readFile(join(app.editor.workspace, file), 'utf8');
  };
  await tabTo(/ Save Item as CSV…$/, focusedInPage);
  await press('Enter');
  expect(await saveAsProposed('Saved')).toMatch(/^item_id,/);
  await run('Focus on Export Jobs View');
  await app.jobs.waitForRows('the job with the focus', rows => focusOf(rows)?.icon === 'codicon-pass');
  await run('Forecast Exports: Download as One File…');
  expect(await saveAsProposed('Downloaded')).toMatch(/^item_id,/);
  expect(nameless(await spokenIn(app.workbench.page, '.notifications-center'))).toEqual([]);
  await run('Notifications: Hide Notifications');
  await run('View: Close All Editors');
  await expect.poll(() => app.workbench.editorTitles(), soon).toEqual([]);
});

it('has used no pointer on all of this, and leaves no error', async () => {
  expect(pointed).toEqual([]);
  await app.workbench.notifications.expectNoErrors();
  await expectQuietRun(app);
  // What would have told of one does: else the test above would pass with clicks as well.
  await app.workbench.page.mouse.move(300, 300);
  await expect.poll(() => pointed).toContain('mousemove');
});
