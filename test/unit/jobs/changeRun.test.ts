import { describe, expect, it } from 'vitest';
import { changedStates } from '../../../src/jobs/changedStates';
import { changeEach, type ChangeOutcome, type ChangeResult } from '../../../src/jobs/changeRun';
import { CancelledError, type Failure, type FailureKind } from '../../../src/jobs/failure';
import type { DescribableJob } from '../../../src/jobs/askMoving';
import { canChange, type JobChange } from '../../../src/jobs/jobChange';
import { AccountInMemory, failure, madeJob } from './accountInMemory';

/** An account of which the requests that change it can be made to fail. */
class Account extends AccountInMemory {
  readonly asked: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** Called with the number of the request, from 1; what it throws is answered. */
  beforeChange: (arn: string, call: number) => void = () => undefined;
  /** The same, after it was carried out. */
  afterChange: (arn: string, call: number) => void = () => undefined;
  beforeDescribe: (arn: string) => void = () => undefined;

  override async describe(arn: string) {
    this.beforeDescribe(arn);
    return super.describe(arn);
  }

  override stop(arn: string) {
    return this.#change(arn, 'CREATE_STOPPING');
  }

  override delete(arn: string) {
    return this.#change(arn, 'DELETE_PENDING');
  }

  drop(id: string): void {
    this.jobs = this.jobs.filter(job => job.id !== id);
  }

  statusOf(job: DescribableJob): string | undefined {
    return this.jobs.find(({ id }) => id === job.id)?.status;
  }

  async #change(arn: string, status: string): Promise<void> {
    const call = this.asked.push(arn);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await Promise.resolve();
      this.beforeChange(arn, call);
      if (!this.jobs.some(job => job.arn === arn)) {
        throw failure('notFound');
      }
      this.jobs = this.jobs.map(job => (job.arn === arn ? { ...job, status } : job));
      this.afterChange(arn, call);
    } finally {
      this.atOnce -= 1;
    }
  }
}

function accountOf(count: number, status = 'ACTIVE'): { account: Account; jobs: DescribableJob[] } {
  const made = Array.from({ length: count }, (_, number) => madeJob(number, status));
  return { account: new Account(made), jobs: made.map(job => ({ ...job, arn: job.arn ?? '' })) };
}

interface Run {
  readonly slept: number[];
  readonly progress: [number, Failure?][];
  readonly results: readonly ChangeResult[];
}

async function run(
  account: Account,
  change: JobChange,
  jobs: readonly DescribableJob[],
  onSleep: (count: number, stop: () => void) => void = () => undefined,
): Promise<Run> {
  const slept: number[] = [];
  const progress: [number, Failure?][] = [];
  const stopped = new AbortController();
  const results = await changeEach(account, change, jobs, {
    stopped: stopped.signal,
    sleep: async milliseconds => {
      onSleep(slept.push(milliseconds), () => stopped.abort());
      await Promise.resolve();
    },
    onProgress: (done, waiting) => progress.push(waiting ? [done, waiting] : [done]),
  });
  return { slept, progress, results };
}

const kinds = (results: readonly ChangeResult[]) => results.map(({ outcome }) => outcome.kind);
const failsAs =
  (kind: FailureKind, when: (arn: string, call: number) => boolean = () => true) =>
  (arn: string, call: number) => {
    if (when(arn, call)) {
      throw failure(kind);
    }
  };

describe('which jobs can be changed', () => {
  it('is what the service says of the operations, and no status that it does not name', () => {
    const statuses = [
      ...['CREATE_PENDING', 'CREATE_IN_PROGRESS', 'CREATE_STOPPING', 'CREATE_STOPPED', 'CREATE_FAILED'],
      ...['ACTIVE', 'DELETE_PENDING', 'DELETE_IN_PROGRESS', 'DELETE_FAILED', 'CREATE_ARCHIVING', ''],
    ];
    const able = (change: JobChange) => statuses.filter(status => canChange(change, madeJob(1, status)));
    expect(able('stop')).toEqual(['CREATE_PENDING', 'CREATE_IN_PROGRESS']);
    expect(able('delete')).toEqual(['CREATE_FAILED', 'ACTIVE']);
  });

  it('is none without an ARN', () => {
    expect(canChange('delete', { id: 'x', status: 'ACTIVE', destination: {} })).toBe(false);
  });
});

describe('a run', () => {
  it('changes each job once, three at a time, and counts them', async () => {
    const { account, jobs } = accountOf(10);
    const { results, progress, slept } = await run(account, 'delete', jobs);
    expect(kinds(results)).toEqual(jobs.map(() => 'accepted'));
    expect(account.asked).toEqual(jobs.map(job => job.arn));
    expect(account.mostAtOnce).toBe(3);
    expect(progress.map(([done]) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(slept).toEqual([]);
    expect(account.jobs.every(job => job.status === 'DELETE_PENDING')).toBe(true);
  });

  it('waits together when throttled, each time longer, and then goes on to the end', async () => {
    const { account, jobs } = accountOf(12);
    account.beforeChange = failsAs('throttled', (_arn, call) => call > 4 && call < 20);
    const { results, progress, slept } = await run(account, 'delete', jobs);
    expect(kinds(results)).toEqual(jobs.map(() => 'accepted'));
    expect(slept.slice(0, 3)).toEqual([1000, 2000, 4000]);
    expect(slept.length).toBeLessThan(7);
    expect(progress.some(([, waiting]) => waiting?.kind === 'throttled')).toBe(true);
  });

  it('gives up when throttled for two minutes on end, and says what was not tried', async () => {
    const { account, jobs } = accountOf(9);
    account.beforeChange = failsAs('throttled', (_arn, call) => call > 3);
    const { results, slept } = await run(account, 'delete', jobs);
    expect(slept.reduce((sum, wait) => sum + wait)).toBe(120_000);
    expect(kinds(results)).toEqual([
      ...['accepted', 'accepted', 'accepted', 'refused', 'refused', 'refused'],
      ...['notTried', 'notTried', 'notTried'],
    ]);
    expect(results[8]?.outcome).toMatchObject({ failure: { kind: 'throttled' } });
    expect(jobs.filter(job => account.statusOf(job) === 'DELETE_PENDING')).toHaveLength(3);
  });

  it('waits until the service stops no more than three', async () => {
    const { account, jobs } = accountOf(5, 'CREATE_IN_PROGRESS');
    const stopping = () => account.jobs.filter(job => job.status === 'CREATE_STOPPING').length;
    account.beforeChange = failsAs('limit', () => stopping() >= 3);
    const { results, slept } = await run(account, 'stop', jobs, count => {
      if (count === 3) {
        account.jobs = account.jobs.map(job =>
          job.status === 'CREATE_STOPPING' ? { ...job, status: 'CREATE_STOPPED' } : job,
        );
      }
    });
    expect(kinds(results)).toEqual(jobs.map(() => 'accepted'));
    expect(slept).toEqual([1000, 2000, 4000]);
  });

  it('ends while it waits, when it is told to, and tries no more', async () => {
    const { account, jobs } = accountOf(6);
    account.beforeChange = failsAs('throttled', (_arn, call) => call > 2);
    const { results } = await run(account, 'delete', jobs, (_count, stop) => stop());
    expect(kinds(results).filter(kind => kind === 'accepted')).toHaveLength(2);
    expect(account.jobs.filter(job => job.status === 'DELETE_PENDING')).toHaveLength(2);
    expect(account.asked.length).toBeLessThanOrEqual(5);
  });

  it('takes a job that is gone for gone, not for a failure', async () => {
    const { account, jobs } = accountOf(3);
    account.drop(jobs[1]?.id ?? '');
    expect(kinds((await run(account, 'delete', jobs)).results)).toEqual(['accepted', 'gone', 'accepted']);
  });

  it('says in which status a job is that ended before it could be stopped', async () => {
    const { account, jobs } = accountOf(2, 'CREATE_IN_PROGRESS');
    account.beforeChange = (arn, call) => {
      if (call === 1) {
        account.jobs = account.jobs.map(job => (job.arn === arn ? { ...job, status: 'ACTIVE' } : job));
        throw failure('invalidInput');
      }
    };
    const { results } = await run(account, 'stop', jobs);
    expect(results[0]?.outcome).toMatchObject({ kind: 'refused', now: { job: { status: 'ACTIVE' } } });
    expect(results[1]?.outcome).toEqual({ kind: 'accepted' });
  });

  it('takes what somebody else has done already for done', async () => {
    const { account, jobs } = accountOf(1);
    account.beforeChange = arn => {
      account.jobs = account.jobs.map(job => (job.arn === arn ? { ...job, status: 'DELETE_PENDING' } : job));
      throw failure('inUse');
    };
    expect(kinds((await run(account, 'delete', jobs)).results)).toEqual(['accepted']);
  });

  it('goes on after a denial, without another word to the service', async () => {
    const { account, jobs } = accountOf(4);
    account.beforeChange = failsAs('denied', (_arn, call) => call === 2);
    const { results } = await run(account, 'delete', jobs);
    expect(kinds(results)).toEqual(['accepted', 'refused', 'accepted', 'accepted']);
    expect(account.describes).toBe(0);
  });

  it('ends at once where no request can succeed', async () => {
    const { account, jobs } = accountOf(9);
    account.beforeChange = failsAs('expired', (_arn, call) => call > 3);
    const { results } = await run(account, 'delete', jobs);
    expect(kinds(results).filter(kind => kind === 'notTried').length).toBeGreaterThanOrEqual(3);
    expect(results[8]?.outcome).toMatchObject({ kind: 'notTried', failure: { kind: 'expired' } });
  });

  it.each(['network', 'unavailable', 'shape', 'other'] as const)(
    'asks what became of a request that ended in doubt: %s',
    async kind => {
      const { account, jobs } = accountOf(3);
      const [arrived, lost, gone] = jobs;
      account.beforeChange = failsAs(kind, arn => arn === lost?.arn);
      account.afterChange = (arn, call) => {
        if (arn === gone?.arn) {
          account.drop(gone.id);
        }
        failsAs(kind)(arn, call);
      };
      const { results } = await run(account, 'delete', jobs);
      expect(kinds(results)).toEqual(['accepted', 'refused', 'gone']);
      expect(arrived && account.statusOf(arrived)).toBe('DELETE_PENDING');
      expect(lost && account.statusOf(lost)).toBe('ACTIVE');
    },
  );

  it('says that it does not know where that can not be asked, and ends without a network', async () => {
    const { account, jobs } = accountOf(8);
    account.afterChange = failsAs('network', (_arn, call) => call > 2);
    account.beforeDescribe = failsAs('network') as () => void;
    const { results } = await run(account, 'delete', jobs);
    expect(kinds(results).slice(0, 3)).toEqual(['accepted', 'accepted', 'unknown']);
    expect(kinds(results).at(-1)).toBe('notTried');
    const changed = account.jobs.filter(job => job.status === 'DELETE_PENDING').length;
    expect(kinds(results).filter(kind => kind === 'accepted' || kind === 'unknown')).toHaveLength(changed);
  });

  it('does not know either where a refusal may be the answer to a second try', async () => {
    const { account, jobs } = accountOf(1);
    account.afterChange = failsAs('inUse');
    account.beforeDescribe = failsAs('denied') as () => void;
    expect(kinds((await run(account, 'delete', jobs)).results)).toEqual(['unknown']);
  });

  it('takes a connection that was closed for a doubt, and tries no more', async () => {
    const { account, jobs } = accountOf(6);
    account.beforeChange = (_arn, call) => {
      if (call > 1) {
        throw new CancelledError();
      }
    };
    const { results } = await run(account, 'delete', jobs);
    expect(kinds(results)[0]).toBe('accepted');
    expect(kinds(results)[1]).toBe('unknown');
    expect(kinds(results).at(-1)).toBe('notTried');
  });
});

describe('the states after a run', () => {
  const accepted: ChangeOutcome = { kind: 'accepted' };
  const results = (jobs: readonly DescribableJob[], outcome: ChangeOutcome = accepted) =>
    jobs.map(job => ({ job, outcome }));

  it('cost one Describe for one job', async () => {
    const { account, jobs } = accountOf(1, 'DELETE_PENDING');
    const states = await changedStates(account, 'delete', results(jobs));
    expect(states.map(({ now }) => now?.status)).toEqual(['DELETE_PENDING']);
    expect([account.calls.length, account.describes]).toEqual([0, 1]);
  });

  it('cost one List for many', async () => {
    const { account, jobs } = accountOf(80, 'DELETE_PENDING');
    const states = await changedStates(account, 'delete', results(jobs));
    expect(states.map(({ now }) => now?.status)).toEqual(Array(80).fill('DELETE_PENDING'));
    expect([account.calls.length, account.describes]).toEqual([1, 0]);
  });

  it('cost a Describe for each that the list has not: gone, or in another status', async () => {
    const { account, jobs } = accountOf(4, 'DELETE_PENDING');
    const [first, second] = jobs;
    account.drop(first?.id ?? '');
    account.jobs = account.jobs.map(job => (job.id === second?.id ? { ...job, status: 'ACTIVE' } : job));
    const states = await changedStates(account, 'delete', results(jobs));
    const statusOf = (job?: DescribableJob) => states.find(({ id }) => id === job?.id)?.now?.status;
    expect(jobs.map(statusOf)).toEqual([undefined, 'ACTIVE', 'DELETE_PENDING', 'DELETE_PENDING']);
    expect(states).toHaveLength(4);
    expect([account.calls.length, account.describes]).toEqual([1, 2]);
  });

  it('are those that the service gives a changed job, where it does not answer', async () => {
    const { account, jobs } = accountOf(3);
    account.before = () => {
      throw failure('denied');
    };
    account.beforeDescribe = failsAs('denied') as () => void;
    const states = await changedStates(account, 'stop', results(jobs));
    expect(states.map(({ now }) => now?.status)).toEqual(Array(3).fill('CREATE_STOPPING'));
  });

  it('cost nothing for what the run has asked about, or did not touch', async () => {
    const { account, jobs } = accountOf(2);
    const [asked, untouched] = jobs;
    if (!asked || !untouched) {
      throw new Error('there are two');
    }
    const now = { job: { ...asked, status: 'CREATE_FAILED' }, askedAt: 7 };
    const states = await changedStates(account, 'delete', [
      { job: asked, outcome: { kind: 'refused', failure: failure('inUse').failure, now } },
      { job: untouched, outcome: { kind: 'notTried' } },
    ]);
    expect(states).toEqual([{ id: asked.id, now: now.job, askedAt: 7 }]);
    expect([account.calls.length, account.describes]).toEqual([0, 0]);
  });
});
