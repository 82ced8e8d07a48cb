/** One test's outcome, as every suite reports it to `npm test`. */
export interface TestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly error?: string;
  /** Why it was skipped. */
  readonly reason?: string;
  /** Why it failed at first, where a later try passed. */
  readonly retried?: string;
}

/** Where a suite that runs in a process of its own writes its results, as JSON. */
export const resultsVariable = 'FORECAST_EXPORTS_TEST_RESULTS';

/** Checks at the door what another process wrote: never counts what isn't a result. */
export function parseResults(text: string): TestResult[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) {
    throw new Error('the results are not a list');
  }
  return parsed.map((entry: unknown): TestResult => {
    if (typeof entry !== 'object' || entry === null || !('title' in entry) || !('state' in entry)) {
      throw new Error(`not a result: ${JSON.stringify(entry)}`);
    }
    const { title, state } = entry;
    return {
      title: String(title),
      state:
        state === 'passed' ? 'passed' : state === 'pending' || state === 'skipped' ? 'skipped' : 'failed',
      ...('error' in entry && typeof entry.error === 'string' ? { error: entry.error } : {}),
      ...('reason' in entry && typeof entry.reason === 'string' ? { reason: entry.reason } : {}),
      ...('retried' in entry && typeof entry.retried === 'string' ? { retried: entry.retried } : {}),
    };
  });
}
