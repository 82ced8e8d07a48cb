import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { duckDbSql } from '../../../../src/data/queries/duckDbSql';
import type { QueriedExport } from '../../../../src/data/queries/queriedExport';
import { sqlStatements } from '../../../../src/data/queries/sqlStatements';
import { answersOf, columns, csvOf, ExportFolder, stamp } from '../../../harness/exportFolder';

let folder: ExportFolder;
beforeEach(() => {
  folder = new ExportFolder();
});
afterEach(() => folder.remove());

const everything = '\nSELECT * FROM forecast_export;';
const rowsOf = async (queried: QueriedExport) =>
  (await answersOf(duckDbSql(queried) + everything)).at(-1) ?? [];

describe.each(['CSV', 'PARQUET'] as const)('the script for DuckDB over parts in %s', format => {
  it('has the rows of all parts and of no namesake, typed', async () => {
    const rows = await rowsOf(folder.fill(format));
    expect(rows.map(({ item_id: item }) => item)).toEqual([
      'a "quoted", item',
      'a "quoted", item',
      'NA',
      '007',
      'größe 📦',
    ]);
    const [first, second, third, fourth] = rows;
    expect(first).toEqual({
      item_id: 'a "quoted", item',
      'Größe "in" cm': 'x',
      date: '2020-01-01T00:00:00Z',
      p10: 1,
      p50: 2,
      p90: 3,
      mean: 2.5,
    });
    expect(second).toMatchObject({ p50: -6.3e-5 });
    expect(third).toMatchObject({ p10: null, p50: format === 'CSV' ? null : 'NaN', mean: null });
    expect(fourth).toMatchObject({ 'Größe "in" cm': 'y\\z' });
  });

  it('answers what it says', async () => {
    const [overview, items, largest, spread, crossing] = await answersOf(duckDbSql(folder.fill(format)));
    expect(overview).toEqual([
      { rows: '5', items: '4', from: '2020-01-01T00:00:00Z', to: '2020-01-03T00:00:00Z' },
    ]);
    expect(items).toHaveLength(4);
    expect(items).toContainEqual({
      item_id: 'a "quoted", item',
      rows: '2',
      from: '2020-01-01T00:00:00Z',
      to: '2020-01-02T00:00:00Z',
    });
    expect(largest).toContainEqual({ item_id: 'größe 📦', total: 20 });
    expect(spread?.[0]).toEqual({ item_id: 'größe 📦', spread: 29 });
    expect(crossing?.map(({ item_id: item }) => item)).toEqual(
      expect.arrayContaining(['007', 'a "quoted", item']),
    );
  });

  it('compares with an earlier export', async () => {
    const later = folder.fill(format);
    const earlier = { ...later, timestamps: ['2021-06-08T17-53-31Z'] };
    const same = (await answersOf(duckDbSql(later, later))).at(-1);
    expect(same).toHaveLength(4);
    expect(same).toContainEqual({ item: '007', dates: '1', before: 4, after: 4, difference: 0 });
    expect((await answersOf(duckDbSql(later, earlier))).at(-1)).toEqual([]);
  });

  it('reads what an export of several timestamps wrote, and all of the name where none is known', async () => {
    const queried = folder.fill(format);
    const both = { ...queried, timestamps: [stamp, '2021-06-08T17-53-31Z'] };
    expect(await rowsOf(both)).toHaveLength(6);
    expect(await rowsOf({ ...queried, timestamps: [] })).toHaveLength(6);
  });
});

describe('the script for DuckDB', () => {
  const csv = (name: string, text: string) => folder.write(`odd_${stamp}_${name}.csv`, text);
  const odd = (names: readonly string[]): QueriedExport => ({
    jobName: 'odd',
    folder: folder.path,
    timestamps: [stamp],
    format: 'CSV',
    columns: names.map(name => columns.find(column => column.name === name) ?? { name, kind: 'dimension' }),
  });

  it('reads CRLF, a BOM, line breaks in cells, a last line without an end, and parts that lack a column', async () => {
    csv('part0', '\uFEFFitem_id,date,p50\r\na,1,1\r\n"b\r\nc",1,x\r\n');
    csv('part1', 'item_id,p50,p90,date\nd,4,5,1');
    expect(await rowsOf(odd(['item_id', 'date', 'p50', 'p90']))).toEqual([
      { item_id: 'a', date: '1', p50: 1, p90: null },
      { item_id: 'b\r\nc', date: '1', p50: null, p90: null },
      { item_id: 'd', date: '1', p50: 4, p90: 5 },
    ]);
  });

  it('can tell columns with odd, equal and no names', async () => {
    const names = ['item_id', `'; DROP "x`, 'STORE', 'store', 'p50', 'p50', '', 'date'];
    csv('part0', csvOf([['a', '1', '2', '3', '4', '5', '6', '7']], names));
    expect(await rowsOf(odd(names))).toEqual([
      {
        item_id: 'a',
        '\'; DROP "x': '1',
        STORE: '2',
        store_1: '3',
        p50: 4,
        p50_1: 5,
        column6: '6',
        date: '7',
      },
    ]);
  });

  it('has a name for a column whose name is none but NULs', () => {
    // Found by fuzzing: no query holds a NUL, and no name in one is empty.
    expect(duckDbSql(odd(['item_id', '\0\0', '']))).toMatch(/^ {2}"column1",\n {2}"column2"$/m);
  });

  it('says where the credentials for a bucket come from, and writes down none', async () => {
    const queried = { ...folder.fill('CSV'), folder: "s3://bucket/a'b [1]", region: 'us-west-2' };
    const earlier = { ...queried, folder: 's3://other/', jobName: 'evil\n; DROP TABLE x' };
    await expect(duckDbSql(queried, earlier)).toMatchFileSnapshot('golden/duckDb.sql');
  });

  it('has those in words that DuckDB knows', async () => {
    const script = duckDbSql({ ...folder.fill('CSV'), folder: 's3://bucket/', region: 'us-west-2' });
    const secret = sqlStatements(script).find(({ sql }) => sql.startsWith('CREATE OR REPLACE SECRET'));
    // Past its parser: what is missing is the extension, which is fetched when the script runs.
    await expect(answersOf(secret?.sql ?? '', ['SET autoinstall_known_extensions = false'])).rejects.toThrow(
      /extension/i,
    );
  });
});
