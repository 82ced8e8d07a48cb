import { describe, expect, it } from 'vitest';
import { nextRequestNumber } from '../../../src/jobs/boardReading';
import { statusGroups } from '../../../src/jobs/exportJob';
import { JobBoard, type BoardChange } from '../../../src/jobs/jobBoard';
import { noFilter, type JobFilter } from '../../../src/jobs/jobFilter';
import { AccountInMemory, failure, forecastArn, madeJob, type MadeJob } from './accountInMemory';

const never = new AbortController().signal;

function board(account: AccountInMemory, filter: JobFilter = noFilter, pageSize = 100): JobBoard {
  return new JobBoard(account, filter, { pageSize: () => pageSize, order: 'newest' });
}

function made(counts: Partial<Record<string, number>>): MadeJob[] {
  let number = 0;
  return Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count ?? 0 }, () => madeJob(number++, status)),
  );
}

/** The board as text: a line a group. */
function seen(shown: JobBoard): string[] {
  return shown.groups().map(({ group, count, tail }) => `${group} ${count} ${tail.kind}`);
}

async function whole(shown: JobBoard): Promise<void> {
  await shown.start();
  await shown.refresh();
}

describe('the first reading', () => {
  it('of an account that fits in one page takes one call', async () => {
    const account = new AccountInMemory(
      made({ ACTIVE: 60, CREATE_FAILED: 3, CREATE_PENDING: 1, NEW_STATUS: 2 }),
    );
    const shown = board(account, noFilter, 10);
    await shown.start();
    expect(account.calls).toEqual([{ filters: [], maxResults: 100 }]);
    expect(seen(shown)).toEqual([
      'CREATE_PENDING 1 end',
      'CREATE_FAILED 3 end',
      'ACTIVE 60 end',
      'OTHER 2 end',
    ]);
  });

  it('of a larger one takes five: the overview, the moving jobs, and one for each large group', async () => {
    const account = new AccountInMemory(
      made({ ACTIVE: 250, CREATE_FAILED: 30, CREATE_STOPPED: 5, CREATE_IN_PROGRESS: 2, NEW_STATUS: 1 }),
    );
    const shown = board(account, noFilter, 50);
    await whole(shown);
    expect(account.calls.slice(0, 5).map(call => call.maxResults)).toEqual([100, 100, 50, 50, 50]);
    expect(seen(shown)).toEqual([
      'CREATE_IN_PROGRESS 2 end',
      'CREATE_FAILED 30 end',
      'ACTIVE 50 more',
      'CREATE_STOPPED 5 end',
      'OTHER 1 end',
    ]);
  });

  it('asks for each small group by itself only where they do not fit in one page together', async () => {
    const account = new AccountInMemory(made({ DELETE_FAILED: 150, CREATE_PENDING: 2, ODD: 101 }));
    const shown = board(account);
    await whole(shown);
    expect(seen(shown)).toEqual(['CREATE_PENDING 2 end', 'DELETE_FAILED 100 more', 'OTHER 100 more']);
  });

  it('never loses a job that finishes between two of its calls', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 150, CREATE_IN_PROGRESS: 3 }));
    account.before = (_request, call) => {
      if (call === 2) {
        account.jobs = account.jobs.map(job => ({ ...job, status: 'ACTIVE' }));
      }
    };
    const shown = board(account, noFilter, 100);
    await shown.start();
    await shown.loadAll(statusGroups, never, () => undefined);
    expect(shown.size).toBe(153);
  });

  it('shows a failure where the first call fails, and all after a retry', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 3 }));
    account.before = (_request, call) => {
      if (call === 1) throw failure('denied');
    };
    const shown = board(account);
    await shown.start();
    expect(shown.failure?.kind).toBe('denied');
    expect(seen(shown)).toEqual([]);
    await shown.refresh();
    expect(shown.failure).toBeUndefined();
    expect(seen(shown)).toEqual(['ACTIVE 3 end']);
  });

  it('shows the other groups where one fails', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 150, CREATE_FAILED: 2 }));
    account.before = request => {
      if (request.filters.some(filter => filter.Value === 'ACTIVE' && filter.Condition === 'IS')) {
        throw failure('throttled');
      }
    };
    const shown = board(account);
    await whole(shown);
    expect(seen(shown)).toEqual(['CREATE_FAILED 2 end', 'ACTIVE 0 failed']);
  });
});

describe('filters', () => {
  const jobs = [
    ...Array.from({ length: 120 }, (_, n) => madeJob(n, n % 3 ? 'ACTIVE' : 'CREATE_FAILED', 'a')),
    ...Array.from({ length: 20 }, (_, n) => madeJob(n, 'ACTIVE', 'b')),
    ...Array.from({ length: 20 }, (_, n) => madeJob(n, 'ODD', 'c')),
  ];
  const is = (name: string) => ({ forecastArn: forecastArn(name), condition: 'IS' as const });
  const isNot = (name: string) => ({ forecastArn: forecastArn(name), condition: 'IS_NOT' as const });

  it.each<[string, JobFilter, number, number]>([
    ['one forecast', { forecasts: [is('b')] }, 20, 1],
    ['any of two forecasts', { forecasts: [is('b'), is('c')] }, 40, 2],
    ['all but one forecast', { forecasts: [isNot('a')] }, 40, 1],
    ['one forecast that is left out as well', { forecasts: [is('b'), is('b'), isNot('b')] }, 0, 1],
    ['one status', { forecasts: [], statuses: ['CREATE_FAILED'] }, 40, 1],
    ['unknown statuses', { forecasts: [], statuses: ['OTHER'] }, 20, 1],
    ['two statuses', { forecasts: [], statuses: ['CREATE_FAILED', 'OTHER'] }, 60, 1],
    ['known statuses only', { forecasts: [isNot('a')], statuses: ['ACTIVE', 'CREATE_FAILED'] }, 20, 1],
  ])('%s', async (_name, filter, count, calls) => {
    const account = new AccountInMemory(jobs);
    const shown = board(account, filter);
    await shown.start();
    expect(shown.groups().reduce((sum, group) => sum + group.count, 0)).toBe(count);
    expect(account.calls.length).toBe(calls);
  });
});

describe('load more', () => {
  it('asks once, however often it is asked for, and tells the first new job', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 250 }));
    const shown = board(account, noFilter, 50);
    await whole(shown);
    account.calls.length = 0;
    const [first, second] = await Promise.all([shown.loadMore('ACTIVE'), shown.loadMore('ACTIVE')]);
    expect(account.calls.length).toBe(1);
    expect(first).toBe(second);
    expect(account.jobs.slice(50, 100)).toContain(first);
    expect(shown.group('ACTIVE')).toMatchObject({ count: 100, tail: { kind: 'more' } });
  });

  it('keeps the rows when a later page fails, says why, and goes on after a retry', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 250 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    account.before = () => {
      throw failure('throttled');
    };
    await shown.loadMore('ACTIVE');
    expect(shown.group('ACTIVE')).toMatchObject({ count: 100, tail: { failure: { kind: 'throttled' } } });
    account.before = () => undefined;
    await shown.loadMore('ACTIVE');
    expect(shown.group('ACTIVE')).toMatchObject({ count: 200, tail: { kind: 'more' } });
  });

  it('starts a query anew where its token has expired, and shows rows, not an error', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    let expired = true;
    account.before = request => {
      if (expired && request.nextToken) {
        expired = false;
        throw failure('invalidToken');
      }
    };
    await shown.loadMore('ACTIVE');
    expect(shown.group('ACTIVE')).toMatchObject({ count: 200, tail: { kind: 'more' } });
  });

  it('says so where every token is refused, and keeps the rows', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    account.before = request => {
      if (request.nextToken) throw failure('invalidToken');
    };
    account.calls.length = 0;
    await shown.loadMore('ACTIVE');
    expect(shown.group('ACTIVE')).toMatchObject({ count: 100, tail: { kind: 'failed' } });
    expect(account.calls.length).toBe(3);
  });

  it('follows empty pages that have a token, within a bound', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 150 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    let empty = 3;
    account.answer = (page, request) =>
      empty-- > 0 ? { items: [], nextToken: `${request.nextToken ?? ''}${empty === 2 ? '.' : ''}0` } : page;
    await shown.loadMore('ACTIVE');
    expect(shown.group('ACTIVE')).toMatchObject({ count: 150, tail: { kind: 'end' } });

    const endless = board(account);
    let token = 0;
    account.answer = () => ({ items: [], nextToken: `t${token++}` });
    account.calls.length = 0;
    await endless.start();
    await endless.loadMore('ACTIVE');
    expect(endless.groups()).not.toEqual([]);
    expect(account.calls.length).toBeLessThanOrEqual(20 * 12);
  });

  it('stops where a token comes back, with no job twice', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 400 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    account.answer = (page, request) => ({
      items: page.items,
      nextToken: request.nextToken === '100' ? '200' : '100',
    });
    await shown.loadAll(['ACTIVE'], never, () => undefined);
    expect(shown.group('ACTIVE')).toMatchObject({ tail: { failure: { kind: 'repeatedToken' } } });
    expect(new Set(shown.jobsIn('ACTIVE').map(job => job.id)).size).toBe(shown.group('ACTIVE').count);
  });
});

it('says of a page that is under way that the last row changed, and no other', async () => {
  const account = new AccountInMemory(made({ ACTIVE: 350 }));
  const shown = board(account, noFilter, 100);
  await whole(shown);
  const changes: BoardChange[] = [];
  shown.onDidChange(change => changes.push(change));
  await shown.loadMore('ACTIVE');
  expect(changes).toEqual([{ tailOf: 'ACTIVE' }, 'ACTIVE']);
});

describe('load all', () => {
  it('paints a number of times that grows with the logarithm of the rows', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 10_000 }));
    const shown = board(account);
    await whole(shown);
    let paints = 0;
    shown.onDidChange(() => paints++);
    await shown.loadAll(['ACTIVE'], never, () => undefined);
    expect(shown.group('ACTIVE').count).toBe(10_000);
    expect(paints).toBeLessThanOrEqual(4);
  });

  it('stops when it is told to, and keeps what it has', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 1000 }));
    const shown = board(account);
    await whole(shown);
    const stop = new AbortController();
    let pages = 0;
    await shown.loadAll(statusGroups, stop.signal, () => ++pages === 2 && stop.abort());
    expect(shown.group('ACTIVE')).toMatchObject({ count: 300, tail: { kind: 'more' } });
  });
});

describe('refresh', () => {
  /** Begins a refresh while all is being loaded, whose answers come when nothing more comes of that. */
  async function refreshMeanwhile(pageSize: number, stop: AbortController, onPage: () => void) {
    const account = new AccountInMemory(made({ ACTIVE: 350 }));
    const shown = board(account, noFilter, pageSize);
    await whole(shown);
    account.calls.length = 0;
    account.before = ({ nextToken }) =>
      nextToken === undefined ? new Promise(resolve => setImmediate(resolve)) : undefined;
    const loading = shown.loadAll(['ACTIVE'], stop.signal, onPage);
    await Promise.resolve();
    await Promise.all([loading, shown.refresh()]);
    return { calls: account.calls.length, active: shown.group('ACTIVE') };
  }

  it('takes nothing away that was loaded meanwhile, nor is anything read twice for it', async () => {
    const { calls, active } = await refreshMeanwhile(100, new AbortController(), () => undefined);
    expect(active).toMatchObject({ count: 350, tail: { kind: 'end' } });
    // The page that was under way; the groups of few jobs, failed, stopped; four pages.
    expect(calls).toBe(1 + 3 + 4);
  });

  it('takes nothing away that was loaded until that was stopped', async () => {
    const stop = new AbortController();
    const { active } = await refreshMeanwhile(10, stop, () => stop.abort());
    expect(active.count).toBeGreaterThanOrEqual(110);
  });

  it('reads as many rows as were loaded', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    await shown.loadMore('ACTIVE');
    await shown.refresh();
    expect(shown.group('ACTIVE')).toMatchObject({ count: 200, tail: { kind: 'more' } });
  });

  it('of a wholly loaded account takes no more calls than the account has pages', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350, CREATE_FAILED: 20 }));
    const shown = board(account);
    await whole(shown);
    await shown.loadAll(statusGroups, never, () => undefined);
    account.calls.length = 0;
    await shown.refresh();
    expect(account.calls.length).toBe(4);
    expect(shown.isComplete).toBe(true);
  });

  it('of an account that is known to be large leaves out the look at the whole of it', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350, CREATE_FAILED: 20, CREATE_PENDING: 3 }));
    const shown = board(account, noFilter, 100);
    await whole(shown);
    account.calls.length = 0;
    await shown.refresh();
    expect(account.calls.length).toBe(4);
    expect(shown.size).toBe(123);
  });

  it('that fails keeps every row and says why', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 150, CREATE_FAILED: 7 }));
    const shown = board(account);
    await whole(shown);
    const before = shown.size;
    account.before = () => {
      throw failure('network');
    };
    await shown.refresh();
    expect(shown.size).toBe(before);
    expect(shown.failure?.kind).toBe('network');
  });

  it('keeps a job that has gone to a group that could not be read', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 150, CREATE_FAILED: 7 }));
    const shown = board(account);
    await whole(shown);
    const [job] = shown.jobsIn('CREATE_FAILED');
    if (!job) throw new Error('no such job');
    account.jobs = account.jobs.map(one => (one.id === job.id ? { ...one, status: 'DELETE_PENDING' } : one));
    // The first call is the one for the groups of few jobs.
    account.before = () => {
      account.before = () => undefined;
      throw failure('denied');
    };
    await shown.refresh();
    expect(shown.failure?.kind).toBe('denied');
    expect(shown.get(job.id)).toBeDefined();
    await shown.refresh();
    expect(shown.failure).toBeUndefined();
    expect(shown.get(job.id)?.status).toBe('DELETE_PENDING');
  });

  it('shows the old rows until the new ones are there', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 50 }));
    const shown = board(account);
    await shown.start();
    account.jobs = [];
    const done = shown.refresh();
    expect(shown.size).toBe(50);
    await done;
    expect(shown.size).toBe(0);
  });

  it('keeps a job that was asked for by its ARN, until the service no longer knows it', async () => {
    const account = new AccountInMemory(made({ ACTIVE: 350 }));
    const shown = board(account);
    await whole(shown);
    const far = account.jobs[349];
    if (!far) throw new Error('no such job');
    shown.pin(far, nextRequestNumber());
    await shown.refresh();
    expect(shown.get(far.id)).toBeDefined();
    account.jobs = account.jobs.slice(0, 300);
    await shown.refresh();
    expect(shown.get(far.id)).toBeUndefined();
  });
});

it('drops what reaches a board that was closed', async () => {
  const account = new AccountInMemory(made({ ACTIVE: 150 }));
  const shown = board(account);
  await whole(shown);
  let changes = 0;
  shown.onDidChange(() => changes++);
  const late = shown.loadMore('ACTIVE');
  changes = 0;
  shown.dispose();
  await late;
  expect(changes).toBe(0);
});
