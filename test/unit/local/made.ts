import type { ForecastService } from '../../../src/local/forecastService';
import type { MadeServiceOptions } from '../../../src/local/madeAccount';
import { makeService } from '../../../src/local/madeAccount';
import { ServiceError } from '../../../src/local/serviceError';
import type { ExportJobSummary } from '../../../src/local/wire';

export const start = Date.parse('2026-11-25T10:00:00Z');

export interface Clock {
  now: number;
  pass(seconds: number): void;
}

function clockAt(now = start): Clock {
  return {
    now,
    pass(seconds) {
      this.now += seconds * 1000;
    },
  };
}

/** A service whose clock stands still until it is told to go on. */
export function serviceOf(
  jobs: number,
  options: Partial<MadeServiceOptions> = {},
): { service: ForecastService; clock: Clock } {
  const clock = clockAt();
  const service = makeService({ seed: 7, region: 'us-west-2', jobs, now: () => clock.now, ...options });
  return { service, clock };
}

/** All pages of a list; fails the test where they don't end. */
export function listAll(service: ForecastService, input: object = {}): readonly ExportJobSummary[] {
  const jobs: ExportJobSummary[] = [];
  let token: string | undefined;
  for (let page = 0; page < 10_000; page++) {
    const output = service.listForecastExportJobs({
      ...input,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    jobs.push(...output.ForecastExportJobs);
    token = output.NextToken;
    if (token === undefined) return jobs;
  }
  throw new Error('The list does not end.');
}

/** The error of a call that has to fail. */
export function refusal(call: () => unknown): ServiceError {
  try {
    call();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}

export function firstOf<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('There is none.');
  return item;
}

/** An export that the service takes, of the account's first ACTIVE forecast. */
export function exportRequest(service: ForecastService, name: string, changes: object = {}): object {
  const forecasts = service.listForecasts({}).Forecasts.filter(({ Status }) => Status === 'ACTIVE');
  return {
    ForecastExportJobName: name,
    ForecastArn: firstOf(forecasts.filter(({ CreatedUsingAutoPredictor }) => !CreatedUsingAutoPredictor))
      .ForecastArn,
    Destination: {
      S3Config: { Path: 's3://bucket/prefix/', RoleArn: 'arn:aws:iam::111122223333:role/ForecastExportRole' },
    },
    ...changes,
  };
}
