import { CancelledError, FailureError } from './failure';
import { repeatedToken } from './pagedList';
import type { QueryEngine, QueryExecution, QueryRequest, ResultColumn, ResultPage } from './queryEngine';
import { disabledWorkgroup, explainQueryFailure, noOutputLocation } from './queryFailures';

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Resolves after milliseconds, or at once when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly onProgress?: (execution: QueryExecution) => void;
  /** No more rows than these are read. */
  readonly maxRows: number;
}

export interface QueryAnswer {
  readonly execution: QueryExecution;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  /** Whether there are more rows than were read. */
  readonly more: boolean;
}

/** Source: MaxResults of GetQueryResults. */
const largestPage = 1000;
const firstWait = 250;
const longestWait = 3000;

/**
 * Runs one statement to its end and reads its first rows. Aborting the signal stops it in Athena, too. Rejects with a
 * `FailureError` that says what is missing or wrong, or with a `CancelledError`.
 */
export async function runQuery(
  engine: QueryEngine,
  request: QueryRequest,
  options: RunOptions,
): Promise<QueryAnswer> {
  const { signal } = options;
  const ready = await withWorkgroup(engine, request, signal);
  // Not to be aborted: whether it has been started would not be known, and so it could not be stopped.
  const id = await engine.start(ready);
  const ended = await untilEnded(engine, id, options);
  if (ended.state !== 'SUCCEEDED') {
    throw new FailureError(explainQueryFailure(ended));
  }
  return readRows(engine, ended, options);
}

/** What a workgroup says about where results go. Who may not look at it finds out by starting the query. */
async function withWorkgroup(
  engine: QueryEngine,
  request: QueryRequest,
  signal: AbortSignal,
): Promise<QueryRequest> {
  const workgroup = await engine.workgroup(request.workgroup, signal).catch((error: unknown) => {
    if (error instanceof FailureError && error.failure.kind === 'denied') {
      return undefined;
    }
    throw error;
  });
  if (!workgroup) {
    return request;
  }
  if (!workgroup.enabled) {
    throw new FailureError(disabledWorkgroup(workgroup.name));
  }
  const { outputLocation, ...rest } = request;
  if (workgroup.keepsResults || (workgroup.enforced && workgroup.outputLocation !== undefined)) {
    return rest;
  }
  if (workgroup.enforced || (outputLocation === undefined && workgroup.outputLocation === undefined)) {
    throw new FailureError(noOutputLocation(workgroup.name, workgroup.enforced));
  }
  return request;
}

async function untilEnded(engine: QueryEngine, id: string, options: RunOptions): Promise<QueryExecution> {
  const { signal, sleep, onProgress } = options;
  try {
    for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 1.5)) {
      const execution = await engine.execution(id, signal);
      if (execution.state !== 'QUEUED' && execution.state !== 'RUNNING') {
        return execution;
      }
      onProgress?.(execution);
      await sleep(wait, signal);
    }
  } catch (error) {
    // Not where the connection was given up, and the query was not.
    if (error instanceof CancelledError && signal.aborted) {
      await engine.stop(id);
    }
    throw error;
  }
}

async function readRows(
  engine: QueryEngine,
  execution: QueryExecution,
  { signal, maxRows }: RunOptions,
): Promise<QueryAnswer> {
  const rows: (readonly (string | undefined)[])[] = [];
  const page = (token?: string) => {
    const from = token === undefined ? {} : { nextToken: token };
    return engine.results(execution.id, { maxResults: largestPage, ...from }, signal);
  };
  const first = await page();
  const { columns } = first;
  let hasHeader = first.rows.length > 0;
  rows.push(...(namesColumns(first, columns, execution) ? first.rows.slice(1) : first.rows));
  let token = first.nextToken;
  const seen = new Set<string>();
  while (token !== undefined && rows.length < maxRows) {
    if (seen.has(token)) {
      throw new FailureError(repeatedToken());
    }
    seen.add(token);
    const next = await page(token);
    // The pages before may have been empty.
    rows.push(...(!hasHeader && namesColumns(next, columns, execution) ? next.rows.slice(1) : next.rows));
    hasHeader ||= next.rows.length > 0;
    token = next.nextToken;
  }
  return {
    execution,
    columns,
    rows: rows.slice(0, maxRows),
    more: token !== undefined || rows.length > maxRows,
  };
}

/** The first row of what a SELECT answers; statements of other kinds have none. */
function namesColumns(
  { rows }: ResultPage,
  columns: readonly ResultColumn[],
  { statementType }: QueryExecution,
): boolean {
  const [row] = rows;
  return (
    statementType !== 'DDL' &&
    row?.length === columns.length &&
    row.every((cell, index) => cell === columns[index]?.name)
  );
}
