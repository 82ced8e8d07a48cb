import { describe, expect, it } from 'vitest';
import { movingStatuses, type ForecastExportJob } from '../../../src/jobs/exportJob';
import { AccountInMemory, failure, madeJob, type MadeJob } from './accountInMemory';
import { become, callsOf, HandClock, KeptJobs, minute, scene, second, start } from './handClock';

describe('a round', () => {
  it.each([
    [1, { lists: 0, describes: 1 }],
    [2, { lists: 1, describes: 0 }],
    [100, { lists: 1, describes: 0 }],
    [250, { lists: 3, describes: 0 }],
  ])('about %i moving jobs', async (count, calls) => {
    const { account, hands } = scene(count);
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual(calls);
  });

  it('describes what has ended, and only that', async () => {
    const { account, hands, watch } = scene(100);
    become(account, 3, 'ACTIVE');
    become(account, 4, 'CREATE_FAILED');
    become(account, 5, 'CREATE_STOPPED');
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 1, describes: 3 });
    expect(watch.told).toEqual(['export_3 ACTIVE', 'export_4 CREATE_FAILED', 'export_5 CREATE_STOPPED']);
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 1, describes: 0 });
  });

  it('describes two watched jobs among many others rather than reading all pages', async () => {
    const account = new AccountInMemory(Array.from({ length: 1000 }, (_, n) => madeJob(n, 'DELETE_PENDING')));
    const hands = new HandClock(start);
    hands.clock.watch(new KeptJobs(account, account.jobs.slice(-2)));
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 2, describes: 2 });
  });

  it('asks about a job once that is watched twice, and tells both', async () => {
    const { account, hands, watch } = scene(1);
    const other = new KeptJobs(account, account.jobs);
    hands.clock.watch(other);
    become(account, 0, 'ACTIVE');
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 0, describes: 1 });
    expect([watch.told, other.told]).toEqual([['export_0 ACTIVE'], ['export_0 ACTIVE']]);
  });

  it('keeps accounts apart', async () => {
    const { account, hands } = scene(1);
    const other = new AccountInMemory([madeJob(7, 'CREATE_PENDING')]);
    hands.clock.watch(new KeptJobs(other, other.jobs, 'another'));
    await hands.pass(minute);
    expect(account.describes).toBeGreaterThanOrEqual(10);
    expect(other.describes).toBeGreaterThanOrEqual(1);
    expect([account.calls.length, other.calls.length]).toEqual([0, 0]);
  });
});

describe('the end of a job', () => {
  it.each(['ACTIVE', 'CREATE_FAILED', 'CREATE_STOPPED', 'DELETE_FAILED', 'ARCHIVED', ''])(
    '“%s” ends the asking',
    async status => {
      for (const count of [1, 2]) {
        const { account, hands, watch } = scene(count);
        for (let number = 0; number < count; number++) become(account, number, status);
        await hands.pass(5 * second);
        expect(watch.told).toHaveLength(count);
        expect(hands.timer).toBeUndefined();
        callsOf(account);
        await hands.pass(60 * minute);
        expect(callsOf(account)).toEqual({ lists: 0, describes: 0 });
      }
    },
  );

  it.each([...movingStatuses])('%s is none: it goes on', async status => {
    const { hands, account } = scene(1, 'CREATE_PENDING');
    become(account, 0, status);
    await hands.pass(5 * second);
    expect(hands.timer).toBeDefined();
  });

  it.each([1, 2])('by a deletion is told as such, of %i', async count => {
    const { account, hands, watch } = scene(count);
    account.jobs = [];
    await hands.pass(5 * second);
    expect(watch.told).toEqual(Array.from({ length: count }, (_, n) => `export_${n} gone`));
    expect(watch.failure).toBeUndefined();
    expect(hands.timer).toBeUndefined();
  });
});

describe('denied', () => {
  class Denying extends AccountInMemory {
    constructor(
      private readonly denied: 'list' | 'describe' | 'both',
      jobs: readonly MadeJob[],
    ) {
      super(jobs);
      this.before = () => {
        if (denied !== 'describe') throw failure('denied');
      };
    }

    override async describe(arn: string): Promise<ForecastExportJob> {
      const job = await super.describe(arn);
      if (this.denied !== 'list') throw failure('denied');
      return job;
    }
  }

  function deniedScene(denied: 'list' | 'describe' | 'both', jobs: readonly MadeJob[], watched = jobs) {
    const account = new Denying(denied, jobs);
    const hands = new HandClock(start);
    const watch = new KeptJobs(account, watched);
    hands.clock.watch(watch);
    return { account, hands, watch };
  }
  const young = (number: number, status = 'CREATE_IN_PROGRESS') => ({
    ...madeJob(number, status),
    creationTime: new Date(start),
  });

  it('Describe: lists tell of everything, ends and deletions too', async () => {
    const others = Array.from({ length: 150 }, (_, n) => madeJob(1000 + n));
    const moving = [young(0), young(1), young(2)];
    const { account, hands, watch } = deniedScene('describe', [...others, ...moving], moving);
    become(account, 0, 'ACTIVE');
    account.jobs = account.jobs.filter(job => job.name !== 'export_1');
    await hands.pass(5 * second);
    expect([...watch.told].sort()).toEqual(['export_0 ACTIVE', 'export_1 gone']);
    expect(watch.failure).toBeUndefined();
    callsOf(account);
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 1, describes: 0 });
    become(account, 2, 'CREATE_FAILED');
    await hands.pass(5 * second);
    expect(watch.told.at(-1)).toBe('export_2 CREATE_FAILED');
    expect(callsOf(account).describes).toBe(0);
  });

  it('List: each is described', async () => {
    const moving = [young(0), young(1), young(2)];
    const { account, hands, watch } = deniedScene('list', moving);
    become(account, 0, 'ACTIVE');
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 1, describes: 3 });
    await hands.pass(5 * second);
    expect(callsOf(account)).toEqual({ lists: 0, describes: 2 });
    expect([watch.told, watch.failure]).toEqual([['export_0 ACTIVE'], undefined]);
  });

  it('both: says so, asks more and more seldom, and goes on when it is allowed', async () => {
    const { hands, watch, account } = deniedScene('both', [young(0), young(1)]);
    await hands.pass(5 * second);
    expect(watch.failure?.kind).toBe('denied');
    callsOf(account);
    await hands.pass(30 * minute);
    expect(callsOf(account).lists).toBeLessThan(12);
  });
});
