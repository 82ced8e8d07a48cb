import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { exportPlace } from '../../src/data/exportFileNames';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { partScheme } from '../../src/manifest';
import type { Row } from '../../src/view/rows';
import type { LocalServiceHandle } from '../../src/local/http';
import {
  below,
  children,
  closeServices,
  connectTo,
  extension,
  jobRows,
  jobWithFiles,
  rowText,
  run,
  until,
} from './account';

async function fileRows(row: Row): Promise<(Row & { kind: 'file' })[]> {
  return (await children(row)).flatMap(child => (child.kind === 'file' ? [child] : []));
}

describe('the files of an export', () => {
  before(async () => {
    const { session } = await extension();
    await session.choose({ kind: 'sample' });
    await jobRows();
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('stand below its row, with what they are together above them', async () => {
    const row = await jobWithFiles('csv');
    const [first = '', ...rest] = await below(row);
    assert.match(first, /^\d+ files? · [\d.]+ [KM]B/);
    assert.ok(
      rest.every(text => /^part\d+\.csv \| (empty|[\d.]+ [KM]?B)$/.test(text)),
      rest.join('\n'),
    );
    const { tree } = await extension();
    const [file] = await fileRows(row);
    assert.ok(file);
    assert.deepEqual(tree.getParent(file), row);
    assert.equal(tree.getTreeItem(row).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
  });

  it('are none below a job that has not ended well', async () => {
    const { tree } = await extension();
    for (const row of await jobRows()) {
      if (tree.job(row)?.status !== 'ACTIVE') {
        assert.equal(tree.getTreeItem(row).collapsibleState, vscode.TreeItemCollapsibleState.None);
      }
    }
  });

  it('open as read-only documents whose language is that of their ending, and read nothing but themselves', async () => {
    const { tree } = await extension();
    const files = await fileRows(await jobWithFiles('csv'));
    const file = files.find(row => / KB$/.test(rowText(tree.getTreeItem(row))));
    await run('openFile', file);
    await until(
      'a document is open',
      () => vscode.window.activeTextEditor?.document.uri.scheme === partScheme,
    );
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.uri.path, /_part\d\.csv$/);
    assert.match(document.lineAt(0).text, /^item_id,/);
    assert.ok(document.lineCount > 10);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(partScheme), false);
    const { size } = await vscode.workspace.fs.stat(document.uri);
    assert.equal(size, Buffer.byteLength(document.getText()));
    await assert.rejects(async () => vscode.workspace.fs.writeFile(document.uri, new Uint8Array()));
  });

  it('of another account than the view shows are not asked for', async () => {
    const [file] = await fileRows(await jobWithFiles('csv'));
    await run('openFile', file);
    await until(
      'a document is open',
      () => vscode.window.activeTextEditor?.document.uri.scheme === partScheme,
    );
    const uri = vscode.window.activeTextEditor?.document.uri;
    assert.ok(uri);
    const other = uri.with({ query: uri.query.replace('region=us-west-2', 'region=eu-west-1') });
    await assert.rejects(async () => vscode.workspace.fs.readFile(other), /another account/);
    const foreign = uri.with({
      query: 'connection=profile&profile=admin&region=us-west-2&job=x&bucket=b&key=k',
    });
    await assert.rejects(async () => vscode.workspace.fs.readFile(foreign), /another account/);
    const broken = uri.with({ query: 'bucket=b' });
    await assert.rejects(async () => vscode.workspace.fs.readFile(broken));
  });
});

describe('a download', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
    const { session } = await extension();
    await session.choose({ kind: 'sample' });
    await jobRows();
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    for (const name of await readdir(folder)) {
      await rm(join(folder, name));
    }
  });

  it('of all files of a job saves each as it is, and leaves nothing else', async () => {
    const row = await jobWithFiles('csv');
    const files = await fileRows(row);
    await run('download', row, [row], vscode.Uri.file(folder));
    const names = await readdir(folder);
    assert.equal(names.length, files.length);
    assert.ok(
      names.every(name => /_part\d+\.csv$/.test(name)),
      names.join(),
    );
  });

  it('as one file has one header and the rows of all parts', async () => {
    const row = await jobWithFiles('csv');
    await run('download', row, [row], vscode.Uri.file(folder));
    const texts = await Promise.all(
      (await readdir(folder)).map(name => readFile(join(folder, name), 'utf8')),
    );
    const rows = texts.flatMap(text => text.trimEnd().split('\n').slice(1));
    const file = join(folder, 'whole.csv');
    await run('downloadAsOneFile', row, [row], vscode.Uri.file(file));
    const [header = '', ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.match(header, /^item_id,/);
    assert.deepEqual(lines.sort(), rows.sort());
  });

  it('that cannot be written says so, and leaves nothing half-written', async () => {
    const row = await jobWithFiles('csv');
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, '');
    await run('downloadAsOneFile', row, [row], vscode.Uri.file(join(blocked, 'whole.csv')));
    assert.deepEqual(await readdir(folder), ['blocked']);
  });
});

describe('what is asked of S3', () => {
  let service: LocalServiceHandle;
  let row: Row;
  beforeEach(async () => {
    service = await connectTo({ jobs: 60, seed: 41 });
    const { tree } = await extension();
    // One call more finds the region of a bucket that is elsewhere.
    const isHere = (job: ForecastExportJob | undefined) =>
      service.service.account.jobs.all().some(({ arn, format }) => arn === job?.arn && format === 'CSV') &&
      job?.status === 'ACTIVE' &&
      service.catalog.regionOf(exportPlace(job)?.bucket ?? '') === service.region;
    const found = (await jobRows()).find(candidate => isHere(tree.job(candidate)));
    assert.ok(found);
    row = found;
  });
  afterEach(async () => {
    service.objects.faults.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    await closeServices();
  });

  const lists = () => service.objects.calls.get('ListObjectsV2') ?? 0;
  const reads = () => service.objects.calls.get('GetObject') ?? 0;
  const open = () => vscode.window.activeTextEditor?.document.uri.scheme === partScheme;

  it('is nothing before a row is opened, then two lists, and nothing more until a refresh', async () => {
    const { tree } = await extension();
    assert.equal(service.objects.calls.size, 0);
    const texts = await below(row);
    assert.equal(lists(), 2);
    await Promise.all([below(row), below(row)]);
    assert.equal(lists(), 2);
    await tree.refresh();
    assert.equal(lists(), 2);
    assert.deepEqual(await below(row), texts);
    assert.equal(lists(), 4);
    assert.equal(reads(), 0);
  });

  it('is one read for a document, and no list of it', async () => {
    const [file] = await fileRows(row);
    await run('openFile', file);
    await until('a document is open', open);
    assert.equal(reads(), 1);
    assert.equal(lists(), 2);
  });

  it('that is denied is said in the row, and asked again by selecting it', async () => {
    service.objects.faults.set({ name: 'denied' });
    const [failed, ...others] = await children(row);
    assert.deepEqual(others, []);
    const { tree } = await extension();
    assert.ok(failed);
    const item = tree.getTreeItem(failed);
    assert.match(rowText(item), /^Access denied: s3:ListBucket.* \| Select to retry$/);
    service.objects.faults.clear();
    await run('loadMoreFiles', failed);
    assert.ok((await fileRows(row)).length > 0);
  });

  it('whose answer is cut goes on, and a download is whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
    try {
      const files = await fileRows(row);
      service.objects.faults.set({ name: 'cut-body', times: 2 });
      await run('download', row, [row], vscode.Uri.file(folder));
      const names = await readdir(folder);
      assert.equal(names.length, files.length);
      const { files: exported, tree } = await extension();
      const job = tree.job(row);
      for (const { name, size } of (job && exported.of(job)?.parts) ?? []) {
        assert.equal((await readFile(join(folder, name))).length, size);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('goes on for a download that lists the files while the view is refreshed', async () => {
    const { tree } = await extension();
    const folder = await mkdtemp(join(tmpdir(), 'forecast-exports-'));
    try {
      service.objects.faults.set({ name: 'slow', ms: 300, times: 1 });
      const downloading = run('download', row, [row], vscode.Uri.file(folder));
      await until('the list is asked for', () => lists() > 0);
      await tree.refresh();
      await downloading;
      assert.ok((await readdir(folder)).length > 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('of a large file is its beginning only, in a document that says so in its first line', async () => {
    const { documents, session, tree, files } = await extension();
    const job = tree.job(row);
    const listed = job && (await files.parts(job));
    const { state } = session;
    assert.ok(job && listed?.[0] && state.kind === 'connected');
    // As if S3 had listed more than is opened whole.
    const large = { ...listed[0], size: 1_200_000_000 };
    const uri = documents.uriOf(large, state.connection, job.id);
    assert.match(uri.path, /^\/First 5\.0 MB of .*_part0\./);
    const [first = '', header] = Buffer.from(await vscode.workspace.fs.readFile(uri))
      .toString()
      .split('\n');
    assert.match(first, /^# Shown here: the first .* of 1\.2 GB of .*Download…/);
    assert.match(header ?? '', /^item_id,/);
    assert.equal(reads(), 1);
  });
});
