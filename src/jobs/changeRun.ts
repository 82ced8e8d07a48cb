import { nextRequestNumber } from './boardReading';
import type { ForecastExportJob } from './exportJob';
import { CancelledError, FailureError, type Failure, type FailureKind } from './failure';
import type { DescribableJob } from './askMoving';
import { isChanged, type JobChange } from './jobChange';
import type { ForecastJobs } from './ports';
import { threeAtATime } from './threeAtATime';

/** An answer about a job, with the number of the request, as JobBoard takes it. */
export interface JobAnswer {
  readonly job: ForecastExportJob;
  readonly askedAt: number;
}

export type ChangeOutcome =
  /** The service took it, or somebody else had asked for the same before. */
  | { readonly kind: 'accepted'; readonly now?: JobAnswer }
  /** The service no longer knows the job. */
  | { readonly kind: 'gone'; readonly askedAt: number }
  /** Not done. `now` is the job as it was after that, where it could be asked about. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly now?: JobAnswer }
  /** The request may have arrived, and what became of it could not be found out. */
  | { readonly kind: 'unknown'; readonly failure?: Failure }
  /** Never asked for: the run had ended before, because of `failure` or because it was told to. */
  | { readonly kind: 'notTried'; readonly failure?: Failure };

export interface ChangeResult {
  readonly job: DescribableJob;
  readonly outcome: ChangeOutcome;
}

export interface ChangeRunOptions {
  /** Resolves after some milliseconds, or at once when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** No further job is asked for then; what is under way is waited for, because it can't be taken back. */
  readonly stopped: AbortSignal;
  /** `waiting` is why nothing goes on for a while. */
  readonly onProgress: (done: number, waiting?: Failure) => void;
}

/**
 * How long to wait when the service is asked too often, or has too much to stop at a time, in milliseconds: two
 * minutes in all without any success, on top of the tries that the connection makes by itself.
 */
const waits: readonly number[] = [1, 2, 4, 8, 15, 30, 30, 30].map(seconds => seconds * 1000);

/** The service has taken nothing, and may take it later. */
const busy: ReadonlySet<FailureKind> = new Set(['throttled', 'limit']);

/** Not done, and no reason to ask what became of it. */
const plainRefusals: ReadonlySet<FailureKind> = new Set([
  'denied',
  'credentials',
  'expired',
  'certificate',
  'region',
]);

/** What fails so for one job fails so for all. A denial doesn't: policies name single jobs. */
const endsRun: ReadonlySet<FailureKind> = new Set(['credentials', 'expired', 'certificate', 'region']);

/**
 * Stops or deletes jobs, at most three at a time. While the service is busy all of them wait together. One that is
 * refused doesn't keep the others from going on. After an answer that leaves open whether the request has arrived
 * the service is asked about the job. Never rejects with a `FailureError`: each job has its outcome.
 */
export function changeEach(
  service: ForecastJobs,
  change: JobChange,
  jobs: readonly DescribableJob[],
  options: ChangeRunOptions,
): Promise<readonly ChangeResult[]> {
  const run = new ChangeRun(service, change, options);
  return threeAtATime(jobs, async job => ({ job, outcome: await run.change(job) }));
}

class ChangeRun {
  #done = 0;
  #waited = 0;
  #pause: Promise<void> | undefined;
  #end: { readonly failure?: Failure } | undefined;

  constructor(
    private readonly service: ForecastJobs,
    private readonly kind: JobChange,
    private readonly options: ChangeRunOptions,
  ) {}

  async change(job: DescribableJob): Promise<ChangeOutcome> {
    const outcome = await this.#attempt(job);
    this.#done += outcome.kind === 'notTried' ? 0 : 1;
    this.options.onProgress(this.#done);
    return outcome;
  }

  async #attempt(job: DescribableJob): Promise<ChangeOutcome> {
    let wasSent = false;
    for (;;) {
      await this.#pause;
      if (this.#end || this.options.stopped.aborted) {
        return { kind: 'notTried', ...this.#end };
      }
      const askedAt = nextRequestNumber();
      const failure = await this.#send(job);
      if (failure === undefined) {
        this.#waited = 0;
        return { kind: 'accepted' };
      }
      if (failure === 'cancelled') {
        this.#end ??= {};
        return { kind: 'unknown' };
      }
      if (!busy.has(failure.kind)) {
        return this.#afterFailure(job, failure, askedAt);
      }
      wasSent ||= isSentAgain(failure);
      if (!(await this.#backOff(failure))) {
        return wasSent ? this.#afterFailure(job, failure, askedAt) : { kind: 'refused', failure };
      }
    }
  }

  /** Without a signal: a request that is given up may be carried out all the same. */
  async #send({ arn }: DescribableJob): Promise<Failure | 'cancelled' | undefined> {
    try {
      await (this.kind === 'stop' ? this.service.stop(arn) : this.service.delete(arn));
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  async #afterFailure(job: DescribableJob, failure: Failure, askedAt: number): Promise<ChangeOutcome> {
    if (endsRun.has(failure.kind)) {
      this.#end ??= { failure };
    }
    if (failure.kind === 'notFound') {
      return { kind: 'gone', askedAt };
    }
    if (plainRefusals.has(failure.kind) && !isSentAgain(failure)) {
      return { kind: 'refused', failure };
    }
    const now = await this.#describe(job);
    if (now) {
      return now.job === undefined
        ? { kind: 'gone', askedAt: now.askedAt }
        : isChanged(this.kind, now.job)
          ? { kind: 'accepted', now: { job: now.job, askedAt: now.askedAt } }
          : { kind: 'refused', failure, now: { job: now.job, askedAt: now.askedAt } };
    }
    // Also where the service refused it in so many words: the connection tries by itself again what got no answer, and
    // the second try of a change that was taken is refused.
    return { kind: 'unknown', failure };
  }

  /** Undefined where it could not be found out; then, without a connection, the whole run ends. No job: it is gone. */
  async #describe({
    arn,
  }: DescribableJob): Promise<{ job: ForecastExportJob | undefined; askedAt: number } | undefined> {
    for (;;) {
      await this.#pause;
      const askedAt = nextRequestNumber();
      try {
        return { job: await this.service.describe(arn), askedAt };
      } catch (error) {
        const failure = failureOf(error);
        if (failure !== 'cancelled' && failure.kind === 'notFound') {
          return { job: undefined, askedAt };
        }
        if (failure === 'cancelled' || !busy.has(failure.kind) || !(await this.#backOff(failure))) {
          if (failure === 'cancelled' || failure.kind === 'network' || endsRun.has(failure.kind)) {
            this.#end ??= failure === 'cancelled' ? {} : { failure };
          }
          return undefined;
        }
      }
    }
  }

  /** @returns false where there is no more waiting: it was long enough, or the run was told to end */
  async #backOff(failure: Failure): Promise<boolean> {
    if (!this.#pause) {
      const wait = waits[this.#waited];
      if (wait === undefined) {
        this.#end ??= { failure };
        return false;
      }
      this.#waited += 1;
      this.options.onProgress(this.#done, failure);
      this.#pause = this.options.sleep(wait, this.options.stopped).then(() => {
        this.#pause = undefined;
      });
    }
    await this.#pause;
    return !this.options.stopped.aborted && !this.#end;
  }
}

/** Whether the request was sent before the one that was answered so: that one may have been carried out. */
function isSentAgain({ attempts }: Failure): boolean {
  return (attempts ?? 1) > 1;
}

function failureOf(error: unknown): Failure | 'cancelled' {
  if (error instanceof CancelledError) {
    return 'cancelled';
  }
  if (error instanceof FailureError) {
    return error.failure;
  }
  throw error;
}
