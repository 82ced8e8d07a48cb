import { FailureError } from './failure';
import type { QueryEngine } from './queryEngine';
import { noQueryEngine } from './queryFailures';

/** Of an account that is none of AWS: whatever is asked of it fails, and says why. */
export function absentQueryEngine(region: string): QueryEngine {
  const fail = () => Promise.reject(new FailureError(noQueryEngine()));
  return { region, workgroup: fail, start: fail, execution: fail, results: fail, stop: fail };
}
