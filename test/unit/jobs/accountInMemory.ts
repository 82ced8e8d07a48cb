import { isKnownStatus, type ForecastExportJob } from '../../../src/jobs/exportJob';
import { CancelledError, FailureError, type FailureKind } from '../../../src/jobs/failure';
import type { ServiceFilter } from '../../../src/jobs/jobFilter';
import type { NewExportJob } from '../../../src/jobs/newExportJob';
import type { ForecastJobs, ListRequest, Page } from '../../../src/jobs/ports';

export interface MadeJob extends ForecastExportJob {
  readonly forecastArn: string;
}

const account = 'arn:aws:forecast:us-west-2:123456789012';

export const forecastArn = (name: string) => `${account}:forecast/${name}`;

export function madeJob(number: number, status = 'ACTIVE', forecast = 'demand'): MadeJob {
  const arn = `${account}:forecast-export-job/${forecast}/export_${number}`;
  return {
    id: arn,
    arn,
    name: `export_${number}`,
    status,
    destination: { path: 's3://exports/demand' },
    creationTime: new Date(Date.UTC(2024, 0, 1) + ((number * 7919) % 1000) * 60_000),
    forecastArn: forecastArn(forecast),
  };
}

function matches(job: MadeJob, filter: ServiceFilter): boolean {
  const value = filter.Key === 'Status' ? job.status : job.forecastArn;
  return (value === filter.Value) === (filter.Condition === 'IS');
}

/**
 * A port over a list of jobs, for tests of what is built on the port. `calls` has every request; `before` runs
 * ahead of each answer and may wait, or throw.
 */
export class AccountInMemory implements ForecastJobs {
  readonly calls: ListRequest[] = [];
  describes = 0;
  /** Changes the answer of the nth call. */
  before: (request: ListRequest, call: number) => Promise<void> | void = () => undefined;
  answer: (page: Page<ForecastExportJob>, request: ListRequest) => Page<ForecastExportJob> = page => page;

  constructor(public jobs: readonly MadeJob[]) {}

  async list(request: ListRequest, signal?: AbortSignal): Promise<Page<ForecastExportJob>> {
    const call = this.calls.push(request);
    await Promise.resolve();
    const items = this.jobs.filter(job => request.filters.every(filter => matches(job, filter)));
    await this.before(request, call);
    if (signal?.aborted) {
      throw new CancelledError();
    }
    const from = Number(request.nextToken ?? 0);
    const to = from + request.maxResults;
    const page = { items: items.slice(from, to), ...(to < items.length ? { nextToken: String(to) } : {}) };
    return this.answer(page, request);
  }

  async describe(arn: string): Promise<ForecastExportJob> {
    this.describes += 1;
    await Promise.resolve();
    const job = this.jobs.find(candidate => candidate.arn === arn);
    if (!job) {
      throw failure('notFound');
    }
    return job;
  }

  tags(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  forecasts(): Promise<Page<never>> {
    return Promise.resolve({ items: [] });
  }

  create(job: NewExportJob): Promise<string> {
    const made = {
      ...madeJob(this.jobs.length, 'CREATE_PENDING'),
      name: job.name,
      forecastArn: job.forecastArn,
    };
    this.jobs = [...this.jobs, made];
    return Promise.resolve(made.id);
  }

  async stop(arn: string): Promise<void> {
    await this.#become(arn, 'CREATE_STOPPING');
  }

  async delete(arn: string): Promise<void> {
    await this.#become(arn, 'DELETE_PENDING');
  }

  async #become(arn: string, status: string): Promise<void> {
    const { id } = await this.describe(arn);
    this.jobs = this.jobs.map(job => (job.id === id ? { ...job, status } : job));
  }
}

export function failure(kind: FailureKind): FailureError {
  return new FailureError({ kind, what: `${kind} happened`, helps: '', remedies: [{ kind: 'retry' }] });
}

export function groupName(job: ForecastExportJob): string {
  return isKnownStatus(job.status) ? job.status : 'OTHER';
}
