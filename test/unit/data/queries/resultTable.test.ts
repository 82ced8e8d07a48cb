import { describe, expect, it } from 'vitest';
import { resultTable } from '../../../../src/data/queries/resultTable';
import { readsOnly } from '../../../../src/data/queries/sqlStatements';
import type { QueryAnswer } from '../../../../src/jobs/runQuery';

const answer: QueryAnswer = {
  execution: {
    id: '1',
    state: 'SUCCEEDED',
    reason: '',
    statementType: 'DML',
    bytesScanned: 1_234_567,
    time: 2750,
    outputLocation: 's3://results/here/1.csv',
  },
  columns: [
    { name: 'item_id', type: 'varchar' },
    { name: 'total', type: 'double' },
    { name: 'note', type: 'varchar' },
  ],
  rows: [
    ['größe 📦', '20.5', undefined],
    ['a\nb\u202E', '-6.3E-5', ''],
    ['x'.repeat(200), '12345.75', 'y'],
  ],
  more: false,
};

describe('the table of a result', () => {
  it('has the cells as they are, NULL as such, and knows numbers by their type', () => {
    const { columns, rows, said } = resultTable(answer, 'en');
    expect(columns).toEqual([
      { name: 'item_id', kind: 'dimension' },
      { name: 'total', kind: 'value' },
      { name: 'note', kind: 'dimension' },
    ]);
    expect(rows[0]).toEqual(['größe 📦', '20.5', 'NULL']);
    expect(rows[1]).toEqual(['a\nb\u202E', '-6.3E-5', '']);
    expect(said).toBe('3 rows: 1.2 MB scanned, 2.8 s');
  });

  it('says where there are more rows than it has, and cuts cells that no one could read', () => {
    expect(resultTable({ ...answer, more: true }, 'en').said).toBe(
      'The first 3 rows, of more: 1.2 MB scanned, 2.8 s',
    );
    expect(resultTable({ ...answer, rows: [] }, 'en').said).toBe('0 rows: 1.2 MB scanned, 2.8 s');
    const [[cell = ''] = []] = resultTable({ ...answer, rows: [['x'.repeat(50_000), '1', '']] }, 'en').rows;
    expect(cell).toHaveLength(10_000);
  });
});

describe('a statement that only reads', () => {
  it.each([
    'SELECT 1',
    'with a AS (SELECT 1) SELECT * FROM a',
    'SHOW TABLES',
    'DESCRIBE t',
    'EXPLAIN SELECT 1',
    '(SELECT 1)',
  ])('%s', sql => expect(readsOnly(sql)).toBe(true));
  it.each([
    'CREATE VIEW a AS SELECT 1',
    'drop table a',
    'INSERT INTO a SELECT 1',
    'EXPLAIN ANALYZE INSERT INTO a SELECT 1',
    'UNLOAD (SELECT 1) TO x',
    'selectx',
  ])('is not: %s', sql => expect(readsOnly(sql)).toBe(false));
});
