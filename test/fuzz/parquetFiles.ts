import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

export const codecs = ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'] as const;

/** What an export may hold, and what it may not but Parquet can: dictionaries, empty values, lists. */
const tables = [
  `SELECT 'item_' || (n // 7) AS item_id, TIMESTAMP '2026-01-01' + INTERVAL (n % 7) DAY AS date,
    n / 3.0 AS p10, CASE WHEN n % 5 = 0 THEN NULL ELSE n::DOUBLE END AS p50, 'store_' || (n % 3) AS store
    FROM range(70) t(n)`,
  `SELECT md5(n::VARCHAR) AS item_id, n::INTEGER AS count, n::BIGINT * 1000000007 AS big, n % 3 = 0 AS flag,
    (n / 7.0)::FLOAT AS mean, DATE '2026-01-01' + n::INTEGER AS date, [n, n + 1] AS several,
    {'a': n, 'b': 'x'} AS nested, (n / 8.0)::DECIMAL(9, 3) AS exact, 'c' AS p50 FROM range(40) t(n)`,
  `SELECT NULL::VARCHAR AS item_id, NULL::DOUBLE AS p50 FROM range(3)`,
];

export interface WrittenTable {
  readonly rows: number;
  /** Every how many rows a value is empty, 0 for none. */
  readonly emptyEach: number;
  /** How many rows have the same item. */
  readonly perItem: number;
  readonly codec: (typeof codecs)[number];
  readonly version: 'V1' | 'V2';
}

/** A DuckDB that writes Parquet files. */
export class ParquetWriter {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ParquetWriter> {
    const instance = await DuckDBInstance.create(':memory:');
    const folder = mkdtempSync(join(tmpdir(), 'forecast-exports-fuzz-'));
    return new ParquetWriter(instance, await instance.connect(), folder);
  }

  async write(query: string, { codec, version }: Pick<WrittenTable, 'codec' | 'version'>): Promise<Buffer> {
    const file = join(this.folder, 'part.parquet');
    await this.connection.run(
      `COPY (${query}) TO '${file}' (FORMAT parquet, CODEC '${codec}', PARQUET_VERSION ${version}, ROW_GROUP_SIZE 2048)`,
    );
    return readFileSync(file);
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.folder, { recursive: true });
  }
}

/** The query of a table of items, dates and values. */
export function tableQuery({ rows, emptyEach, perItem }: WrittenTable): string {
  const value = emptyEach === 0 ? 'n / 4.0' : `CASE WHEN n % ${emptyEach} = 0 THEN NULL ELSE n / 4.0 END`;
  return `SELECT 'item_' || (n // ${perItem}) AS item_id, 'of all' AS store, n::INTEGER AS count,
    TIMESTAMP '2026-01-01' + INTERVAL (n % ${perItem}) DAY AS date, (${value})::DOUBLE AS p50,
    md5(n::VARCHAR) AS batch, n % 2 = 0 AS flag FROM range(${rows}) t(n)`;
}

let files: Promise<readonly Buffer[]> | undefined;

/** Small files of each codec that DuckDB writes, in both versions of the format: made once. */
export function parquetFiles(): Promise<readonly Buffer[]> {
  files ??= writeAll();
  return files;
}

async function writeAll(): Promise<readonly Buffer[]> {
  const writer = await ParquetWriter.open();
  try {
    const written: Buffer[] = [];
    for (const codec of codecs) {
      for (const version of ['V1', 'V2'] as const) {
        for (const table of tables) {
          written.push(await writer.write(table, { codec, version }));
        }
      }
    }
    return written;
  } finally {
    writer.close();
  }
}
