import type { ExportRow } from './exportedData';

/** The rows of one part, in its order. After a fault, the same rows are asked for again. */
export interface PartRows {
  /** Whether there are no rows after those that were given. */
  readonly ended: boolean;
  /** Rows that could not be shown, so far. */
  readonly leftOut: number;
  /** Whether rows can be had without a read. */
  readonly hasRows: boolean;
  /**
   * Up to `count` rows. Reads once at most, and only where no rows are at hand: [] where that gave no whole row.
   * @throws FailureError, CancelledError
   */
  next(count: number, signal?: AbortSignal): Promise<readonly ExportRow[]>;
}
