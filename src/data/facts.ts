import { Buffer } from 'node:buffer';
import type { PartColumns } from './columns';
import type { ExportPart } from './exportedData';
import { instantOf } from './dates';
import type { ReadingLimits } from './limits';
import { TextTable } from './textTable';

/** Between the item and its dimensions in a key; no byte of UTF-8. */
const separator = 0xff;

/** A row as a pass over all data sees it: numbers for its texts, values as numbers. The same object for each row. */
export interface FactRow {
  /** By the tables of `FactKeys`; -1 where these have no room for a further one, or the part has no date. */
  readonly item: number;
  readonly series: number;
  readonly date: number;
  /** By the part's columns of values; NaN where there is no number. Good to 15 digits. */
  readonly values: Float64Array;
  /** A value to its last digit. */
  exact(value: number): number;
}

/** Is told the columns of a part, and gives what takes its rows; may refuse the part by a FailureError. */
export type FactSink = (columns: PartColumns, part: ExportPart) => (row: FactRow) => void;

/** The items, series and dates of one or several exports. */
export class FactKeys {
  readonly items: TextTable;
  readonly series: TextTable;
  readonly dates: TextTable;
  /** The names of the dimensions, in the order of a series' key. */
  readonly dimensions: string[] = [];
  private readonly dimensionOf = new Map<string, number>();
  private itemBySeries = new Int32Array(1024);

  constructor(limits: Pick<ReadingLimits, 'items' | 'itemBytes' | 'series' | 'seriesBytes' | 'dates'>) {
    this.items = new TextTable(limits.items, limits.itemBytes);
    this.series = new TextTable(limits.series, limits.seriesBytes);
    this.dates = new TextTable(limits.dates, limits.dates * 64);
  }

  get isFull(): boolean {
    return this.items.isFull || this.series.isFull || this.dates.isFull;
  }

  /** The part's columns of a series' key, in the order of the key; -1 for a dimension that it hasn't. */
  keyColumns(columns: PartColumns): number[] {
    const seen = new Map<string, number>();
    const places: (number | undefined)[] = [];
    for (const column of columns.dimensions) {
      const name = columns.columns[column]?.name ?? '';
      const plain = name.trim().toLowerCase();
      const count = seen.get(plain) ?? 0;
      seen.set(plain, count + 1);
      const key = `${count} ${plain}`;
      const place = this.dimensionOf.get(key) ?? this.dimensions.push(name) - 1;
      this.dimensionOf.set(key, place);
      places[place] = column;
    }
    return [columns.item, ...Array.from(places, column => column ?? -1)];
  }

  /** The number of a series by its key, whose item is its first `itemLength` bytes. */
  seriesOf(
    key: Buffer,
    itemLength: number,
    length: number,
  ): { readonly item: number; readonly series: number } {
    const item = this.items.idOf(key, 0, itemLength);
    const series = this.series.idOf(key, 0, length);
    if (series >= this.itemBySeries.length) {
      const larger = new Int32Array(this.itemBySeries.length * 2);
      larger.set(this.itemBySeries);
      this.itemBySeries = larger;
    }
    if (series >= 0) {
      this.itemBySeries[series] = item;
    }
    return { item, series };
  }

  itemOf(series: number): number {
    return this.itemBySeries[series] ?? -1;
  }

  /** The item and the dimensions of a series, as texts. */
  textsOf(series: number): { readonly item: string; readonly dimensions: string[] } {
    const [item = Buffer.alloc(0), ...own] = split(this.series.bytesOf(series));
    return {
      item: item.toString(),
      dimensions: this.dimensions.map((_, place) => own[place]?.toString() ?? ''),
    };
  }

  /** By the numbers of the dates; NaN for what is no date. */
  instants(): Float64Array {
    return Float64Array.from({ length: this.dates.size }, (_, id) => instantOf(this.dates.text(id)));
  }
}

/** The key of a series, written cell by cell. Dimensions that are empty at its end are left out. */
export class SeriesKey {
  bytes = Buffer.alloc(256);
  length = 0;
  itemLength = 0;
  private written = 0;

  clear(): void {
    this.length = this.written = this.itemLength = 0;
  }

  /** The item first, then each dimension. */
  add(cell: Buffer, start: number, end: number, isItem: boolean): void {
    const needed = this.written + end - start + 1;
    if (needed > this.bytes.length) {
      const larger = Buffer.alloc(needed * 2);
      larger.set(this.bytes.subarray(0, this.written));
      this.bytes = larger;
    }
    if (!isItem) {
      this.bytes[this.written++] = separator;
    }
    for (let place = start; place < end; place++) {
      this.bytes[this.written++] = cell[place] ?? 0;
    }
    if (isItem) {
      this.itemLength = this.written;
    }
    if (isItem || end > start) {
      this.length = this.written;
    }
  }

  isSame({ bytes, length, itemLength }: SeriesKey): boolean {
    if (this.length !== length || this.itemLength !== itemLength) {
      return false;
    }
    let place = length - 1;
    while (place >= 0 && this.bytes[place] === bytes[place]) {
      place--;
    }
    return place === -1;
  }
}

function split(key: Buffer): Buffer[] {
  const cells: Buffer[] = [];
  let start = 0;
  for (let end = key.indexOf(separator); end >= 0; end = key.indexOf(separator, start)) {
    cells.push(key.subarray(start, end));
    start = end + 1;
  }
  return [...cells, key.subarray(start)];
}
