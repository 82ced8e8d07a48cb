import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ExportPart, ExportRow, ItemFound } from '../../../src/data/exportedData';
import { openExportedData } from '../../../src/data/openExportedData';
import { CancelledError } from '../../../src/jobs/failure';
import { MemoryStore } from './memoryStore';
import { parquetOf, written } from './parquetFiles';

function stored(...contents: Uint8Array[]): { store: MemoryStore; parts: ExportPart[] } {
  const store = new MemoryStore();
  return { store, parts: contents.map((bytes, number) => store.put(number, bytes, 'PARQUET')) };
}

async function all(data: ReturnType<typeof openExportedData>) {
  const reader = data.rows();
  const rows: ExportRow[] = [];
  for (let turn = 0; turn < 100; turn++) {
    const page = await reader.next(1000);
    rows.push(...page.rows);
    if (page.end) {
      return { rows, faults: page.faults };
    }
  }
  throw new Error('It has no end.');
}

const rowsOf = ({ series }: ItemFound) => series.flatMap(({ rows }) => rows);
const manyItems = (count: number) => Array.from({ length: count }, (_, number) => `item_${number + 1000}`);

describe('the rows of Parquet parts', () => {
  it('are as a CSV export would write them', async () => {
    const { store, parts } = stored(parquetOf(['b', 'a'], 2));
    const data = openExportedData(store, parts);
    expect((await all(data)).rows).toEqual([
      ['b', '2026-01-01T00:00:00Z', '0.5', '0'],
      ['b', '2026-01-02T00:00:00Z', '1.5', '2'],
      ['a', '2026-01-01T00:00:00Z', '0.5', '0'],
      ['a', '2026-01-02T00:00:00Z', '1.5', '2'],
    ]);
    expect(data.columns.map(({ kind }) => kind)).toEqual(['item', 'date', 'value', 'value']);
    expect(data.suggestions('', 5)).toEqual(['b', 'a']);
  });

  it('take values of all kinds, and none at all', async () => {
    const { store, parts } = stored(
      written([
        { name: 'item_id', data: ['1', '2'], type: 'STRING' },
        { name: 'timestamp', data: [new Date(1.5), undefined] as never[], type: 'TIMESTAMP', nullable: true },
        { name: 'count', data: [12345678901234567890n >> 2n, -5n], type: 'INT64' },
        { name: 'small', data: [7, -7], type: 'INT32' },
        { name: 'is', data: [true, false], type: 'BOOLEAN' },
        { name: 'mean', data: [NaN, -6.3e-5], type: 'DOUBLE' },
        { name: 'p50', data: [undefined, 3] as never[], type: 'DOUBLE', nullable: true },
        { name: 'more', data: [{ a: [1, 2] }, {}], type: 'JSON' },
        { name: 'bytes', data: [new Uint8Array([0x61]), new Uint8Array([0xff])], type: 'BYTE_ARRAY' },
      ]),
    );
    expect((await all(openExportedData(store, parts))).rows).toEqual([
      ['1', '1970-01-01T00:00:00.001Z', '3086419725308641972', '7', 'true', 'NaN', '', '{"a":[1,2]}', 'a'],
      ['2', '', '-5', '-7', 'false', '-0.000063', '3', '{}', '\uFFFD'],
    ]);
  });

  it('are joined with those of CSV parts by the names of the columns', async () => {
    const store = new MemoryStore();
    const csv = store.put(0, 'item_id,store,date,p50\na,s,2026-01-01T00:00:00Z,1\n');
    const parquet = store.put(1, parquetOf(['a'], 1), 'PARQUET');
    const data = openExportedData(store, [csv, parquet]);
    expect((await all(data)).rows).toEqual([
      ['a', 's', '2026-01-01T00:00:00Z', '1'],
      ['a', '', '2026-01-01T00:00:00Z', '0', '0.5'],
    ]);
  });

  it('come from a small read of the footer and one row group', async () => {
    const { store, parts } = stored(
      parquetOf(manyItems(2000), 20, { rowGroupSize: 2000, codec: 'UNCOMPRESSED' }),
    );
    const page = await openExportedData(store, parts).rows().next(100);
    expect(page.rows).toHaveLength(100);
    expect(store.reads[0]).toMatchObject({ from: (parts[0]?.size ?? 0) - 16 * 1024, to: parts[0]?.size });
    expect(store.bytesRead).toBeLessThan((parts[0]?.size ?? 0) / 4);
  });

  it('are all of them over row groups, one of which is empty, and over parts of no bytes', async () => {
    const empty = written([{ name: 'item_id', data: [], type: 'STRING' }]);
    const { store, parts } = stored(
      new Uint8Array(),
      empty,
      parquetOf(manyItems(30), 10, { rowGroupSize: 70 }),
      parquetOf([], 3),
      parquetOf(['z'], 3),
    );
    const { rows, faults } = await all(openExportedData(store, parts, { limits: { decodedRows: 32 } }));
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(303);
    expect(rows.map(([item]) => item)).toEqual([
      ...manyItems(30).flatMap(item => Array<string>(10).fill(item)),
      ...Array<string>(3).fill('z'),
    ]);
  });

  it('are read whatever the codec, as far as it is known', async () => {
    const gzip = {
      codec: 'GZIP' as const,
      compressors: { GZIP: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)) },
    };
    const brotli = {
      codec: 'BROTLI' as const,
      compressors: { BROTLI: (bytes: Uint8Array) => new Uint8Array(brotliCompressSync(bytes)) },
    };
    const headless = {
      codec: 'GZIP' as const,
      compressors: { GZIP: (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes)) },
    };
    const odd = { codec: 'LZO' as const, compressors: { LZO: (bytes: Uint8Array) => bytes } };
    const { store, parts } = stored(
      parquetOf(['a'], 2, gzip),
      parquetOf(['a'], 2, odd),
      parquetOf(['a'], 2, { codec: 'UNCOMPRESSED' }),
      parquetOf(['a'], 2, brotli),
      parquetOf(['a'], 2, headless),
    );
    const { rows, faults } = await all(openExportedData(store, parts));
    expect(rows).toHaveLength(8);
    expect(faults.map(({ failure }) => failure.what)).toEqual([
      `This Parquet file is compressed with LZO, which can not be read here: ${parts[1]?.name ?? ''}`,
    ]);
  });
});

describe('a Parquet part that is not what it should be', () => {
  it('is said, and the others are read', async () => {
    const whole = parquetOf(manyItems(50), 20);
    const damaged = Buffer.from(whole);
    damaged.fill(0xee, 10, 2000);
    const footer = Buffer.from(whole);
    footer.fill(0xee, whole.length - 300, whole.length - 8);
    const length = Buffer.from(whole);
    length.writeUInt32LE(0xfffffff0, whole.length - 8);
    const { store, parts } = stored(
      whole.subarray(0, whole.length - 20),
      Buffer.from('item_id,date\na,b\n'),
      Buffer.from('PAR1'),
      damaged,
      footer,
      length,
      parquetOf(['a', 'item_1005'], 1),
    );
    const data = openExportedData(store, parts);
    const { rows, faults } = await all(data);
    expect(rows).toHaveLength(2);
    const said = (which: typeof faults) =>
      which.map(({ part, failure }) => `${part.number} ${failure.kind}: ${failure.what.split(':')[0] ?? ''}`);
    const expected = [
      '0 shape: This Parquet file has no end yet',
      '1 shape: This part is not a Parquet file',
      '2 shape: This Parquet file has no end yet',
      '3 shape: This Parquet file is damaged, or of a kind that can not be read here',
      '4 shape: This Parquet file is damaged, or of a kind that can not be read here',
      '5 shape: This Parquet file is damaged, or of a kind that can not be read here',
    ];
    expect(said(faults)).toEqual(expected);
    const found = await data.findItem({ item: 'item_1005' });
    expect(rowsOf(found)).toHaveLength(1);
    expect(said(found.faults)).toEqual(expected);
  });

  it('is read on after a fault that is not its own', async () => {
    const { store, parts } = stored(parquetOf(manyItems(10), 10, { rowGroupSize: 50 }));
    const [part] = parts;
    if (!part) throw new Error();
    const reader = openExportedData(store, parts).rows();
    const rows = [...(await reader.next(50)).rows];
    store.fail(part, 'expired');
    expect((await reader.next(50)).faults.map(({ failure }) => failure.kind)).toEqual(['expired']);
    store.fail(part, undefined);
    const page = await reader.next(50);
    rows.push(...page.rows);
    expect([page.end, page.faults]).toEqual([true, []]);
    expect(rows.map(([item]) => item)).toEqual(manyItems(10).flatMap(item => Array<string>(10).fill(item)));
  });
});

describe('finding an item in Parquet parts', () => {
  it('reads the items, and of other columns only what is near the rows', async () => {
    const items = manyItems(3000);
    const { store, parts } = stored(
      parquetOf(items, 20, { rowGroupSize: 6000, codec: 'UNCOMPRESSED' }),
      parquetOf(['x', 'item_2000'], 3),
    );
    const data = openExportedData(store, parts);
    const found = await data.findItem({ item: 'item_2000' });
    expect(rowsOf(found)).toHaveLength(23);
    expect(rowsOf(found)[0]).toEqual(['item_2000', '2026-01-01T00:00:00Z', '0.5', '0.3000300030003']);
    expect(store.bytesRead).toBeLessThan(found.progress.bytes / 4);
    expect(found.progress).toMatchObject({ parts: 2, partsRead: 2, bytesRead: store.bytesRead });
  });

  it('finds what a full reading would, in row groups and pieces of any size, at first and again', async () => {
    const items = ['a', 'c', 'a', 'b', 'é', 'c', ''];
    for (const rowGroupSize of [1, 3, 5, 100]) {
      for (const decodedRows of [1, 2, 7, 100]) {
        const { store, parts } = stored(parquetOf(items, 3, { rowGroupSize }), parquetOf(['c'], 2));
        const data = openExportedData(store, parts, { limits: { decodedRows } });
        for (const [item, count] of [
          ['c', 8],
          ['a', 6],
          ['é', 3],
          ['', 3],
          ['nothing', 0],
          ['c', 8],
        ] as const) {
          expect(rowsOf(await data.findItem({ item })).map(([id]) => id)).toEqual(Array(count).fill(item));
        }
      }
    }
  });

  it('goes by the statistics of row groups where they tell', async () => {
    const { store, parts } = stored(
      parquetOf(manyItems(2000), 10, { rowGroupSize: 1000, codec: 'UNCOMPRESSED' }),
    );
    const found = await openExportedData(store, parts).findItem({ item: 'item_1005' });
    expect(rowsOf(found)).toHaveLength(10);
    expect(store.bytesRead).toBeLessThan(found.progress.bytes / 3);
  });

  it('reads little for the next item, after all were seen', async () => {
    const mixed = [...manyItems(500), 'item_0000', ...manyItems(500).reverse(), 'item_9999'];
    const { store, parts } = stored(parquetOf(mixed, 20, { codec: 'UNCOMPRESSED' }), parquetOf(['other'], 5));
    const data = openExportedData(store, parts);
    await data.findItem({ item: 'item_1499' });
    await data.findItem({ item: 'other' });
    const before = store.reads.length;
    expect(rowsOf(await data.findItem({ item: 'none' }))).toEqual([]);
    expect(store.reads).toHaveLength(before);
    expect(rowsOf(await data.findItem({ item: 'other' }))).toHaveLength(5);
    expect(store.reads.slice(before).every(({ key }) => key.includes('part1'))).toBe(true);
  });

  it('ends when it is cancelled', async () => {
    const { store, parts } = stored(parquetOf(manyItems(50), 20, { rowGroupSize: 100 }));
    const abort = new AbortController();
    store.onRead = () => {
      if (store.reads.length === 2) abort.abort();
    };
    await expect(
      openExportedData(store, parts).findItem({ item: 'item_1049' }, { signal: abort.signal }),
    ).rejects.toThrow(CancelledError);
  });

  it('says so where there is no column of items', async () => {
    const { store, parts } = stored(written([{ name: 'p50', data: [1], type: 'DOUBLE' }]));
    const found = await openExportedData(store, parts).findItem({ item: 'a' });
    expect(found.faults.map(({ failure }) => failure.what)).toEqual([
      `This part has no column item_id: ${parts[0]?.name ?? ''}`,
    ]);
  });
});
