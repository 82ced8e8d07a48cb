import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

const list = 'ListForecastExportJobs';

interface SavedList {
  readonly complete: boolean;
  readonly count: number;
  readonly jobs: readonly { readonly ForecastExportJobArn: string; readonly Status: string }[];
}

describe('a list saved in a file', () => {
  let folder: string;
  let service: LocalServiceHandle;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forecast-exports-list-'));
    await vscode.workspace.getConfiguration('forecastExports').update('pageSize', 20, true);
    service = await connectTo({ jobs: 240, seed: 41 });
    await jobRows();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.workspace.getConfiguration('forecastExports').update('pageSize', undefined, true);
    await run('clearFilters');
    await closeServices();
    rmSync(folder, { recursive: true });
  });

  const saveAs = async (name: string) => {
    const file = join(folder, name);
    await run('saveListAs', vscode.Uri.file(file));
    return file;
  };

  async function shownIds(): Promise<string[]> {
    return (await jobRows()).flatMap(row => (row.kind === 'job' ? [row.id] : []));
  }

  it('has every job of all pages once, in the order of the tree: JSON', async () => {
    assert.ok((await shownIds()).length < 240);
    const saved = JSON.parse(readFileSync(await saveAs('jobs.json'), 'utf8')) as SavedList;
    assert.equal(saved.complete, true);
    assert.equal(saved.count, 240);
    const arns = saved.jobs.map(job => job.ForecastExportJobArn);
    assert.deepEqual(arns, await shownIds());
    const stored = service.service.account.jobs.all().map(job => job.arn);
    assert.deepEqual([...arns].sort(), stored.sort());
  });

  it('has a line a job, each ending in its ARN: CSV', async () => {
    await run('sortByName');
    const lines = readFileSync(await saveAs('jobs.CSV'), 'utf8')
      .trimEnd()
      .split('\r\n');
    await run('sortByNewest');
    assert.match(lines[0] ?? '', /^Status,Name,Forecast,Created,/);
    assert.equal(lines.length, 241);
    const active = lines.filter(line => line.startsWith('Active (ACTIVE)'));
    const names = active.map(line => (line.split(',')[1] ?? '').toLowerCase());
    assert.deepEqual(names, [...names].sort());
    const arns = lines.slice(1).map(line => line.replace(/^.*,/, ''));
    assert.deepEqual([...arns].sort(), (await shownIds()).sort());
  });

  it('is shown by the Markdown of the editor as it is meant, whatever the service sends', async () => {
    service.faults.set({ name: 'hostile-strings' });
    await run('refresh');
    const text = readFileSync(await saveAs('jobs.md'), 'utf8');
    const html = await vscode.commands.executeCommand<string>('markdown.api.render', text);
    assert.equal(html.match(/<tr/g)?.length, 241);
    const brought = html.match(/.{0,60}<(?:a|img|script|b|em|strong|del)\b.{0,100}/g) ?? [];
    assert.deepEqual(brought.slice(0, 3), []);
  });

  it('has the jobs of the filter only', async () => {
    const { session } = await extension();
    await session.setFilter({ forecasts: [], statuses: ['CREATE_FAILED'] });
    await jobRows();
    const saved = JSON.parse(readFileSync(await saveAs('failed.json'), 'utf8')) as SavedList;
    assert.ok(saved.count > 0);
    assert.deepEqual([...new Set(saved.jobs.map(job => job.Status))], ['CREATE_FAILED']);
  });

  it('is not written where a page is denied and nobody asked for a part of it', async () => {
    service.faults.set({ name: 'denied', operation: list });
    const before = (await shownIds()).length;
    const saving = saveAs('denied.json');
    const { session } = await extension();
    await until('reading has failed', () => session.board?.group('ACTIVE').tail.kind === 'failed');
    await until('the question is gone', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return Promise.race([
        saving.then(() => true),
        new Promise<boolean>(done => setTimeout(done, 50, false)),
      ]);
    });
    assert.ok(!existsSync(await saving));
    assert.equal((await shownIds()).length, before);
    service.faults.clear();
    const saved = JSON.parse(readFileSync(await saveAs('denied.json'), 'utf8')) as SavedList;
    assert.deepEqual([saved.complete, saved.count], [true, 240]);
  });

  it('is not written where another list was chosen while it was read', async () => {
    service.faults.set({ name: 'slow', ms: 300, operation: list });
    const before = calls(service);
    const saving = saveAs('switched.json');
    await until('reading has begun', () => calls(service) > before);
    await connectTo({ jobs: 12, seed: 42 });
    assert.ok(!existsSync(await saving));
  });

  it('that cannot be written is said, and the list stays', async () => {
    const before = (await shownIds()).length;
    await run('saveListAs', vscode.Uri.parse('nowhere:/jobs.csv'));
    assert.ok((await shownIds()).length >= before);
  });
});
