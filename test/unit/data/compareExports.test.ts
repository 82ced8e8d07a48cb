import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareExports } from '../../../src/data/compareExports';
import type { OpenOptions } from '../../../src/data/openExportedData';
import { openExportedData } from '../../../src/data/openExportedData';
import { CancelledError } from '../../../src/jobs/failure';
import { MemoryStore } from './memoryStore';
import { parquetOf } from './parquetFiles';

function opened(files: readonly (string | Uint8Array)[], options: OpenOptions = {}) {
  const { store, parts } = MemoryStore.of(...files);
  return { store, parts, data: openExportedData(store, parts, options) };
}

const compared = (before: readonly string[], after: readonly string[], limit = 10) =>
  compareExports(opened(before).data, opened(after).data, { limit });

describe('comparing two exports', () => {
  it('sums each item over the dates that both have, the largest difference first', async () => {
    const comparison = await compared(
      [
        'item_id,date,p10,p50\na,2026-01-01,0,1\na,2026-01-02,0,2\nb,2026-01-02,0,10\n',
        'item_id,date,p10,p50\nold,2026-01-02,0,9\n',
      ],
      [
        'item_id,timestamp,p50,p90\nb,2026-01-02,25,0\nnew,2026-01-02,1,0\na,2026-01-02T00:00:00Z,5,0\na,2026-01-03,99,0\n',
      ],
    );
    expect(comparison).toEqual({
      column: 'p50',
      dimensions: [],
      differences: [
        { item: 'b', dimensions: [], dates: 1, before: 10, after: 25 },
        { item: 'a', dimensions: [], dates: 1, before: 2, after: 5 },
      ],
      itemsInBoth: 2,
      onlyBefore: 1,
      onlyAfter: 1,
      faults: [],
      bounded: false,
    });
  });

  it('keeps dimensions apart, by their names', async () => {
    const comparison = await compared(
      ['item_id,store,color,date,mean\na,x,,2026-01-01,1\na,y,red,2026-01-01,1\n'],
      ['color,date,item_id,store,mean\n,2026-01-01,a,x,2\nred,2026-01-01,a,y,4\nblue,2026-01-01,a,y,9\n'],
      1,
    );
    expect(comparison).toMatchObject({
      column: 'mean',
      dimensions: ['store', 'color'],
      differences: [{ item: 'a', dimensions: ['y', 'red'], dates: 1, before: 1, after: 4 }],
    });
  });

  it('takes p50, else the mean, else the quantile nearest to the median that both have', async () => {
    const columns: [string, string, string][] = [
      ['p10,mean,p50', 'p50,mean', 'p50'],
      ['p10,mean,p50', 'p10,MEAN', 'mean'],
      ['p10,p40,p70', 'p10,p70,p40,p50', 'p40'],
    ];
    for (const [before, after, column] of columns) {
      const values = (names: string) => names.replaceAll(/\w+/g, '1');
      const file = (names: string) => `item_id,date,${names}\na,2026-01-01,${values(names)}\n`;
      expect((await compared([file(before)], [file(after)])).column).toBe(column);
    }
    await expect(compared(['item_id,date,p10\na,b,1\n'], ['item_id,date,p90\na,b,1\n'])).rejects.toThrow(
      'no column of values in common',
    );
  });

  it('counts a date once, and leaves out what is no number', async () => {
    const comparison = await compared(
      ['item_id,date,p50\na,2026-01-01,1\na,2026-01-01,50\na,2026-01-02,NaN\na,2026-01-03,3\n'],
      ['item_id,date,p50\na,2026-01-01,2\na,2026-01-01,60\na,2026-01-02,5\na,2026-01-03,\n'],
    );
    expect(comparison.differences).toEqual([{ item: 'a', dimensions: [], dates: 1, before: 1, after: 2 }]);
  });

  it('finds what a join of all rows would, whatever their order', async () => {
    const row = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd,e'),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: -9, max: 99 }),
    );
    const rows = fc.uniqueArray(row, { maxLength: 60, selector: ([item, day]) => `${item} ${day}` });
    const file = (all: readonly (readonly [string, number, number])[]) =>
      `item_id,date,p50\n${all.map(([item, day, value]) => `"${item}",${new Date(day * 86_400_000).toISOString()},${value}\n`).join('')}`;
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        const { differences } = await compared([file(before)], [file(after)], 100);
        const joined = before.flatMap(([item, day, value]) =>
          after
            .filter(other => other[0] === item && other[1] === day)
            .map(other => ({ item, before: value, after: other[2] })),
        );
        const items = [...new Set(joined.map(({ item }) => item))];
        const expected = items.map(item => {
          const own = joined.filter(one => one.item === item);
          return {
            item,
            dates: own.length,
            before: own.reduce((sum, one) => sum + one.before, 0),
            after: own.reduce((sum, one) => sum + one.after, 0),
          };
        });
        const byItem = (a: { item: string }, b: { item: string }) => (a.item < b.item ? -1 : 1);
        const told = differences.map(({ item, dates, before, after }) => ({ item, dates, before, after }));
        expect(told.toSorted(byItem)).toEqual(expected.sort(byItem));
        const sizes = differences.map(one => Math.abs(one.after - one.before));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
  });

  it('compares CSV with Parquet', async () => {
    const store = new MemoryStore();
    const parquet = openExportedData(store, [store.put(0, parquetOf(['a', 'b'], 3), 'PARQUET')]);
    const csv = opened(['item_id,date,p50\na,2026-01-02T00:00:00Z,7\n']).data;
    expect((await compareExports(parquet, csv, { limit: 5 })).differences).toEqual([
      { item: 'a', dimensions: [], dates: 1, before: 2, after: 7 },
    ]);
  });

  it('says what could not be read, of both', async () => {
    const comparison = await compared(
      ['item_id,date,p50\na,2026-01-01,1\n', gzipSync('x') as unknown as string],
      ['item_id,date,p50\na,2026-01-01,3\n', 'item_id,date,p90\na,2026-01-01,1\n'],
    );
    expect(comparison.differences).toHaveLength(1);
    expect(comparison.faults.map(({ failure }) => failure.what.split(':')[0])).toEqual([
      'This part is compressed with gzip, not plain text',
      'This part has no column p50',
    ]);
  });

  it('tells what hinders it where nothing can be read', async () => {
    const { data, store, parts } = opened(['item_id,date,p50\na,2026-01-01,1\n']);
    parts.forEach(part => {
      store.fail(part, 'denied');
    });
    await expect(compareExports(data, data, { limit: 5 })).rejects.toThrow('It is denied.');
  });

  it('keeps no more than it may, and says so', async () => {
    const file = `item_id,date,p50\n${Array.from({ length: 50 }, (_, n) => `i${n},2026-01-01,1\n`).join('')}`;
    for (const limits of [{ valueStretches: 5 }, { series: 5 }]) {
      const comparison = await compareExports(opened([file], { limits }).data, opened([file]).data, {
        limit: 99,
      });
      expect(comparison.bounded).toBe(true);
      expect(comparison.differences).toHaveLength(5);
    }
  });

  it('tells how far it came over both, and can be cancelled', async () => {
    const file = `item_id,date,p50\n${'a,2026-01-01,1\n'.repeat(100)}`;
    const limits = { scanRange: 100 };
    let now = 0;
    const before = opened([file], { limits, now: () => (now += 300) });
    const after = opened([file], { limits, now: () => (now += 300) });
    const told: number[] = [];
    await compareExports(before.data, after.data, {
      limit: 5,
      onProgress: ({ bytes, bytesRead }) => told.push(bytesRead / bytes),
    });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told[0]).toBeLessThan(0.2);
    const abort = new AbortController();
    const at = after.store.reads.length + 3;
    after.store.onRead = () => {
      if (after.store.reads.length === at) abort.abort();
    };
    await expect(compareExports(before.data, after.data, { limit: 5, signal: abort.signal })).rejects.toThrow(
      CancelledError,
    );
  });
});
