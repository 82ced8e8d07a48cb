import { Buffer } from 'node:buffer';
import { type PartColumns, rowOf } from './columns';
import { CsvCells } from './csvCells';
import type { CsvRecords } from './csvRecords';
import type { ExportRow } from './exportedData';
import type { ItemPlaces, RunNotes } from './itemPlaces';

const comma = 0x2c;
const replacement = '\uFFFD';

export interface ItemScanOptions {
  readonly item: string;
  readonly columns: PartColumns;
  readonly maxCells: number;
  readonly places: ItemPlaces;
  /** Where all runs are noted; none where they are known already. */
  readonly notes: RunNotes | undefined;
  readonly found: (row: ExportRow, bytes: number) => void;
}

/**
 * Looks at the item of each record, and at nothing else of the records of other items. Rows of an item mostly stand
 * together, so the bytes of the item before are what each is held against; that takes no longer than a search for the
 * wanted item's bytes, and notes where every other item is.
 */
export class CsvItemScan {
  private readonly cells: CsvCells;
  private readonly wanted: Buffer;
  /** The cell of the record before. */
  private current = Buffer.alloc(256);
  private length = -1;
  private id = -1;
  private isWanted = false;
  private from = 0;
  private to = 0;

  constructor(private readonly options: ItemScanOptions) {
    this.cells = new CsvCells(options.maxCells);
    this.wanted = Buffer.from(options.item);
  }

  /** Goes over the records at hand. */
  go(records: CsvRecords): void {
    while (records.next()) {
      if (!this.isSameItem(records)) {
        this.endRun();
        this.begin(records);
      }
      this.to = records.to;
      if (this.isWanted) {
        this.cells.split(records);
        this.options.found(rowOf(this.cells.texts(), this.options.columns), records.end - records.start);
      }
    }
  }

  /** After the last record. */
  end(): void {
    this.endRun();
    this.length = -1;
  }

  private isSameItem(records: CsvRecords): boolean {
    const column = this.options.columns.item;
    if (column === 0 && !records.quoted) {
      const { bytes, start, end } = records;
      const next = start + this.length;
      return (next === end || (next < end && bytes[next] === comma)) && this.isCurrent(bytes, start);
    }
    this.cells.split(records);
    const { bytes, starts, ends, count } = this.cells;
    const start = column < count ? (starts[column] ?? 0) : 0;
    const end = column < count ? (ends[column] ?? 0) : 0;
    return end - start === this.length && this.isCurrent(bytes, start);
  }

  /** From its end: that is where the ids of neighbors differ. */
  private isCurrent(bytes: Buffer, start: number): boolean {
    const { current } = this;
    let place = this.length - 1;
    while (place >= 0 && current[place] === bytes[start + place]) {
      place--;
    }
    return place === -1;
  }

  private begin(records: CsvRecords): void {
    const { columns, places, item, notes } = this.options;
    this.cells.split(records);
    const { bytes, starts, ends, count } = this.cells;
    const start = columns.item < count ? (starts[columns.item] ?? 0) : 0;
    const end = columns.item < count ? (ends[columns.item] ?? 0) : 0;
    this.length = end - start;
    if (this.length > this.current.length) {
      this.current = Buffer.alloc(this.length * 2);
    }
    this.current.set(bytes.subarray(start, end));
    this.id = notes ? places.itemOf(bytes, start, end) : -1;
    this.isWanted =
      this.wanted.equals(bytes.subarray(start, end)) ||
      // What is no UTF-8 is shown, and asked for, with replacement characters.
      (item.includes(replacement) && bytes.toString('utf8', start, end) === item);
    this.from = records.from;
  }

  private endRun(): void {
    if (this.length >= 0) {
      this.options.notes?.add(this.id, this.from, this.to);
    }
  }
}
