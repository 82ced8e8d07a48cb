/** How much is read and kept at a time. Sizes in bytes. */
export interface ReadingLimits {
  /** One read for rows that are shown: the first of them come from one such range. */
  readonly rowRange: number;
  /** One read of a pass over all data. */
  readonly scanRange: number;
  /** Rows of a Parquet file that are decoded at a time. */
  readonly decodedRows: number;
  /** A longer line is left out, and said. */
  readonly record: number;
  /** Columns of a part, and of all parts together. */
  readonly columns: number;
  /** Parts that are read at the same time in a pass over all of them. */
  readonly partsAtOnce: number;
  /** Rows of one item; more are only counted. */
  readonly foundRows: number;
  /** Of those rows, in bytes as they are stored. */
  readonly foundBytes: number;
  /** Items that are remembered, and the bytes of their ids. */
  readonly items: number;
  readonly itemBytes: number;
  /** Runs of rows of one item whose places are remembered. */
  readonly runs: number;
  /** What a pass over all data keeps apart: items with their dimensions, their bytes, and dates. */
  readonly series: number;
  readonly seriesBytes: number;
  readonly dates: number;
  /** Stretches of 32 dates of a series, whose dates are kept; with their values where two exports are compared. */
  readonly stretches: number;
  readonly valueStretches: number;
  /** Milliseconds between two messages of a pass that is under way. */
  readonly tellEvery: number;
}

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

export const usualLimits: ReadingLimits = {
  rowRange: 256 * kilobyte,
  scanRange: 2 * megabyte,
  decodedRows: 250_000,
  record: megabyte,
  columns: 1000,
  partsAtOnce: 2,
  foundRows: 200_000,
  foundBytes: 64 * megabyte,
  items: 500_000,
  itemBytes: 32 * megabyte,
  runs: 1_000_000,
  series: 500_000,
  seriesBytes: 32 * megabyte,
  dates: 100_000,
  stretches: 2_000_000,
  valueStretches: 500_000,
  tellEvery: 250,
};
