import { askMoving, type AskingRights, type DescribableJob } from './askMoving';
import { movingStatuses, type ForecastExportJob } from './exportJob';
import { CancelledError, FailureError, type Failure } from './failure';
import { mostSetbacks, movingFor, waitBetween, type Pace } from './pace';
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

/** Longer than any wait. */
const staleness = 86_400_000;

/** How time goes. */
export interface Time {
  /** Milliseconds since the epoch: ages are counted by it. May jump. */
  now(): number;
  /** Milliseconds that only ever grow, from any start: what is due is told by it. */
  elapsed(): number;
}

export interface Mood {
  readonly pace: Pace;
  readonly isFocused: boolean;
}

/** What is known of a job that is watched. Instants are of `Time.elapsed`. */
interface Known {
  readonly status: string;
  readonly since: number;
  askedAt: number;
  stumbles: number;
}

/** The watches of one account, and when which of their jobs is asked about. One round is under way at a time. */
export class WatchedAccount {
  readonly #watches = new Set<Watch>();
  readonly #known = new Map<string, Known>();
  /** When each answer was first seen here, whoever had asked for it: a refresh counts as asking. */
  readonly #seenAt = new WeakMap<ForecastExportJob, number>();
  readonly #rights: AskingRights = { describe: true, list: true };
  #setbacks = 0;
  #round: Promise<void> | undefined;
  #asking: { readonly watch: Watch; readonly abort: AbortController } | undefined;

  constructor(private readonly time: Time) {}

  get isWatched(): boolean {
    return this.#watches.size > 0;
  }

  /** @param isStale what is watched now was read long ago: it is asked about at once */
  add(watch: Watch, isStale: boolean): void {
    this.#watches.add(watch);
    // It may have come with other credentials.
    this.#rights.describe = true;
    this.#rights.list = true;
    this.#setbacks = 0;
    if (isStale) {
      const longAgo = this.time.elapsed() - staleness;
      watch.watched().forEach(job => this.#seenAt.set(job, longAgo));
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
    const waits = this.#jobs().map(job => this.#dueAt(job, mood) - this.time.elapsed());
    return waits.length === 0 || mood.pace === 'off' ? undefined : Math.min(...waits);
  }

  /**
   * Asks about what is due, and about what would be within half its own time: one call does for all, and jobs
   * asked together stay together. Several calls at once are one round.
   */
  ask(mood: Mood): Promise<void> {
    const isNearlyDue = (job: DescribableJob) => {
      const dueAt = this.#dueAt(job, mood);
      return dueAt - this.time.elapsed() <= (dueAt - this.#lastAskedAt(job)) / 2;
    };
    return this.#start(() => this.#jobs().filter(isNearlyDue));
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
    due.forEach(job => this.#wasAsked(job.id));
    const tell = (id: string, told: (watch: Watch) => void) => {
      this.#wasAsked(id);
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
          this.#stumbles(job.id, 'none');
          tell(job.id, one => one.answered(job, askedAt));
        },
        gone: (job, askedAt) => tell(job.id, one => one.gone(job, askedAt)),
        stumbled: (job, why) => {
          this.#stumbles(job.id, 'one more');
          stumbled = why;
        },
      }),
    );
    if (failure === 'cancelled' || abort.signal.aborted) {
      return;
    }
    this.#setbacks = failure ? Math.min(mostSetbacks, this.#setbacks + 1) : Math.max(0, this.#setbacks - 1);
    this.#watches.forEach(one => one.failed(failure ?? stumbled));
  }

  /** Each job that is watched and moves, once. What is no longer watched is forgotten. */
  #jobs(): readonly DescribableJob[] {
    const jobs = new Map<string, DescribableJob>();
    for (const job of [...this.#watches].flatMap(watch => watch.watched())) {
      if (isDescribable(job) && movingStatuses.has(job.status)) {
        jobs.set(job.id, job);
        this.#note(job);
      }
    }
    for (const id of this.#known.keys()) {
      if (!jobs.has(id)) {
        this.#known.delete(id);
      }
    }
    return [...jobs.values()];
  }

  #note(job: DescribableJob): void {
    const elapsed = this.time.elapsed();
    const seenAt = this.#seenAt.get(job) ?? elapsed;
    this.#seenAt.set(job, seenAt);
    const known = this.#known.get(job.id);
    const askedAt = Math.max(known?.askedAt ?? -Infinity, seenAt);
    if (known?.status === job.status) {
      known.askedAt = askedAt;
    } else {
      const { status } = job;
      this.#known.set(job.id, { status, since: elapsed, askedAt, stumbles: known?.stumbles ?? 0 });
    }
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

  #lastAskedAt(job: DescribableJob): number {
    return this.#known.get(job.id)?.askedAt ?? -Infinity;
  }

  /** By the age that the job had when it was asked about: what is due doesn't move while it is waited for. */
  #dueAt(job: DescribableJob, { pace, isFocused }: Mood): number {
    const known = this.#known.get(job.id);
    const askedAt = this.#lastAskedAt(job);
    const ago = this.time.elapsed() - askedAt;
    const age = movingFor(job, askedAt - (known?.since ?? askedAt), this.time.now() - ago);
    const setbacks = this.#setbacks + (known?.stumbles ?? 0);
    return askedAt + (waitBetween(age, pace, isFocused, setbacks) ?? Infinity);
  }

  #wasAsked(id: string): void {
    const known = this.#known.get(id);
    if (known) {
      known.askedAt = this.time.elapsed();
    }
  }

  #stumbles(id: string, change: 'none' | 'one more'): void {
    const known = this.#known.get(id);
    if (known) {
      known.stumbles = change === 'none' ? 0 : Math.min(mostSetbacks, known.stumbles + 1);
    }
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
