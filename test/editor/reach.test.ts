import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { terminalLinks } from '../../src/view/linkSources';
import { newDocument } from '../../src/view/newDocument';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

const authority = 'forecast-exports.forecast-exports';
const describeJob = 'DescribeForecastExportJob';

/** Opens a link as the operating system or a browser would. */
async function openLink(query: string, path = '/job'): Promise<void> {
  const uri = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority, path, query });
  await vscode.commands.executeCommand('vscode.open', uri);
}

async function selectedIds(): Promise<string[]> {
  const { tree } = await extension();
  return tree.selection.flatMap(row => (row.kind === 'job' ? [row.id] : []));
}

async function untilSelected(arn: string): Promise<void> {
  await until(`${arn} is selected`, async () => (await selectedIds()).join() === arn);
}

/** A job that is on no page read so far. */
async function unloadedArn(service: LocalServiceHandle): Promise<string> {
  const { session } = await extension();
  const job = service.service.account.jobs.all().find(({ arn }) => !session.board?.get(arn));
  assert.ok(job);
  return job.arn;
}

async function describedArns(service: LocalServiceHandle): Promise<string[]> {
  await Promise.resolve();
  return service.recorded.flatMap(({ operation, input }) =>
    operation === describeJob ? [(input as { ForecastExportJobArn: string }).ForecastExportJobArn] : [],
  );
}

describe('a link to a job', () => {
  let service: LocalServiceHandle;
  beforeEach(async () => {
    service = await connectTo({ jobs: 1000, seed: 31 });
    await jobRows();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await run('clearFilters');
    await closeServices();
  });

  it('reveals it in the tree, also where it is on no page that was read, and opens no editor', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const arn = await unloadedArn(service);
    await openLink(`arn=${arn}`);
    await untilSelected(arn);
    assert.deepEqual(await describedArns(service), [arn]);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('asks nothing about a job that is loaded', async () => {
    const { session } = await extension();
    const arn = session.board?.all()[30]?.arn ?? '';
    await openLink(`arn=${arn}`);
    await untilSelected(arn);
    assert.equal(calls(service, describeJob), 0);
  });

  it('that is copied leads back to its job', async () => {
    const rows = await jobRows();
    await run('copyLink', rows[3], rows.slice(3, 5));
    const [first = '', second] = (await vscode.env.clipboard.readText()).split('\n');
    assert.match(first, new RegExp(`^${vscode.env.uriScheme}://${authority}/job\\?arn=arn:aws:forecast:`));
    assert.ok(second);
    await run('openLink', first);
    await untilSelected(rows[3]?.kind === 'job' ? rows[3].id : '');
  });

  it('that is broken, foreign, too long, encoded twice or has more in it asks nothing of the service', async () => {
    const { session } = await extension();
    const arn = await unloadedArn(service);
    const before = calls(service);
    const selected = await selectedIds();
    for (const query of [
      '',
      'arn=',
      arn,
      `arn=${encodeURIComponent(arn)}`,
      `arn=${arn}&endpoint=http://127.0.0.1:1`,
      `arn=${arn}&profile=admin`,
      `arn=${arn.padEnd(300, 'x')}`,
      `arn=${arn}\n`,
      'arn=arn:aws:s3:::bucket',
      `arn=${arn.replace('forecast-export-job', 'predictor')}`,
      `arn=${arn.replace(':forecast:', ':lambda:')}`,
    ]) {
      await openLink(query);
    }
    await openLink(`arn=${arn}`, '/settings');
    await run('openLink', { arn });
    await run('openLink', 7);
    assert.equal(calls(service), before);
    assert.deepEqual(
      (await selectedIds()).filter(id => !selected.includes(id)),
      [],
    );
    assert.equal(session.state.kind, 'connected');
  });

  it('into another region or account switches nothing by itself and asks nothing about the job', async () => {
    const { session } = await extension();
    const arn = await unloadedArn(service);
    const before = calls(service);
    const { choice, board } = session;
    await openLink(`arn=${arn.replace('us-west-2', 'eu-west-1')}`);
    await openLink(`arn=${arn.replace(/:\d{12}:/, ':999988887777:')}`);
    // The last link is of this account: once it has been followed, the others have been, too.
    const [loaded] = session.board?.all() ?? [];
    await run('openLink', loaded?.arn);
    await untilSelected(loaded?.arn ?? '');
    assert.equal(calls(service), before);
    assert.equal(session.choice, choice);
    assert.equal(session.board, board);
  });

  it('that comes right after another wins over it, whichever answer is there first', async () => {
    const { session } = await extension();
    const arn = await unloadedArn(service);
    service.faults.set({ name: 'slow', ms: 400, operation: describeJob, times: 1 });
    const first = run('openLink', arn);
    const loaded = session.board?.all()[12]?.arn ?? '';
    await until('the first is asked about', () => calls(service, describeJob) === 1);
    await run('openLink', loaded);
    await first;
    await untilSelected(loaded);
  });

  it('to a job that is gone, or denied, leaves the tree as it was', async () => {
    const arn = await unloadedArn(service);
    const { session } = await extension();
    const { board } = session;
    const size = board?.size;
    await run('openLink', arn.replace(/[^/]+$/, 'gone'));
    service.faults.set({ name: 'denied', operation: describeJob });
    await run('openLink', arn);
    assert.equal(session.board, board);
    assert.equal(board?.size, size);
    assert.equal(board?.failure, undefined);
    service.faults.clear();
    await run('openLink', arn);
    await untilSelected(arn);
  });

  it('to a job that the filter hides leaves the filter to the user', async () => {
    const { session } = await extension();
    await session.setFilter({ forecasts: [], statuses: ['CREATE_FAILED'] });
    await jobRows();
    const job = service.service.account.jobs.all().find(({ status }) => status === 'ACTIVE');
    const following = run('openLink', job?.arn);
    await until('the service was asked', () => calls(service, describeJob) === 1);
    assert.deepEqual(session.filter.statuses, ['CREATE_FAILED']);
    const state = { told: false };
    void following.finally(() => (state.told = true));
    await until('the notice is closed', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      return state.told;
    });
    assert.ok(job && !(await selectedIds()).includes(job.arn));
  });
});

/** Asks the provider that the editor asks for the lines of a terminal. */
async function linksInLine(line: string) {
  const terminal = vscode.window.createTerminal({
    name: 'links',
    pty: {
      onDidWrite: new vscode.EventEmitter<string>().event,
      open: () => undefined,
      close: () => undefined,
    },
  });
  const { token } = new vscode.CancellationTokenSource();
  const links = await terminalLinks.provideTerminalLinks({ line, terminal }, token);
  terminal.dispose();
  return links ?? [];
}

async function documentLinks(language: string, content: string): Promise<vscode.DocumentLink[]> {
  const { uri } = await newDocument(language, content);
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    uri,
    100,
  );
  return links.filter(link => link.target?.scheme === 'command');
}

const older = 'arn:aws:forecast:us-west-2:111122223333:forecast-export/ID';
const notLinked = [
  'arn:aws:forecast:us-west-2:111122223333:forecast/demand',
  'arn:aws:forecast::us-west-2:111122223333:forecast-export/ID',
  'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b/c',
  'arn:aws:s3:::bucket/forecast-export-job/a/b',
];

describe("an export job's ARN in a text", () => {
  afterEach(closeServices);

  it('is a link in a line of a terminal, and reveals its job', async () => {
    await connectTo({ jobs: 60, seed: 32 });
    await jobRows();
    const { session } = await extension();
    const arn = session.board?.all()[5]?.arn ?? '';
    const line = `{"ForecastExportJobArn": "${arn}"} ${notLinked.join(' ')} (${older})`;
    const links = await linksInLine(line);
    assert.deepEqual(
      links.map(link => line.slice(link.startIndex, link.startIndex + link.length)),
      [arn, older],
    );
    const [first] = links;
    assert.ok(first);
    await terminalLinks.handleTerminalLink(first);
    await untilSelected(arn);
  });

  it('costs little to find in a line of a megabyte, whatever it is made of', async () => {
    const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b';
    for (const part of ['arn:', 'arn:aws:forecast:', `${arn}/`, 'a', '-']) {
      assert.deepEqual(await linksInLine(part.repeat(1_000_000 / part.length)), []);
    }
    assert.equal((await linksInLine(`${arn} `.repeat(16_000))).length, 200);
    assert.equal((await linksInLine(`${arn} ${'x'.repeat(1_000_000)}`)).length, 1);
  });

  it('is a link in the languages where ARNs live, with a command that reveals it', async () => {
    await connectTo({ jobs: 60, seed: 33 });
    await jobRows();
    const { session } = await extension();
    const arn = session.board?.all()[7]?.arn ?? '';
    const content = `# ${notLinked.join(' ')}\n# "${arn}"\n`;
    for (const language of [
      'json',
      'jsonc',
      'yaml',
      'plaintext',
      'log',
      'markdown',
      'python',
      'properties',
      'ini',
      'shellscript',
    ]) {
      const [link, ...others] = await documentLinks(language, content);
      assert.ok(link?.target, language);
      assert.equal(others.length, 0, language);
      assert.deepEqual(JSON.parse(link.target.query), [arn]);
      assert.equal(link.range.start.line, 1);
      assert.equal(link.range.start.character, 3);
    }
    assert.deepEqual(await documentLinks('typescript', content), []);
    const [link] = await documentLinks('json', content);
    await vscode.commands.executeCommand(
      link?.target?.path ?? '',
      ...(JSON.parse(link?.target?.query ?? '[]') as unknown[]),
    );
    await untilSelected(arn);
  });

  it('is a link in a cell of a notebook', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `arn = "${older}"`, 'python'),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      notebook.cellAt(0).document.uri,
      10,
    );
    assert.deepEqual(
      links.map(link => link.range.start.character),
      [7],
    );
  });

  it('is a link at the beginning of a document that is too large to be looked through', async () => {
    const content = `${older}\n${'x'.repeat(2_000_000)}\n${older}\n`;
    const links = await documentLinks('plaintext', content);
    assert.deepEqual(
      links.map(link => link.range.start.line),
      [0],
    );
  });
});
