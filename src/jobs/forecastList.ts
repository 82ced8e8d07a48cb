import type { Failure } from './failure';
import type { ServiceFilter } from './jobFilter';
import { largestPage } from './pagedJobs';
import { PagedList } from './pagedList';
import type { Forecast, ForecastJobs } from './ports';

/** An account's forecasts, read page by page. A fault is a value, and what was read stays. */
export class ForecastList {
  readonly #known = new Map<string, Forecast>();
  readonly #pages: PagedList<readonly ServiceFilter[]>;
  #started = false;

  /** @param signal gives up what is under way; nothing comes of `next()` then */
  constructor(
    jobs: Pick<ForecastJobs, 'forecasts'>,
    filters: readonly ServiceFilter[] = [],
    signal = new AbortController().signal,
  ) {
    this.#pages = new PagedList(
      [filters],
      async ({ query, limit, nextToken }) => {
        const token = nextToken === undefined ? {} : { nextToken };
        const answer = await jobs.forecasts({ filters: query, maxResults: limit, ...token }, signal);
        this.#started = true;
        answer.items.forEach(forecast => this.#known.set(forecast.arn, forecast));
        return answer;
      },
      signal,
      largestPage,
    );
  }

  get all(): readonly Forecast[] {
    return [...this.#known.values()];
  }

  get isStarted(): boolean {
    return this.#started;
  }

  /** Whether the service said that there are more. */
  get hasMore(): boolean {
    return this.#started && this.#pages.tail.kind === 'more';
  }

  /** Why the last page could not be read. */
  get failure(): Failure | undefined {
    const { tail } = this.#pages;
    return tail.kind === 'failed' ? tail.failure : undefined;
  }

  /** Reads the next page; after a fault the same one again. Asking while one is under way is the same request. */
  next(): Promise<void> {
    return this.#pages.next(largestPage);
  }
}

/** Those that can be exported. */
export function activeForecasts(jobs: Pick<ForecastJobs, 'forecasts'>): ForecastList {
  return new ForecastList(jobs, [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }]);
}
