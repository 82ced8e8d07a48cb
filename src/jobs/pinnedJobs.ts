import { nextRequestNumber, type BoardReading } from './boardReading';
import type { ForecastExportJob } from './exportJob';
import { CancelledError, FailureError } from './failure';
import type { ForecastJobs } from './ports';

/** Jobs that were asked for by their ARN. They need not be on any page that was read, and stay over refreshes. */
export class PinnedJobs {
  readonly #ids = new Set<string>();

  constructor(
    private readonly jobs: Pick<ForecastJobs, 'describe'>,
    private readonly signal: AbortSignal,
  ) {}

  add({ id }: ForecastExportJob): void {
    this.#ids.add(id);
  }

  remove(id: string): void {
    this.#ids.delete(id);
  }

  /** Asks for each that the new reading lacks. One that can't be read stays as it was; one that is gone goes. */
  async readAgain(old: BoardReading, reading: BoardReading): Promise<void> {
    for (const id of this.#ids) {
      const job = old.index.get(id);
      if (!job?.arn || reading.index.get(id)) {
        continue;
      }
      const askedAt = nextRequestNumber();
      try {
        reading.index.put(await this.jobs.describe(job.arn, this.signal), askedAt);
      } catch (error) {
        if (error instanceof FailureError && error.failure.kind === 'notFound') {
          this.#ids.delete(id);
        } else if (error instanceof FailureError || error instanceof CancelledError) {
          reading.index.put(job, 0);
        } else {
          throw error;
        }
      }
    }
  }
}
