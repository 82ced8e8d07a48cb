/** A statement to be run, as StartQueryExecution takes it. */
export interface QueryRequest {
  readonly sql: string;
  readonly workgroup: string;
  /** Where names without a database are looked up. */
  readonly database: string;
  /** Where the result is written, as `s3://bucket/folder/`; absent for the workgroup's own. */
  readonly outputLocation?: string;
}

export interface Workgroup {
  readonly name: string;
  /** Whether it takes queries. */
  readonly enabled: boolean;
  /** Where it writes results; absent where it names no place. */
  readonly outputLocation?: string;
  /** Whether it keeps results itself, so that no place has to be named. */
  readonly keepsResults: boolean;
  /** Whether a place that a query names is not taken. */
  readonly enforced: boolean;
}

/** QueryExecutionStatus.State; anything else that the service may say one day is taken for `RUNNING`. */
export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface QueryExecution {
  readonly id: string;
  readonly state: QueryState;
  /** StateChangeReason: why it failed. Any text; '' where none was given. */
  readonly reason: string;
  /** `DML`, `DDL` or `UTILITY`; '' where it is not known. */
  readonly statementType: string;
  /** So far. */
  readonly bytesScanned?: number;
  /** In milliseconds, the time in the queue included. */
  readonly time?: number;
  /** Where the whole result is, as `s3://bucket/folder/ID.csv`. */
  readonly outputLocation?: string;
}

export interface ResultColumn {
  readonly name: string;
  /** As `varchar` or `double`. */
  readonly type: string;
}

/** One page of GetQueryResults, as it is: the first row of a query's first page names the columns. */
export interface ResultPage {
  readonly columns: readonly ResultColumn[];
  /** NULL is undefined. */
  readonly rows: readonly (readonly (string | undefined)[])[];
  /** Never ''. */
  readonly nextToken?: string;
}

/**
 * What is asked of Amazon Athena. Each call is one operation of the service. A rejection is a `FailureError`, or a
 * `CancelledError` after `signal` was aborted.
 */
export interface QueryEngine {
  /** The engine's region. */
  readonly region: string;
  /** GetWorkGroup. */
  workgroup(name: string, signal?: AbortSignal): Promise<Workgroup>;
  /** StartQueryExecution. Answers the id of the execution. */
  start(request: QueryRequest, signal?: AbortSignal): Promise<string>;
  /** GetQueryExecution. */
  execution(id: string, signal?: AbortSignal): Promise<QueryExecution>;
  /**
   * GetQueryResults.
   * @param maxResults 1 to 1,000
   */
  results(
    id: string,
    page: { readonly nextToken?: string; readonly maxResults: number },
    signal?: AbortSignal,
  ): Promise<ResultPage>;
  /** StopQueryExecution. Of one that has ended, nothing. */
  stop(id: string, signal?: AbortSignal): Promise<void>;
}
