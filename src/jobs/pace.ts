import type { ForecastExportJob } from './exportJob';

/** How often moving jobs are asked about: the values of the setting `forecastExports.updates`. */
export const paces = ['normal', 'frequent', 'rare', 'off'] as const;

export type Pace = (typeof paces)[number];

const second = 1000;
const shortest = 5 * second;
const longest = 60 * second;
const longestWait = 600 * second;
/** A question each twelfth of a job's age: its end is told at most that much late, a job of an hour is long. */
const shareOfAge = 1 / 12;
const factors: Readonly<Record<Exclude<Pace, 'off'>, number>> = { normal: 1, frequent: 0.5, rare: 3 };
const unfocusedFactor = 4;

/** So many failures in a row lengthen the wait; after that it is at its longest, whatever it was. */
export const mostSetbacks = 8;

/**
 * How long after a question about a job the next one is due, in milliseconds; undefined: never.
 * - Normal: 5 s for a job that is younger than a minute, then a twelfth of its age, 60 s at most. Frequent: half of
 *   that. Rare: three times that.
 * - Four times as long while the window is not focused.
 * - Doubled for each setback (a question that failed and was not made up for by one that did not), until it is
 *   ten minutes.
 * @param age of the job in milliseconds, 0 or more
 */
export function waitBetween(
  age: number,
  pace: Pace,
  isFocused: boolean,
  setbacks: number,
): number | undefined {
  if (pace === 'off') {
    return undefined;
  }
  const usual =
    Math.min(longest, Math.max(shortest, age * shareOfAge)) *
    factors[pace] *
    (isFocused ? 1 : unfocusedFactor);
  return Math.max(usual, Math.min(longestWait, usual * 2 ** setbacks));
}

/**
 * How long a job has been moving, in milliseconds, never less than 0: since its creation where it is being created; where it is being
 * stopped or deleted no time of the service tells, so since it was first seen to be. A wall clock that is behind
 * the service's, or jumps, makes it no younger than that.
 * @param seenFor milliseconds since the job was first seen in its status
 * @param now milliseconds since the epoch
 */
export function movingFor(job: ForecastExportJob, seenFor: number, now: number): number {
  const isBeingCreated = job.status === 'CREATE_PENDING' || job.status === 'CREATE_IN_PROGRESS';
  const created = isBeingCreated ? job.creationTime?.getTime() : undefined;
  return Math.max(0, seenFor, created === undefined ? 0 : now - created);
}
