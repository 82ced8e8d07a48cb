import type { ForecastExportJob } from './exportJob';
import { plainText } from './plainText';

/** A value that earlier jobs have had. */
export interface EarlierValue {
  readonly value: string;
  /** How many of the known jobs have it. */
  readonly jobs: number;
}

/** More than these nobody looks through. */
const mostOffered = 50;

/**
 * What earlier jobs had in a field, the most used first and of these the newest. A text that looks other than it is
 * (with characters that can't be seen) is not offered.
 */
export function earlierValues(
  jobs: readonly ForecastExportJob[],
  valueOf: (job: ForecastExportJob) => string | undefined,
): readonly EarlierValue[] {
  const found = new Map<string, { jobs: number; newest: number }>();
  for (const job of jobs) {
    const value = valueOf(job);
    if (value !== undefined && plainText(value, value.length) === value) {
      const before = found.get(value) ?? { jobs: 0, newest: -Infinity };
      const created = job.creationTime?.getTime() ?? -Infinity;
      found.set(value, { jobs: before.jobs + 1, newest: Math.max(before.newest, created) });
    }
  }
  return [...found]
    .sort(([, a], [, b]) => b.jobs - a.jobs || b.newest - a.newest)
    .slice(0, mostOffered)
    .map(([value, { jobs: count }]) => ({ value, jobs: count }));
}
