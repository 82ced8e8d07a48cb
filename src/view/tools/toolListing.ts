import * as l10n from '@vscode/l10n';
import type { ForecastExportJob } from '../../jobs/exportJob';
import { CancelledError, FailureError, type Failure } from '../../jobs/failure';
import { ForecastList } from '../../jobs/forecastList';
import type { ServiceFilter } from '../../jobs/jobFilter';
import { PagedJobs } from '../../jobs/pagedJobs';
import { plainText } from '../../jobs/plainText';
import type { ForecastJobs } from '../../jobs/ports';
import type { ListInput } from './toolInput';

/** What a list for a tool came to. */
export interface Listed {
  /** Newest first among those read. */
  readonly jobs: readonly ForecastExportJob[];
  /** Whether the service said that there are others. */
  readonly more: boolean;
  /** What ended the reading before the limit, after some jobs had come. */
  readonly failure?: Failure;
}

/** A forecast is looked for by its name in so many pages; an account has 100 forecasts by its usual quota. */
const forecastPages = 10;

/**
 * Asks the service for as many jobs as are wanted and no more: pages of the limit's size, one call where the service
 * fills them.
 * @throws FailureError where nothing could be read, CancelledError after `signal`
 */
export async function listJobs(port: ForecastJobs, input: ListInput, signal: AbortSignal): Promise<Listed> {
  const filters = await filtersOf(port, input, signal);
  const jobs = new Map<string, ForecastExportJob>();
  const pages = new PagedJobs(
    [filters],
    async (request, stop) => {
      const page = await port.list(request, stop);
      page.items.forEach(job => jobs.set(job.id, job));
      return page;
    },
    signal,
  );
  await pages.upTo(input.limit, undefined, () => signal.aborted);
  if (signal.aborted) {
    throw new CancelledError();
  }
  const { tail } = pages;
  if (tail.kind === 'failed' && jobs.size === 0) {
    throw new FailureError(tail.failure);
  }
  const created = (job: ForecastExportJob) => job.creationTime?.getTime() ?? -Infinity;
  const read = [...jobs.values()].slice(0, input.limit).sort((a, b) => created(b) - created(a));
  return {
    jobs: read,
    more: tail.kind !== 'end' || read.length < jobs.size,
    ...(tail.kind === 'failed' ? { failure: tail.failure } : {}),
  };
}

async function filtersOf(
  port: ForecastJobs,
  { status, forecast }: ListInput,
  signal: AbortSignal,
): Promise<readonly ServiceFilter[]> {
  const arn =
    forecast === undefined || forecast.startsWith('arn:')
      ? forecast
      : await forecastArnOf(port, forecast, signal);
  return [
    ...(arn === undefined ? [] : [{ Key: 'ForecastArn', Value: arn, Condition: 'IS' } as const]),
    ...(status === undefined ? [] : [{ Key: 'Status', Value: status, Condition: 'IS' } as const]),
  ];
}

/** The service filters by ARN alone, so a name takes ListForecasts first. */
async function forecastArnOf(port: ForecastJobs, name: string, signal: AbortSignal): Promise<string> {
  const forecasts = new ForecastList(port, [], signal);
  for (let pages = 0, before = -1; before < forecasts.all.length && pages < forecastPages; pages++) {
    before = forecasts.all.length;
    await forecasts.next();
    const found = forecasts.all.find(forecast => forecast.name === name);
    if (found) {
      return found.arn;
    }
    if (signal.aborted) {
      throw new CancelledError();
    }
    if (forecasts.failure) {
      throw new FailureError(forecasts.failure);
    }
  }
  const shown = plainText(name, 100);
  throw new FailureError({
    kind: 'notFound',
    what: forecasts.hasMore
      ? l10n.t('Not all forecasts were looked through, and none so far has this name: {0}', shown)
      : l10n.t('No forecast has this name in this account and region: {0}', shown),
    helps: l10n.t('Give the ARN of the forecast instead.'),
    remedies: [],
  });
}
