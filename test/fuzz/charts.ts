import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fanDrawing, type FanSource } from '../../src/chart/fanDrawing';
import { fanSvg, niceTicks } from '../../src/chart/fanSvg';
import { itemTable } from '../../src/chart/itemTable';
import { sortedPlaces } from '../../src/chart/rowOrder';
import { columnOf } from '../../src/data/columns';
import { anyText } from '../unit/anyText';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const cell = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.constantFrom(
    '',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e308',
    '-1e308',
    '5e-324',
    '-0',
    '1e400',
    '0x10',
    ' 1 ',
  ),
  fc.constantFrom('2026-01-01', '2026-01-01T00:00:00Z', '2026-13-45', 'item_1'),
  anyText(8),
);
const source: fc.Arbitrary<FanSource> = fc.record({
  side: fc.constantFrom('this', 'other'),
  columns: fc
    .subarray(['item_id', 'store', 'date', 'p10', 'p50', 'p90', 'mean'])
    .map(names => names.map(columnOf)),
  rows: fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 6 }),
});

const options = {
  width: 600,
  height: 300,
  colors: { background: '#fff', foreground: '#000', grid: '#ccc', this: '#00f', other: '#f80' },
  font: 'sans-serif',
  language: 'en',
  hidden: new Set<string>(),
  legend: ({ label }: { readonly label: string }) => label,
};

/** Whatever the cells: they are drawn, listed and sorted; what can't be drawn is left out. */
function isDrawn([sources, title]: readonly [readonly FanSource[], string]): void {
  const drawing = fanDrawing(sources);
  const svg = fanSvg(drawing, { ...options, title });
  assert.doesNotMatch(
    svg.replace(/<text[^>]*>[^<]*<\/text>|<title>[^<]*<\/title>/g, ''),
    /NaN|undefined|Infinity/,
  );
  assert.ok(svg.isWellFormed());
  for (const { columns, rows } of sources) {
    itemTable(columns, { dimensions: [], rows }, drawing, ({ label }) => label);
    columns.forEach(({ kind }, column) => {
      const places = sortedPlaces(rows, kind, { column, descending: true });
      assert.deepEqual(
        [...places].sort((a, b) => a - b),
        [...rows.keys()],
      );
    });
  }
}

/** From below the least to above the greatest value, a few of them. */
function areTicks([one, other]: readonly [number, number]): void {
  const [least, greatest] = [Math.min(one, other), Math.max(one, other)];
  const ticks = niceTicks(least, greatest);
  assert.ok((ticks.at(-1) ?? 0) > (ticks[0] ?? 0), ticks.join(' '));
  assert.ok(ticks.length >= 2 && ticks.length <= 12 && ticks.every(Number.isFinite), ticks.join(' '));
}

const number = fc.oneof(
  fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
  fc.integer(),
  fc.constantFrom(1e300, -1e300, 5e-324, -5e-324, 0, 1e16, 1e16 + 2, 100, 100.00000000000001),
);

export const charts: readonly FuzzProperty[] = [
  fuzzed('webview/chart', fc.tuple(fc.array(source, { maxLength: 2 }), anyText(20)), isDrawn),
  fuzzed('webview/ticks', fc.tuple(number, number), areTicks),
];
