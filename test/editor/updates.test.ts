import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { groupOf, movingStatuses, type ForecastExportJob } from '../../src/jobs/exportJob';
import type { JobBoard } from '../../src/jobs/jobBoard';
import type { LocalServiceHandle } from '../../src/local/http';
import type { EndedJob } from '../../src/view/updates';
import {
  calls,
  children,
  closeServices,
  connectTo,
  extension,
  jobRows,
  rowText,
  run,
  treeText,
  until,
} from './account';

const list = 'ListForecastExportJobs';
const describeJob = 'DescribeForecastExportJob';
const minute = 60_000;

async function setPace(pace: string): Promise<void> {
  await vscode.workspace
    .getConfiguration('forecastExports')
    .update('updates', pace, vscode.ConfigurationTarget.Global);
}

/** The board of a new account, with all that it shows read. */
async function boardOf(jobs: number): Promise<{ service: LocalServiceHandle; board: JobBoard }> {
  const service = await connectTo({ jobs });
  await children();
  const { session } = await extension();
  assert.ok(session.board);
  return { service, board: session.board };
}

/** What the next round costs, by operation. */
async function roundCalls(service: LocalServiceHandle): Promise<{ lists: number; describes: number }> {
  const before = [calls(service, list), calls(service, describeJob)] as const;
  await (await extension()).clock.askNow();
  return { lists: calls(service, list) - before[0], describes: calls(service, describeJob) - before[1] };
}

/** What the account has, and what the tree says of the same jobs. */
function statuses(service: LocalServiceHandle, shown: readonly ForecastExportJob[]): string[][] {
  const { jobs } = service.service.account;
  return [
    shown.map(job => `${job.id} ${jobs.get(job.id)?.status ?? 'gone'}`),
    shown.map(job => `${job.id} ${job.status}`),
  ];
}

describe('updates', () => {
  const ended: EndedJob[] = [];
  let listening: vscode.Disposable | undefined;

  before(async () => {
    await setPace('rare');
    listening = (await extension()).updates.onDidEnd(one => ended.push(one));
  });
  beforeEach(async () => {
    ended.length = 0;
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    const { tree } = await extension();
    await until('the view is seen', () => tree.visible);
  });
  afterEach(closeServices);
  after(async () => {
    listening?.dispose();
    await setPace('off');
  });

  it('move a job to the group that it has come to, and keep it selected', async () => {
    const { service, board } = await boardOf(60);
    const { tree } = await extension();
    const isSelected = () => tree.selection.some(row => row.kind === 'job' && row.id === job?.id);
    const [job] = board.jobsIn('CREATE_IN_PROGRESS');
    assert.ok(job);
    await tree.reveal(job, false);
    await until('the job is selected', isSelected);
    const moving = board.moving();
    const drawn = redrawn(tree, 'ACTIVE');
    service.advance(30 * minute);
    const round = await roundCalls(service);
    assert.equal(board.get(job.id)?.status, 'ACTIVE');
    assert.deepEqual(round, { lists: 1, describes: moving.length - board.moving().length });
    const [there, shown] = statuses(service, board.all());
    assert.deepEqual(shown, there);
    assert.ok((await treeText()).includes(`Active | ${String(board.jobsIn('ACTIVE').length)}`));
    await drawn;
    for (let turn = 0; turn < 20; turn++) {
      // Each goes to the window and back, behind what redraws the rows.
      await vscode.commands.executeCommand('setContext', 'forecastExports.test', turn);
    }
    await until('the job is selected in its new group', isSelected);
    // Had the selection only not been taken away yet, it would be by now.
    await run('refresh');
    await until('the job is still selected', isSelected);
    const told = ended.filter(one => one.before.id === job.id);
    assert.deepEqual(
      told.map(one => [one.before.status, one.job?.status]),
      [['CREATE_IN_PROGRESS', 'ACTIVE']],
    );
  });

  it('tell of a failure with its reason, and of a deletion without an error', async () => {
    const { service, board } = await boardOf(60);
    const [model] = service.service.account.jobs.all();
    assert.ok(model);
    service.service.createForecastExportJob({
      ForecastExportJobName: 'soon_fails',
      ForecastArn: model.forecastArn,
      Destination: model.destination,
    });
    await run('refresh');
    const deleting = board.jobsIn('DELETE_IN_PROGRESS').map(job => job.id);
    const failing = board.moving().find(job => job.name === 'soon_fails');
    assert.ok(failing && deleting.length > 0);
    service.advance(30 * minute);
    await roundCalls(service);
    const failed = board.get(failing.id);
    assert.equal(failed?.status, 'CREATE_FAILED');
    assert.ok(failed.message);
    assert.deepEqual(
      deleting.map(id => board.get(id)),
      deleting.map(() => undefined),
    );
    assert.equal(board.updateFailure, undefined);
    assert.deepEqual(
      deleting.filter(id => ended.some(one => one.before.id === id && one.job === undefined)),
      deleting,
    );
  });

  it('describe the one job that moves, and ask nothing once none does', async () => {
    const { service } = await boardOf(60);
    const { session } = await extension();
    await session.setFilter({ forecasts: [], statuses: ['CREATE_STOPPING', 'CREATE_STOPPED'] });
    await children();
    assert.deepEqual(await roundCalls(service), { lists: 0, describes: 1 });
    service.advance(30 * minute);
    assert.deepEqual(await roundCalls(service), { lists: 0, describes: 1 });
    assert.equal(session.board?.moving().length, 0);
    assert.deepEqual(await roundCalls(service), { lists: 0, describes: 0 });
    await run('clearFilters');
  });

  it('take a job away that the filter no longer shows', async () => {
    const { service } = await boardOf(60);
    const { session } = await extension();
    await session.setFilter({ forecasts: [], statuses: ['CREATE_IN_PROGRESS', 'CREATE_PENDING'] });
    await children();
    service.advance(120 * minute);
    await roundCalls(service);
    assert.equal(session.board?.size, 0);
    await run('clearFilters');
  });

  it('draw the row of a job only when it says something else', async () => {
    const { service, board } = await boardOf(60);
    const { tree } = await extension();
    const words = async () => {
      const jobs = new Set(board.moving().map(job => job.id));
      const rows = (await jobRows()).filter(row => row.kind === 'job' && jobs.has(row.id));
      return rows.map(row => rowText(tree.getTreeItem(row)));
    };
    let drawn = 0;
    const drawing = tree.onDidChangeTreeData(() => drawn++);
    const rest = () => new Promise(resolve => setTimeout(resolve, 100));
    try {
      for (let same = false; !same;) {
        const before = await words();
        await rest();
        const jobs = board.moving();
        drawn = 0;
        assert.deepEqual(await roundCalls(service), { lists: 1, describes: 0 });
        await rest();
        const after = drawn;
        assert.ok(jobs.length > 3 && board.moving().every(job => !jobs.includes(job)), 'all are answers');
        // Not where a minute went by meanwhile.
        same = JSON.stringify(await words()) === JSON.stringify(before);
        assert.ok(!same || after === 0, 'nothing was drawn');
      }
      const [job] = board.moving();
      assert.ok(job);
      board.put({ ...job, name: 'another name' }, Number.MAX_SAFE_INTEGER);
      await until('it is drawn', () => drawn > 0);
      assert.ok((await words()).some(text => text.includes('another name')));
    } finally {
      drawing.dispose();
    }
  });

  it('ask nothing while the view is hidden, or they are off', async () => {
    const { service } = await boardOf(60);
    const { tree } = await extension();
    await vscode.commands.executeCommand('workbench.view.explorer');
    await until('the view is hidden', () => !tree.visible);
    assert.deepEqual(await roundCalls(service), { lists: 0, describes: 0 });
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    await until('the view is seen', () => tree.visible);
    await setPace('off');
    assert.deepEqual(await roundCalls(service), { lists: 0, describes: 0 });
    await setPace('rare');
    assert.deepEqual(await roundCalls(service), { lists: 1, describes: 0 });
  });

  it('say in the view what keeps them from being true, and leave the rows as they are', async () => {
    const { service, board } = await boardOf(60);
    const before = await treeText(3);
    service.faults.set({ name: 'denied' });
    service.advance(30 * minute);
    await roundCalls(service);
    assert.equal(board.updateFailure?.kind, 'denied');
    assert.deepEqual(await treeText(3), before);
    service.faults.clear();
    await roundCalls(service);
    assert.equal(board.updateFailure, undefined);
    const [there, shown] = statuses(service, board.all());
    assert.deepEqual(shown, there);
  });

  for (const denied of [list, describeJob]) {
    it(`go on where ${denied} alone is denied`, async () => {
      const { service, board } = await boardOf(240);
      service.faults.set({ name: 'denied', operation: denied });
      service.advance(30 * minute);
      await roundCalls(service);
      const asked = board
        .all()
        .filter(job => movingStatuses.has(groupOf(job)) || ended.some(one => one.job === job));
      const [there, shown] = statuses(service, asked);
      assert.deepEqual(shown, there);
      assert.ok(ended.length > 0);
      assert.equal(board.updateFailure, undefined);
    });
  }

  it('drop what is answered after a switch', async () => {
    const { service, board } = await boardOf(60);
    const { clock } = await extension();
    service.advance(30 * minute);
    const before = board.all().map(job => job.status);
    service.faults.set({ name: 'slow', ms: 300 });
    const late = clock.askNow();
    const other = await boardOf(12);
    await late;
    assert.deepEqual(
      board.all().map(job => job.status),
      before,
    );
    assert.deepEqual(ended, []);
    const [there, shown] = statuses(other.service, other.board.all());
    assert.deepEqual(shown, there);
  });
});

/** Resolves when the editor has asked for the rows of a group anew. */
function redrawn(tree: Awaited<ReturnType<typeof extension>>['tree'], group: string): Promise<void> {
  return new Promise(resolve => {
    const listening = tree.onDidChangeTreeData(() => {
      listening.dispose();
      const getChildren = tree.getChildren.bind(tree);
      tree.getChildren = async row => {
        const rows = await getChildren(row);
        if (row?.kind === 'group' && row.group === group) {
          tree.getChildren = getChildren;
          setImmediate(resolve);
        }
        return rows;
      };
    });
  });
}
