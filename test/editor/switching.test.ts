import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { calls, children, closeServices, connectTo, extension, jobRows, run, until } from './account';

/** Selects a job of a new account, and answers whether it is still selected. */
async function selectJob(): Promise<() => boolean> {
  await vscode.commands.executeCommand('forecastExports.jobs.focus');
  await connectTo({ jobs: 150, seed: 8 });
  await children();
  const { session, tree } = await extension();
  const job = session.board?.all()[20];
  assert.ok(job);
  const isSelected = () => tree.selection.some(row => row.kind === 'job' && row.id === job.id);
  await tree.reveal(job, true);
  await until('the job is selected', isSelected);
  return isSelected;
}

describe('a switch of connection', () => {
  afterEach(closeServices);

  it('empties the view at once and drops the late answers of the old one', async () => {
    const slow = await connectTo({ jobs: 1000, seed: 3 });
    await jobRows();
    slow.faults.set({ name: 'slow', ms: 400 });
    const { session, tree } = await extension();
    const oldBoard = session.board;
    const late = oldBoard?.loadMore('ACTIVE');
    const fast = await connectTo({ jobs: 12, seed: 4 });
    const first = await tree.getChildren();
    assert.equal(first.filter(row => row.kind === 'group').length === 0 || session.board !== oldBoard, true);
    await late;
    assert.equal((await jobRows()).length, 12);
    assert.equal(calls(fast), 1);
  });

  it('back and forth never registers an id twice, also while a job is revealed', async () => {
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    const { session, tree } = await extension();
    for (let round = 0; round < 6; round++) {
      await connectTo({ jobs: 150, seed: 5 + (round % 2) });
      await children();
      const jobs = session.board?.all() ?? [];
      const refreshing = run('refresh');
      const [job] = jobs;
      assert.ok(job);
      await Promise.all([refreshing, tree.reveal(job, false)]);
      await until('the job is selected', () =>
        tree.selection.some(row => row.kind === 'job' && row.id === job.id),
      );
    }
  });

  it('keeps the selection over a refresh, and knows it while the editor reads the rows anew', async () => {
    const isSelected = await selectJob();
    let missed = 0;
    const looking = setInterval(() => (missed += isSelected() ? 0 : 1), 1);
    for (let round = 0; round < 3; round++) {
      await run('refresh');
      await new Promise(resolve => setTimeout(resolve, 400));
    }
    clearInterval(looking);
    assert.equal(missed, 0);
  });

  it('knows a row that was selected while the editor read the rows anew', async () => {
    await selectJob();
    const { tree } = await extension();
    const selected = () => tree.selection.flatMap(row => (row.kind === 'job' ? [row.id] : [])).join();
    const before = selected();
    const read = tree.getChildren.bind(tree);
    tree.getChildren = async row => {
      if (!row) {
        await vscode.commands.executeCommand('list.focusDown');
        await vscode.commands.executeCommand('list.select');
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      return read(row);
    };
    await run('refresh');
    await until('another job is selected', () => selected() !== '' && selected() !== before);
    tree.getChildren = read;
    await new Promise(resolve => setTimeout(resolve, 400));
    const after = selected();
    const seen = new Set<string>();
    const looking = setInterval(() => seen.add(selected()), 1);
    await run('refresh');
    await new Promise(resolve => setTimeout(resolve, 400));
    clearInterval(looking);
    assert.deepEqual([...seen], [after]);
  });

  it('puts selection on the first new row after "Load more"', async () => {
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    await connectTo({ jobs: 1000, seed: 9 });
    const before = new Set((await jobRows()).map(row => (row.kind === 'job' ? row.id : '')));
    await run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    const { tree, session } = await extension();
    const expected = session.board?.jobsIn('ACTIVE').find(job => !before.has(job.id));
    await until('the first new job is selected', () =>
      tree.selection.some(row => row.kind === 'job' && row.id === expected?.id),
    );
  });

  it('leaves the selection alone where another row was selected while more was loaded', async () => {
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    const service = await connectTo({ jobs: 1000, seed: 10 });
    await jobRows();
    const { tree, session } = await extension();
    const job = session.board?.jobsIn('CREATE_FAILED')[1];
    assert.ok(job);
    const isSelected = () => tree.selection.some(row => row.kind === 'job' && row.id === job.id);
    service.faults.set({ name: 'slow', ms: 1500, times: 1 });
    const loading = run('loadMore', { kind: 'tail', group: 'ACTIVE' });
    await tree.reveal(job, false);
    await until('the job is selected', isSelected);
    await loading;
    assert.equal(session.board.group('ACTIVE').count, 200);
    assert.ok(isSelected());
  });

  it('keeps the choice and the filter for the next start', async () => {
    await connectTo({ jobs: 60 });
    const { session } = await extension();
    await session.setFilter({ forecasts: [], statuses: ['ACTIVE'] });
    assert.ok((await children()).every(row => row.kind === 'group' && row.group === 'ACTIVE'));
    await run('clearFilters');
    assert.ok((await children()).length > 1);
  });
});

describe('a change of the filter', () => {
  afterEach(async () => {
    await run('clearFilters');
    await closeServices();
  });

  /** How often the session told of a change while this was done. */
  async function told(work: () => Promise<unknown>): Promise<number> {
    const { session } = await extension();
    let count = 0;
    const listening = session.onDidChange(() => (count += 1));
    await work();
    listening.dispose();
    return count;
  }

  it('is told once, and of two at a time the last one only', async () => {
    await connectTo({ jobs: 60, seed: 12 });
    await children();
    const { session } = await extension();
    assert.equal(session.state.kind, 'connected');
    assert.equal(await told(() => session.setFilter({ forecasts: [], statuses: ['ACTIVE'] })), 1);
    const both = () =>
      Promise.all([
        session.setFilter({ forecasts: [], statuses: ['CREATE_FAILED'] }),
        session.setFilter({ forecasts: [], statuses: ['CREATE_STOPPED'] }),
      ]);
    assert.equal(await told(both), 1);
    assert.deepEqual(session.board?.filter.statuses, ['CREATE_STOPPED']);
  });

  it('is told once where there is no connection', async () => {
    await connectTo({ jobs: 60, seed: 12 });
    delete process.env['AWS_REGION'];
    const { session } = await extension();
    await session.choose({ kind: 'environment' });
    await session.connect();
    assert.equal(session.state.kind, 'failed');
    const both = () =>
      Promise.all([
        session.setFilter({ forecasts: [], statuses: ['CREATE_FAILED'] }),
        session.setFilter({ forecasts: [], statuses: ['CREATE_STOPPED'] }),
      ]);
    assert.equal(await told(both), 1);
    await session.choose({ kind: 'environment', region: 'us-west-2' });
    assert.deepEqual(session.filter, { forecasts: [] });
  });
});

describe('renewed credentials', () => {
  afterEach(closeServices);

  it('are asked for once by themselves after an ExpiredTokenException', async () => {
    const service = await connectTo({ jobs: 60 });
    await jobRows();
    service.faults.set({ name: 'expired', times: 1 });
    const before = calls(service);
    await run('refresh');
    assert.equal((await children())[0]?.kind, 'group');
    assert.equal(calls(service), before + 2);
  });
});
