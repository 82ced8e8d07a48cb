import { Collection } from './collection';
import type { Resource, StoredForecast, StoredJob } from './resource';
import { advance } from './resource';

/** Whose account it is, and where. */
export interface AccountPlace {
  readonly accountId: string;
  readonly region: string;
}

export interface AccountContents {
  readonly forecasts: readonly StoredForecast[];
  readonly jobs: readonly StoredJob[];
}

/** One account in one region: its forecasts and their export jobs, moved by the clock that `advance` is told. */
export class Account {
  readonly accountId: string;
  readonly region: string;
  readonly forecasts: Collection<StoredForecast>;
  readonly jobs: Collection<StoredJob>;
  /** Jobs that were deleted after they had written to S3: what they have written stays. */
  readonly deletedJobs: StoredJob[] = [];

  constructor(
    place: AccountPlace,
    readonly seed: number,
    contents: AccountContents,
  ) {
    this.accountId = place.accountId;
    this.region = place.region;
    this.forecasts = new Collection(`${seed}`, contents.forecasts);
    this.jobs = new Collection(`${seed}`, contents.jobs);
  }

  /** Lets everything happen that is due. */
  advance(now: number): void {
    for (const forecast of this.forecasts.inMotion()) this.step(this.forecasts, forecast, now);
    for (const job of this.jobs.inMotion()) {
      const stays = this.step(this.jobs, job, now);
      if (job.status === 'ACTIVE') job.writtenAt ??= job.changedAt;
      if (!stays && job.writtenAt !== undefined) this.deletedJobs.push(job);
    }
  }

  hasJobNamed(forecastArn: string, name: string): boolean {
    return this.jobs.all().some(job => job.name === name && job.forecastArn === forecastArn);
  }

  /** How many jobs and forecasts are in motion and such. Settled ones are not looked at. */
  countMoving(matches: (resource: Resource) => boolean, kinds: 'jobs' | 'all'): number {
    let count = 0;
    for (const job of this.jobs.inMotion()) if (matches(job)) count++;
    if (kinds === 'jobs') return count;
    for (const forecast of this.forecasts.inMotion()) if (matches(forecast)) count++;
    return count;
  }

  /** False: the resource is gone. */
  private step<T extends Resource>(collection: Collection<T>, resource: T, now: number): boolean {
    const stays = advance(resource, now);
    if (stays) collection.touched(resource);
    else collection.remove(resource);
    return stays;
  }
}
