import type { Failure } from '../jobs/failure';

/** A part of an export: one file of it in S3, CSV or Parquet by its name. */
export interface ExportPart {
  readonly bucket: string;
  readonly key: string;
  /** The key's last component. */
  readonly name: string;
  /** N of `_partN`. */
  readonly number: number;
  readonly format: 'CSV' | 'PARQUET';
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
}

/**
 * A column as the file names it. `item` is item_id; `date` is date or timestamp; `value` is a quantile (p1 to p99, its
 * `quantile` from 0.01 to 0.99) or the mean (no `quantile`); everything else is a dimension.
 */
export interface ExportColumn {
  readonly name: string;
  readonly kind: 'item' | 'dimension' | 'date' | 'value';
  readonly quantile?: number;
}

/**
 * A row's cells, by column, as they are written in the file; '' where a part has no such column. Shorter than the
 * columns where later parts brought further ones.
 */
export type ExportRow = readonly string[];

/** What was read of how much. Bytes as they are stored in S3. */
export interface ReadingProgress {
  readonly parts: number;
  readonly partsRead: number;
  readonly bytes: number;
  readonly bytesRead: number;
}

/** Why a part, or the rest of it, could not be read. */
export interface PartFault {
  readonly part: ExportPart;
  readonly failure: Failure;
}

export interface RowPage {
  readonly rows: readonly ExportRow[];
  readonly progress: ReadingProgress;
  /** All faults so far. */
  readonly faults: readonly PartFault[];
  /** Whether these were the last rows. */
  readonly end: boolean;
}

/** Reads the rows of all parts as one, in the order of the parts, in bounded ranges. */
export interface RowReader {
  /** About `count` rows more (never more than 10 × `count`), from as few reads as can be. One at a time. */
  next(count: number, signal?: AbortSignal): Promise<RowPage>;
}

/** The rows of one item with the same dimensions. */
export interface ItemSeries {
  /** By dimension column. */
  readonly dimensions: readonly string[];
  /** In the order of their dates. */
  readonly rows: readonly ExportRow[];
}

export interface ItemQuery {
  readonly item: string;
  /** Only these dimensions, by the name of the column. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** What a pass over all parts tells while it is under way and when it has ended. */
export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadingProgress) => void;
}

export interface FindOptions extends ScanOptions {
  /** Is told the rows found so far, at most a few times a second, and once more when the search is cancelled. */
  readonly onFound?: (found: ItemFound) => void;
}

export interface ItemFound {
  readonly series: readonly ItemSeries[];
  readonly progress: ReadingProgress;
  readonly faults: readonly PartFault[];
  /** Rows beyond the bound that were left out; 0 usually. */
  readonly leftOut: number;
}

export interface ExportSummary {
  readonly items: number;
  /** Items times their dimensions. */
  readonly series: number;
  readonly rows: number;
  /** As written. */
  readonly from?: string;
  readonly to?: string;
  /** The most frequent distance of two neighboring dates of a series, in words of the data: `1 day`, `15 minutes`. */
  readonly frequency?: string;
  readonly columns: readonly ExportColumn[];
  /** Rows in which a lower quantile is above a higher one. */
  readonly crossing: Noted;
  /** Rows in which a value is below zero. */
  readonly negative: Noted;
  /** Rows in which a value is no number, or empty. */
  readonly notANumber: Noted;
  /** Dates that a series has not, between its first and its last. The date of an example is the first of its gap. */
  readonly gaps: Noted;
  /** Rows of a series with a date that it has already. */
  readonly duplicates: Noted;
  readonly progress: ReadingProgress;
  readonly faults: readonly PartFault[];
  /** True where the bound on memory was met: counts of gaps, duplicates and series are then lower bounds. */
  readonly bounded: boolean;
}

/** How many there are, and the first few of them: the item and, where it is one date, the date. */
export interface Noted {
  readonly count: number;
  readonly examples: readonly { readonly item: string; readonly date?: string }[];
}

/** One item of two exports, over the dates that both have. */
export interface ItemDifference {
  readonly item: string;
  readonly dimensions: readonly string[];
  /** How many dates both have. */
  readonly dates: number;
  /** Sums over those dates of the compared column. */
  readonly before: number;
  readonly after: number;
}

export interface Comparison {
  /** The column that is compared: p50, else mean, else the quantile nearest to the median that both have. */
  readonly column: string;
  /** The names of the dimensions, in the order of those of a difference. */
  readonly dimensions: readonly string[];
  /** By the size of their differences, the largest first; at most as many as were asked for. */
  readonly differences: readonly ItemDifference[];
  readonly itemsInBoth: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** Of both exports. */
  readonly faults: readonly PartFault[];
  /** True where the bound on memory was met: differences and counts are then of a part of the data. */
  readonly bounded: boolean;
}

export interface CompareOptions extends ScanOptions {
  /** Differences that are wanted. */
  readonly limit: number;
}

/** The data of one export, read from its parts as they are needed. */
export interface ExportedData {
  readonly parts: readonly ExportPart[];
  /** Of all parts that were looked at so far; [] before the first row was read. New ones are added at the end. */
  readonly columns: readonly ExportColumn[];
  rows(): RowReader;
  findItem(query: ItemQuery, options?: FindOptions): Promise<ItemFound>;
  /** Items seen so far that contain the text, those that begin with it first. */
  suggestions(text: string, limit: number): readonly string[];
  summarize(options?: ScanOptions): Promise<ExportSummary>;
}
