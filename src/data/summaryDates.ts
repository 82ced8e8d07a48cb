import { missingBetween, nextInstant, stepBetween, stepText, type Step } from './dateSteps';
import type { DatesOfSeries } from './datesOfSeries';
import type { FactKeys } from './facts';
import type { NotedRows } from './notedRows';

/** Distances that are counted; data with more of them has no frequency. */
const maxSteps = 1000;

export interface DatesFound {
  readonly from?: string;
  readonly to?: string;
  readonly frequency?: string;
}

/** What is to be told of the dates after all rows were seen. Gaps are noted in `gaps`. */
export function datesFound(keys: FactKeys, dates: DatesOfSeries, gaps: NotedRows): DatesFound {
  const instants = keys.instants();
  const ordered = orderedSeries(instants, dates);
  const step = usualStep(ordered);
  if (step !== undefined) {
    noteGaps(keys, ordered, instants, step, gaps);
  }
  const { first, last } = ends(instants);
  return {
    ...(first === undefined ? {} : { from: keys.dates.text(first) }),
    ...(last === undefined ? {} : { to: keys.dates.text(last) }),
    ...(step === undefined ? {} : { frequency: stepText(step) }),
  };
}

/** Goes over the series; `all` has the instants of each, in order. */
type EachSeries = (tell: (series: number, all: Float64Array) => void) => void;

function orderedSeries(instants: Float64Array, dates: DatesOfSeries): EachSeries {
  const isOrdered = instants.every((instant, id) => id === 0 || (instants[id - 1] ?? NaN) < instant);
  let room = new Float64Array(1024);
  return tell =>
    dates.each((series, ids, count) => {
      if (count > room.length) {
        room = new Float64Array(count * 2);
      }
      let known = 0;
      for (let place = 0; place < count; place++) {
        const instant = instants[ids[place] ?? 0] ?? NaN;
        if (!Number.isNaN(instant)) {
          room[known++] = instant;
        }
      }
      const all = room.subarray(0, known);
      tell(series, isOrdered ? all : all.sort());
    });
}

/** The most frequent distance of neighbors; the shorter one of two that are as frequent. */
function usualStep(each: EachSeries): Step | undefined {
  const counts = new Map<Step, number>();
  each((_, all) => {
    for (let place = 1; place < all.length; place++) {
      const step = stepBetween(all[place - 1] ?? 0, all[place] ?? 0);
      const count = counts.get(step);
      if (step !== 0 && (count !== undefined || counts.size < maxSteps)) {
        counts.set(step, (count ?? 0) + 1);
      }
    }
  });
  const [most] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || Math.abs(a) - Math.abs(b));
  return most?.[0];
}

function noteGaps(
  keys: FactKeys,
  each: EachSeries,
  instants: Float64Array,
  step: Step,
  gaps: NotedRows,
): void {
  const idOf = new Map([...instants].map((instant, id) => [instant, id]));
  each((series, all) => {
    for (let place = 1; place < all.length; place++) {
      const before = all[place - 1] ?? 0;
      const missing = missingBetween(before, all[place] ?? 0, step);
      if (missing > 0) {
        // A date is told as another series writes it, and not at all where none does.
        gaps.note(keys.itemOf(series), idOf.get(nextInstant(before, step)) ?? -1, missing);
      }
    }
  });
}

function ends(instants: Float64Array): { first: number | undefined; last: number | undefined } {
  let first: number | undefined;
  let last: number | undefined;
  instants.forEach((instant, id) => {
    if (!Number.isNaN(instant)) {
      first = first === undefined || instant < (instants[first] ?? NaN) ? id : first;
      last = last === undefined || instant > (instants[last] ?? NaN) ? id : last;
    }
  });
  return { first, last };
}
