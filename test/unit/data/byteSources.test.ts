import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSize } from '../../../src/data/byteSize';
import { JoinedCsv, PartBytes, RowsAsCsv, type ByteSource } from '../../../src/data/byteSources';
import type { ExportPart, RowPage } from '../../../src/data/exportedData';
import { failed, ObjectsInMemory } from './objectsInMemory';

function partsOf(store: ObjectsInMemory): ExportPart[] {
  return [...store.objects].map(([key, { length }], number) => ({
    bucket: 'exports',
    key,
    name: key,
    number,
    format: 'CSV',
    size: length,
    etag: '"1"',
  }));
}

async function text(source: ByteSource): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (let bytes = await source.next(); bytes; bytes = await source.next()) {
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

function join(texts: readonly (string | Uint8Array)[], chunk: number): Promise<string> {
  const store = ObjectsInMemory.of(Object.fromEntries(texts.map((part, index) => [`part${index}`, part])));
  return text(new JoinedCsv(store, partsOf(store), chunk));
}

describe('the bytes of a part', () => {
  it('come in ranges, and go on after a fault from where they were', async () => {
    const store = ObjectsInMemory.of({ a: '0123456789' });
    const [part] = partsOf(store);
    const source = new PartBytes(store, part ?? expect.fail(), 4);
    expect(Buffer.from((await source.next()) ?? []).toString()).toBe('0123');
    store.before = () => Promise.reject(failed('network'));
    await expect(source.next()).rejects.toThrow('network');
    expect(source.read).toBe(4);
    store.before = () => undefined;
    expect(await text(source)).toBe('456789');
    expect(store.reads.map(({ from, to }) => [from, to])).toEqual([
      [0, 4],
      [4, 8],
      [4, 8],
      [8, 10],
    ]);
    expect(store.reads.every(({ etag }) => etag === '"1"')).toBe(true);
  });

  it('that are fewer than listed are refused', async () => {
    const store = ObjectsInMemory.of({ a: '0123' });
    const [part] = partsOf(store);
    const source = new PartBytes(store, { ...(part ?? expect.fail()), size: 10 });
    await expect(source.next()).rejects.toThrow('shorter than S3 had listed');
  });
});

describe('parts as one CSV', () => {
  const header = 'item_id,date,p50';

  it('have one header, whatever the size of the ranges', async () => {
    for (const chunk of [1, 2, 3, 7, 1000]) {
      expect(await join([`${header}\na,1,2\n`, `${header}\nb,1,2\n`], chunk)).toBe(
        `${header}\na,1,2\nb,1,2\n`,
      );
    }
  });

  it('may be empty, have a header only, lack the last line break, begin with a BOM or end lines with CRLF', async () => {
    for (const chunk of [1, 5, 1000]) {
      const texts = [
        '',
        header,
        `\uFEFF${header}\r\na,1,2\r\n`,
        `${header}\n`,
        `${header}\nb,1,2`,
        '',
        `${header}\nc,1,2`,
      ];
      expect(await join(texts, chunk)).toBe(`${header}\na,1,2\r\nb,1,2\nc,1,2\n`);
    }
  });

  it('may have line breaks in the cells of the header and of the rows', async () => {
    const odd = '"item\n_id",p50';
    expect(await join([`${odd}\n"a\nb",1\n`, `${odd}\n"c\nd",2\n`], 3)).toBe(`${odd}\n"a\nb",1\n"c\nd",2\n`);
  });

  it('of other columns are no one file', async () => {
    await expect(join([`${header}\na,1,2\n`, 'item_id,date,p90\nb,1,2\n'], 1000)).rejects.toThrow(
      'other columns',
    );
  });

  it('without any line break are not held in memory', async () => {
    await expect(join([Buffer.alloc(3_000_000, 'x')], 100_000)).rejects.toThrow('no line of column names');
  });

  it('are the rows of all parts, for any cells and ranges', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 6 }).map(value => `"${value.replace(/"/g, '""')}"`);
    const rows = fc.array(
      fc.array(cell, { minLength: 2, maxLength: 2 }).map(cells => cells.join(',')),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (parts, chunk) => {
          const texts = parts.map(part => ['id,p50', ...part].map(line => `${line}\n`).join(''));
          const expected =
            parts.length === 0 ? '' : ['id,p50', ...parts.flat()].map(line => `${line}\n`).join('');
          expect(await join(texts, chunk)).toBe(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('rows as CSV', () => {
  const columns = [{ name: 'item,id' }, { name: 'p50' }];
  const progress = { parts: 1, partsRead: 1, bytes: 100, bytesRead: 100 };
  const page = (rows: RowPage['rows'], end: boolean, faults: RowPage['faults'] = []): RowPage => ({
    rows,
    end,
    faults,
    progress,
  });
  const reader = (...pages: readonly RowPage[]) => {
    const left = [...pages];
    return { next: () => Promise.resolve(left.shift() ?? page([], true)) };
  };

  it('are quoted where they have to be, below one header', async () => {
    const source = new RowsAsCsv(
      reader(page([['a"b', '1']], false), page([['c\nd', '']], true)),
      () => columns,
    );
    expect(await text(source)).toBe('"item,id",p50\n"a""b",1\n"c\nd",\n');
    expect(source.read).toBe(100);
  });

  it('that came together with a fault are not lost when it goes on', async () => {
    const part: ExportPart = {
      bucket: 'b',
      key: 'k',
      name: 'k',
      number: 0,
      format: 'PARQUET',
      size: 1,
      etag: '',
    };
    const { failure } = failed('network');
    const source = new RowsAsCsv(
      reader(page([['a', '1']], false, [{ part, failure }]), page([['b', '2']], true)),
      () => columns,
    );
    await expect(source.next()).rejects.toThrow('network');
    expect(await text(source)).toBe('"item,id",p50\na,1\nb,2\n');
  });

  it('are no file where a part could not be read', async () => {
    const part: ExportPart = {
      bucket: 'b',
      key: 'k',
      name: 'k',
      number: 0,
      format: 'PARQUET',
      size: 1,
      etag: '',
    };
    const { failure } = failed('shape');
    await expect(
      text(new RowsAsCsv(reader(page([], true, [{ part, failure }])), () => columns)),
    ).rejects.toThrow('shape');
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [1234, '1.2 KB'],
  [12_345, '12 KB'],
  [999_400, '999 KB'],
  [999_600, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(byteSize(bytes, 'en')).toBe(expected);
});
