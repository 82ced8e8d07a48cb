import type { Failure } from './failure';
import { largestPage } from './pagedJobs';
import { PagedList } from './pagedList';
import type { Forecast, ForecastJobs } from './ports';

/** The forecasts that can be exported, read page by page. A fault is a value, and what was read stays. */
export class ActiveForecasts {
  readonly #known = new Map<string, Forecast>();
  readonly #pages: PagedList<'ACTIVE'>;
  #started = false;

  constructor(jobs: ForecastJobs) {
    this.#pages = new PagedList(
      ['ACTIVE'],
      async ({ query, limit, nextToken }, signal) => {
        const answer = await jobs.forecasts(
          {
            filters: [{ Key: 'Status', Value: query, Condition: 'IS' }],
            maxResults: limit,
            ...(nextToken === undefined ? {} : { nextToken }),
          },
          signal,
        );
        this.#started = true;
        answer.items.forEach(forecast => this.#known.set(forecast.arn, forecast));
        return answer;
      },
      new AbortController().signal,
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
