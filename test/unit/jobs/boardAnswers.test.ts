import { describe, expect, it } from 'vitest';
import { nextRequestNumber } from '../../../src/jobs/boardReading';
import { JobBoard, type BoardChange } from '../../../src/jobs/jobBoard';
import { noFilter, type JobFilter } from '../../../src/jobs/jobFilter';
import { AccountInMemory, failure, madeJob } from './accountInMemory';

const moving = madeJob(0, 'CREATE_IN_PROGRESS');
const ended = { ...moving, status: 'ACTIVE' };

async function started(filter: JobFilter = noFilter) {
  const account = new AccountInMemory([moving, madeJob(1, 'CREATE_IN_PROGRESS'), madeJob(2)]);
  const board = new JobBoard(account, filter, { pageSize: () => 100, order: 'newest' });
  await board.start();
  await new Promise(resolve => setImmediate(resolve));
  const changes: BoardChange[] = [];
  board.onDidChange(change => changes.push(change));
  return { account, board, changes };
}

describe('an answer about one job', () => {
  it('moves it to its group, and says that it moved', async () => {
    const { board, changes } = await started();
    board.put(ended, nextRequestNumber());
    expect(board.jobsIn('ACTIVE')).toContain(ended);
    expect(board.moving().map(job => job.name)).toEqual(['export_1']);
    expect(changes).toEqual([{ job: ended, moved: true }]);
  });

  it('that changes no status is told as a change of its row alone', async () => {
    const { board, changes } = await started();
    const again = { ...moving };
    board.put(again, nextRequestNumber());
    expect(changes).toEqual([{ job: again, moved: false }]);
  });

  it('does not overwrite a newer one, however late it comes', async () => {
    const { board, changes } = await started();
    const [early, late] = [nextRequestNumber(), nextRequestNumber()];
    board.put(ended, late);
    changes.length = 0;
    board.put(moving, early);
    board.remove(moving.id, early);
    expect([board.get(moving.id), changes]).toEqual([ended, []]);
  });

  it('asked for before it was deleted does not bring it back', async () => {
    const { board } = await started();
    const [early, late, latest] = [nextRequestNumber(), nextRequestNumber(), nextRequestNumber()];
    board.remove(moving.id, late);
    board.put(moving, early);
    expect([board.get(moving.id), board.size]).toEqual([undefined, 2]);
    board.put(moving, latest);
    expect(board.size).toBe(3);
  });

  it('takes it away where the filter does not show its status', async () => {
    const { board } = await started({ forecasts: [], statuses: ['CREATE_IN_PROGRESS'] });
    board.put(ended, nextRequestNumber());
    expect(board.all().map(job => job.name)).toEqual(['export_1']);
  });

  it.each(['ends', 'is deleted'])('that %s while a refresh is under way outlasts it', async what => {
    const { account, board } = await started();
    let answer: () => void = () => undefined;
    account.before = () => new Promise(resolve => (answer = resolve));
    const refreshing = board.refresh();
    // The refresh has sent its request, with the job as it was.
    while (account.calls.length < 2) await Promise.resolve();
    await new Promise(resolve => setImmediate(resolve));
    if (what === 'ends') board.put(ended, nextRequestNumber());
    else board.remove(moving.id, nextRequestNumber());
    answer();
    await refreshing;
    expect(board.get(moving.id)).toBe(what === 'ends' ? ended : undefined);
    expect(board.size).toBe(what === 'ends' ? 3 : 2);
  });

  it('is dropped by a board that is closed', async () => {
    const { board, changes } = await started();
    board.dispose();
    board.put(ended, nextRequestNumber());
    board.remove(moving.id, nextRequestNumber());
    expect([board.get(moving.id)?.status, changes]).toEqual(['CREATE_IN_PROGRESS', []]);
  });
});

it('why jobs could not be asked about is told once, and forgotten by a refresh', async () => {
  const { board, changes } = await started();
  board.setUpdateFailure(failure('throttled').failure);
  board.setUpdateFailure(failure('throttled').failure);
  expect([board.updateFailure?.kind, changes]).toEqual(['throttled', [undefined]]);
  await board.refresh();
  expect(board.updateFailure).toBeUndefined();
});
