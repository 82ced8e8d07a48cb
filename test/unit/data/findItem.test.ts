import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ItemFound } from '../../../src/data/exportedData';
import { openExportedData } from '../../../src/data/openExportedData';
import { CancelledError } from '../../../src/jobs/failure';
import { madeCsv } from './csvText';
import { MemoryStore } from './memoryStore';

const header = 'item_id,date,p50\n';

/** Days of items that stand together. */
function days(items: readonly string[], count: number): string {
  return items
    .flatMap(item =>
      Array.from({ length: count }, (_, day) => `${item},2026-01-${String(day + 1).padStart(2, '0')},1\n`),
    )
    .join('');
}

/** A row by its columns, in whatever order these are. */
function told(names: readonly string[], row: readonly string[]): string {
  const cells = names.map((name, place) => [name, row[place] ?? '']).filter(([, text]) => text !== '');
  return JSON.stringify(Object.entries(Object.fromEntries(cells) as object).sort());
}

const rowsOf = ({ series }: ItemFound) => series.flatMap(({ rows }) => rows);

describe('finding an item', () => {
  it('finds the rows that a full parse would, whatever the ranges are, at first and again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(madeCsv, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('a', 'b', 'ab', 'client_1', '1', '', '"', 'a,b', 'é'),
        async (files, scanRange, item) => {
          const { store, parts } = MemoryStore.of(...files.map(({ text }) => text));
          const data = openExportedData(store, parts, { limits: { scanRange } });
          const expected = files.flatMap(({ names, rows }) => {
            const column = names.indexOf('item_id');
            return rows.filter(row => row[column] === item).map(row => told(names, row));
          });
          for (let turn = 0; turn < 2; turn++) {
            const found = await data.findItem({ item });
            const names = data.columns.map(({ name }) => name);
            expect(found.faults).toEqual([]);
            expect(
              rowsOf(found)
                .map(row => told(names, row))
                .sort(),
            ).toEqual(expected.sort());
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the rows themselves, by dimensions and in the order of their dates as they are written', async () => {
    const { store, parts } = MemoryStore.of(
      'item_id,store,date,p50\nb,x,2026-01-02T00:00:00Z,1\na,y,2026-01-02T00:00:00Z,2\na,x,2026-01-10T00:00:00Z,3\n',
      'item_id,date,p50,store,color\na,2026-01-09T00:00:00Z,4,x,\na,2026-01-03T00:00:00+02:00,5,y,red\na,never,6,x,\n',
    );
    const data = openExportedData(store, parts, { limits: { partsAtOnce: 1 } });
    expect((await data.findItem({ item: 'a' })).series).toEqual([
      { dimensions: ['y', ''], rows: [['a', 'y', '2026-01-02T00:00:00Z', '2', '']] },
      {
        dimensions: ['x', ''],
        rows: [
          ['a', 'x', '2026-01-09T00:00:00Z', '4', ''],
          ['a', 'x', '2026-01-10T00:00:00Z', '3', ''],
          ['a', 'x', 'never', '6', ''],
        ],
      },
      { dimensions: ['y', 'red'], rows: [['a', 'y', '2026-01-03T00:00:00+02:00', '5', 'red']] },
    ]);
    const red = await data.findItem({ item: 'a', dimensions: { color: 'red' } });
    expect(red.series.map(({ dimensions }) => dimensions)).toEqual([['y', 'red']]);
  });

  it('reads each byte once, and after that only where the item is, or any other', async () => {
    const items = Array.from({ length: 200 }, (_, number) => `item_${number}`);
    const { store, parts } = MemoryStore.of(header + days(items, 20), header + days(items, 5), header);
    const data = openExportedData(store, parts, { limits: { scanRange: 3000 } });
    const first = await data.findItem({ item: 'item_7' });
    expect(rowsOf(first)).toHaveLength(25);
    expect(first.progress).toMatchObject({ partsRead: 3, bytesRead: first.progress.bytes });
    expect(store.bytesRead).toBe(first.progress.bytes);
    for (const [item, count] of [
      ['item_7', 25],
      ['item_150', 25],
      ['nothing', 0],
    ] as const) {
      const before = store.bytesRead;
      const found = await data.findItem({ item });
      expect(rowsOf(found)).toHaveLength(count);
      expect(rowsOf(found).every(([id]) => id === item)).toBe(true);
      expect(store.bytesRead - before).toBeLessThan(1000);
      expect(found.progress).toMatchObject({ parts: 3, partsRead: 3 });
    }
  });

  it('searches anew where there was no room for what was seen', async () => {
    const mixed = Array.from({ length: 300 }, (_, number) => `item_${number % 3},2026-01-01,1\n`).join('');
    const { store, parts } = MemoryStore.of(header + mixed, header + days(['item_1'], 3));
    const data = openExportedData(store, parts, { limits: { runs: 10, partsAtOnce: 1 } });
    for (let turn = 0; turn < 2; turn++) {
      expect(rowsOf(await data.findItem({ item: 'item_1' }))).toHaveLength(103);
    }
    expect(store.reads.map(({ key }) => key.slice(-9))).toEqual([
      'part0.csv',
      'part1.csv',
      'part0.csv',
      'part1.csv',
    ]);
  });

  it('never keeps more rows than it may, and counts the others', async () => {
    const { store, parts } = MemoryStore.of(header + days(['a', 'b'], 25), header + days(['a'], 25));
    const data = openExportedData(store, parts, { limits: { foundRows: 10 } });
    const found = await data.findItem({ item: 'a' });
    expect([rowsOf(found).length, found.leftOut]).toEqual([10, 40]);
    const bytes = await openExportedData(store, parts, { limits: { foundBytes: 100 } }).findItem({
      item: 'a',
    });
    expect(rowsOf(bytes).length * 14).toBeLessThanOrEqual(100);
    expect(rowsOf(bytes).length + bytes.leftOut).toBe(50);
  });

  it('remembers no more items than it may', async () => {
    const items = Array.from({ length: 100 }, (_, number) => `item_${number}`);
    const { store, parts } = MemoryStore.of(header + days(items, 2));
    const data = openExportedData(store, parts, { limits: { items: 10 } });
    expect(rowsOf(await data.findItem({ item: 'item_99' }))).toHaveLength(2);
    expect(rowsOf(await data.findItem({ item: 'item_98' }))).toHaveLength(2);
    expect(data.suggestions('', 1000)).toHaveLength(10);
  });

  it('finds what is shown with U+FFFD', async () => {
    const { store, parts } = MemoryStore.of(
      Buffer.from('item_id,date,p50\ncaf\xe9,2026-01-01,1\n', 'latin1'),
    );
    const data = openExportedData(store, parts);
    for (let turn = 0; turn < 2; turn++) {
      expect(rowsOf(await data.findItem({ item: 'caf\uFFFD' }))).toEqual([['caf\uFFFD', '2026-01-01', '1']]);
    }
  });

  it('tells how far it came and what it found, a few times a second', async () => {
    const { store, parts } = MemoryStore.of(header + days(['a', 'b', 'a'], 20), header + days(['a'], 3));
    let now = 0;
    const data = openExportedData(store, parts, {
      limits: { scanRange: 100, partsAtOnce: 1 },
      now: () => (now += 30),
    });
    const progress: number[] = [];
    const found: number[] = [];
    const last = await data.findItem(
      { item: 'a' },
      {
        onProgress: ({ bytesRead }) => progress.push(bytesRead),
        onFound: so => found.push(rowsOf(so).length),
      },
    );
    expect(progress.at(-1)).toBe(last.progress.bytes);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.length).toBeLessThan(store.reads.length / 4);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found[0]).toBeLessThan(43);
  });

  it('ends when it is cancelled, after it told what it has', async () => {
    const { store, parts } = MemoryStore.of(header + days(['a'], 28), header + days(['a'], 28));
    const data = openExportedData(store, parts, { limits: { scanRange: 100 } });
    const abort = new AbortController();
    store.onRead = () => {
      if (store.reads.length === 6) abort.abort();
    };
    const found: number[] = [];
    await expect(
      data.findItem({ item: 'a' }, { signal: abort.signal, onFound: so => found.push(rowsOf(so).length) }),
    ).rejects.toThrow(CancelledError);
    expect(found).toHaveLength(1);
    expect(found[0]).toBeGreaterThan(0);
    expect(store.reads.length).toBeLessThan(8);
    await expect(data.findItem({ item: 'a' }, { signal: AbortSignal.abort() })).rejects.toThrow(
      CancelledError,
    );
    store.onRead = () => undefined;
    expect(rowsOf(await data.findItem({ item: 'a' }))).toHaveLength(56);
  });
});

describe('finding an item where parts can not be read', () => {
  it('gives the rest, and says which; a later search tries them again', async () => {
    const { store, parts } = MemoryStore.of(
      header + days(['a'], 2),
      gzipSync(header),
      'date,p50\n2026-01-01,1\n',
      header + days(['a'], 3),
      `${header}${days(['a'], 1)}${'x'.repeat(1_200_000)}\n${days(['a'], 1)}`,
    );
    const [, , , denied] = parts;
    if (!denied) throw new Error();
    store.fail(denied, 'denied');
    const data = openExportedData(store, parts);
    const found = await data.findItem({ item: 'a' });
    expect(rowsOf(found)).toHaveLength(4);
    expect(found.faults.map(({ part, failure }) => `${part.number} ${failure.kind}`)).toEqual([
      '1 shape',
      '2 shape',
      '3 denied',
      '4 shape',
    ]);
    expect(found.progress.partsRead).toBe(2);
    store.fail(denied, undefined);
    const again = await data.findItem({ item: 'a' });
    expect(rowsOf(again)).toHaveLength(7);
    expect(again.faults.map(({ part }) => part.number)).toEqual([1, 2, 4]);
  });

  it('does not ask for 10,000 parts while the session is expired', async () => {
    const store = new MemoryStore();
    const parts = Array.from({ length: 10_000 }, (_, number) => store.put(number, header + days(['a'], 1)));
    parts.forEach(part => {
      store.fail(part, 'expired');
    });
    const data = openExportedData(store, parts);
    const found = await data.findItem({ item: 'a' });
    expect(found.faults).toHaveLength(10_000);
    expect(store.reads.length).toBeLessThan(6);
    parts.forEach(part => {
      store.fail(part, undefined);
    });
    expect(rowsOf(await data.findItem({ item: 'a' }))).toHaveLength(10_000);
  });

  it('keeps what it read of a part that fails in the middle', async () => {
    const { store, parts } = MemoryStore.of(header + days(['a'], 28));
    const [part] = parts;
    if (!part) throw new Error();
    store.onRead = () => {
      if (store.reads.length === 3) store.fail(part, 'network');
    };
    const data = openExportedData(store, parts, { limits: { scanRange: 100 } });
    const found = await data.findItem({ item: 'a' });
    expect(rowsOf(found).length).toBeGreaterThan(3);
    expect(found.faults.map(({ failure }) => failure.kind)).toEqual(['network']);
  });

  it('says so where a part changed after its places were noted', async () => {
    const { store, parts } = MemoryStore.of(header + days(['a'], 2), header + days(['a'], 2));
    const data = openExportedData(store, parts);
    await data.findItem({ item: 'a' });
    store.put(0, header + days(['b'], 2));
    const found = await data.findItem({ item: 'a' });
    expect(rowsOf(found)).toHaveLength(2);
    expect(found.faults.map(({ part, failure }) => `${part.number} ${failure.kind}`)).toEqual(['0 changed']);
  });
});

describe('suggestions', () => {
  it('are of the items that were read, those first that begin with the text', async () => {
    const { store, parts } = MemoryStore.of(header + days(['Blue shirt', 'shirt', 'SHIRT 2', 'hat'], 2));
    const data = openExportedData(store, parts);
    expect(data.suggestions('s', 5)).toEqual([]);
    await data.rows().next(3);
    expect(data.suggestions('s', 5)).toEqual(['shirt', 'Blue shirt']);
    await data.findItem({ item: 'hat' });
    expect(data.suggestions('shirt', 5)).toEqual(['shirt', 'SHIRT 2', 'Blue shirt']);
    expect(data.suggestions('shirt', 1)).toEqual(['shirt']);
    expect(data.suggestions('', 2)).toEqual(['Blue shirt', 'shirt']);
  });
});
