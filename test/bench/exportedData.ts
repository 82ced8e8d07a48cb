import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloadAllThenGrep } from './downloadAll';
import { makeExport, type MadeFolder } from './madeExport';
import type { MeasuredData, Task } from './measureData';
import type { Table } from './table';

const run = promisify(execFile);

interface DataRow extends Partial<MeasuredData> {
  readonly what: string;
  readonly ms: number;
}

/**
 * Reading an export, made for it in a folder that is removed: as CSV and as Parquet, beside DuckDB on the same files,
 * and beside a download of all of it. FORECAST_EXPORTS_BENCH_MB is its size (1000 by itself; 0 leaves it out),
 * FORECAST_EXPORTS_BENCH_DATA a folder that keeps the made files for the next time.
 */
export async function exportedDataTimes(): Promise<DataRow[]> {
  const megabytes = Number(process.env['FORECAST_EXPORTS_BENCH_MB'] ?? 1000);
  if (!(megabytes > 0)) {
    return [];
  }
  const kept = process.env['FORECAST_EXPORTS_BENCH_DATA'];
  const root = kept ?? (await mkdtemp(join(tmpdir(), 'forecast-exports-bench-')));
  try {
    console.log(`\nMaking an export of ${megabytes} MB as CSV, and as Parquet…`);
    const { csv, parquet, item } = await makeExport(root, megabytes);
    const rows = [...(await timesOf(csv, item)), ...(await timesOf(parquet, item))];
    const all = await downloadAllThenGrep(csv, item);
    return [
      ...rows,
      ...(all
        ? [
            { what: 'CSV: copy all parts by the AWS CLI (S3 in this machine)', ms: all.copy },
            { what: 'CSV: grep one item in the copies', ms: all.search },
          ]
        : []),
    ];
  } finally {
    if (kept === undefined) {
      await rm(root, { recursive: true, force: true });
    }
  }
}

export function dataTable(rows: readonly DataRow[]): Table {
  const inMegabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 1e6);
  return {
    title: 'An export of many parts',
    columns: ['what', 'ms', 'memory MB', 'read MB', 'found'],
    rows: rows.map(({ what, ms, memory, bytesRead, rows: found }) => [
      what,
      ms,
      inMegabytes(memory),
      inMegabytes(bytesRead),
      found,
    ]),
  };
}

async function timesOf(made: MadeFolder, item: string): Promise<DataRow[]> {
  const tasks: [Task, string][] = [
    ['rows', 'first rows'],
    ['item', 'one item in all parts'],
    ['next item', 'the next item'],
    ['summary', 'summary, with gaps and duplicates; rows'],
    ['comparison', 'two exports compared; items'],
  ];
  const rows: DataRow[] = [];
  for (const [task, named] of tasks) {
    rows.push({ what: `${made.format}: ${named}`, ...(await measured('readers', task, made, item)) });
    if (task !== 'next item' && task !== 'comparison') {
      rows.push({
        what: `${made.format}: ${named}, by DuckDB`,
        ...(await measured('duckdb', task, made, item)),
      });
    }
  }
  return rows;
}

async function measured(
  engine: string,
  task: Task,
  { folder, format }: MadeFolder,
  item: string,
): Promise<MeasuredData> {
  const args = [join(__dirname, 'benchData.js'), engine, task, folder, format, item];
  return JSON.parse((await run(process.execPath, args)).stdout) as MeasuredData;
}
