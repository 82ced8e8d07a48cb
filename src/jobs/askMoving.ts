import { nextRequestNumber } from './boardReading';
import type { ForecastExportJob } from './exportJob';
import { CancelledError, FailureError, type Failure } from './failure';
import { exceptGroups, type ServiceFilter } from './jobFilter';
import { largestPage, PagedJobs, type ReadPage } from './pagedJobs';
import type { ForecastJobs } from './ports';

/** A job that Describe can ask about. */
export type DescribableJob = ForecastExportJob & { readonly arn: string };

/** What an account was found to allow. Kept from round to round, changed by the round that finds out. */
export interface AskingRights {
  describe: boolean;
  list: boolean;
}

/** One round of questions about the moving jobs of an account. */
export interface Questions {
  readonly jobs: ForecastJobs;
  /** Those whose time has come; at least one. */
  readonly due: readonly DescribableJob[];
  /** All that are watched, with those that are due. */
  readonly watched: readonly DescribableJob[];
  readonly rights: AskingRights;
  readonly signal: AbortSignal;
  /** @param askedAt the number of the request, as JobIndex takes it */
  answered(job: ForecastExportJob, askedAt: number): void;
  gone(job: DescribableJob, askedAt: number): void;
  /** This job's own answer could not be had; the others' could. */
  stumbled(job: DescribableJob, failure: Failure): void;
}

/** What a job leaves when it moves no more; DELETE_FAILED and unknown statuses are few, and come along. */
const notEnded = exceptGroups(['ACTIVE', 'CREATE_FAILED', 'CREATE_STOPPED']);
const describedAtOnce = 3;

/** Failures of one answer, not of the account or the way to it. */
const ofOneJob: ReadonlySet<string> = new Set(['shape', 'invalidInput', 'other']);

/**
 * Asks about moving jobs with as few calls as tell the truth. With `d` jobs due:
 * - `d` = 1: one DescribeForecastExportJob, which also tells how the job ended: **1 call**.
 * - `d` ≥ 2: one ListForecastExportJobs of all that has not ended (Status IS_NOT ACTIVE, CREATE_FAILED and
 *   CREATE_STOPPED), which tells of every moving job of the account; then one Describe for each that is no longer in
 *   it, because it ended: **1 + ended**, never more than `d` + 1.
 * - More than a page of moving jobs: a further page is one call, describing what is still missing is one a job. So
 *   pages are read while fewer were read than jobs are missing: at most twice what the better of the two costs.
 * - Describe denied: lists alone, at last unfiltered ones until each missing job was seen; what is in none of their
 *   pages is gone. List denied: one Describe each.
 *
 * Rejects with a `FailureError` for what could not be asked, or with a `CancelledError`.
 */
export async function askMoving(questions: Questions): Promise<void> {
  await new Round(questions).ask();
}

class Round {
  readonly #told = new Set<string>();

  constructor(private readonly questions: Questions) {}

  async ask(): Promise<void> {
    const { due, rights } = this.questions;
    if (rights.list && (due.length > 1 || !rights.describe)) {
      await this.#list();
    } else {
      await this.#describe(due);
    }
  }

  async #list(): Promise<void> {
    const { due, watched, rights } = this.questions;
    const pages = this.#pages(notEnded);
    let missing: readonly DescribableJob[];
    let isGoingOn: boolean;
    do {
      isGoingOn = await pages.read();
      if (!rights.list) {
        return this.#describe(this.#untold(due));
      }
      missing = this.#untold(pages.isWhole ? watched : due);
    } while (isGoingOn && missing.length > 0 && (!rights.describe || pages.calls < missing.length));
    if (rights.describe) {
      await this.#describe(missing);
    } else {
      await this.#listAll(missing);
    }
  }

  async #describe(jobs: readonly DescribableJob[]): Promise<void> {
    const waiting = [...jobs];
    const { rights } = this.questions;
    const lane = async () => {
      try {
        for (let job = waiting.shift(); job !== undefined && rights.describe; job = waiting.shift()) {
          await this.#describeOne(job);
        }
      } catch (error) {
        // What befell one would befell the rest: the service isn't asked about them.
        waiting.length = 0;
        throw error;
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: describedAtOnce }, lane));
    const failed = lanes.find(ended => ended.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
    if (!rights.describe) {
      await this.#listAll(this.#untold(jobs));
    }
  }

  async #describeOne(job: DescribableJob): Promise<void> {
    const { jobs, rights, signal } = this.questions;
    const askedAt = nextRequestNumber();
    try {
      this.#answered(await jobs.describe(job.arn, signal), askedAt);
    } catch (error) {
      if (!(error instanceof FailureError)) {
        throw error;
      }
      const { kind } = error.failure;
      if (kind === 'notFound') {
        this.#gone(job, askedAt);
      } else if (kind === 'denied') {
        rights.describe = false;
        this.#forgetBothDenied(error.failure);
      } else if (ofOneJob.has(kind)) {
        this.#told.add(job.id);
        this.questions.stumbled(job, error.failure);
      } else {
        throw error;
      }
    }
  }

  /** Every page of the account, until each of the jobs was in one. */
  async #listAll(jobs: readonly DescribableJob[]): Promise<void> {
    if (jobs.length === 0) {
      return;
    }
    const askedAt = nextRequestNumber();
    const pages = this.#pages([]);
    let isGoingOn: boolean;
    do {
      isGoingOn = await pages.read();
    } while (isGoingOn && this.#untold(jobs).length > 0);
    if (pages.isWhole) {
      this.#untold(jobs).forEach(job => this.#gone(job, askedAt));
    }
  }

  /** A query whose answers are told as they come. */
  #pages(filters: readonly ServiceFilter[]) {
    const { jobs, watched, rights, signal } = this.questions;
    const ids = new Set(watched.map(job => job.id));
    let calls = 0;
    const readPage: ReadPage = async (request, abort) => {
      calls += 1;
      const askedAt = nextRequestNumber();
      const page = await jobs.list(request, abort);
      page.items.filter(job => ids.has(job.id)).forEach(job => this.#answered(job, askedAt));
      return page;
    };
    const pages = new PagedJobs([filters], readPage, signal);
    return {
      get calls() {
        return calls;
      },
      get isWhole() {
        return pages.tail.kind === 'end';
      },
      /** @returns whether there is more to be read */
      read: async (): Promise<boolean> => {
        const before = pages.received;
        await pages.next(largestPage);
        if (signal.aborted) {
          throw new CancelledError();
        }
        const { tail } = pages;
        if (tail.kind !== 'failed') {
          return tail.kind === 'more' && pages.received > before;
        }
        if (tail.failure.kind !== 'denied') {
          throw new FailureError(tail.failure);
        }
        rights.list = false;
        this.#forgetBothDenied(tail.failure);
        return false;
      },
    };
  }

  /** Nothing is left to ask with: it is tried again next time, for rights are given, too. */
  #forgetBothDenied(failure: Failure): void {
    const { rights } = this.questions;
    if (!rights.describe && !rights.list) {
      rights.describe = true;
      rights.list = true;
      throw new FailureError(failure);
    }
  }

  #untold(jobs: readonly DescribableJob[]): readonly DescribableJob[] {
    return jobs.filter(job => !this.#told.has(job.id));
  }

  #answered(job: ForecastExportJob, askedAt: number): void {
    this.#told.add(job.id);
    this.questions.answered(job, askedAt);
  }

  #gone(job: DescribableJob, askedAt: number): void {
    this.#told.add(job.id);
    this.questions.gone(job, askedAt);
  }
}
