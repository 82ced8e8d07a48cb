import type { ForecastExportJob, ForecastExportJobDetails } from '../jobs/exportJob';
import { CancelledError, FailureError } from '../jobs/failure';
import { createRequest, type NewExportJob } from '../jobs/newExportJob';
import type { Forecast, ForecastJobs, ListRequest, Page, Tag } from '../jobs/ports';
import { describeServiceFault } from '../jobs/serviceFaults';
import type { ForecastService } from './forecastService';
import { ServiceError } from './serviceError';
import type { ExportJobDescription, ExportJobSummary } from './wire';

/** The port of the jobs, over the service's rules in this process. */
export class InProcessJobs implements ForecastJobs {
  constructor(private readonly service: ForecastService) {}

  list(request: ListRequest, signal?: AbortSignal): Promise<Page<ForecastExportJob>> {
    return answer('ListForecastExportJobs', signal, () => {
      const { ForecastExportJobs, NextToken } = this.service.listForecastExportJobs(listInput(request));
      return page(ForecastExportJobs.map(readSummary), NextToken);
    });
  }

  describe(arn: string, signal?: AbortSignal): Promise<ForecastExportJobDetails> {
    return answer('DescribeForecastExportJob', signal, () =>
      readDescription(this.service.describeForecastExportJob({ ForecastExportJobArn: arn })),
    );
  }

  tags(arn: string, signal?: AbortSignal): Promise<readonly Tag[]> {
    return answer('ListTagsForResource', signal, () =>
      this.service
        .listTagsForResource({ ResourceArn: arn })
        .Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
    );
  }

  forecasts(request: ListRequest, signal?: AbortSignal): Promise<Page<Forecast>> {
    return answer('ListForecasts', signal, () => {
      const { Forecasts, NextToken } = this.service.listForecasts(listInput(request));
      const items = Forecasts.map(forecast => ({
        arn: forecast.ForecastArn,
        name: forecast.ForecastName,
        status: forecast.Status,
        creationTime: date(forecast.CreationTime),
      }));
      return page(items, NextToken);
    });
  }

  create(job: NewExportJob, signal?: AbortSignal): Promise<string> {
    return answer(
      'CreateForecastExportJob',
      signal,
      () => this.service.createForecastExportJob(createRequest(job)).ForecastExportJobArn,
    );
  }

  stop(arn: string, signal?: AbortSignal): Promise<void> {
    return answer('StopResource', signal, () => {
      this.service.stopResource({ ResourceArn: arn });
    });
  }

  delete(arn: string, signal?: AbortSignal): Promise<void> {
    return answer('DeleteForecastExportJob', signal, () => {
      this.service.deleteForecastExportJob({ ForecastExportJobArn: arn });
    });
  }
}

/** One call: always later, never in the middle of what the caller is doing, as with a service far away. */
async function answer<T>(operation: string, signal: AbortSignal | undefined, call: () => T): Promise<T> {
  await Promise.resolve();
  if (signal?.aborted === true) throw new CancelledError();
  try {
    return call();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, httpStatus } = error;
    throw new FailureError(describeServiceFault({ code, message, operation, httpStatus }));
  }
}

function listInput({ filters, nextToken, maxResults }: ListRequest): object {
  return {
    ...(filters.length === 0 ? {} : { Filters: filters }),
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    MaxResults: maxResults,
  };
}

function page<T>(items: readonly T[], nextToken: string | undefined): Page<T> {
  return { items, ...(nextToken === undefined ? {} : { nextToken }) };
}

function readSummary(wire: ExportJobSummary): ForecastExportJob {
  const { Path, RoleArn, KMSKeyArn } = wire.Destination.S3Config;
  return {
    id: wire.ForecastExportJobArn,
    arn: wire.ForecastExportJobArn,
    name: wire.ForecastExportJobName,
    destination: {
      path: Path,
      roleArn: RoleArn,
      ...(KMSKeyArn === undefined ? {} : { kmsKeyArn: KMSKeyArn }),
    },
    status: wire.Status,
    ...(wire.Message === undefined ? {} : { message: wire.Message }),
    creationTime: date(wire.CreationTime),
    lastModificationTime: date(wire.LastModificationTime),
  };
}

function readDescription(wire: ExportJobDescription): ForecastExportJobDetails {
  return { ...readSummary(wire), forecastArn: wire.ForecastArn, format: wire.Format };
}

function date(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
