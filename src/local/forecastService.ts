import type { Account } from './account';
import type { Limits } from './exportJobChanges';
import { changeRules } from './exportJobChanges';
import type { FilterKeys } from './filters';
import { matcher, queryText } from './filters';
import type { ListInput } from './model';
import { createExportJobInput, exportJobInput, forecastInput, listInput, resourceInput } from './model';
import { PageTokens } from './pageToken';
import type { PageFill } from './paging';
import { fillPage } from './paging';
import type { Resource, StoredForecast, StoredJob } from './resource';
import { arnParts } from './resourceArn';
import { invalidInput, notFound, unknownOperation } from './serviceError';
import { readInput } from './shapes';
import type { Collection } from './collection';
import type * as wire from './wire';
import { describeForecast, describeJob, summarizeForecast, summarizeJob } from './wire';

export interface ServiceOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits: Limits;
  readonly pages: PageFill;
}

const jobKeys: FilterKeys<StoredJob> = { ForecastArn: job => job.forecastArn, Status: job => job.status };
const forecastKeys: FilterKeys<StoredForecast> = {
  DatasetGroupArn: forecast => forecast.datasetGroupArn,
  PredictorArn: forecast => forecast.predictorArn,
  Status: forecast => forecast.status,
};

/**
 * Amazon Forecast's rules for export jobs over a made-up account. Inputs and outputs are those of the wire (epoch
 * seconds, ARNs); every method throws a `ServiceError` with the service's own code.
 */
export class ForecastService {
  private readonly tokens: PageTokens;
  private readonly changes: ReturnType<typeof changeRules>;

  constructor(
    readonly account: Account,
    private readonly options: ServiceOptions,
  ) {
    this.tokens = new PageTokens(`${account.seed} ${account.accountId} ${account.region}`);
    this.changes = changeRules(account, options.limits);
  }

  /**
   * Any operation by its name. `pages` is how this one call's page is filled, if not as the service does it.
   * @throws ServiceError also UnknownOperationException
   */
  call(operation: string, input: unknown, pages?: PageFill): object {
    switch (operation) {
      case 'ListForecastExportJobs':
        return this.listForecastExportJobs(input, pages);
      case 'DescribeForecastExportJob':
        return this.describeForecastExportJob(input);
      case 'CreateForecastExportJob':
        return this.createForecastExportJob(input);
      case 'DeleteForecastExportJob':
        return this.deleteForecastExportJob(input);
      case 'StopResource':
        return this.stopResource(input);
      case 'ListForecasts':
        return this.listForecasts(input, pages);
      case 'DescribeForecast':
        return this.describeForecast(input);
      case 'ListTagsForResource':
        return this.listTagsForResource(input);
      default:
        throw unknownOperation(operation);
    }
  }

  listForecastExportJobs(input: unknown, pages?: PageFill): wire.ListExportJobsOutput {
    const request = readInput(listInput, input);
    const now = this.tick();
    const { items, token } = this.page(
      'ListForecastExportJobs',
      request,
      this.account.jobs,
      jobKeys,
      now,
      pages,
    );
    return { ForecastExportJobs: items.map(job => summarizeJob(job, now)), ...token };
  }

  describeForecastExportJob(input: unknown): wire.ExportJobDescription {
    const { ForecastExportJobArn: arn } = readInput(exportJobInput, input);
    const now = this.tick();
    return describeJob(this.job(arn), now);
  }

  createForecastExportJob(input: unknown): wire.CreateExportJobOutput {
    const request = readInput(createExportJobInput, input);
    const now = this.tick();
    expectKind(request.ForecastArn, 'forecast');
    return { ForecastExportJobArn: this.changes.create(request, now).arn };
  }

  deleteForecastExportJob(input: unknown): object {
    const { ForecastExportJobArn: arn } = readInput(exportJobInput, input);
    const now = this.tick();
    this.changes.remove(this.job(arn), now);
    return {};
  }

  stopResource(input: unknown): object {
    const { ResourceArn: arn } = readInput(resourceInput, input);
    const now = this.tick();
    this.changes.stop(this.resource(arn), now);
    return {};
  }

  listForecasts(input: unknown, pages?: PageFill): wire.ListForecastsOutput {
    const request = readInput(listInput, input);
    const now = this.tick();
    const { items, token } = this.page(
      'ListForecasts',
      request,
      this.account.forecasts,
      forecastKeys,
      now,
      pages,
    );
    return { Forecasts: items.map(forecast => summarizeForecast(forecast, now)), ...token };
  }

  describeForecast(input: unknown): wire.ForecastDescription {
    const { ForecastArn: arn } = readInput(forecastInput, input);
    const now = this.tick();
    expectKind(arn, 'forecast');
    const forecast = this.account.forecasts.get(arn);
    if (forecast === undefined) throw notFound(arn);
    return describeForecast(forecast, now);
  }

  listTagsForResource(input: unknown): wire.ListTagsOutput {
    const { ResourceArn: arn } = readInput(resourceInput, input);
    this.tick();
    return { Tags: this.resource(arn).tags };
  }

  /** The account as it is now. */
  accountNow(): { readonly account: Account; readonly now: number } {
    const now = this.tick();
    return { account: this.account, now };
  }

  private tick(): number {
    const now = this.options.now();
    this.account.advance(now);
    return now;
  }

  private job(arn: string): StoredJob {
    expectKind(arn, 'forecast-export-job');
    const job = this.account.jobs.get(arn);
    if (job === undefined) throw notFound(arn);
    return job;
  }

  private resource(arn: string): Resource {
    if (arnParts(arn) === undefined) throw invalidInput(`Invalid resource ARN: ${arn}`);
    const resource = this.account.jobs.get(arn) ?? this.account.forecasts.get(arn);
    if (resource === undefined) throw notFound(arn);
    return resource;
  }

  private page<T extends Resource>(
    operation: string,
    request: ListInput,
    collection: Collection<T>,
    keys: FilterKeys<T>,
    now: number,
    pages: PageFill = this.options.pages,
  ): { items: readonly T[]; token: { NextToken?: string } } {
    const filters = request.Filters ?? [];
    const matches = matcher(filters, keys);
    const query = queryText(operation, filters);
    const mark =
      request.NextToken === undefined ? undefined : this.tokens.open(request.NextToken, query, now);
    const luck = `${this.account.seed} ${query}`;
    const page = fillPage(collection, matches, mark, request.MaxResults ?? 100, pages, luck);
    return {
      items: page.items,
      token: page.next === undefined ? {} : { NextToken: this.tokens.seal(page.next, query, now) },
    };
  }
}

/** @throws ServiceError InvalidInputException where the ARN is that of something else */
function expectKind(arn: string, kind: string): void {
  if (arnParts(arn)?.kind !== kind) throw invalidInput(`Invalid ARN: ${arn}. Expected the ARN of a ${kind}.`);
}
