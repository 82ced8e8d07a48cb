import { AccountInMemory, madeJob } from './accountInMemory';
import { JobClock } from '../../../src/jobs/jobClock';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';
import type { Failure } from '../../../src/jobs/failure';
import type { Pace } from '../../../src/jobs/pace';
import type { ForecastJobs } from '../../../src/jobs/ports';
import type { Watch } from '../../../src/jobs/watchedAccount';

/** A clock for the hands of a test: time passes when it is told to, and timers with it. */
export class HandClock {
  pace: Pace = 'normal';
  isFocused = true;
  /** What the wall clock is ahead by. */
  wallAhead = 0;
  elapsed = 0;
  timer: { readonly at: number; readonly callback: () => void } | undefined;
  readonly clock = new JobClock({
    pace: () => this.pace,
    isFocused: () => this.isFocused,
    now: () => this.now,
    elapsed: () => this.elapsed,
    after: (milliseconds, callback) => {
      if (this.timer) {
        throw new Error('two timers');
      }
      const timer = { at: this.elapsed + milliseconds, callback };
      this.timer = timer;
      return () => {
        if (this.timer === timer) this.timer = undefined;
      };
    },
  });

  constructor(private readonly start: number) {}

  get now(): number {
    return this.start + this.elapsed + this.wallAhead;
  }

  /** Lets so many milliseconds pass, with every timer that ends in them and all that follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.elapsed + milliseconds;
    await settle();
    while (this.timer && this.timer.at <= end) {
      this.elapsed = Math.max(this.elapsed, this.timer.at);
      await this.#ring();
    }
    this.elapsed = end;
  }

  /** A sleep: the time goes by, and only then the timers end. */
  async sleep(milliseconds: number): Promise<void> {
    this.elapsed += milliseconds;
    if (this.timer && this.timer.at <= this.elapsed) {
      await this.#ring();
    }
  }

  async #ring(): Promise<void> {
    const { timer } = this;
    this.timer = undefined;
    timer?.callback();
    await settle();
  }
}

/** Until nothing is left to do that isn't waiting for a timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Watches jobs as whoever shows or follows them does: keeps the last answer about each. */
export class KeptJobs implements Watch {
  readonly jobsById = new Map<string, ForecastExportJob>();
  readonly told: string[] = [];
  failure: Failure | undefined;
  isWatching = true;

  constructor(
    private readonly port: ForecastJobs | (() => Promise<ForecastJobs>),
    jobs: readonly ForecastExportJob[],
    readonly account = 'one',
  ) {
    jobs.forEach(job => this.jobsById.set(job.id, { ...job }));
  }

  async jobs(): Promise<ForecastJobs> {
    return typeof this.port === 'function' ? this.port() : Promise.resolve(this.port);
  }

  watched(): readonly ForecastExportJob[] {
    return this.isWatching ? [...this.jobsById.values()] : [];
  }

  answered(job: ForecastExportJob): void {
    if (this.jobsById.get(job.id)?.status !== job.status) {
      this.told.push(`${job.name ?? job.id} ${job.status}`);
    }
    this.jobsById.set(job.id, { ...job });
  }

  gone(job: ForecastExportJob): void {
    this.told.push(`${job.name ?? job.id} gone`);
    this.jobsById.delete(job.id);
  }

  failed(failure: Failure | undefined): void {
    this.failure = failure;
  }
}

export const second = 1000;
export const minute = 60 * second;
export const start = Date.UTC(2026, 0, 1);

/** An account with so many moving jobs that are just created, all of them watched. */
export function scene(count: number, status = 'CREATE_IN_PROGRESS') {
  const jobs = Array.from({ length: count }, (_, number) => ({
    ...madeJob(number, status),
    creationTime: new Date(start),
  }));
  const account = new AccountInMemory(jobs);
  const hands = new HandClock(start);
  const watch = new KeptJobs(account, jobs);
  const stop = hands.clock.watch(watch);
  return { account, hands, watch, stop };
}

/** What happens to a job by its number. */
export function become(account: AccountInMemory, number: number, status: string): void {
  account.jobs = account.jobs.map(job => (job.name === `export_${number}` ? { ...job, status } : job));
}

export function callsOf(account: AccountInMemory): { lists: number; describes: number } {
  const calls = { lists: account.calls.length, describes: account.describes };
  account.calls.length = 0;
  account.describes = 0;
  return calls;
}
