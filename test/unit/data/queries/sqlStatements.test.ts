import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sqlStatements, statementAt } from '../../../../src/data/queries/sqlStatements';

const textsOf = (text: string) => sqlStatements(text).map(({ sql }) => sql);

describe('statements', () => {
  it.each<[string, string, string[]]>([
    ['are parted by semicolons', 'SELECT 1;\nSELECT 2', ['SELECT 1', 'SELECT 2']],
    ['may be none', ' ; ;; -- nothing\n/* ; */', []],
    ['keep a semicolon in a text', "SELECT ';';SELECT 'it''s; so'", ["SELECT ';'", "SELECT 'it''s; so'"]],
    ['keep a semicolon in a name', 'SELECT "a;""b" FROM `c;d`;x', ['SELECT "a;""b" FROM `c;d`', 'x']],
    [
      'keep comments within, and no others',
      '-- a;b\nSELECT 1 -- c;d\n, 2 /* e; */ ; -- f',
      ['SELECT 1 -- c;d\n, 2'],
    ],
    ['know a minus and a division', 'SELECT 4-1/2;SELECT 3', ['SELECT 4-1/2', 'SELECT 3']],
    [
      'end a text before a backslash in a query',
      String.raw`SELECT 'a\';SELECT 2`,
      [String.raw`SELECT 'a\'`, 'SELECT 2'],
    ],
    [
      'go on behind a backslash in DDL',
      String.raw`CREATE EXTERNAL TABLE a (b string) LOCATION 's3://it\'s;/'; SELECT 2`,
      [String.raw`CREATE EXTERNAL TABLE a (b string) LOCATION 's3://it\'s;/'`, 'SELECT 2'],
    ],
    ['go to the end where a text is open', "SELECT 'a; b", ["SELECT 'a; b"]],
    ['go to the end where a comment is open', 'SELECT 1 /* ; x', ['SELECT 1']],
  ])('%s', (_, text, expected) => {
    expect(textsOf(text)).toEqual(expected);
  });

  it('stand in the text where they say, in order, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', "'", '`', ';', '-', '/', '*', '\\', ' ', '\n', 'a', '=') }),
        text => {
          let before = 0;
          for (const { sql, start, end } of sqlStatements(text)) {
            expect(text.slice(start, end)).toBe(sql);
            expect(sql).toBe(sql.trimStart());
            expect(start).toBeGreaterThanOrEqual(before);
            before = end;
          }
        },
      ),
    );
  });

  it('of a long text are found in one go', () => {
    const long = `SELECT '${"a''".repeat(300_000)}';`;
    expect(sqlStatements(long.repeat(2))).toHaveLength(2);
  });
});

describe('the statement at a place', () => {
  const text = '-- first\nSELECT 1;\n\n-- second\nSELECT\n  2; SELECT 3; -- end\n\n';
  it.each<[string, string]>([
    ['-- first', 'SELECT 1'],
    ['SELECT 1', 'SELECT 1'],
    ['-- second', 'SELECT\n  2'],
    ['  2', 'SELECT\n  2'],
    ['SELECT 3', 'SELECT 3'],
    ['-- end', 'SELECT 3'],
  ])('%s', (place, expected) => {
    expect(statementAt(text, text.indexOf(place) + 3)?.sql).toBe(expected);
  });

  it('is the last behind all of them, and none where there is none', () => {
    expect(statementAt(text, text.length)?.sql).toBe('SELECT 3');
    expect(statementAt('-- nothing', 3)).toBeUndefined();
  });

  it('is the one that its semicolon ends', () => {
    expect(statementAt('SELECT 1;\nSELECT 2;', 'SELECT 1;'.length)?.sql).toBe('SELECT 1');
  });
});
