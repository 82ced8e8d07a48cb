import { askMoving, type AskingRights, type DescribableJob } from './askMoving';
import { DueTimes, type Mood, type Time } from './dueTimes';
import { movingStatuses, type ForecastExportJob } from './exportJob';
import { CancelledError, FailureError, type Failure } from './failure';
import type { Connection, ForecastJobs } from './ports';

/** Jobs of one account in one region whose moves somebody wants to know of. */
export interface Watch {
  /** Which account and region: watches of the same one are asked about together, and each job once. */
  readonly account: string;
  /** The port, made when it is first needed. Rejects with a `FailureError`. */
  jobs(): Promise<ForecastJobs>;
  /** The jobs to ask about now. Those that don't move, or have no ARN, are passed over; none: nothing is asked. */
  watched(): readonly ForecastExportJob[];
  /**
   * A newer answer about one of them.
   * @param askedAt the number of the request, as JobBoard.put takes it
   */
  answered(job: ForecastExportJob, askedAt: number): void;
  /** The service doesn't know it any more: somebody deleted it. No error. */
  gone(job: ForecastExportJob, askedAt: number): void;
  /** Why the last round could not be asked; undefined: it could. Nothing to interrupt anybody for. */
  failed(failure: Failure | undefined): void;
}

/** The watches of one account, and the rounds of questions about their jobs. One round is under way at a time. */
export class WatchedAccount {
  readonly #watches = new Set<Watch>();
  readonly #times: DueTimes;
  readonly #rights: AskingRights = { describe: true, list: true };
  #round: Promise<void> | undefined;
  #asking: { readonly watch: Watch; readonly abort: AbortController } | undefined;

  constructor(time: Time) {
    this.#times = new DueTimes(time);
  }

  get isWatched(): boolean {
    return this.#watches.size > 0;
  }

  /** @param isStale what is watched now was read long ago: it is asked about at once */
  add(watch: Watch, isStale: boolean): void {
    this.#watches.add(watch);
    // It may have come with other credentials.
    this.#rights.describe = true;
    this.#rights.list = true;
    this.#times.forgetSetbacks();
    if (isStale) {
      this.#times.makeDue(watch.watched());
    }
  }

  /** What was asked through this watch's port is given up; nothing is told to it any more. */
  remove(watch: Watch): void {
    this.#watches.delete(watch);
    if (this.#asking?.watch === watch) {
      this.#asking.abort.abort();
    }
  }

  close(): void {
    this.#watches.clear();
    this.#asking?.abort.abort();
  }

  /** Milliseconds until a job is due, 0 or less where one is; undefined: none will be, or a round is under way. */
  wait(mood: Mood): number | undefined {
    if (this.#round) {
      return undefined;
    }
    const waits = this.#jobs().map(job => this.#times.wait(job, mood));
    return waits.length === 0 || mood.pace === 'off' ? undefined : Math.min(...waits);
  }

  /**
   * Asks about what is due, and about what would be within half its own time: one call does for all, and jobs
   * asked together stay together. Several calls at once are one round.
   */
  ask(mood: Mood): Promise<void> {
    return this.#start(() => this.#jobs().filter(job => this.#times.isNearlyDue(job, mood)));
  }

  /** Asks about all that is watched, due or not, once a round that is under way has ended. */
  async askAll(): Promise<void> {
    await this.#round?.catch(() => undefined);
    await this.#start(() => this.#jobs());
  }

  #start(due: () => readonly DescribableJob[]): Promise<void> {
    this.#round ??= this.#askAbout(due()).finally(() => {
      this.#round = undefined;
      this.#asking = undefined;
    });
    return this.#round;
  }

  async #askAbout(due: readonly DescribableJob[]): Promise<void> {
    const watched = this.#jobs();
    const watchers = this.#watchers();
    const watch = due[0] && watchers.get(due[0].id)?.[0];
    if (!watch) {
      return;
    }
    const abort = new AbortController();
    this.#asking = { watch, abort };
    due.forEach(job => this.#times.wasAsked(job.id));
    const tell = (id: string, told: (watch: Watch) => void) => {
      this.#times.wasAsked(id);
      const listening = abort.signal.aborted ? [] : (watchers.get(id) ?? []);
      listening.filter(one => this.#watches.has(one)).forEach(told);
    };
    let stumbled: Failure | undefined;
    const failure = await failureOf(async () =>
      askMoving({
        jobs: await watch.jobs(),
        due,
        watched,
        rights: this.#rights,
        signal: abort.signal,
        answered: (job, askedAt) => {
          this.#times.answered(job.id);
          tell(job.id, one => one.answered(job, askedAt));
        },
        gone: (job, askedAt) => tell(job.id, one => one.gone(job, askedAt)),
        stumbled: (job, why) => {
          this.#times.stumbled(job.id);
          stumbled = why;
        },
      }),
    );
    if (failure === 'cancelled' || abort.signal.aborted) {
      return;
    }
    this.#times.roundEnded(failure !== undefined);
    this.#watches.forEach(one => one.failed(failure ?? stumbled));
  }

  /** Each job that is watched and moves, once. What is no longer watched is forgotten. */
  #jobs(): readonly DescribableJob[] {
    const moving = [...this.#watches]
      .flatMap(watch => watch.watched())
      .filter(isDescribable)
      .filter(job => movingStatuses.has(job.status));
    this.#times.watching(moving);
    return [...new Map(moving.map(job => [job.id, job])).values()];
  }

  #watchers(): ReadonlyMap<string, readonly Watch[]> {
    const watchers = new Map<string, Watch[]>();
    for (const watch of this.#watches) {
      for (const { id } of watch.watched()) {
        watchers.set(id, [...(watchers.get(id) ?? []), watch]);
      }
    }
    return watchers;
  }
}

/** The `account` of a watch. A profile may name another account one day, but not while it is connected to. */
export function accountOf({ choice, region }: Pick<Connection, 'choice' | 'region'>): string {
  return JSON.stringify([choice.kind, choice.kind === 'profile' ? choice.profile : '', region]);
}

function isDescribable(job: ForecastExportJob): job is DescribableJob {
  return job.arn !== undefined;
}

async function failureOf(work: () => Promise<void>): Promise<Failure | 'cancelled' | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof CancelledError) {
      return 'cancelled';
    }
    if (error instanceof FailureError) {
      return error.failure;
    }
    throw error;
  }
}
