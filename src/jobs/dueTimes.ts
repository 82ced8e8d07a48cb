import type { DescribableJob } from './askMoving';
import type { ForecastExportJob } from './exportJob';
import { mostSetbacks, movingFor, waitBetween, type Pace } from './pace';

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

/** Longer than any wait. */
const staleness = 86_400_000;

/** What is known of a job that is watched. Instants are of `Time.elapsed`. */
interface Known {
  readonly status: string;
  readonly since: number;
  askedAt: number;
  stumbles: number;
}

/** When which of an account's moving jobs is to be asked about: what was asked and seen, and how it went. */
export class DueTimes {
  readonly #known = new Map<string, Known>();
  /** When each answer was first seen here, whoever had asked for it: a refresh counts as asking. */
  readonly #seenAt = new WeakMap<ForecastExportJob, number>();
  /** Rounds that failed, less those that didn't. */
  #setbacks = 0;

  constructor(private readonly time: Time) {}

  /** These are watched, as they were last answered; a job may be among them more than once. All others are forgotten. */
  watching(jobs: readonly DescribableJob[]): void {
    jobs.forEach(job => this.#note(job));
    const ids = new Set(jobs.map(job => job.id));
    for (const id of this.#known.keys()) {
      if (!ids.has(id)) {
        this.#known.delete(id);
      }
    }
  }

  /** What is known of these was read long ago: they are due at once. */
  makeDue(jobs: readonly ForecastExportJob[]): void {
    const longAgo = this.time.elapsed() - staleness;
    jobs.forEach(job => this.#seenAt.set(job, longAgo));
  }

  /** Milliseconds until the job is due, 0 or less where it is; infinite: it never will be. */
  wait(job: DescribableJob, mood: Mood): number {
    return this.#dueAt(job, mood) - this.time.elapsed();
  }

  /** Whether it is due, or would be within half its own time. */
  isNearlyDue(job: DescribableJob, mood: Mood): boolean {
    const dueAt = this.#dueAt(job, mood);
    return dueAt - this.time.elapsed() <= (dueAt - this.#lastAskedAt(job)) / 2;
  }

  wasAsked(id: string): void {
    const known = this.#known.get(id);
    if (known) {
      known.askedAt = this.time.elapsed();
    }
  }

  /** The job could be asked about. */
  answered(id: string): void {
    const known = this.#known.get(id);
    if (known) {
      known.stumbles = 0;
    }
  }

  /** The job itself could not be asked about: it waits longer. */
  stumbled(id: string): void {
    const known = this.#known.get(id);
    if (known) {
      known.stumbles = Math.min(mostSetbacks, known.stumbles + 1);
    }
  }

  /** A round has ended: after one that failed, all wait longer. */
  roundEnded(hasFailed: boolean): void {
    this.#setbacks = hasFailed ? Math.min(mostSetbacks, this.#setbacks + 1) : Math.max(0, this.#setbacks - 1);
  }

  /** What rounds failed by may have changed. */
  forgetSetbacks(): void {
    this.#setbacks = 0;
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
}
