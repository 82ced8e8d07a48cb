import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openExportedData } from '../../../src/data/openExportedData';
import { CancelledError } from '../../../src/jobs/failure';
import { csvCell } from './csvText';
import { MemoryStore } from './memoryStore';
import { parquetOf } from './parquetFiles';

const header = 'item_id,date,p10,p50,p90\n';

const summaryOf = (...files: string[]) => {
  const { store, parts } = MemoryStore.of(...files);
  return openExportedData(store, parts).summarize();
};

/** Rows of one item at the dates that are given. */
const at = (item: string, dates: readonly string[]): string =>
  dates.map(date => `${item},${date},1,2,3\n`).join('');

const none = { count: 0, examples: [] };

describe('a summary', () => {
  it('counts items, series and rows, and knows the dates as they are written', async () => {
    const summary = await summaryOf(
      'item_id,store,date,p10,p50,p90,mean\nb,x,2026-01-02T00:00:00Z,1,2,3,2\nb,x,2026-01-01T00:00:00Z,1,2,3,2\n',
      'item_id,store,date,p10,p50,p90,mean\r\nb,y,2026-01-01T00:00:00Z,1,2,3,2\r\na,x,2026-01-03T00:00:00Z,1,2,3,2\r\n',
      '',
      header,
    );
    expect(summary).toEqual({
      items: 2,
      series: 3,
      rows: 4,
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-03T00:00:00Z',
      frequency: '1 day',
      columns: expect.arrayContaining([{ name: 'mean', kind: 'value' }]) as unknown,
      crossing: none,
      negative: none,
      notANumber: none,
      gaps: none,
      duplicates: none,
      progress: expect.objectContaining({ parts: 4, partsRead: 4 }) as unknown,
      faults: [],
      bounded: false,
    });
  });

  it('tells crossing quantiles, negative values and what is no number, with examples', async () => {
    const summary = await summaryOf(
      'item_id,date,p90,p10,mean,p50\n' +
        'fine,2026-01-01,3,1,-0,2\n' +
        'crossing,2026-01-01,3,2.5,2,2\n' +
        'touching,2026-01-01,0.3000000000000000001,0.3,1,0.3\n' +
        'last digit,2026-01-01,9,186.72239654863121,1,186.7223965486312\n' +
        'last digits,2026-01-01,186.7223965486312,186.7223965486313,1,NaN\n' +
        'negative,2026-01-01,0,-3,1,-6.3e-05\n' +
        'empty,2026-01-02,3,,1,2\n' +
        'short,2026-01-02,3\n',
    );
    expect(summary.crossing).toEqual({
      count: 3,
      examples: [
        { item: 'crossing', date: '2026-01-01' },
        { item: 'last digit', date: '2026-01-01' },
        { item: 'last digits', date: '2026-01-01' },
      ],
    });
    expect(summary.negative).toEqual({ count: 1, examples: [{ item: 'negative', date: '2026-01-01' }] });
    expect(summary.notANumber).toEqual({
      count: 3,
      examples: [
        { item: 'last digits', date: '2026-01-01' },
        { item: 'empty', date: '2026-01-02' },
        { item: 'short', date: '2026-01-02' },
      ],
    });
  });

  it('tells the frequency, and the dates that are not there', async () => {
    const frequencies: [string[], string, number][] = [
      [
        ['2026-01-01T00:00:00Z', '2026-01-01T00:15:00Z', '2026-01-01T00:30:00Z', '2026-01-01T01:15:00Z'],
        '15 minutes',
        2,
      ],
      [['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'], '1 hour', 0],
      [['2026-01-05', '2026-01-12', '2026-01-19', '2026-02-02'], '1 week', 1],
      [['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-05-01'], '1 month', 1],
      [['2024-01-01', '2025-01-01', '2026-01-01', '2029-01-01'], '1 year', 2],
      [['2026-01-01', '2026-01-03', '2026-01-05'], '2 days', 0],
      [['2026-01-01T00:00:00', '2026-01-01T00:00:01'], '1 second', 0],
    ];
    for (const [dates, frequency, gaps] of frequencies) {
      const summary = await summaryOf(header + at('a', dates.toReversed()));
      expect([summary.frequency, summary.gaps.count]).toEqual([frequency, gaps]);
    }
  });

  it('tells a gap by its first date, where another series writes that', async () => {
    const summary = await summaryOf(
      header +
        at('a', ['2026-01-01', '2026-01-02', '2026-01-04']) +
        at('b', ['2026-01-01', '2026-01-05']) +
        at('c', ['2026-01-02', '2026-01-03']),
    );
    expect(summary.gaps).toEqual({
      count: 4,
      examples: [
        { item: 'a', date: '2026-01-03' },
        { item: 'b', date: '2026-01-02' },
      ],
    });
  });

  it('tells dates that a series has twice, wherever the parts have them', async () => {
    const summary = await summaryOf(
      header + at('a', ['2026-01-01', '2026-01-02']) + at('b', ['2026-01-01']),
      header + at('b', ['2026-01-02', '2026-01-01', '2026-01-01']),
    );
    expect(summary.duplicates).toEqual({
      count: 2,
      examples: [
        { item: 'b', date: '2026-01-01' },
        { item: 'b', date: '2026-01-01' },
      ],
    });
  });

  it('is that of a full parse, whatever the order of rows, the quotes and the ranges', async () => {
    const cell = fc.constantFrom('a', 'b', 'a,b', '"', 'é', '');
    const number = fc.constantFrom('1', '-1', '2.5', 'NaN', '', '1e3');
    const date = fc.integer({ min: 1, max: 9 }).map(day => `2026-01-0${day}T00:00:00Z`);
    const row = fc.tuple(cell, cell, date, number, number);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.infiniteStream(fc.boolean()),
        async (rows, scanRange, quoted) => {
          const text = rows
            .map(cells => `${cells.map(one => csvCell(one, quoted.next().value === true)).join(',')}\n`)
            .join('');
          const { store, parts } = MemoryStore.of(`item_id,store,date,p10,p90\n${text}`);
          const summary = await openExportedData(store, parts, { limits: { scanRange } }).summarize();
          const values = rows.map(([, , , p10, p90]) =>
            [p10, p90].map(one => (one === '' ? NaN : Number(one))),
          );
          const series = new Map<string, string[]>();
          for (const [item, store, when] of rows) {
            const key = JSON.stringify([item, store]);
            series.set(key, [...(series.get(key) ?? []), when]);
          }
          const dates = rows.map(([, , when]) => when).sort();
          expect({
            ...summary,
            crossing: summary.crossing.count,
            negative: summary.negative.count,
            notANumber: summary.notANumber.count,
            duplicates: summary.duplicates.count,
          }).toMatchObject({
            rows: rows.length,
            items: new Set(rows.map(([item]) => item)).size,
            series: series.size,
            crossing: values.filter(([p10 = NaN, p90 = NaN]) => p10 > p90).length,
            negative: values.filter(both => both.some(one => one < 0)).length,
            notANumber: values.filter(both => both.some(one => Number.isNaN(one))).length,
            duplicates: [...series.values()].reduce((sum, all) => sum + all.length - new Set(all).size, 0),
            ...(rows.length === 0 ? {} : { from: dates[0], to: dates.at(-1) }),
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is the same of Parquet parts', async () => {
    const items = Array.from({ length: 30 }, (_, number) => `item_${number}`);
    const store = new MemoryStore();
    const parts = [
      store.put(0, parquetOf(items, 9, { rowGroupSize: 50 }), 'PARQUET'),
      store.put(1, parquetOf(['item_3', 'x'], 2), 'PARQUET'),
      store.put(2, new Uint8Array(), 'PARQUET'),
    ];
    const data = openExportedData(store, parts);
    const summary = await data.summarize();
    expect(summary).toMatchObject({
      items: 31,
      series: 31,
      rows: 274,
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-09T00:00:00Z',
      frequency: '1 day',
      negative: none,
      notANumber: none,
      gaps: none,
      duplicates: { count: 2 },
      crossing: { count: 32, examples: [{ item: 'item_0', date: '2026-01-01T00:00:00Z' }, {}, {}, {}, {}] },
    });
    const before = store.bytesRead;
    expect((await data.findItem({ item: 'none' })).series).toEqual([]);
    expect(store.bytesRead).toBe(before);
  });

  it('knows where every item is afterwards', async () => {
    const items = Array.from({ length: 500 }, (_, number) => `item_${number}`);
    const { store, parts } = MemoryStore.of(header + items.map(item => at(item, ['2026-01-01'])).join(''));
    const data = openExportedData(store, parts);
    const summary = await data.summarize();
    expect(store.bytesRead).toBe(summary.progress.bytes);
    const found = await data.findItem({ item: 'item_77' });
    expect(found.series).toHaveLength(1);
    expect(store.bytesRead).toBe(summary.progress.bytes + 'item_77,2026-01-01,1,2,3\n'.length);
    expect(data.suggestions('item_49', 3)).toEqual(['item_49', 'item_490', 'item_491']);
  });

  it('says what could not be read, and where it met a bound', async () => {
    const { store, parts } = MemoryStore.of(
      header + at('a', ['2026-01-01']) + at('b', ['2026-01-01', 'never']),
      gzipSync(header),
      'date,p50\n',
      'item_id,p50\na,1\na,2\n',
    );
    const data = openExportedData(store, parts);
    const summary = await data.summarize();
    expect(summary.faults.map(({ part, failure }) => `${part.number} ${failure.kind}`)).toEqual([
      '1 shape',
      '2 shape',
    ]);
    expect(summary).toMatchObject({ rows: 5, items: 2, bounded: false, duplicates: none });
    for (const limits of [{ series: 1 }, { items: 1 }, { dates: 1 }, { stretches: 1 }]) {
      const bounded = await openExportedData(store, parts, { limits }).summarize();
      expect(bounded).toMatchObject({ rows: 5, bounded: true });
    }
  });

  it('is none where there is nothing', async () => {
    const summary = await summaryOf();
    expect(summary).toMatchObject({ items: 0, rows: 0, columns: [], faults: [], gaps: none });
    expect('from' in summary || 'frequency' in summary).toBe(false);
  });

  it('can be cancelled', async () => {
    const { store, parts } = MemoryStore.of(header + at('a', Array<string>(200).fill('2026-01-01')));
    const abort = new AbortController();
    store.onRead = () => {
      if (store.reads.length === 3) abort.abort();
    };
    const data = openExportedData(store, parts, { limits: { scanRange: 100 } });
    await expect(data.summarize({ signal: abort.signal })).rejects.toThrow(CancelledError);
    expect(store.reads.length).toBeLessThan(6);
  });
});
