import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import type { Row } from '../../src/view/rows';
import { extension, jobRows, run as runCommand } from '../editor/account';
import type { Measures } from './measures';

/** An address and region of a local service, which is in another process. */
interface Account {
  readonly url: string;
  readonly region: string;
}

/** How often the moving jobs are asked about in a round. */
const polls = 10;

/** Of the extension's own objects, which are met on the way. */
const classes = new Map<string, unknown>();

/** Rounds of editor life inside the extension host; what it holds after each is a line of the file. */
export async function run(): Promise<void> {
  const { accounts, rounds, file } = JSON.parse(process.env['FORECAST_EXPORTS_SOAK'] ?? '') as {
    readonly accounts: readonly Account[];
    readonly rounds: number;
    readonly file: string;
  };
  const collect = garbageCollector();
  for (let round = 1; round <= rounds; round++) {
    const started = Date.now();
    for (const account of accounts) {
      await liveIn(account, round);
    }
    await liveInSample();
    await collect();
    const measures = await measure();
    await appendFile(
      file,
      `${JSON.stringify({ round, seconds: (Date.now() - started) / 1000, ...measures })}\n`,
    );
  }
}

/** The commands of a user in an account, and the polls while an export is on its way. */
async function liveIn({ url, region }: Account, round: number): Promise<void> {
  process.env['AWS_ENDPOINT_URL_FORECAST'] = process.env['AWS_ENDPOINT_URL_S3'] = url;
  process.env['AWS_REGION'] = region;
  const { session, following, clock } = await extension();
  following.accounts.close();
  await session.choose({ kind: 'environment' });
  await look();
  await filterAndSort();
  const connection = await session.connection();
  if (!connection) {
    throw new Error('there is no connection');
  }
  note('boards', session.board);
  note('connections', connection);
  const { items } = await connection.jobs.forecasts({ filters: [], maxResults: 100 });
  const forecast = items.find(({ status }) => status === 'ACTIVE');
  const name = `soak_${round}`;
  const arn = await connection.jobs.create({
    name,
    forecastArn: forecast?.arn ?? '',
    path: `s3://exports-of-tests/${name}`,
    roleArn: `arn:aws:iam::${forecast?.arn.split(':')[4] ?? ''}:role/ForecastExport`,
    format: 'CSV',
    tags: [],
  });
  await runCommand('refresh');
  const row = await rowOf(job => job.arn === arn);
  await runCommand('follow', row, [row]);
  await until('it is followed', () => following.jobs.list().length > 0);
  for (let poll = 0; poll < polls; poll++) {
    await advance(url, 5);
    await clock.askNow();
  }
  await advance(url, 3600);
  await clock.askNow();
  await until('its end was seen', () => following.jobs.list().length === 0);
  await lookAtFiles();
  await connection.jobs.delete(arn);
  await advance(url, 3600);
  await runCommand('refresh');
  await jobRows();
}

async function liveInSample(): Promise<void> {
  const { session } = await extension();
  await session.choose({ kind: 'sample' });
  await look();
  await lookAtFiles();
}

async function look(): Promise<void> {
  const rows = await jobRows();
  await runCommand('showDetails', rows[0]);
  await runCommand('showDetails', rows[1]);
  for (let times = 0; times < 3; times++) {
    await runCommand('refresh');
    await jobRows();
  }
  await closeEverything();
  await vscode.lm.invokeTool('forecast-exports_listExportJobs', {
    input: {},
    toolInvocationToken: undefined,
  });
  const found = runCommand('findJob');
  await new Promise(resolve => setTimeout(resolve, 100));
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  await found;
}

async function filterAndSort(): Promise<void> {
  const { session } = await extension();
  await session.setFilter({ forecasts: [], statuses: ['CREATE_FAILED'] });
  await jobRows();
  await session.sortBy('name');
  await session.setFilter({ forecasts: [] });
  await session.sortBy('newest');
  await jobRows();
}

/** Documents, downloads, pages of data and a comparison. */
async function lookAtFiles(): Promise<void> {
  const { tree, previews } = await extension();
  const rows = (await jobRows()).filter(row => tree.getTreeItem(row).contextValue?.includes('.files'));
  const [row, other] = rows;
  if (!row || !other) {
    throw new Error('no job has files');
  }
  let isRead = false;
  // A file of Parquet opens as the page of its export.
  const listening = previews.onDidPost(({ type }) => (isRead ||= type === 'rows'));
  const file = (await tree.getChildren(row)).find(child => child.kind === 'file');
  await runCommand('openFile', file);
  const folder = await mkdtemp(join(tmpdir(), 'forecast-exports-soak-'));
  await runCommand('download', row, [row], vscode.Uri.file(folder));
  await rm(folder, { recursive: true });
  await runCommand('previewData', row);
  await until('rows are shown', () => isRead);
  listening.dispose();
  note('previews', previews.all[0]);
  const jobs = [row, other]
    .map(one => tree.job(one))
    .filter((job): job is ForecastExportJob => job !== undefined);
  if (jobs[0] && jobs[1]) {
    await previews.compare(jobs[0], jobs[1]);
  }
  await closeEverything();
  await until('no page is open', () => previews.all.length === 0);
}

async function closeEverything(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('notifications.clearAll');
}

async function rowOf(wanted: (job: ForecastExportJob) => boolean): Promise<Row> {
  const { tree } = await extension();
  for (const row of await jobRows()) {
    const job = tree.job(row);
    if (job && wanted(job)) {
      return row;
    }
  }
  throw new Error('the job is not in the tree');
}

async function advance(url: string, seconds: number): Promise<void> {
  await fetch(`${url}/__control`, {
    method: 'POST',
    headers: { 'x-local-control': '1' },
    body: JSON.stringify({ advance: seconds }),
  });
}

/** Collects what nobody holds any more, also what is let go a moment later. */
function garbageCollector(): () => Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return async () => {
    for (let times = 0; times < 4; times++) {
      collect();
      await new Promise(resolve => setTimeout(resolve, 150));
    }
  };
}

async function measure(): Promise<Measures> {
  const { previews, storage } = await extension();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return {
    'heap KB': Math.round(heapUsed / 1024),
    'buffers KB': Math.round(arrayBuffers / 1024),
    'open files': readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().length,
    'listeners of process': process
      .eventNames()
      .reduce((sum, event) => sum + process.listenerCount(event), 0),
    emitters: countOf(vscode.EventEmitter),
    disposables: countOf(vscode.Disposable),
    signals: countOf(AbortSignal),
    ...Object.fromEntries([...classes].map(([name, of]) => [name, countOf(of)])),
    pages: previews.all.length,
    tabs: vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
    'stored files': (await readdir(storage, { recursive: true })).length,
  };
}

/** Waits until something holds, on a machine that may have much else to do. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (holds()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}

function note(name: string, one: object | undefined): void {
  if (one) {
    classes.set(name, one.constructor);
  }
}

/** How many objects of a class there are, garbage left out. */
function countOf(of: unknown): number {
  return queryObjects(of as new () => unknown, { format: 'count' });
}
