import { CancelledError, FailureError, type Failure } from './failure';
import { largestPage } from './pagedJobs';
import type { Forecast, ForecastJobs } from './ports';

/** So many pages without a forecast are followed before the user is asked whether to go on. */
const emptyPagesFollowed = 20;

/** The forecasts that can be exported, read page by page. A fault is a value, and what was read stays. */
export class ActiveForecasts {
  readonly #known = new Map<string, Forecast>();
  readonly #tokensSeen = new Set<string>();
  #token: string | undefined;
  #started = false;
  #reading: Promise<void> | undefined;
  failure: Failure | undefined;

  constructor(private readonly jobs: ForecastJobs) {}

  get all(): readonly Forecast[] {
    return [...this.#known.values()];
  }

  get isStarted(): boolean {
    return this.#started;
  }

  /** Whether the service said that there are more. */
  get hasMore(): boolean {
    return this.#token !== undefined;
  }

  /** Reads the next page; after a fault the same one again. Asking while one is under way is the same request. */
  next(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #read(): Promise<void> {
    this.failure = undefined;
    try {
      for (let page = 0; page < emptyPagesFollowed; page++) {
        const answer = await this.jobs.forecasts({
          filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }],
          maxResults: largestPage,
          ...(this.#token === undefined ? {} : { nextToken: this.#token }),
        });
        this.#started = true;
        answer.items.forEach(forecast => this.#known.set(forecast.arn, forecast));
        // A token that comes a second time would go round for ever.
        const { nextToken } = answer;
        this.#token = nextToken !== undefined && this.#tokensSeen.has(nextToken) ? undefined : nextToken;
        if (this.#token === undefined || answer.items.length > 0) {
          break;
        }
        this.#tokensSeen.add(this.#token);
      }
      if (this.#token !== undefined) {
        this.#tokensSeen.add(this.#token);
      }
    } catch (error) {
      if (error instanceof FailureError) {
        if (error.failure.kind === 'invalidToken') {
          this.#token = undefined;
          this.#tokensSeen.clear();
        }
        this.failure = error.failure;
      } else if (!(error instanceof CancelledError)) {
        throw error;
      }
    }
  }
}
