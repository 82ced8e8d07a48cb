import assert from 'node:assert/strict';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { athenaSql } from '../../src/data/queries/athenaSql';
import { duckDbSql } from '../../src/data/queries/duckDbSql';
import type { QueriedExport } from '../../src/data/queries/queriedExport';
import { sqlStatements } from '../../src/data/queries/sqlStatements';
import { columnOf } from '../../src/data/columns';
import { anyText } from '../unit/anyText';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const text = fc.oneof(
  anyText(20),
  fc.string({ unit: fc.constantFrom('"', "'", '`', ';', '-', '/', '*', '\\', '\n', ' ', 'a', '$', '\0') }),
);
const queried: fc.Arbitrary<QueriedExport> = fc.record({
  jobName: text,
  folder: fc.oneof(
    text.map(key => `s3://exports/${key}`),
    text.map(path => `/tmp/${path}`),
  ),
  timestamps: fc.array(fc.oneof(fc.constant('2026-01-05T10-00-00Z'), text), { maxLength: 2 }),
  certain: fc.boolean(),
  format: fc.constantFrom('CSV', 'PARQUET'),
  columns: fc
    .array(fc.oneof(text, fc.constantFrom('item_id', 'date', 'p10', 'p50', 'P50', 'mean')), {
      minLength: 1,
      maxLength: 6,
    })
    .map(names => names.map(columnOf)),
  emptyParts: fc.array(text, { maxLength: 2 }),
  region: fc.constantFrom('us-west-2', "it's"),
});

let instance: DuckDBInstance | undefined;
let connection: DuckDBConnection | undefined;

async function start(): Promise<void> {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
}

function stop(): void {
  connection?.closeSync();
  instance?.closeSync();
}

/** How many statements DuckDB sees in a text; rejects where it can't parse it. */
async function statements(sql: string): Promise<number> {
  const extracted = await connection?.extractStatements(sql);
  return extracted?.count ?? 0;
}

/** Whatever the names: DuckDB parses the script, as many statements as the editor parts it into. */
async function isParsed([one, earlier]: readonly [QueriedExport, QueriedExport | undefined]): Promise<void> {
  const script = duckDbSql(one, earlier);
  assert.equal(await statements(script), sqlStatements(script).length);
}

/** The queries are in what DuckDB and Athena have in common; what creates something is of Athena alone. */
async function hasTheSameStatements([one, earlier]: readonly [
  QueriedExport,
  QueriedExport | undefined,
]): Promise<void> {
  const plain: QueriedExport = {
    ...one,
    jobName: 'a',
    folder: 's3://b/',
    timestamps: [],
    columns: one.columns,
  };
  const options = { database: 'default', ...(earlier ? { earlier } : {}) };
  const parted = sqlStatements(athenaSql(one, options));
  if (!earlier) {
    assert.equal(parted.length, sqlStatements(athenaSql(plain, options)).length);
  }
  for (const { sql } of parted.filter(statement => /^(?:SELECT|WITH)\b/.test(statement.sql))) {
    assert.equal(await statements(sql), 1, sql);
  }
}

const pair = fc.tuple(queried, fc.option(queried, { nil: undefined }));

export const queries: readonly FuzzProperty[] = [
  fuzzed('queries/duckdb', pair, isParsed, { quickRuns: 50, before: start, after: stop }),
  fuzzed('queries/athena', pair, hasTheSameStatements, { quickRuns: 30, before: start, after: stop }),
];
