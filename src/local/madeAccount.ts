import { Account } from './account';
import type { Limits } from './exportJobChanges';
import type { ServiceOptions } from './forecastService';
import { ForecastService } from './forecastService';
import { madeForecasts } from './madeForecasts';
import { madeJobs } from './madeJobs';
import type { StoredJob } from './resource';

/** The account number that AWS's own examples use: nobody's. */
const madeAccountId = '111122223333';

export interface MadeAccountOptions {
  readonly seed: number;
  /** How many export jobs, 0 or more. */
  readonly jobs: number;
  /** How many forecasts; otherwise as many as such an account would have. */
  readonly forecasts?: number;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * A made-up account: the same for the same options. Another `now` moves its times and nothing else. The times of
 * what is settled count from the start of the day, so that they are the same for the whole of it.
 */
export function madeAccount({ seed, jobs, forecasts, region, now }: MadeAccountOptions): Account {
  const place = { accountId: madeAccountId, region };
  const anchor = Math.floor(now / 86_400_000) * 86_400_000;
  const count = forecasts ?? Math.min(240, Math.max(4, Math.round(jobs / 25)));
  const made = madeForecasts(place, seed, count, anchor, now);
  const exportable = made.filter(forecast => forecast.status === 'ACTIVE');
  const madeOnes: readonly StoredJob[] = madeJobs(place, seed, jobs, exportable, anchor, now);
  return new Account(place, seed, { forecasts: made, jobs: madeOnes });
}

/** The usual quotas; an account made larger than that has been granted more jobs, by the thousand. */
function limitsFor(jobs: number): Limits {
  const exportJobs = jobs <= 1000 ? 1000 : Math.ceil((jobs + 1) / 1000) * 1000;
  return { exportJobs, creatingAtOnce: 3, stoppingAtOnce: 3 };
}

export interface MadeServiceOptions
  extends Omit<MadeAccountOptions, 'now'>, Partial<Pick<ServiceOptions, 'pages'>> {
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
}

/** The service's rules over a made-up account. Pages are full unless it is said otherwise. */
export function makeService(options: MadeServiceOptions): ForecastService {
  const { now, pages, limits, ...account } = options;
  return new ForecastService(madeAccount({ ...account, now: now() }), {
    now,
    pages: pages ?? 'full',
    limits: { ...limitsFor(options.jobs), ...limits },
  });
}
