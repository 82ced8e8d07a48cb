import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { connect } from '../../src/aws';
import { statusGroups } from '../../src/jobs/exportJob';
import { JobBoard } from '../../src/jobs/jobBoard';
import { noFilter } from '../../src/jobs/jobFilter';
import { startLocalService, type LocalServiceHandle } from '../../src/local/http';
import { exportedDataTimes, printData } from './exportedData';
import { callsOfFollowing } from './following';

/** One measurement beside what else there is to measure it by. Times in milliseconds. */
interface Measured {
  readonly what: string;
  readonly ms: number;
  readonly calls?: number;
}

const run = promisify(execFile);
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** `npm run bench`: prints tables, writes bench.json, fails nothing. `npm run bench -- data` is of exported data only. */
async function main(): Promise<void> {
  const jobs = process.argv.includes('data') ? {} : await jobTimes();
  const data = await exportedDataTimes();
  printData(data);
  await writeFile('bench.json', `${JSON.stringify({ ...jobs, data }, null, 2)}\n`);
}

async function jobTimes() {
  const rows: Measured[] = [
    { what: 'load dist/aws.js (fresh process, median of 5)', ms: await loadTime('./dist/aws.js') },
    { what: 'load dist/local.js (fresh process, median of 5)', ms: await loadTime('./dist/local.js') },
    { what: 'start node and nothing else (median of 5)', ms: await processTime('') },
  ];
  for (const jobs of [1000, 10_000]) {
    for (const delay of [0, 50, 200]) {
      rows.push(...(await firstRows(jobs, delay)));
    }
  }
  for (const jobs of [1000, 10_000, 100_000]) {
    rows.push(...(await allRows(jobs)));
  }
  for (const { what, ms, calls } of rows) {
    console.log(
      `${ms.toFixed(0).padStart(8)} ms ${(calls === undefined ? '' : `${calls} calls`).padStart(11)}  ${what}`,
    );
  }
  const following = await callsOfFollowing();
  console.log(
    '\n   calls  notebook  an hour of following, beside one Describe each 10 s for each job until it ends',
  );
  for (const { jobs, how, calls, notebook } of following) {
    console.log(`${String(calls).padStart(8)}${String(notebook).padStart(10)}  ${jobs} moving jobs, ${how}`);
  }
  return { times: rows, following };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    times.push(await measure());
  }
  return times.sort((a, b) => a - b)[2] ?? NaN;
}

function loadTime(bundle: string): Promise<number> {
  const script = `const t = performance.now(); require(${JSON.stringify(bundle)}); console.log(performance.now() - t)`;
  return median(async () => Number((await run(process.execPath, ['-e', script])).stdout));
}

function processTime(script: string): Promise<number> {
  return median(() => timed(() => run(process.execPath, ['-e', script])));
}

function boardOf(service: LocalServiceHandle): JobBoard {
  process.env['AWS_ACCESS_KEY_ID'] = service.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = service.secretAccessKey;
  const connection = connect({
    choice: { kind: 'environment' },
    region: service.region,
    endpoint: service.url,
    askMfaCode: () => Promise.resolve(undefined),
    log: silent,
  });
  return new JobBoard(connection.jobs, noFilter, { pageSize: () => 100, order: 'newest' });
}

function callsOf(service: LocalServiceHandle): number {
  return [...service.calls.values()].reduce((sum, count) => sum + count, 0);
}

/** From nothing to the first page of every group, beside the AWS CLI's first page. */
async function firstRows(jobs: number, delay: number): Promise<Measured[]> {
  const service = await startLocalService({
    jobs,
    seed: 7,
    faults: delay > 0 ? [{ name: 'slow', ms: delay }] : [],
  });
  const board = boardOf(service);
  const named = `${jobs} jobs, ${delay} ms of delay`;
  const ms = await timed(async () => {
    await board.start();
    await Promise.all(statusGroups.map(group => board.settled(group)));
  });
  const mine = { what: `first page of every group: ${named}`, ms, calls: callsOf(service) };
  const cli = await timed(() => aws(service, ['--max-items', '100'])).catch(() => NaN);
  await service.close();
  return [mine, { what: `AWS CLI, first page of the list: ${named}`, ms: cli }].filter(
    row => !Number.isNaN(row.ms),
  );
}

/** Every job, beside boto3's paginator on the same service. */
async function allRows(jobs: number): Promise<Measured[]> {
  const service = await startLocalService({ jobs, seed: 7 });
  const board = boardOf(service);
  await board.start();
  const ms = await timed(() => board.loadAll(statusGroups, new AbortController().signal, () => undefined));
  const mine = {
    what: `Load All of ${jobs} jobs, after the first pages (${board.size} loaded)`,
    ms,
    calls: callsOf(service),
  };
  const boto = await boto3(service).catch(() => NaN);
  await service.close();
  return [mine, { what: `boto3's paginator, ${jobs} jobs`, ms: boto }].filter(row => !Number.isNaN(row.ms));
}

function environmentOf(service: LocalServiceHandle): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    AWS_ACCESS_KEY_ID: service.accessKeyId,
    AWS_SECRET_ACCESS_KEY: service.secretAccessKey,
    AWS_DEFAULT_REGION: service.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

function aws(service: LocalServiceHandle, args: readonly string[]): Promise<unknown> {
  const command = ['forecast', 'list-forecast-export-jobs', '--endpoint-url', service.url, ...args];
  return run('aws', command, { env: environmentOf(service), maxBuffer: 2 ** 28 });
}

/** The time of the paging alone, without the start of Python. */
async function boto3(service: LocalServiceHandle): Promise<number> {
  const script = [
    'import boto3, sys, time',
    `client = boto3.client("forecast", endpoint_url="${service.url}")`,
    'start = time.perf_counter()',
    'pages = client.get_paginator("list_forecast_export_jobs").paginate(PaginationConfig={"PageSize": 100})',
    'sum(len(page["ForecastExportJobs"]) for page in pages)',
    'print((time.perf_counter() - start) * 1000)',
  ].join('\n');
  return Number((await run('python3', ['-c', script], { env: environmentOf(service) })).stdout);
}

void main();
