import type { KnownStatus } from '../jobs/exportJob';
import type { DestinationInput, TagInput } from './model';
import type { StoredForecast, StoredJob } from './resource';
import { lastModificationTime } from './resource';

/** The answers as they stand on the wire: times in epoch seconds, what has no value is absent. */
export interface ExportJobSummary {
  readonly ForecastExportJobArn: string;
  readonly ForecastExportJobName: string;
  readonly Destination: DestinationInput;
  readonly Status: KnownStatus;
  readonly Message?: string;
  readonly CreationTime: number;
  readonly LastModificationTime: number;
}

export interface ExportJobDescription extends ExportJobSummary {
  readonly ForecastArn: string;
  readonly Format: 'CSV' | 'PARQUET';
}

export interface ForecastSummary {
  readonly ForecastArn: string;
  readonly ForecastName: string;
  readonly PredictorArn: string;
  readonly CreatedUsingAutoPredictor: boolean;
  readonly DatasetGroupArn: string;
  readonly Status: KnownStatus;
  readonly Message?: string;
  readonly CreationTime: number;
  readonly LastModificationTime: number;
}

export interface ForecastDescription extends Omit<ForecastSummary, 'CreatedUsingAutoPredictor'> {
  readonly ForecastTypes: readonly string[];
  readonly EstimatedTimeRemainingInMinutes?: number;
}

export interface ListExportJobsOutput {
  readonly ForecastExportJobs: readonly ExportJobSummary[];
  readonly NextToken?: string;
}

export interface ListForecastsOutput {
  readonly Forecasts: readonly ForecastSummary[];
  readonly NextToken?: string;
}

export interface CreateExportJobOutput {
  readonly ForecastExportJobArn: string;
}

export interface ListTagsOutput {
  readonly Tags: readonly TagInput[];
}

export function summarizeJob(job: StoredJob, now: number): ExportJobSummary {
  return {
    ForecastExportJobArn: job.arn,
    ForecastExportJobName: job.name,
    Destination: job.destination,
    Status: job.status,
    ...(job.message === undefined ? {} : { Message: job.message }),
    CreationTime: seconds(job.creationTime),
    LastModificationTime: seconds(lastModificationTime(job, now)),
  };
}

export function describeJob(job: StoredJob, now: number): ExportJobDescription {
  return { ...summarizeJob(job, now), ForecastArn: job.forecastArn, Format: job.format };
}

export function summarizeForecast(forecast: StoredForecast, now: number): ForecastSummary {
  return { ...forecastMembers(forecast, now), CreatedUsingAutoPredictor: forecast.fromAutoPredictor };
}

export function describeForecast(forecast: StoredForecast, now: number): ForecastDescription {
  const end = forecast.status === 'CREATE_IN_PROGRESS' ? forecast.steps.at(-1)?.at : undefined;
  return {
    ...forecastMembers(forecast, now),
    ForecastTypes: forecast.forecastTypes,
    ...(end === undefined
      ? {}
      : { EstimatedTimeRemainingInMinutes: Math.max(0, Math.ceil((end - now) / 60_000)) }),
  };
}

/** What the summary and the description of a forecast have in common. */
function forecastMembers(
  forecast: StoredForecast,
  now: number,
): Omit<ForecastSummary, 'CreatedUsingAutoPredictor'> {
  return {
    ForecastArn: forecast.arn,
    ForecastName: forecast.name,
    PredictorArn: forecast.predictorArn,
    DatasetGroupArn: forecast.datasetGroupArn,
    Status: forecast.status,
    ...(forecast.message === undefined ? {} : { Message: forecast.message }),
    CreationTime: seconds(forecast.creationTime),
    LastModificationTime: seconds(lastModificationTime(forecast, now)),
  };
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
