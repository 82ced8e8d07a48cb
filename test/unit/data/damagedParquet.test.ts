import { brotliCompressSync, gzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { ExportRow } from '../../../src/data/exportedData';
import { openExportedData } from '../../../src/data/openExportedData';
import { CheckedPages } from '../../../src/data/parquetPages';
import { checkDeltas, checkRuns } from '../../../src/data/parquetRuns';
import { MemoryStore } from './memoryStore';
import { parquetOf } from './parquetFiles';

const place = (...bytes: number[]) => ({ view: new DataView(Uint8Array.from(bytes).buffer), offset: 0 });

async function read(...contents: Uint8Array[]) {
  const store = new MemoryStore();
  const parts = contents.map((bytes, number) => store.put(number, bytes, 'PARQUET'));
  const reader = openExportedData(store, parts).rows();
  const rows: ExportRow[] = [];
  for (;;) {
    const page = await reader.next(1000);
    rows.push(...page.rows);
    if (page.end) {
      return { rows, faults: page.faults.map(({ failure }) => failure) };
    }
  }
}

describe('a damaged Parquet part', () => {
  it('is read within bounds, wherever a count is that can not be true', async () => {
    // Found by fuzzing: a run of two thousand million values fills all memory. -1 parts of a block never end.
    const whole = parquetOf(['a', 'b', 'a', 'c'], 3, { codec: 'UNCOMPRESSED' });
    const pages = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
    for (const [first, last] of [
      [0xfe, 0x0f],
      [0xff, 0x0f],
      [0xfe, 0x07],
    ] as const) {
      for (let at = 4; at < pages; at++) {
        const bytes = Buffer.from(whole);
        bytes.set([first, 0xff, 0xff, 0xff, last], at);
        const { rows, faults } = await read(bytes);
        expect(rows.length).toBeLessThanOrEqual(12);
        expect(faults.every(({ kind }) => kind === 'shape')).toBe(true);
      }
    }
  });

  it('is its own fault where its compression is damaged', async () => {
    // Found by fuzzing: a decoder of Brotli that goes on past the end of its input for minutes.
    for (const [codec, compress] of [
      ['BROTLI', brotliCompressSync],
      ['GZIP', gzipSync],
    ] as const) {
      const whole = (bytes: Uint8Array) => new Uint8Array(compress(bytes));
      const longer = (bytes: Uint8Array) => whole(Buffer.concat([bytes, Buffer.alloc(1_000_000)]));
      const cut = (bytes: Uint8Array) => whole(bytes).subarray(0, 9);
      for (const damage of [longer, cut]) {
        const { rows, faults } = await read(
          parquetOf(['a', 'b'], 9, { codec, compressors: { [codec]: damage } }),
          parquetOf(['a'], 2, { codec, compressors: { [codec]: whole } }),
        );
        expect(rows).toHaveLength(2);
        expect(faults.map(({ kind }) => kind)).toEqual(['shape']);
      }
    }
  });

  it('is its own fault where a column has no name, and the next part is read', async () => {
    // Found by fuzzing.
    const nameless = Buffer.from(
      'UEFSMRUAFRYVKCwVBhUMFQYVBgAAKLUv/SALWQAAAgAAAAYAgBAIAAAVABUMFR4sFQYVEhUGFQYAACi1L/0gBjEAAAIAAAAGABUE' +
        'GTw1ABgNZHVja2RiX3NjaGVtYRUEABUMZQIYB2l0ZW1faWQlAAAVCiUCGANwNTAAFgYZHBksJgAcFQwZFQwZGAdpdGVtX2lkFQwW' +
        'BhY4FkomCDw2BgAAACYAHBUKGRUSGRgDcDUwFQwWBhYuFkAmUjw2BgAAABZmFgYmCBaKAQAoKER1Y2tEQiB2ZXJzaW9uIHYxLjUu' +
        'NSAoYnVpbGQgZDhjZGFhMzNmZCkZLBwAABwAAAC1AAAAUEFSMQ==',
      'base64',
    );
    const { rows, faults } = await read(nameless, parquetOf(['a'], 2));
    expect(rows).toHaveLength(2);
    expect(faults.map(({ kind, what }) => [kind, what.replace(/:.*/, '')])).toEqual([
      ['shape', 'This Parquet file is damaged, or of a kind that can not be read here'],
    ]);
  });
});

describe('a look at pages of the second kind', () => {
  const file = parquetOf(['a', 'b'], 2, { codec: 'UNCOMPRESSED' });
  const metadata = parquetMetadata(Uint8Array.from(file).buffer);
  const [group] = metadata.row_groups;
  const offset = Number(group?.columns[0]?.meta_data?.data_page_offset);
  /** In the encoding of Thrift: numbers below 64, and -1. */
  const number = (value: number) => (value < 0 ? -value * 2 - 1 : value * 2);

  function check(values: number, nulls: number): void {
    const body = [1, 0, 0, 0, 0x61];
    const header = [0x15, number(3), 0x15, number(body.length), 0x15, number(body.length), 0x5c];
    const ofKind = [values, nulls, values, 0, 0, 0].flatMap(value => [0x15, number(value)]);
    const bytes = Uint8Array.from([...header, ...ofKind, 0x12, 0, 0, ...body]);
    if (!group) {
      throw new Error('the file has no rows');
    }
    new CheckedPages(metadata, group).check(bytes.buffer, offset);
  }

  it('takes no more empty values than there are values, and no fewer than none', () => {
    expect(() => check(1, 0)).not.toThrow();
    expect(() => check(1, 1)).not.toThrow();
    expect(() => check(1, 2)).toThrow('2 empty values of 1');
    expect(() => check(1, -1)).toThrow('-1 empty values of 1');
    expect(() => check(60, 0)).toThrow('60 values of 4');
  });
});

describe('a look at encoded values', () => {
  it('takes runs of as many values as there are, packed ones filled up', () => {
    expect(() => checkRuns(place(6, 1), 1, 3)).not.toThrow();
    expect(() => checkRuns(place(3, 0xff), 1, 3)).not.toThrow();
    expect(() => checkRuns(place(0xfe, 0xff, 0xff, 0xff, 0x0f, 1), 1, 3)).toThrow(RangeError);
    expect(() => checkRuns(place(0xff, 0xff, 0xff, 0xff, 0x0f, 1), 0, 3)).toThrow(RangeError);
    expect(() => checkRuns(place(8, 1), 1, 3)).toThrow(RangeError);
  });

  it('takes blocks of deltas that have parts', () => {
    expect(() => checkDeltas(place(0x80, 1, 4, 3, 0, 0, 0, 0, 0, 0), 3)).not.toThrow();
    expect(() => checkDeltas(place(0x80, 1, 0, 3, 0, 0, 0), 3)).toThrow(RangeError);
    expect(() => checkDeltas(place(0x80, 1, 0xff, 0xff, 0xff, 0xff, 0x0f, 3, 0, 0), 3)).toThrow(RangeError);
    expect(() => checkDeltas(place(0x80, 1, 4, 4, 0, 0), 3)).toThrow(RangeError);
  });
});
