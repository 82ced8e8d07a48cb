import type { ForecastExportJob, ForecastExportJobDetails } from './exportJob';
import type { ServiceFilter } from './jobFilter';
import type { NewExportJob } from './newExportJob';
import type { ObjectStore } from './objectStore';
import type { QueryEngine } from './queryEngine';

/** One page of a list. No token: it was the last page. An empty page with a token is not the end. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Never ''. */
  readonly nextToken?: string;
}

export interface ListRequest {
  readonly filters: readonly ServiceFilter[];
  readonly nextToken?: string;
  /** 1 to 100. */
  readonly maxResults: number;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A forecast as ListForecasts summarises it. */
export interface Forecast {
  readonly arn: string;
  readonly name?: string;
  readonly status: string;
  readonly creationTime?: Date;
}

/**
 * What the jobs ask of a Forecast service. Each call is one operation of the service. A rejection is a
 * `FailureError`, or a `CancelledError` after `signal` was aborted.
 */
export interface ForecastJobs {
  /** ListForecastExportJobs. */
  list(request: ListRequest, signal?: AbortSignal): Promise<Page<ForecastExportJob>>;
  /** DescribeForecastExportJob. */
  describe(arn: string, signal?: AbortSignal): Promise<ForecastExportJobDetails>;
  /** ListTagsForResource. */
  tags(arn: string, signal?: AbortSignal): Promise<readonly Tag[]>;
  /** ListForecasts. */
  forecasts(request: ListRequest, signal?: AbortSignal): Promise<Page<Forecast>>;
  /** CreateForecastExportJob. Answers the new job's ARN. */
  create(job: NewExportJob, signal?: AbortSignal): Promise<string>;
  /** StopResource. A stopped export can't be resumed. */
  stop(arn: string, signal?: AbortSignal): Promise<void>;
  /** DeleteForecastExportJob. What it has written to S3 stays. */
  delete(arn: string, signal?: AbortSignal): Promise<void>;
}

/** Which account is looked at, as the user chose it. */
export type ConnectionChoice =
  | { readonly kind: 'sample'; readonly region?: string }
  | { readonly kind: 'environment'; readonly region?: string }
  | { readonly kind: 'profile'; readonly profile: string; readonly region?: string };

/** A profile of the shared AWS config and credentials files. */
export interface Profile {
  readonly name: string;
  readonly region?: string;
  /** How its credentials come about. */
  readonly credentials: 'sso' | 'login' | 'assumeRole' | 'webIdentity' | 'process' | 'keys' | 'unknown';
}

/** An open connection: one account in one region. */
export interface Connection {
  readonly choice: ConnectionChoice;
  readonly region: string;
  readonly jobs: ForecastJobs;
  /** What the exports have written, in whichever region: with the same credentials. */
  readonly objects: ObjectStore;
  /** Amazon Athena in the connection's region. */
  readonly queries: QueryEngine;
  /**
   * The same credentials in another region.
   * @param quietly never asks the user for anything, as for an MFA code: what needs an answer fails
   */
  inRegion(region: string, quietly?: boolean): ForecastJobs;
  /** Forget cached credentials and clients; the next request asks the provider chain anew. */
  renew(): void;
  dispose(): void;
}

/** Where lines for the log channel go. Nothing secret may be handed to it. */
export interface Log {
  debug(line: string): void;
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}
