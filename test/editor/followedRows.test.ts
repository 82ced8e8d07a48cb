import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { calls, extension, jobRows, run, until } from './account';
import {
  connectToFollow,
  createExport,
  environment,
  filesIn,
  followByName,
  followNothing,
  minute,
  rowsOf,
  setPace,
} from './followedExports';

const describeOne = 'DescribeForecastExportJob';
const listAll = 'ListForecastExportJobs';

describe('following, as it is seen', () => {
  let service: LocalServiceHandle;

  beforeEach(async () => {
    service = await connectToFollow();
  });

  afterEach(followNothing);

  it('marks its row, in sight and speech, and asks with the calls of the tree', async () => {
    createExport(service, 'marked');
    const [row = assert.fail()] = await rowsOf('marked');
    const { tree, clock } = await extension();
    assert.match(tree.getTreeItem(row).contextValue ?? '', /^job\b.*\bmoving\b/);
    await run('follow', row);
    await until('it is marked', () => /followed/.test(tree.getTreeItem(row).contextValue ?? ''));
    const item = tree.getTreeItem(row);
    assert.match(String(item.description), /^following · /);
    assert.match(item.accessibilityInformation?.label ?? '', /^marked, Pending, following, /);
    const before = calls(service);
    await clock.askNow();
    assert.ok(calls(service) - before <= 1, 'one question for the tree and for what is followed');
    await run('stopFollowing', row);
    assert.doesNotMatch(String(tree.getTreeItem(row).description), /following/);
    assert.deepEqual(await filesIn('followed'), []);
  });

  it('follows of several jobs those that move, and stops those that are followed', async () => {
    createExport(service, 'first_of_three');
    createExport(service, 'second_of_three');
    const moving = await rowsOf('first_of_three', 'second_of_three');
    const { tree, following } = await extension();
    const ended = (await jobRows()).find(row => tree.job(row)?.status === 'ACTIVE');
    assert.ok(ended);
    await run('follow', ended, [ended, ...moving]);
    assert.deepEqual(
      following.jobs
        .list()
        .map(({ job }) => job.name)
        .sort(),
      ['first_of_three', 'second_of_three'],
    );
    assert.match(following.status.shown?.text ?? '', /^\$\(sync~spin\) 2 exports running, /);
    await run('follow', ended);
    assert.equal(following.jobs.list().length, 2);
    await run('stopFollowing', ended, [ended, ...moving.slice(0, 1)]);
    assert.deepEqual(
      following.jobs.list().map(({ job }) => job.name),
      ['second_of_three'],
    );
  });

  it('says in the status bar that updates are off, and sees an end by a refresh', async () => {
    createExport(service, 'seen_by_refresh');
    await followByName('seen_by_refresh');
    const { following } = await extension();
    await setPace('off');
    await until('it is said', () => /^\$\(sync-ignored\) /.test(following.status.shown?.text ?? ''));
    assert.match(following.status.shown?.accessibilityInformation?.label ?? '', /Updates are off: /);
    service.advance(30 * minute);
    await run('refresh');
    await until('the end is seen', () => following.jobs.list().length === 0);
  });

  it('asks nobody about nothing', async () => {
    const { clock } = await extension();
    await jobRows();
    const before = calls(service, describeOne);
    await clock.askNow();
    assert.equal(calls(service, describeOne), before);
  });

  it('keeps jobs of the sample data in its window, and drops them with its account', async () => {
    const { session, following, tree } = await extension();
    await session.choose({ kind: 'sample' });
    const rows = await jobRows();
    const moving = rows.find(row => /\bmoving\b/.test(tree.getTreeItem(row).contextValue ?? ''));
    assert.ok(moving);
    await run('follow', moving);
    assert.equal(following.jobs.list().length, 1);
    assert.deepEqual(await filesIn('followed'), []);
    await session.choose(environment);
    assert.deepEqual(following.jobs.list(), []);
  });

  it('says in the status bar why it can’t ask, and goes on when it can', async () => {
    createExport(service, 'denied_for_a_while');
    await followByName('denied_for_a_while');
    service.faults.set({ name: 'denied', operation: describeOne }, { name: 'denied', operation: listAll });
    const { following, clock } = await extension();
    assert.match(following.status.shown?.text ?? '', /^\$\(sync~spin\) 1 export running, /);
    await clock.askNow();
    const { text, tooltip, accessibilityInformation } = following.status.shown ?? assert.fail();
    assert.match(text, /^\$\(warning\) 1 export running, /);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /denied\\_for\\_a\\_while/);
    assert.match(tooltip.value, /Could not ask the service: .*forecast\\:/);
    assert.doesNotMatch(accessibilityInformation?.label ?? '$(', /\$\(/);
    service.faults.clear();
    await clock.askNow();
    assert.match(following.status.shown?.text ?? '', /^\$\(sync~spin\) 1 export running, /);
  });
});
