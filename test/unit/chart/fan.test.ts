import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportColumn } from '../../../src/data/exportedData';
import { fanDrawing, valueRange, type FanSource } from '../../../src/chart/fanDrawing';
import { fanSvg, niceTicks, type SvgOptions } from '../../../src/chart/fanSvg';
import { itemTable, sameSeries } from '../../../src/chart/itemTable';
import { anyText } from '../anyText';

const value = (name: string): ExportColumn => {
  const percent = /^p(\d+)$/.exec(name)?.[1];
  return { name, kind: 'value', ...(percent === undefined ? {} : { quantile: Number(percent) / 100 }) };
};
const columnsOf = (...names: string[]): ExportColumn[] => [
  { name: 'item_id', kind: 'item' },
  { name: 'date', kind: 'date' },
  ...names.map(value),
];
const source = (names: string[], rows: string[][], side: FanSource['side'] = 'this'): FanSource => ({
  side,
  columns: columnsOf(...names),
  rows: rows.map(row => ['a', ...row]),
});
const layersOf = (...names: string[]) =>
  fanDrawing([source(names, [['2026-01-01', ...names.map(() => '1')]])]).layers.map(
    layer => `${layer.kind} ${layer.label}${layer.kind === 'line' && layer.isMain ? ' main' : ''}`,
  );

describe('the layers of a fan chart', () => {
  it('are bands between symmetric quantiles and a line for the median', () => {
    expect(layersOf('p10', 'p50', 'p90')).toEqual(['band p10–p90', 'line p50 main']);
    expect(layersOf('p99', 'p30', 'p1', 'p70', 'p50', 'mean')).toEqual([
      'band p1–p99',
      'band p30–p70',
      'line mean',
      'line p50 main',
    ]);
  });

  it('have the mean for the main line where there is no median, else the middle one', () => {
    expect(layersOf('p10', 'p90', 'mean')).toEqual(['band p10–p90', 'line mean main']);
    expect(layersOf('p10', 'p30', 'p60')).toEqual(['line p10', 'line p60', 'line p30 main']);
    expect(layersOf('p90')).toEqual(['line p90 main']);
    expect(layersOf()).toEqual([]);
  });
});

describe('the values of a fan chart', () => {
  it('are null where the cell is no number', () => {
    const { layers } = fanDrawing([
      source(['p50'], [['2026-01-01', 'NaN'], ['2026-01-02', '-6.3e-05'], ['2026-01-03']]),
    ]);
    expect(layers[0]).toMatchObject({ values: [null, -6.3e-5, null] });
    expect(valueRange(layers)).toEqual([-6.3e-5, -6.3e-5]);
    // Found by fuzzing: what is between them is no number.
    const far = fanDrawing([
      source(
        ['p50'],
        [
          ['2026-01-01', '1e308'],
          ['2026-01-02', '-1e308'],
        ],
      ),
    ]);
    expect(far.layers[0]).toMatchObject({ values: [null, null] });
    expect(valueRange([])).toBeUndefined();
  });

  it('are joined by their dates where two exports are over each other', () => {
    const { dates, layers, readings } = fanDrawing([
      source(
        ['p50'],
        [
          ['2026-01-02', '2'],
          ['2026-01-03', '3'],
        ],
      ),
      source(
        ['p50'],
        [
          ['2026-01-01', '1'],
          ['2026-01-02', '5'],
        ],
        'other',
      ),
    ]);
    expect(dates).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
    expect(layers).toMatchObject([
      { side: 'this', values: [null, 2, 3] },
      { side: 'other', values: [1, 5, null] },
    ]);
    expect(readings.map(({ side, label }) => `${side} ${label}`)).toEqual(['this p50', 'other p50']);
  });

  it('keep a date that an item has twice', () => {
    const { dates, layers } = fanDrawing([
      source(
        ['p50'],
        [
          ['2026-01-01', '1'],
          ['2026-01-01', '2'],
        ],
      ),
    ]);
    expect(dates).toHaveLength(2);
    expect(layers).toMatchObject([{ values: [1, 2] }]);
  });
});

describe('the table below a chart', () => {
  const series = { dimensions: ['north'], rows: [['a', '2026-01-01', '1']] };
  const nameOf = ({ label, side }: { label: string; side: string }) => `${label} (${side})`;

  it('has the rows as they are, or a row a date with both exports', () => {
    const own = source(['p50'], [['2026-01-01', '1']]);
    expect(itemTable(own.columns, series, fanDrawing([own]), nameOf).rows).toBe(series.rows);
    const other = source(['p50'], [['2026-01-02', '2']], 'other');
    const both = itemTable(own.columns, series, fanDrawing([own, other]), nameOf);
    expect(both.columns.map(({ name }) => name)).toEqual(['date', 'p50 (this)', 'p50 (other)']);
    expect(both.rows).toEqual([
      ['2026-01-01', '1', ''],
      ['2026-01-02', '', '2'],
    ]);
  });

  it('takes the series of the same dimensions', () => {
    const south = { dimensions: ['south'], rows: [] };
    expect(sameSeries(series, [south, series])).toBe(series);
    expect(sameSeries(series, [south])).toBeUndefined();
    expect(sameSeries(undefined, [south])).toBe(south);
  });
});

describe('a chart as SVG', () => {
  const options = (title: string, hidden: string[] = []): SvgOptions => ({
    title,
    width: 600,
    height: 300,
    colors: { background: '#fff', foreground: '#000', grid: '#ccc', this: '#00f', other: '#f80' },
    font: 'sans-serif',
    language: 'en',
    hidden: new Set(hidden),
    legend: ({ label }) => label,
  });
  const drawing = fanDrawing([
    source(
      ['p10', 'p50', 'p90'],
      [
        ['2026-01-01', '1', '2', '3'],
        ['2026-01-02', '1', '', '4'],
        ['2026-01-03', '2', '3', '5'],
      ],
    ),
  ]);

  it('has every layer, its legend, and dates as they are written', () => {
    const svg = fanSvg(drawing, options('item_1'));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="600" height="300"/);
    // The band with its two edges, and the line.
    expect(svg.match(/<path /g)).toHaveLength(4);
    expect(svg).toContain('>p10–p90</text>');
    expect(svg).toContain('>2026-01-01</text>');
    // The median has no value on the second day: two lines with a gap between.
    expect(svg.match(/<path d="(M[^"]*)" fill="none" [^>]*stroke-width="2"/)?.[1]?.match(/M/g)).toHaveLength(
      2,
    );
  });

  it('leaves out what is hidden', () => {
    expect(fanSvg(drawing, options('a', ['this p10–p90'])).match(/<path /g)).toHaveLength(1);
  });

  it('holds no markup and no broken characters of the data, and no NaN', () => {
    fc.assert(
      fc.property(anyText(40), title => {
        const svg = fanSvg(drawing, options(`<script>&"'${title}`));
        expect(svg).not.toContain('<script');
        expect(svg).not.toMatch(/NaN|undefined/);

        expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        expect(svg.isWellFormed()).toBe(true);
      }),
    );
    const empty = fanSvg(fanDrawing([]), options('nothing'));
    expect(empty).not.toMatch(/NaN|undefined/);
  });

  it('has round numbers at its axis', () => {
    expect(niceTicks(0, 100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(niceTicks(-6.3e-5, 0.0001)).toEqual([-0.0001, -0.00005, 0, 0.00005, 0.0001]);
    expect(niceTicks(5, 5)).toEqual([5, 6]);
    expect(niceTicks(0, 0)).toEqual([0, 0.2]);
    // Found by fuzzing: no number at all.
    expect(niceTicks(0, 5e-324)).toEqual([0, 1e-300]);
    // And here the same number again and again.
    expect(niceTicks(100, 100.00000000000001)).toEqual([100, 150]);
  });
});
