import { CancelledError, type Failure } from '../jobs/failure';
import type { ScanOptions } from './exportedData';
import { failureOf, isOfThePart } from './partFaults';
import { throwIfCancelled, type CountBytes } from './partRanges';
import { partAt, type DataContext, type Reading } from './reading';

/** Parts in a row that fail for what is not their own fault, before no more are tried. */
const failuresInARow = 3;

export interface PartPass {
  readonly reading: Reading;
  readonly count: CountBytes;
  /** To be called after each step: tells how far it came, a few times a second. */
  readonly step: () => void;
  readonly signal: AbortSignal;
}

/**
 * Goes over all parts, a few of them at the same time. A part that can't be read is a fault in `reading`; where it
 * isn't the part's own (the network, the session) and goes on, those that are left get the same fault unread.
 *
 * @param work reads one part, by its place among all
 * @param tell what was found so far
 * @throws CancelledError after `tell` was called once more
 */
export async function overParts(
  context: DataContext,
  reading: Reading,
  { signal: given, onProgress }: ScanOptions,
  work: (place: number, pass: PartPass) => Promise<void>,
  tell: () => void = () => undefined,
): Promise<void> {
  throwIfCancelled(given);
  const { parts, limits, now } = context;
  const stop = new AbortController();
  const signal = given ? AbortSignal.any([given, stop.signal]) : stop.signal;
  let told = now();
  const step = (): void => {
    throwIfCancelled(signal);
    if (now() - told >= limits.tellEvery) {
      told = now();
      onProgress?.(reading.progress);
      tell();
    }
  };
  const places = parts.keys();
  let failing: Failure | undefined;
  let failed = 0;
  const lane = async (): Promise<void> => {
    for (const place of places) {
      if (failing && failed >= failuresInARow) {
        reading.failed(place, failing);
        continue;
      }
      try {
        await work(place, { reading, count: reading.count, step, signal });
        failed = 0;
        reading.partDone();
      } catch (error) {
        const failure = failureOf(error, partAt(parts, place));
        reading.failed(place, failure);
        failing = isOfThePart(failure) ? undefined : failure;
        failed = failing ? failed + 1 : 0;
      }
      step();
    }
  };
  const lanes = Array.from({ length: limits.partsAtOnce }, () =>
    lane().catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
  );
  const ends = await Promise.allSettled(lanes);
  const faults = ends.flatMap(end => (end.status === 'rejected' ? [end.reason as unknown] : []));
  if (faults.length > 0) {
    tell();
    // A fault of ours in one lane cancels the others: it is the one to be told.
    throw faults.find(fault => !(fault instanceof CancelledError)) ?? faults[0];
  }
  onProgress?.(reading.progress);
}
