import type { ForecastExportJob } from './exportJob';

/** How long finished exports took: the middle half of them, so that a few odd ones count for nothing. */
export interface UsualDuration {
  /** Milliseconds, above 0. */
  readonly from: number;
  /** Milliseconds, not below `from`. */
  readonly to: number;
}

/** With fewer there is no middle to speak of. */
const fewest = 3;
/** No export is known to run for weeks: such times are wrong ones. */
const longest = 14 * 24 * 60 * 60_000;

const known = new WeakMap<readonly ForecastExportJob[], UsualDuration | undefined>();

/**
 * From when to when the middle half of these jobs took, from CreationTime to LastModificationTime (which for an ACTIVE
 * job is when it finished). Jobs that have not finished, lack a time or have an absurd one are left out; undefined
 * where fewer than three are left. The answer is kept with the array: ask with the one that the board keeps until
 * its group changes (`jobsIn`), and it is worked out once a change, however many rows ask.
 */
export function usualDuration(jobs: readonly ForecastExportJob[]): UsualDuration | undefined {
  if (!known.has(jobs)) {
    known.set(jobs, middleHalf(jobs.flatMap(durationOf).sort((a, b) => a - b)));
  }
  return known.get(jobs);
}

function durationOf({ status, creationTime, lastModificationTime }: ForecastExportJob): number[] {
  if (status !== 'ACTIVE' || !creationTime || !lastModificationTime) {
    return [];
  }
  const duration = lastModificationTime.getTime() - creationTime.getTime();
  return duration > 0 && duration <= longest ? [duration] : [];
}

function middleHalf(sorted: readonly number[]): UsualDuration | undefined {
  return sorted.length < fewest ? undefined : { from: quantile(sorted, 0.25), to: quantile(sorted, 0.75) };
}

/** The value below which a part of them lies, between two neighbors in proportion. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
