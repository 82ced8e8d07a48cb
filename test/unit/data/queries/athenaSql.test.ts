import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { athenaSql } from '../../../../src/data/queries/athenaSql';
import type { QueriedExport } from '../../../../src/data/queries/queriedExport';
import { sqlStatements } from '../../../../src/data/queries/sqlStatements';
import { readTable, SmallAthena } from '../../../harness/smallAthena';
import { csvOf, ExportFolder, stamp } from '../../../harness/exportFolder';

let folder: ExportFolder;
let small: SmallAthena;
const inS3 = String.raw`s3://bucket/it's "here" \ +%20 é/b/`;
beforeEach(async () => {
  folder = new ExportFolder();
  small = await SmallAthena.open(() => folder.path);
});
afterEach(() => {
  small.close();
  folder.remove();
});

const database = 'default';
const statementsOf = (sql: string) => sqlStatements(sql).map(statement => statement.sql);
const tableOf = (queried: QueriedExport) =>
  readTable(statementsOf(athenaSql(queried, { database }))[0] ?? '');

/** All answers of a document, statement by statement. */
async function answersOf(queried: QueriedExport, earlier?: QueriedExport) {
  const answers = [];
  for (const sql of statementsOf(athenaSql(queried, { database, ...(earlier ? { earlier } : {}) }))) {
    answers.push((await small.run(sql)).rows);
  }
  return answers;
}

describe.each(['CSV', 'PARQUET'] as const)('the document for Athena over parts in %s', format => {
  const filled = (): QueriedExport => ({ ...folder.fill(format), folder: inS3 });

  it('has the rows of its own parts alone', async () => {
    const queried = filled();
    mkdirSync(join(folder.path, 'old'));
    const extension = format === 'CSV' ? 'csv' : 'parquet';
    const part = `sales_${stamp}_part0.${extension}`;
    cpSync(join(folder.path, part), join(folder.path, 'old', part));
    const [, , overview, items, largest, spread, crossing] = await answersOf(queried);
    expect(overview).toEqual([['5', '4', '2020-01-01T00:00:00Z', '2020-01-03T00:00:00Z']]);
    expect(items).toHaveLength(4);
    expect(largest).toContainEqual(['größe 📦', '20']);
    expect(spread?.[0]).toEqual(['größe 📦', '29']);
    expect(crossing?.map(row => [row[0], row[2]])).toEqual(
      expect.arrayContaining([
        ['007', '2020-01-01T00:00:00Z'],
        ['a "quoted", item', '2020-01-02T00:00:00Z'],
      ]),
    );
  });

  it('keeps hostile cells as they are, and has numbers for values', async () => {
    await answersOf(filled());
    const [, view = ''] = statementsOf(athenaSql(filled(), { database }));
    const name = /VIEW (\S+) AS/.exec(view)?.[1] ?? '';
    const { rows, columns } = await small.run(`SELECT * FROM ${name} ORDER BY 1, 3`);
    expect(columns.map(column => [column.name, column.type])).toEqual([
      ['item_id', 'varchar'],
      ['gr_e_in_cm', 'varchar'],
      ['date', 'varchar'],
      ...['p10', 'p50', 'p90', 'mean'].map(value => [value, 'double']),
    ]);
    expect(rows).toContainEqual([
      'a "quoted", item',
      'x',
      '2020-01-02T00:00:00Z',
      '1',
      '-0.000063',
      '3',
      '2.5',
    ]);
    expect(rows).toContainEqual(['007', 'y\\z', '2020-01-01T00:00:00Z', '5', '4', '30', '10']);
    expect(rows).toContainEqual([
      ...['NA', '', '2020-01-01T00:00:00Z', null],
      ...[format === 'CSV' ? null : 'NaN', '3', null],
    ]);
  });

  it('compares two exports of the same folder', async () => {
    const later = filled();
    const other = { ...later, timestamps: ['2021-06-08T17-53-31Z'] };
    expect((await answersOf(later, other)).at(-1)).toEqual([]);
    const same = (await answersOf(later, later)).at(-1);
    expect(same).toContainEqual(['007', '1', '4', '4', '0']);
  });

  it('can be removed by what it ends with', async () => {
    await answersOf(filled());
    const removing = athenaSql(filled(), { database })
      .split('\n')
      .filter(line => line.startsWith('-- DROP'))
      .map(line => line.slice(3));
    expect(removing).toHaveLength(2);
    for (const sql of removing.flatMap(statementsOf)) {
      await small.run(sql);
    }
    await expect(small.run(statementsOf(athenaSql(filled(), { database }))[1] ?? '')).rejects.toThrow(
      /does not exist/,
    );
  });
});

describe('the table for Athena', () => {
  const csv = (): QueriedExport => ({ ...folder.fill('CSV'), folder: inS3 });

  it('is over the very folder, with one slash at its end', () => {
    expect(tableOf(csv()).location).toBe(inS3);
    expect(tableOf({ ...csv(), folder: 's3://bucket' }).location).toBe('s3://bucket/');
  });

  it('reads quoted cells as text, without the header', () => {
    expect(tableOf(csv())).toMatchObject({
      serde: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      properties: { separatorChar: ',', quoteChar: '"', escapeChar: '\u0001' },
      storedAs: 'TEXTFILE',
      tableProperties: { 'skip.header.line.count': '1' },
    });
    expect(new Set(tableOf(csv()).columns.map(({ type }) => type))).toEqual(new Set(['string']));
  });

  it('has the types of Parquet, by the columns’ names where Athena can take them', () => {
    const queried: QueriedExport = {
      ...csv(),
      format: 'PARQUET',
      columns: [
        { name: 'Item_ID', kind: 'item', stored: 'long' },
        { name: 'date', kind: 'date', stored: 'timestamp' },
        { name: 'p50', kind: 'value', quantile: 0.5, stored: 'float' },
        { name: 'mean', kind: 'value' },
      ],
    };
    expect(tableOf(queried)).toMatchObject({
      columns: [
        { name: 'item_id', type: 'bigint' },
        { name: 'date', type: 'timestamp' },
        { name: 'p50', type: 'float' },
        { name: 'mean', type: 'double' },
      ],
      storedAs: 'PARQUET',
      properties: {},
    });
  });

  it('tells columns with odd, equal and no names', async () => {
    const names = ['item_id', `'; DROP \`x"`, 'STORE', 'store', 'p50', 'p50', '', '__', 'date'];
    folder.write(`odd_${stamp}_part0.csv`, csvOf([['a', '1', '2', '3', '4', '5', '6', '7', '8']], names));
    const queried: QueriedExport = {
      ...csv(),
      jobName: 'odd',
      columns: names.map(name => ({ name, kind: name === 'item_id' ? 'item' : 'dimension' })),
    };
    expect(tableOf(queried).columns.map(({ name }) => name)).toEqual([
      ...['item_id', '_drop_x_', 'store', 'store_1', 'p50', 'p50_1', 'column_7', 'column_8', 'date'],
    ]);
    expect((await answersOf(queried))[2]).toEqual([['1', '1']]);
  });

  it('is another one for each export, and for each format', () => {
    const names = [
      csv(),
      { ...csv(), timestamps: ['2021-06-08T17-53-31Z'] },
      { ...csv(), jobName: 'sales_2' },
      { ...csv(), format: 'PARQUET' as const },
    ].map(queried => tableOf(queried).name.join('.'));
    expect(new Set(names).size).toBe(4);
    expect(names[0]).toBe('default.forecast_sales_2020_06_08t17_53_31z');
  });
});

describe('the document for Athena', () => {
  it('says what it is, what it costs, and what Athena can’t read', async () => {
    const queried: QueriedExport = {
      ...folder.fill('PARQUET'),
      jobName: 'sales\n; DROP TABLE x',
      folder: 's3://bucket/a//b',
      timestamps: [],
    };
    const earlier: QueriedExport = { ...folder.fill('CSV'), folder: inS3 };
    await expect(athenaSql(queried, { database: 'my "d`b', earlier })).toMatchFileSnapshot(
      'golden/athena.sql',
    );
  });
});
