import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { contrast, leastContrast, rgbaOf, type Rgba } from '../../src/chart/contrast';
import { axeScript, violationsIn } from '../harness/axe';
import { pageStates } from '../harness/pageStates';
import { StatePage, type PageLook } from '../harness/statePage';

/** Half of 1280 × 900 pixels: what is left of a window at a zoom of 200 %. */
const halfAWindow = { width: 640, height: 450 };

/**
 * Every state of the page "Exported data" in the looks of the editor's themes, at 200 %, with less motion asked for.
 * What holds in each: axe-core finds nothing, nothing stands out at the sides, nothing moves, and the lines of the
 * chart can be told from their ground.
 */
export async function expectGoodStates(context: BrowserContext, looks: readonly PageLook[]): Promise<void> {
  const [first] = looks;
  if (!first) {
    throw new Error('there is no theme to look at the page in');
  }
  const states = await StatePage.open(context, first);
  await states.page.addInitScript(axeScript);
  await states.page.setViewportSize(halfAWindow);
  await states.page.emulateMedia({ reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const state of pageStates) {
    await states.show(state, first);
    const faults = [...(await states.cutOff()), ...(await states.moving())];
    for (const look of looks) {
      await states.wear(look);
      // Structure and names are the same in every theme.
      faults.push(...(await violationsIn(states.page, look === first ? undefined : ['color-contrast'])));
      faults.push(...(await faintLines(states)));
    }
    found.push(...faults.map(fault => `${state.name}: ${fault}`));
  }
  expect(found).toEqual([]);
  await states.page.close();
}

/** Colors of the chart's lines that are too near to that of the ground, or with which nothing is drawn. */
async function faintLines({ page }: StatePage): Promise<string[]> {
  const chart = await page.evaluate<
    { ground: string; lines: string[]; isDrawn: boolean[] } | undefined
  >(`(() => {
    const legend = document.querySelector('.legend');
    const canvas = document.querySelector('.uplot canvas');
    if (!canvas?.checkVisibility()) return undefined;
    const sides = [...new Set([...legend.querySelectorAll('.swatch.main')].map(one => one.classList.contains('other') ? '--other' : '--this'))];
    const lines = sides.map(side => getComputedStyle(legend).getPropertyValue(side));
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const drawn = new Set();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 255) drawn.add('rgb(' + [data[at], data[at + 1], data[at + 2]].join(', ') + ')');
    }
    return { ground: getComputedStyle(document.body).backgroundColor, lines, isDrawn: lines.map(line => drawn.has(line)) };
  })()`);
  const ground = chart && rgbaOf(chart.ground);
  return (chart?.lines ?? []).flatMap((line, place) => {
    const color: Rgba | undefined = rgbaOf(line);
    const isTold = color && ground && contrast(color, ground) >= leastContrast;
    return isTold && chart.isDrawn[place] ? [] : [`a line of ${line} on ${chart?.ground ?? ''}`];
  });
}

const stateNamed = (name: string) => {
  const state = pageStates.find(one => one.name === name);
  if (!state) {
    throw new Error(`there is no state "${name}"`);
  }
  return state;
};

/** What is begun and found is spoken once, however often its figures change. */
export async function expectSpokenOnce(context: BrowserContext, look: PageLook): Promise<void> {
  const states = await StatePage.open(context, look);
  const search = stateNamed('item under way');
  const found = stateNamed('item').then ?? [];
  await states.show(search, look);
  for (let times = 0; times < 3; times++) {
    await states.tell(search.then ?? []);
  }
  await states.tell(found);
  await states.tell(found);
  const rows = 'First 5 rows · 1 of 4 parts · 262 KB of 4.8 MB read';
  expect(await states.spoken()).toEqual([rows, 'Looking for sku_20417_red', 'Forecast of sku_20417_red']);
  await states.show(stateNamed('no parts'), look);
  expect(await states.spoken()).toEqual([
    'No files of this export were found in its folder in S3. They may have been moved or deleted.',
  ]);
  await states.show(stateNamed('query result without rows'), look);
  expect((await states.spoken()).at(-1)).toBe('0 rows: 1.2 MB scanned, 2.8 s');
  await states.page.close();
}

/** Where a name is written from right to left, what stands behind it stays behind it. */
export async function expectOwnDirections(context: BrowserContext, look: PageLook): Promise<void> {
  const states = await StatePage.open(context, look);
  await states.show(stateNamed('summary done'), look);
  const places = await states.page.evaluate<{ item: number; date: number }>(`(() => {
    const text = document.querySelectorAll('.example')[1].firstChild;
    const edge = (from, length) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + length);
      return range.getBoundingClientRect().left;
    };
    return { item: edge(text.data.indexOf('מוצר'), 4), date: edge(text.data.indexOf('2026'), 10) };
  })()`);
  expect(places.date).toBeGreaterThan(places.item);
  await states.page.close();
}

/** Where the system chooses the colors, what is selected and how far something is can still be seen. */
export async function expectSystemColors(context: BrowserContext, look: PageLook): Promise<void> {
  const states = await StatePage.open(context, look);
  await states.page.emulateMedia({ forcedColors: 'active' });
  /** The ground of an element, where it is its own and not the system's. */
  const ground = (selector: string) =>
    states.page.evaluate<string>(`(() => {
      const { forcedColorAdjust, backgroundColor } = getComputedStyle(document.querySelector(${JSON.stringify(selector)}));
      return forcedColorAdjust === 'none' ? backgroundColor : 'as the system has it';
    })()`);
  const highlight = await states.page.evaluate<string>(`(() => {
    document.body.style.backgroundColor = 'Highlight';
    return getComputedStyle(document.body).backgroundColor;
  })()`);
  await states.show(stateNamed('rows, some of them selected'), look);
  expect(await ground('.cell[aria-selected="true"]')).toBe(highlight);
  expect(await ground('.cell[aria-selected="false"]')).toBe('as the system has it');
  await states.show(stateNamed('summary under way'), look);
  expect(await ground('.summary .bar')).toBe(highlight);
  await states.page.close();
}

/** What goes away with what it began leaves the keyboard in the same place. */
export async function expectFocusKept(context: BrowserContext, look: PageLook): Promise<void> {
  const states = await StatePage.open(context, look);
  const focused = () => states.page.evaluate<string>('document.activeElement.textContent');
  await states.show(stateNamed('summary'), look);
  await states.page.getByRole('button', { name: 'Summarize' }).press('Enter');
  await expect.poll(focused).toBe('Cancel');
  await states.tell([{ type: 'cancelled', task: 'summary' }]);
  await expect.poll(focused).toBe('Summarize');
  await states.show(stateNamed('item'), look);
  await states.page.getByRole('button', { name: 'Close' }).press('Enter');
  await expect.poll(focused).toBe('Rows');
  await states.page.close();
}

/** More that is found of an item, and another theme, leave a reader where they are in what is shown of it. */
export async function expectPlaceKept(
  context: BrowserContext,
  [look, another]: readonly [PageLook, PageLook],
): Promise<void> {
  const states = await StatePage.open(context, look);
  const { page } = states;
  const search = stateNamed('item');
  const [found] = search.then ?? [];
  if (found?.type !== 'item') {
    throw new Error('nothing is found of the item');
  }
  const place = () =>
    page.evaluate<Record<string, string>>(`({
      focused: document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
      cell: document.querySelector('#item-rows-2-0.active')?.id ?? 'another',
      reading: document.querySelector('.reading').textContent,
      crosshair: document.querySelector('.u-cursor-x').style.transform,
    })`);
  await states.show({ ...search, then: [{ ...found, done: false }] }, look);
  await page.getByRole('grid', { name: /^Rows of / }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'mean' }).focus();
  const inLegend = await place();
  expect(inLegend).toMatchObject({ focused: 'mean', cell: 'item-rows-2-0' });
  await states.tell([{ ...found, done: false }]);
  expect(await place()).toEqual(inLegend);
  await page.locator('.chart').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const inChart = await place();
  expect(inChart['reading']).toMatch(/^.?2026-01-02/);
  await states.tell([found]);
  expect(await place()).toEqual(inChart);
  await states.wear(another);
  expect(await place()).toEqual(inChart);
  await page.close();
}

/** After a restart of the window: what was shown is asked for, and goes on being looked for however long it takes. */
export async function expectComeBack(context: BrowserContext, look: PageLook): Promise<void> {
  const item = 'sku_20417_red';
  const sorting = { column: 0, descending: true };
  const kept = {
    version: '1',
    identity: '',
    rows: 3000,
    top: 220,
    left: 0,
    sorting,
    tab: 'item',
    item,
  } as const;
  const states = await StatePage.open(context, look, kept);
  await states.show(stateNamed('loading'), look);
  // Another restart before the first rows are there loses nothing.
  await expect.poll(() => states.kept()).toEqual(kept);
  await states.tell(stateNamed('more rows than it takes').messages.slice(1));
  expect(await states.posted()).toEqual([{ type: 'ready', rows: 3000, item }]);
  await states.page.getByRole('heading', { name: item }).waitFor();
  await states.tell(stateNamed('item').then ?? []);
  await states.page.locator('.uplot').waitFor();
  await expect.poll(() => states.kept()).toMatchObject({ sorting, top: 220, item, tab: 'item' });
  await states.page.getByRole('tab', { name: 'Rows', exact: true }).click();
  const scrolled = () => states.page.evaluate<number>("document.querySelector('.rows .grid').scrollTop");
  await expect.poll(scrolled).toBe(220);
  await states.page.getByRole('button', { name: 'Close' }).click();
  expect((await states.posted()).slice(1)).toEqual([{ type: 'cancel', task: 'item' }]);
  await states.page.close();
}
