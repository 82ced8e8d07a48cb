import { describe, expect, it } from 'vitest';
import { resultText } from '../../../../src/data/queries/resultText';
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

describe('the text of a result', () => {
  it('has its cost, its place, and rows in columns, whatever is in the cells', async () => {
    await expect(resultText('SELECT item_id,\n  total\nFROM t', answer)).toMatchFileSnapshot(
      'golden/result.txt',
    );
  });

  it('says where there are more rows than it has', () => {
    expect(resultText('SELECT 1', { ...answer, more: true })).toContain(
      'The first 3 rows, of more: 1.2 MB scanned, 2.8 s',
    );
    expect(resultText('SELECT 1', { ...answer, rows: [] })).toContain('0 rows:');
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
