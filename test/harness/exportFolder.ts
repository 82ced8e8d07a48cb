import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { QueriedColumn, QueriedExport } from '../../src/data/queries/queriedExport';
import { sqlStatements } from '../../src/data/queries/sqlStatements';

export const stamp = '2020-06-08T17-53-31Z';

export const columns: readonly QueriedColumn[] = [
  { name: 'item_id', kind: 'item' },
  { name: 'Größe "in" cm', kind: 'dimension' },
  { name: 'date', kind: 'date' },
  { name: 'p10', kind: 'value', quantile: 0.1 },
  { name: 'p50', kind: 'value', quantile: 0.5 },
  { name: 'p90', kind: 'value', quantile: 0.9 },
  { name: 'mean', kind: 'value' },
];

type Cells = readonly [
  item: string,
  size: string,
  date: string,
  p10: string,
  p50: string,
  p90: string,
  mean: string,
];

/** Rows by part: hostile items, a dimension, an empty value, NaN, an exponent, crossing quantiles. */
export const parts: readonly (readonly Cells[] | 'nothing')[] = [
  [
    ['a "quoted", item', 'x', '2020-01-01T00:00:00Z', '1', '2', '3', '2.5'],
    ['a "quoted", item', 'x', '2020-01-02T00:00:00Z', '1', '-6.3e-05', '3', '2.5'],
    ['NA', '', '2020-01-01T00:00:00Z', '', 'NaN', '3', ''],
  ],
  [],
  'nothing',
  [
    ['007', 'y\\z', '2020-01-01T00:00:00Z', '5', '4', '30', '10'],
    ['größe 📦', "it's", '2020-01-03T00:00:00Z', '1', '20', '30', '10'],
  ],
];

/** A folder of exports, some of them namesakes. */
export class ExportFolder {
  readonly path: string;
  readonly #root = mkdtempSync(join(tmpdir(), 'forecast-exports-queries-'));

  constructor(name = "it's [a] *folder* +%20 é") {
    this.path = join(this.#root, name);
    mkdirSync(this.path);
  }

  /** Writes a file as it is given. */
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.path, name), content);
  }

  /** The parts of one export, with its namesakes and markers beside them. */
  fill(format: 'CSV' | 'PARQUET', name = 'sales'): QueriedExport {
    const extension = format === 'CSV' ? 'csv' : 'parquet';
    const content = format === 'CSV' ? csvOf : parquetOf;
    const emptyParts: string[] = [];
    parts.forEach((rows, number) => {
      const file = `${name}_${stamp}_part${number}.${extension}`;
      this.write(file, rows === 'nothing' ? '' : content(rows));
      if (rows === 'nothing') {
        emptyParts.push(file);
      }
    });
    const other = content([['of another', '', '2020-01-01T00:00:00Z', '9', '9', '9', '9']]);
    this.write(`${name}_2021-06-08T17-53-31Z_part0.${extension}`, other);
    this.write(`${name}_2_${stamp}_part0.${extension}`, other);
    this.write(`${name}_${stamp}_part0 (1).${extension}`, other);
    this.write(`${name}_${stamp}_CHECK`, '');
    this.write('_CHECK', '');
    this.write('_SUCCESS', '');
    return { jobName: name, folder: this.path, timestamps: [stamp], format, columns, emptyParts };
  }

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }
}

export function csvOf(
  rows: readonly (readonly string[])[],
  header: readonly string[] = columns.map(({ name }) => name),
): string {
  const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [header, ...rows].map(row => `${row.map(cell).join(',')}\n`).join('');
}

function parquetOf(rows: readonly Cells[]): Uint8Array {
  const number = (text: string) => (text === '' ? null : Number(text));
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, kind }, index) => ({
        name,
        data: rows.map(row => (kind === 'value' ? number(row[index] ?? '') : row[index])),
        type: kind === 'value' ? ('DOUBLE' as const) : ('STRING' as const),
      })),
    }),
  );
}

export type Answer = readonly Readonly<Record<string, unknown>>[];

/** Runs each statement of a script in a DuckDB of its own; the answers of its queries. */
export async function answersOf(script: string, before: readonly string[] = []): Promise<readonly Answer[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const answers: Answer[] = [];
    for (const sql of [...before, ...sqlStatements(script).map(statement => statement.sql)]) {
      const answer = await connection.runAndReadAll(sql);
      if (/^(?:SELECT|WITH)\b/.test(sql)) {
        answers.push(answer.getRowObjectsJson());
      }
    }
    return answers;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
