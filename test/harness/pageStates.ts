import type { Locator, Page } from 'playwright-core';
import type { Progress, ShownFault, Task, ToPage } from '../../src/chart/protocol';
import { pageTexts } from '../../src/view/preview/pageTexts';
import { demandColumns } from './dataInMemory';

/** A state of the page "Exported data": what the extension said to it, and what was done in it then. */
export interface PageState {
  readonly name: string;
  readonly messages: readonly ToPage[];
  /** Said after `act`: as the answer to what was asked for there. */
  readonly then?: readonly ToPage[];
  readonly act?: (page: Page) => Promise<void>;
}

const item = 'sku_20417_red';
/** Written from right to left, with an override that would turn round what follows it. */
const rightToLeft = 'מוצר-12 \u202egnp.exe';
const some: Progress = { parts: 4, partsRead: 1, bytes: 4_812_345, bytesRead: 262_144 };
const all: Progress = { parts: 4, partsRead: 4, bytes: 4_812_345, bytesRead: 4_812_345 };
const none: Progress = { parts: 0, partsRead: 0, bytes: 0, bytesRead: 0 };
const denied =
  'Access denied: s3:GetObject on arn:aws:s3:::demand-exports/weekly/. The user needs the right to read these files.';
const remedies = ['Retry', 'Choose Profile…', 'Show Log'];

function rowsOf(id: string, store: string, count: number, shift = 0): string[][] {
  return Array.from({ length: count }, (_, day) => {
    const value = 120 + shift + 40 * Math.sin(day / 3);
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
    return [id, store, date, ...[value - 30, value, value + 38, value + 2.5].map(one => one.toFixed(3))];
  });
}

const start: ToPage & { readonly type: 'start' } = {
  type: 'start',
  texts: pageTexts(),
  title: 'weekly_demand_export',
  about: 'Sample data · us-west-2 · s3://demand-exports/weekly/2026-01-01',
  language: 'en',
  identity: '',
};
const queryStart: ToPage & { readonly type: 'start' } = {
  ...start,
  title: 'Query Result',
  about:
    'SELECT item_id, sum(p50) FROM weekly_demand_export GROUP BY 1 · The whole result: s3://results/1.csv',
  rowsAlone: '2 rows: 1.2 MB scanned, 2.8 s',
};
const rows: ToPage & { readonly type: 'rows' } = {
  type: 'rows',
  again: true,
  columns: [...demandColumns],
  rows: [...rowsOf(item, 'north', 3), ...rowsOf(rightToLeft, 'צפון', 1), ...rowsOf('x'.repeat(300), '', 1)],
  progress: some,
  faults: [],
  end: false,
};
const faults: ShownFault[] = Array.from({ length: 12 }, (_, part) => ({
  part: `weekly_demand_export_2026-01-01T00-00-00Z_part${part}.csv`,
  why: denied,
}));
const noRows: ToPage = { ...rows, rows: [], progress: all, end: true };
const found: ToPage = {
  type: 'item',
  side: 'this',
  item,
  columns: [...demandColumns],
  series: [{ dimensions: ['north'], rows: rowsOf(item, 'north', 9) }],
  progress: all,
  faults: [],
  leftOut: 0,
  done: true,
};
const foundTwice: ToPage = {
  ...found,
  series: [...found.series, { dimensions: [rightToLeft], rows: rowsOf(item, rightToLeft, 9, 30) }],
  leftOut: 12_000,
};
const comparing: ToPage = { type: 'comparing', other: 'weekly_demand_export_before', thisIsAfter: true };
const compared: ToPage = {
  type: 'comparison',
  column: 'p50',
  dimensions: ['store'],
  differences: [
    { item, dimensions: ['north'], dates: 30, before: 3600.5, after: 4200.25 },
    { item: rightToLeft, dimensions: ['צפון'], dates: 30, before: 0, after: -12 },
  ],
  notes: ['Sums of p50 over the dates that both exports have.', 'Series in both: 2. Only before: 0.'],
  faults: [],
};
const summary: ToPage = {
  type: 'summary',
  facts: [
    { label: 'Items', value: '1,204', examples: [] },
    { label: 'Dates', value: '2026-01-01T00:00:00Z – 2026-01-30T00:00:00Z', examples: [] },
    {
      label: 'Rows with crossing quantiles',
      value: '3',
      examples: [
        { item, date: '2026-01-03T00:00:00Z' },
        { item: rightToLeft, date: '2026-01-04T00:00:00Z' },
      ],
    },
    { label: 'Negative values', value: 'none', examples: [] },
  ],
  notes: ['Not all parts could be read: the counts are of the rest.'],
  faults: faults.slice(0, 2),
};

const failed = (task: Task): ToPage => ({
  type: 'failed',
  task,
  why: denied,
  remedies,
});
const underWay = (task: Task): ToPage => ({
  type: 'progress',
  task,
  progress: some,
});

const grid = (page: Page): Locator => page.getByRole('grid').first();
const pick = async (page: Page) => {
  await page.getByRole('combobox', { name: 'Item' }).fill(item);
  await page.keyboard.press('Enter');
};
const openTab = (name: string) => async (page: Page) => {
  await page.getByRole('tab', { name }).click();
};
const summarize = async (page: Page) => {
  await openTab('Summary')(page);
  await page.getByRole('button', { name: 'Summarize' }).click();
};

/** Every state that the page can be in. */
export const pageStates: readonly PageState[] = [
  { name: 'loading', messages: [start] },
  { name: 'rows', messages: [start, rows] },
  {
    name: 'rows, some of them selected',
    messages: [start, { ...rows, end: true, progress: all }],
    async act(page) {
      await grid(page).focus();
      for (const key of ['ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight']) {
        await page.keyboard.press(key);
      }
    },
  },
  {
    name: 'rows, sorted',
    messages: [start, rows],
    async act(page) {
      await grid(page).focus();
      for (const key of ['ArrowUp', 'End', 'Enter']) {
        await page.keyboard.press(key);
      }
    },
  },
  { name: 'rows, more of them under way', messages: [start, rows, underWay('rows')] },
  { name: 'rows, the rest failed', messages: [start, rows, failed('rows')] },
  { name: 'rows, some parts failed', messages: [start, { ...rows, faults }] },
  { name: 'more rows than it takes', messages: [start, tooMany()] },
  { name: 'no rows', messages: [start, noRows] },
  { name: 'no parts', messages: [start, { ...noRows, progress: none }] },
  { name: 'only parts that failed', messages: [start, { ...noRows, faults: faults.slice(0, 1) }] },
  { name: 'failed', messages: [start, failed('rows')] },
  { name: 'cancelled', messages: [start, { type: 'cancelled', task: 'rows' }] },
  {
    name: 'another account',
    messages: [
      start,
      rows,
      {
        type: 'elsewhere',
        why: 'The view shows another account or region now. This is of Sample data · us-west-2',
        button: 'Switch to Sample data · us-west-2',
      },
    ],
  },
  {
    name: 'suggestions',
    messages: [start, rows],
    async act(page) {
      await page.getByRole('combobox', { name: 'Item' }).fill('s');
      // The page numbers what it asks: one letter is one question.
      await page.evaluate(
        `window.postMessage(${JSON.stringify({ type: 'suggestions', request: 1, items: [item, rightToLeft, 'sku_2'] })}, '*')`,
      );
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'item under way', messages: [start, rows], act: pick, then: [underWay('item')] },
  { name: 'item', messages: [start, rows], act: pick, then: [found] },
  { name: 'item of several series', messages: [start, rows], act: pick, then: [foundTwice] },
  { name: 'item not found', messages: [start, rows], act: pick, then: [{ ...found, series: [] }] },
  {
    name: 'item not found in the rest',
    messages: [start, rows],
    act: pick,
    then: [{ ...found, series: [], faults: faults.slice(0, 2) }],
  },
  { name: 'item failed', messages: [start, rows], act: pick, then: [failed('item')] },
  { name: 'item cancelled', messages: [start, rows], act: pick, then: [{ type: 'cancelled', task: 'item' }] },
  { name: 'summary', messages: [start, rows], act: openTab('Summary') },
  { name: 'summary under way', messages: [start, rows], act: summarize, then: [underWay('summary')] },
  { name: 'summary done', messages: [start, rows], act: summarize, then: [summary] },
  { name: 'summary failed', messages: [start, rows], act: summarize, then: [failed('summary')] },
  {
    name: 'summary cancelled',
    messages: [start, rows],
    act: summarize,
    then: [{ type: 'cancelled', task: 'summary' }],
  },
  { name: 'comparison', messages: [start, rows], act: openTab('Comparison') },
  { name: 'comparison under way', messages: [start, rows, comparing, underWay('comparison')] },
  { name: 'comparison done', messages: [start, rows, comparing, compared] },
  {
    name: 'comparison without differences',
    messages: [start, rows, comparing, { ...compared, differences: [] }],
  },
  { name: 'comparison failed', messages: [start, rows, comparing, failed('comparison')] },
  {
    name: 'item of two exports',
    messages: [start, rows, comparing, compared],
    act: pick,
    then: [
      found,
      { ...found, side: 'other', series: [{ dimensions: ['north'], rows: rowsOf(item, 'north', 9, 45) }] },
    ],
  },
  { name: 'something said', messages: [start, rows, { type: 'said', words: 'Cells copied: 12' }] },
  {
    name: 'query result',
    messages: [queryStart, { ...rows, progress: all, rows: rows.rows.slice(0, 2), end: true }],
  },
  {
    name: 'query result without rows',
    messages: [
      { ...queryStart, rowsAlone: '0 rows: 1.2 MB scanned, 2.8 s' },
      { ...noRows, progress: { ...all, parts: 1 } },
    ],
  },
];

/** As many rows as the table takes, while there are more. */
function tooMany(): ToPage {
  const narrow = { ...rows, columns: demandColumns.slice(0, 1) };
  return { ...narrow, rows: Array.from({ length: 100_000 }, (_, place) => [`item_${place}`]) };
}
