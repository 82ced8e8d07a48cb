import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { statusGroups } from '../../src/jobs/exportJob';
import type { Internals } from '../../src/extension';
import { startLocalService, type LocalServiceHandle, type LocalServiceOptions } from '../../src/local/http';
import type { Row } from '../../src/view/rows';

export const extensionId = 'forecast-exports.forecast-exports';

/** The running extension's own session and tree. */
export async function extension(): Promise<Internals> {
  const found = vscode.extensions.getExtension<Internals | undefined>(extensionId);
  const internals = await found?.activate();
  if (!internals) {
    throw new Error('the extension is not running in test mode');
  }
  return internals;
}

const services: LocalServiceHandle[] = [];

/** Starts a service and connects the extension to it, as the environment of the editor would. */
export async function connectTo(options: Partial<LocalServiceOptions> = {}): Promise<LocalServiceHandle> {
  const service = await startLocalService({ jobs: 240, seed: 11, ...options });
  services.push(service);
  process.env['AWS_ENDPOINT_URL_FORECAST'] = service.url;
  process.env['AWS_ENDPOINT_URL_S3'] = service.url;
  process.env['AWS_ACCESS_KEY_ID'] = service.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = service.secretAccessKey;
  process.env['AWS_REGION'] = service.region;
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  const { session } = await extension();
  await session.choose({ kind: 'environment' });
  return service;
}

export async function closeServices(): Promise<void> {
  await Promise.all(services.splice(0).map(service => service.close()));
}

/** How many calls of ListForecastExportJobs, or of any operation, the service had. */
export function calls(service: LocalServiceHandle, operation?: string): number {
  return operation === undefined
    ? [...service.calls.values()].reduce((sum, count) => sum + count, 0)
    : (service.calls.get(operation) ?? 0);
}

/** The rows below a row, with those that say that a switch is under way passed over, as the editor does. */
export async function children(row?: Row): Promise<Row[]> {
  const { tree, session, files } = await extension();
  if (row) {
    const job = tree.job(row);
    const first = await tree.getChildren(row);
    if (job) {
      await until('the files are listed', () => files.of(job)?.tail.kind !== 'loading');
    }
    return job ? tree.getChildren(row) : first;
  }
  let rows = await tree.getChildren();
  if (rows.length === 0 && session.choice) {
    rows = await tree.getChildren();
  }
  const { board } = session;
  if (!board) {
    return rows;
  }
  await Promise.all(statusGroups.map(group => board.settled(group)));
  return tree.getChildren();
}

/** The tree as text, a line a row; of a group's jobs only the first few. */
export async function treeText(jobsAGroup = 0): Promise<string[]> {
  const { tree } = await extension();
  const lines: string[] = [];
  for (const row of await children()) {
    lines.push(rowText(tree.getTreeItem(row)));
    const below = row.kind === 'group' ? await children(row) : [];
    const jobs = below.filter(child => child.kind === 'job').slice(0, jobsAGroup);
    for (const child of [...jobs, ...below.filter(other => other.kind !== 'job')]) {
      lines.push(`  ${rowText(tree.getTreeItem(child))}`);
    }
  }
  return lines;
}

export function rowText(item: vscode.TreeItem): string {
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  return [label, typeof item.description === 'string' ? item.description : ''].filter(Boolean).join(' | ');
}

/** Every job row of the tree, by group. */
export async function jobRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const row of await children()) {
    rows.push(...(row.kind === 'group' ? await children(row) : []).filter(child => child.kind === 'job'));
  }
  return rows;
}

/** The rows below a row, as text. */
export async function below(row: Row): Promise<string[]> {
  const { tree } = await extension();
  return (await children(row)).map(child => rowText(tree.getTreeItem(child)));
}

type JobRow = Row & { readonly kind: 'job' };

/** The rows of the first jobs whose files are of this kind, the first file with something in it. */
export async function jobsWithFiles(format: 'csv' | 'parquet', count: number): Promise<JobRow[]> {
  const found: JobRow[] = [];
  const isFirst = (text: string) => text.startsWith(`part0.${format}`) && !text.includes('empty');
  for (const row of await jobRows()) {
    if (row.kind === 'job' && (await below(row)).some(isFirst) && found.push(row) === count) {
      return found;
    }
  }
  throw new Error(`not enough jobs have files of the kind ${format}`);
}

export async function jobWithFiles(format: 'csv' | 'parquet'): Promise<JobRow> {
  const [row] = await jobsWithFiles(format, 1);
  assert.ok(row);
  return row;
}

export async function run(command: string, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(`forecastExports.${command}`, ...args);
}

/** Waits until something holds; fails with what it waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    if (await holds()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}
