import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import type { PageElement } from '../harness/pageElement';
import { PreviewFrame } from '../harness/previewFrame';
import type { PageLook } from '../harness/statePage';
import { filesLeftBy, keptByWindow, secretsIn } from '../harness/traces';
import type { TreeRow } from '../harness/treeView';
import { closePalettes, expectQuietRun } from './quietRun';
import {
  expectComeBack,
  expectFocusKept,
  expectGoodStates,
  expectOwnDirections,
  expectPlaceKept,
  expectSpokenOnce,
  expectSystemColors,
} from './stateChecks';

let app: ForecastExports;
let preview: PreviewFrame;
/** Of the four themes, the light one first. */
let looks: PageLook[] = [];

const patience = { timeout: 20_000 };
const press = (key: string) => app.workbench.page.keyboard.press(key);

const isJob = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';
const isPart = (row: TreeRow) => row.level === 3 && row.label.startsWith('part');
/** Not one that is empty or has a header only. */
const isFilled = (row: TreeRow) =>
  isPart(row) && row.label.endsWith('.csv') && / [KM]B$/.test(row.description);

beforeAll(async () => {
  app = await openForecastExports({
    connection: 'sample',
    viewport: { width: 1280, height: 900 },
    settings: { 'files.simpleDialog.enable': true, 'forecastExports.updates': 'off' },
  });
  preview = new PreviewFrame(app.workbench.actions);
  await app.openView();
  await app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));
  for (const group of ['In Progress', 'Pending', 'Failed', 'Deletion Failed']) {
    await app.jobs.collapse(group);
  }
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
});

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
    .poll(async () => (await app.workbench.editorTitles()).join(), patience)
    .toContain(`_${name.replace('.csv', '')}`);
  await expect
    .poll(async () => (await app.workbench.editorLines()).join('\n'), patience)
    .toMatch(/^item_id,/);
});

it('downloads a file to where the dialog says, whole and under its own name alone', async () => {
  await app.jobs.inlineAction(isFilled, 'Download…');
  const { quickInput } = app.workbench;
  await quickInput.waitFor('Download');
  const file = join(app.editor.workspace, 'one part.csv');
  await quickInput.saveAs(file, /_part\d\.csv$/);
  await app.workbench.notifications.waitFor('Downloaded: one part.csv');
  expect(await readFile(file, 'utf8')).toMatch(/^item_id,[^\n]*\n[^]*\n$/);
  expect((await readdir(app.editor.workspace)).filter(name => name.endsWith('.download'))).toEqual([]);
});

it('opens from a button of an active job, with the first rows and how much was read', async () => {
  await app.jobs.inlineAction(isJob, 'Preview Exported Data');
  await preview.waitForRows();
  await expect
    .poll(() => preview.status.innerText(), patience)
    .toMatch(/^(First|All) [\d,]+ rows · \d+ of \d+ parts · [\d.]+ [KM]?B of [\d.]+ [KM]?B read$/);
  const grid = preview.grid('Rows');
  expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(10);
  expect(await grid.getByRole('columnheader').first().innerText()).toBe('item_id');
});

it('is revealed, not opened twice', async () => {
  const before = await app.workbench.editorTitles();
  await app.jobs.inlineAction(isJob, 'Preview Exported Data');
  await preview.waitForRows();
  expect(await app.workbench.editorTitles()).toEqual(before);
});

it('is gone through by keys, and copies what is selected', async () => {
  const grid = preview.grid('Rows');
  await grid.focus();
  await press('ArrowDown');
  await press('ArrowRight');
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).toBe('rows-1-1');
  // What is pressed while the editor still moves the keyboard to the page is lost: it is pressed again.
  const copied = async () => {
    await grid.focus();
    for (const key of ['Control+Home', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c']) {
      await press(key);
    }
    return (await app.workbench.clipboard()).split('\n').length;
  };
  await expect.poll(copied, patience).toBe(2);
  const [[first, second], [third]] = [await preview.cells('rows', 0), await preview.cells('rows', 1)];
  const text = await app.workbench.clipboard();
  // A long id is cut in its cell, and whole on the clipboard.
  const beginning = (cell = '') => cell.slice(0, 100);
  expect(text.split('\n').map(beginning)).toEqual([first, second].map(beginning));
  expect(text.split('\t')[1]).toMatch(new RegExp(`^${third ?? 'none'}\n`));
  await press('Control+End');
  await expect.poll(() => grid.getAttribute('aria-activedescendant')).toMatch(/^rows-\d{2,}-/);
});

it('is sorted by a column, and says that only what is loaded is', async () => {
  const grid = preview.grid('Rows');
  await grid.focus();
  await press('Control+Home');
  await press('ArrowUp');
  await press('End');
  await press('Enter');
  const header = grid.getByRole('columnheader').last();
  await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(() => preview.frame.locator('.sorted').innerText()).toContain('only among the');
  await header.click();
  await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
  const last = Number(await grid.getAttribute('aria-colcount')) - 1;
  const values = (await preview.cells('rows', last)).map(Number).filter(value => !Number.isNaN(value));
  expect(values).toEqual([...values].sort((a, b) => b - a));
  await preview.button('File Order').click();
  await expect.poll(() => header.getAttribute('aria-sort')).toBe('none');
});

it('shows an item as a chart, whose values are read by keys', async () => {
  const [item = ''] = await preview.cells('rows', 0);
  await preview.itemInput.fill(item.slice(0, 3));
  await preview.frame.getByRole('option').first().waitFor();
  await press('ArrowDown');
  await press('Enter');
  await preview.waitForChart();
  await preview.chart.focus();
  await press('Home');
  await press('ArrowRight');
  const [, second = ''] = await preview.cells('item-rows', await dateColumn());
  await expect
    .poll(() => preview.reading.innerText())
    .toMatch(new RegExp(`^${second.slice(0, 10)}.* · .+ \\d`));
  expect(await preview.frame.locator('.fan .spoken').innerText()).toBe(await preview.reading.innerText());
});

async function dateColumn(): Promise<number> {
  const heads = await preview
    .grid(/^Rows of /)
    .getByRole('columnheader')
    .allInnerTexts();
  return heads.findIndex(head => /^(date|timestamp)$/.test(head));
}

it('hides and shows what the legend names', async () => {
  const band = preview.frame.locator('.legend button').first();
  expect(await band.getAttribute('aria-pressed')).toBe('true');
  await band.click();
  expect(await band.getAttribute('aria-pressed')).toBe('false');
  await band.press('Enter');
  expect(await band.getAttribute('aria-pressed')).toBe('true');
});

it('has nothing that axe-core finds, with rows and with a chart', async () => {
  expect(await preview.violations()).toEqual([]);
  await preview.tab('Rows').first().click();
  expect(await preview.violations()).toEqual([]);
});

it('takes on the colors of another theme at once', async () => {
  const inPage = (expression: string) =>
    preview.frame.locator('body').evaluate<string, PageElement>(expression);
  const color = () => inPage('getComputedStyle(document.body).backgroundColor');
  const chart = () => inPage("document.querySelector('.uplot canvas').toDataURL()");
  looks = [await preview.look()];
  const before = await color();
  const drawn = await chart();
  await app.workbench.switchTheme('dark');
  await expect.poll(color, patience).not.toBe(before);
  await expect.poll(chart, patience).not.toBe(drawn);
  looks.push(await preview.look());
  for (const theme of ['highContrast', 'highContrastLight'] as const) {
    const last = await color();
    await app.workbench.switchTheme(theme);
    await expect.poll(color, patience).not.toBe(last);
    looks.push(await preview.look());
  }
  expect(new Set(looks.map(({ style }) => style)).size).toBe(4);
  await app.workbench.switchTheme('light');
});

describe('by itself in a tab, in the looks of the editor', () => {
  const context = () => app.workbench.page.context();
  const light = () => {
    const [look] = looks;
    if (!look) {
      throw new Error('the look of the editor was not read');
    }
    return look;
  };

  it('has nothing that axe-core finds in any state, cuts nothing at 200 %, and rests where that is asked for', () =>
    expectGoodStates(context(), looks));

  it('speaks what is begun and what is found, once', () => expectSpokenOnce(context(), light()));

  it('keeps what stands behind a name from right to left behind it', () =>
    expectOwnDirections(context(), light()));

  it('can be read in colors of the system', () => expectSystemColors(context(), light()));

  it('keeps the keyboard where a button goes away', () => expectFocusKept(context(), light()));

  it('leaves a reader where they are while more is found', () =>
    expectPlaceKept(context(), [light(), looks[1] ?? light()]));

  it('asks for what it showed before a restart, and gives none of it up', () =>
    expectComeBack(context(), light()));
});

it('saves the item as CSV and the chart as a picture where the user says', async () => {
  const saveAs = async (button: string, name: string) => {
    await preview.button(button).click();
    await app.workbench.quickInput.waitFor('Save');
    await app.workbench.quickInput.saveAs(join(app.editor.workspace, name), /\.(?:csv|png)$/);
    await app.workbench.notifications.waitFor(`Saved: ${name}`);
    return readFile(join(app.editor.workspace, name));
  };
  await preview.tab(/^Rows of /).click();
  const csv = (await saveAs('Save Item as CSV…', 'item.csv')).toString().trimEnd().split('\r\n');
  const shown = Number(await preview.grid(/^Rows of /).getAttribute('aria-rowcount'));
  expect(csv).toHaveLength(shown);
  expect(csv[0]).toMatch(/^item_id,/);
  const png = await saveAs('Save Chart As…', 'chart.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const svg = (await saveAs('Save Chart As…', 'chart.svg')).toString();
  expect(svg).toMatch(/^<svg [^]*<path [^]*<\/svg>\n$/);
  await preview.button('Copy Data').click();
  const copied = await app.workbench.waitForClipboard('the data', text => text.startsWith('item_id\t'));
  expect(copied.split('\n')).toHaveLength(shown);
  await preview.button('Copy Chart').click();
  const picture = () =>
    app.workbench.page.evaluate<string[]>(`(async () => {
      const [item] = await navigator.clipboard.read();
      const blob = await item.getType('image/png').catch(() => undefined);
      return blob ? [blob.type, String(blob.size > 1000)] : item.types;
    })()`);
  await expect.poll(picture, patience).toEqual(['image/png', 'true']);
});

it('is summarized on request, with examples to look at', async () => {
  await preview.tab('Summary').click();
  await preview.button('Summarize').click();
  const facts = preview.frame.locator('dl');
  await facts.waitFor();
  await expect
    .poll(() => facts.innerText(), patience)
    .toMatch(/Items\s+\d+[^]*Rows\s+[\d,]+[^]*Missing dates/);
  expect(await preview.violations()).toEqual([]);
});

it('is compared with another export, whose forecast of an item is laid over', async () => {
  await preview.tab('Comparison').click();
  await preview.button('Choose Export…').click();
  await app.workbench.quickInput.waitFor('compare with');
  const items = await app.workbench.quickInput.waitForItems('exports', list => list.length > 0);
  const same = items.find(item => item.description.includes('online_returns')) ?? items[0];
  await app.workbench.quickInput.choose(same?.label ?? '');
  await preview.frame.locator('#differences-0-0').waitFor();
  expect(await preview.frame.locator('.comparison .line').innerText()).toMatch(/^Before: .* After: /);
  await preview.grid('Differences by item').focus();
  await press('Enter');
  await expect
    .poll(() => preview.frame.locator('.legend').innerText(), patience)
    .toMatch(/\(before\)[^]*\(after\)|\(after\)[^]*\(before\)/);
  await preview.button('Stop Comparing').click();
  await expect.poll(() => preview.frame.locator('.legend').innerText()).not.toContain('(before)');
});

it('comes back after a reload of the window, with its item', async () => {
  await preview.tab(/^Rows of /).click();
  const title = await preview.frame.locator('.item h2').innerText();
  const count = await preview.grid(/^Rows of /).getAttribute('aria-rowcount');
  // By the command, which lets the editor write down what it keeps before the page goes.
  const { page } = app.workbench;
  const reloaded = page.waitForEvent('domcontentloaded', { timeout: 60_000 });
  await app.workbench.runCommand('Developer: Reload Window');
  await reloaded;
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await preview.waitForChart();
  expect(await preview.frame.locator('.item h2').innerText()).toBe(title);
  await preview.tab(/^Rows of /).click();
  await expect.poll(() => preview.grid(/^Rows of /).getAttribute('aria-rowcount'), patience).toBe(count);
  await preview.tab('Rows').first().click();
  await preview.waitForRows();
});

it('leaves no error and asks no other machine for anything', async () => {
  await app.workbench.notifications.expectNoErrors();
  await expectQuietRun(app);
});

it('would find a secret wherever it were left', async () => {
  const { editor, workbench } = app;
  const secret = 'planted-by-nobody-77aa';
  const places = async () => {
    const traces = [...(await filesLeftBy(editor)), ...(await keptByWindow(workbench))];
    return secretsIn(traces, [secret]).map(found =>
      found.replace(/^(IndexedDB) .*/, '$1').replace(/: .*$/, ''),
    );
  };
  expect(await places()).toEqual([]);
  // In what the editor keeps for itself, its extensions and their webviews, as it would write it down.
  await workbench.page.evaluate(`(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => /state-db-global/.test(name));
    await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const [store] = request.result.objectStoreNames;
        const put = request.result.transaction(store, 'readwrite').objectStore(store).put('${secret}', 'planted');
        put.onsuccess = () => { request.result.close(); resolve(); };
        put.onerror = () => reject(put.error);
      };
    });
    localStorage.setItem('planted', '${secret}');
    const message = document.createElement('div');
    message.className = 'notification-list-item-message';
    message.textContent = '${secret}';
    document.body.append(message);
    requestAnimationFrame(() => message.remove());
  })()`);
  await expect.poll(() => workbench.said).toContain(secret);
  await preview.frame.locator('body').evaluate('document.body.append("planted-by-nobody-77aa")');
  await writeFile(join(editor.workspace, 'saved.csv'), secret);
  await appendFile(join(editor.dataFolder, 'User', 'settings.json'), `\n// ${secret}`);
  await expect
    .poll(async () => [...new Set(await places())].sort())
    .toEqual(
      [
        'IndexedDB',
        'data/User/settings.json',
        'localStorage',
        'messages',
        'page in the window',
        'workspace/saved.csv',
      ].sort(),
    );
});
