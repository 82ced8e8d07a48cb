// One measurement in a process of its own, so that its peak of memory is its own: prints it as JSON.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';
import type * as Readers from '../../src/data';
import { FolderStore, partsIn } from './folderStore';
import type { MadeFolder } from './madeExport';

/** What there is to measure, by engine. */
export type Task = 'rows' | 'item' | 'next item' | 'summary' | 'comparison';

export interface MeasuredData {
  readonly ms: number;
  /** Peak of the process, in bytes. */
  readonly memory: number;
  readonly bytesRead?: number;
  /** Rows that were found, so that it can be seen that engines agree. */
  readonly rows: number;
}

async function main(engine: string, task: Task, made: MadeFolder, item: string): Promise<void> {
  const measured = engine === 'duckdb' ? await byDuckDb(task, made, item) : await byReaders(task, made, item);
  const memory = peakMemory();
  console.log(JSON.stringify({ ...measured, memory } satisfies MeasuredData));
}

/** Linux counts the process that started this one in `maxRSS`; what it tells of the memory itself begins anew. */
function peakMemory(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /VmHWM:\s*(\d+) kB/.exec(status)?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024;
}

/** By what is in the package: dist/data.js. */
async function byReaders(task: Task, made: MadeFolder, item: string): Promise<Omit<MeasuredData, 'memory'>> {
  const readers = createRequire(__filename)(resolve('dist/data.js')) as typeof Readers;
  const store = new FolderStore();
  const open = () => readers.openExportedData(store, partsIn(made));
  const rowsOf = async (data: ReturnType<typeof open>, wanted: string): Promise<number> =>
    (await data.findItem({ item: wanted })).series.reduce((sum, { rows }) => sum + rows.length, 0);
  const data = open();
  if (task === 'next item') {
    await rowsOf(data, item);
  }
  const read = store.bytesRead;
  const start = performance.now();
  const rows = await {
    rows: async () => (await data.rows().next(200)).rows.length,
    item: () => rowsOf(data, item),
    'next item': () => rowsOf(data, `${item.slice(0, -1)}0`),
    summary: async () => (await data.summarize()).rows,
    comparison: async () => (await readers.compareExports(data, open(), { limit: 100 })).itemsInBoth,
  }[task]();
  return { ms: performance.now() - start, bytesRead: store.bytesRead - read, rows };
}

async function byDuckDb(task: Task, made: MadeFolder, item: string): Promise<Omit<MeasuredData, 'memory'>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const extension = made.format === 'CSV' ? 'csv' : 'parquet';
  const table = `read_${extension}('${join(made.folder, `*.${extension}`)}')`;
  const start = performance.now();
  let rows = 0;
  for (const sql of statements(task, table, item)) {
    const answer = await connection.runAndReadAll(sql);
    rows ||= task === 'summary' ? Number(answer.getRows()[0]?.[0]) : answer.currentRowCount;
  }
  return { ms: performance.now() - start, rows };
}

function statements(task: Task, table: string, item: string): string[] {
  switch (task) {
    case 'rows':
      return [`SELECT * FROM ${table} LIMIT 200`];
    case 'summary':
      return [
        `SELECT count(*), count(DISTINCT item_id), min(date), max(date), count(*) FILTER (p10 > p50 OR p50 > p90),
          count(*) FILTER (least(p10, p50, p90) < 0), count(*) FILTER (p10 IS NULL OR p50 IS NULL OR p90 IS NULL)
          FROM ${table}`,
        // Gaps and duplicates by the distance of neighbors.
        `SELECT step, count(*) FROM (SELECT date - lag(date) OVER (PARTITION BY item_id ORDER BY date) AS step
          FROM ${table}) GROUP BY step ORDER BY count(*) DESC`,
      ];
    default:
      return [`SELECT * FROM ${table} WHERE item_id = '${item}' ORDER BY date`];
  }
}

const [, , engine = '', task = '', folder = '', format = '', item = ''] = process.argv;
void main(engine, task as Task, { folder, format: format as MadeFolder['format'] }, item);
