import { CancelledError } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { ExportPart } from './exportedData';
import { shorterThanListed } from './partFaults';

/** Bytes of a part. */
export interface PartRange {
  readonly bytes: Uint8Array;
  /** Where they start in the part. */
  readonly at: number;
  /** Whether they are the last that were asked for. */
  readonly isLast: boolean;
}

export interface RangesWanted {
  /** 0 where it isn't given. */
  readonly from?: number;
  /** One past the last byte; the part's end where it isn't given. */
  readonly to?: number;
  /** Bytes of one read. */
  readonly size: number;
  /** Whether the next read starts before the last one was taken. */
  readonly ahead: boolean;
}

/** Counts what was read. */
export type CountBytes = (bytes: number) => void;

/**
 * Reads from one version of a part only: an object that was replaced since it was listed is refused (`changed`).
 * @throws FailureError, also where the part is shorter than it was listed
 */
export async function readRange(
  store: ObjectStore,
  part: ExportPart,
  { from, to }: { readonly from: number; readonly to: number },
  count: CountBytes,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { bucket, key, etag } = part;
  const bytes = await store.read({ bucket, key, from, to, ...(etag === '' ? {} : { etag }) }, signal);
  count(bytes.length);
  if (bytes.length < Math.min(to, part.size) - from) {
    throw shorterThanListed(part);
  }
  return bytes;
}

/** A part's bytes, range by range. Ends its reading ahead when the caller stops. */
export async function* rangesOf(
  store: ObjectStore,
  part: ExportPart,
  { from = 0, to = part.size, size, ahead }: RangesWanted,
  count: CountBytes,
  signal?: AbortSignal,
): AsyncGenerator<PartRange> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const read = (at: number): Promise<Uint8Array> => {
    const reading = readRange(store, part, { from: at, to: Math.min(to, at + size) }, count, either);
    // Whoever takes the bytes gets the fault; a reading ahead that nobody takes must not end the process.
    reading.catch(() => undefined);
    return reading;
  };
  let next = from < to ? read(from) : undefined;
  try {
    for (let at = from; next; at += size) {
      const bytes: Uint8Array = await next;
      throwIfCancelled(signal);
      const isLast = at + size >= to;
      next = !isLast && ahead ? read(at + size) : undefined;
      yield { bytes, at, isLast };
      next ??= isLast ? undefined : read(at + size);
    }
  } finally {
    stop.abort();
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new CancelledError();
  }
}
