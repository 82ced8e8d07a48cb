import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ExportRow, RowPage } from '../../../src/data/exportedData';
import { openExportedData } from '../../../src/data/openExportedData';
import { CancelledError } from '../../../src/jobs/failure';
import { MemoryStore } from './memoryStore';

const header = 'item_id,date,p10,p50,p90\n';
const line = (item: string, day: number): string =>
  `${item},2026-01-${String(day).padStart(2, '0')}T00:00:00Z,1.5,2.5,-6.3e-05\n`;
const many = (count: number): string =>
  header + Array.from({ length: count }, (_, number) => line(`item_${number}`, 1)).join('');

async function all(data: ReturnType<typeof openExportedData>, count = 100) {
  const reader = data.rows();
  const rows: ExportRow[] = [];
  for (let turn = 0; turn < 1000; turn++) {
    const page = await reader.next(count);
    rows.push(...page.rows);
    if (page.end) {
      return { rows, page };
    }
  }
  throw new Error('It has no end.');
}

const kinds = ({ faults }: RowPage): string[] =>
  faults.map(({ part, failure }) => `${part.number}: ${failure.kind}`);

describe('the rows of an export', () => {
  it('come, the first of them, from one bounded read of the first part that has some', async () => {
    const { store, parts } = MemoryStore.of('', many(20_000), many(20_000));
    const page = await openExportedData(store, parts).rows().next(200);
    expect(page.rows).toHaveLength(200);
    expect(page.rows[0]).toEqual(['item_0', '2026-01-01T00:00:00Z', '1.5', '2.5', '-6.3e-05']);
    expect(store.reads.map(({ from, to }) => [from, to])).toEqual([[0, 256 * 1024]]);
    expect(page).toMatchObject({ end: false, faults: [], progress: { parts: 3, partsRead: 1 } });
    expect(page.progress.bytesRead).toBe(256 * 1024);
  });

  it('are given on from what was read already', async () => {
    const { store, parts } = MemoryStore.of(many(20_000));
    const reader = openExportedData(store, parts).rows();
    for (let page = 0; page < 10; page++) {
      expect((await reader.next(200)).rows[0]?.[0]).toBe(`item_${page * 200}`);
    }
    expect(store.reads).toHaveLength(1);
  });

  it('are all rows of all parts, in their order, each once', async () => {
    const { store, parts } = MemoryStore.of(many(3000), header, '', many(500));
    const { rows, page } = await all(openExportedData(store, parts, { limits: { rowRange: 1000 } }));
    expect(rows).toHaveLength(3500);
    expect(rows[2999]?.[0]).toBe('item_2999');
    expect(rows[3000]?.[0]).toBe('item_0');
    expect(page.progress).toEqual({
      parts: 4,
      partsRead: 4,
      bytes: store.bytesRead,
      bytesRead: store.bytesRead,
    });
  });

  it('are read in larger pieces where more of them are wanted', async () => {
    const { store, parts } = MemoryStore.of(many(60_000));
    const reader = openExportedData(store, parts).rows();
    await reader.next(200);
    for (let page = 0; page < 3; page++) {
      await reader.next(20_000);
    }
    expect(store.reads.length).toBeLessThan(8);
  });

  it('are none where there are no parts', async () => {
    const data = openExportedData(new MemoryStore(), []);
    expect(await data.rows().next(10)).toMatchObject({ rows: [], end: true, faults: [] });
    expect(data.columns).toEqual([]);
  });

  it('do not ask about a part before its turn, be there 10,000 of them', async () => {
    const store = new MemoryStore();
    const parts = Array.from({ length: 10_000 }, (_, number) => store.put(number, many(3)));
    const reader = openExportedData(store, parts).rows();
    expect((await reader.next(5)).rows).toHaveLength(3);
    expect((await reader.next(5)).rows).toHaveLength(3);
    expect(store.reads).toHaveLength(2);
  });

  it('say how far it came where many parts have nothing but a header', async () => {
    const store = new MemoryStore();
    const parts = Array.from({ length: 100 }, (_, number) => store.put(number, header));
    const page = await openExportedData(store, parts).rows().next(10);
    expect(page).toMatchObject({ rows: [], end: false, progress: { partsRead: 32 } });
    expect(store.reads).toHaveLength(32);
    expect((await all(openExportedData(store, parts))).page).toMatchObject({ end: true, faults: [] });
  });

  it('have columns by their names, be they missing, repeated or in another order', async () => {
    const { store, parts } = MemoryStore.of(
      'item_id,store,date,p50\na,s,2026-01-01,1\n',
      'P50,Date,ITEM_ID,p50,mean\n1,2026-01-02,b,2,3\n',
      'x\nonly\n',
      'item_id,timestamp,p50,date\na\nb,2026-01-03,4,5,6,7\n',
    );
    const data = openExportedData(store, parts);
    const { rows } = await all(data);
    expect(data.columns).toEqual([
      { name: 'item_id', kind: 'item' },
      { name: 'store', kind: 'dimension' },
      { name: 'date', kind: 'date' },
      { name: 'p50', kind: 'value', quantile: 0.5 },
      { name: 'p50', kind: 'value', quantile: 0.5 },
      { name: 'mean', kind: 'value' },
      { name: 'x', kind: 'dimension' },
      { name: 'date', kind: 'dimension' },
    ]);
    expect(rows).toEqual([
      ['a', 's', '2026-01-01', '1'],
      ['b', '', '2026-01-02', '1', '2', '3'],
      ['', '', '', '', '', '', 'only'],
      ['a', '', '', '', '', '', '', ''],
      ['b', '', '2026-01-03', '4', '', '', '', '5'],
    ]);
  });

  it('take quotes, CRLF, a byte order mark, and line breaks in cells', async () => {
    const { store, parts } = MemoryStore.of(
      '\uFEFF"item_id",date,p50\r\n"a, ""b""",2026-01-01,1\r\n\r\n"two\r\nlines",2026-01-02,NaN\r\n',
    );
    const data = openExportedData(store, parts, { limits: { rowRange: 9 } });
    expect((await all(data)).rows).toEqual([
      ['a, "b"', '2026-01-01', '1'],
      ['two\r\nlines', '2026-01-02', 'NaN'],
    ]);
    expect(data.columns[0]).toEqual({ name: 'item_id', kind: 'item' });
  });

  it('have U+FFFD for bytes that are no UTF-8', async () => {
    const { store, parts } = MemoryStore.of(Buffer.from('item_id,p50\ncaf\xe9,1\n', 'latin1'));
    expect((await all(openExportedData(store, parts))).rows).toEqual([['caf\uFFFD', '1']]);
  });
});

describe('a part that is not what it should be', () => {
  it('is said, and the others are read', async () => {
    const utf16 = Buffer.from(header, 'utf16le');
    const { store, parts } = MemoryStore.of(
      gzipSync(many(10)),
      many(2),
      utf16,
      Buffer.from('PAR1....PAR1'),
      many(3),
      `${'c,'.repeat(2000)}\n1\n`,
      `${'c'.repeat(2_000_000)}\n1\n`,
    );
    const { rows, page } = await all(openExportedData(store, parts));
    expect(rows).toHaveLength(5);
    expect(page.progress.partsRead).toBe(2);
    expect(page.faults.map(({ part, failure }) => [part.number, failure.kind, failure.what])).toEqual([
      [0, 'shape', `This part is compressed with gzip, not plain text: ${parts[0]?.name ?? ''}`],
      [2, 'shape', `This part is not text in UTF-8: ${parts[2]?.name ?? ''}`],
      [3, 'shape', `This part is a Parquet file in spite of its name: ${parts[3]?.name ?? ''}`],
      [5, 'shape', `This part has too many columns: ${parts[5]?.name ?? ''}`],
      [6, 'shape', `This part's first line is too long for a header: ${parts[6]?.name ?? ''}`],
    ]);
  });

  it('loses a line of 10 MB and no other, in reads of the usual size', async () => {
    const { store, parts } = MemoryStore.of(
      `${header}${line('a', 1)}${'x'.repeat(10_000_000)}\n${line('b', 2)}`,
    );
    const { rows, page } = await all(openExportedData(store, parts));
    expect(rows.map(([item]) => item)).toEqual(['a', 'b']);
    expect(page.faults.map(({ failure }) => failure.what)).toEqual([
      `A line of this part is too long, and was left out: ${parts[0]?.name ?? ''}`,
    ]);
    expect(Math.max(...store.reads.map(({ from, to }) => to - from))).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('is said where it was deleted, changed or may not be read', async () => {
    const { store, parts } = MemoryStore.of(many(1), many(1), many(1), many(1));
    const [removed, changed, denied] = parts;
    if (!removed || !changed || !denied) throw new Error();
    store.remove(removed);
    store.put(1, many(1));
    store.fail(denied, 'denied');
    const reader = openExportedData(store, parts).rows();
    expect(kinds(await reader.next(10))).toEqual(['0: notFound', '1: changed', '2: denied']);
    expect(await reader.next(10)).toMatchObject({
      rows: [['item_0', '2026-01-01T00:00:00Z', '1.5', '2.5', '-6.3e-05']],
      end: true,
    });
  });

  it('is of one version: each read names its ETag', async () => {
    const { store, parts } = MemoryStore.of(many(1000));
    const reader = openExportedData(store, parts, { limits: { rowRange: 1000 } }).rows();
    const first = await reader.next(10);
    store.put(0, many(2000));
    const second = await reader.next(100);
    expect([first.rows.length, kinds(second)]).toEqual([10, ['0: changed']]);
    expect(second.rows.length).toBeGreaterThan(0);
    expect(store.reads.every(({ etag }) => etag === parts[0]?.etag)).toBe(true);
  });

  it('is said where it got shorter and there is no ETag to tell by', async () => {
    const { store, parts } = MemoryStore.of(many(1000));
    const part = { ...parts[0], etag: '' } as (typeof parts)[0];
    const reader = openExportedData(store, [part], { limits: { rowRange: 1000 } }).rows();
    await reader.next(10);
    store.cut(part, 1500);
    const page = await reader.next(1000);
    expect(kinds(page)).toEqual(['0: changed']);
    expect(store.reads.every(({ etag }) => etag === undefined)).toBe(true);
  });
});

describe('a fault that is not of the part', () => {
  it('stops, and the next call goes on where it was', async () => {
    const { store, parts } = MemoryStore.of(many(1000), many(2));
    const [first] = parts;
    if (!first) throw new Error();
    const reader = openExportedData(store, parts, { limits: { rowRange: 1000 } }).rows();
    const rows = [...(await reader.next(10)).rows];
    store.fail(first, 'expired');
    const failed = await reader.next(100);
    rows.push(...failed.rows);
    expect(failed).toMatchObject({ end: false });
    expect(kinds(failed)).toEqual(['0: expired']);
    const again = await reader.next(100);
    expect(again.rows).toEqual([]);
    expect(kinds(again)).toEqual(['0: expired']);
    store.fail(first, undefined);
    for (let page; !page?.end;) {
      page = await reader.next(100);
      rows.push(...page.rows);
      expect(page.faults).toEqual([]);
    }
    expect(rows.map(([item]) => item)).toEqual([
      ...Array.from({ length: 1000 }, (_, number) => `item_${number}`),
      'item_0',
      'item_1',
    ]);
  });

  it('may be a cancelled read, which loses no row', async () => {
    const { store, parts } = MemoryStore.of(many(5), many(1000));
    const reader = openExportedData(store, parts, { limits: { rowRange: 300, scanRange: 300 } }).rows();
    const rows = [...(await reader.next(3)).rows];
    const abort = new AbortController();
    store.onRead = () => {
      if (store.reads.length === 4) abort.abort();
    };
    await expect(reader.next(100, abort.signal)).rejects.toThrow(CancelledError);
    rows.push(...(await reader.next(20)).rows);
    expect(rows.map(([item]) => item).slice(0, 8)).toEqual([
      'item_0',
      'item_1',
      'item_2',
      'item_3',
      'item_4',
      'item_0',
      'item_1',
      'item_2',
    ]);
  });
});
