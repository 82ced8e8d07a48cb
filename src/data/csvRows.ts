import { type PartColumns, rowOf } from './columns';
import { CsvCells } from './csvCells';
import { checkFirstBytes, joinedHeader } from './csvHeader';
import { CsvRecords } from './csvRecords';
import type { ExportPart, ExportRow } from './exportedData';
import { readRange, type CountBytes } from './partRanges';
import type { PartRows } from './partRows';
import { partAt, type DataContext } from './reading';

export class CsvRows implements PartRows {
  private readonly records: CsvRecords;
  private readonly cells: CsvCells;
  private readonly part: ExportPart;
  private columns: PartColumns | undefined;
  private bytesRead = 0;
  private rowsGiven = 0;
  /** Whether the cursor stands on a record that was not given yet. */
  private waiting = false;

  constructor(
    private readonly context: DataContext,
    private readonly place: number,
    private readonly count: CountBytes,
  ) {
    this.part = partAt(context.parts, place);
    this.records = new CsvRecords(context.limits.record);
    this.cells = new CsvCells(context.limits.columns);
  }

  get ended(): boolean {
    return !this.waiting && this.bytesRead >= this.part.size;
  }

  get leftOut(): number {
    return this.records.leftOut;
  }

  get hasRows(): boolean {
    return this.waiting;
  }

  async next(count: number, signal?: AbortSignal): Promise<readonly ExportRow[]> {
    if (!this.waiting && !this.ended) {
      await this.read(count, signal);
    }
    const rows: ExportRow[] = [];
    const { columns } = this;
    while (columns && this.waiting && rows.length < count) {
      this.cells.split(this.records);
      const row = rowOf(this.cells.texts(), columns);
      const item = row[columns.places[columns.item] ?? -1];
      if (item !== undefined) {
        this.context.places.saw(item);
      }
      rows.push(row);
      this.waiting = this.records.next();
    }
    this.rowsGiven += rows.length;
    return rows;
  }

  private async read(count: number, signal?: AbortSignal): Promise<void> {
    const { context, part } = this;
    const from = this.bytesRead;
    const to = Math.min(part.size, from + this.rangeFor(count));
    const bytes = await readRange(context.store, part, { from, to }, this.count, signal);
    if (from === 0) {
      checkFirstBytes(part, bytes);
    }
    this.records.feed(bytes, to === part.size);
    this.bytesRead = to;
    this.waiting = this.records.next();
    if (!this.columns && this.waiting) {
      this.columns = joinedHeader(context, this.place, this.records);
      this.waiting = this.records.next();
    }
  }

  /** Bytes that should hold so many rows. */
  private rangeFor(count: number): number {
    const { rowRange, scanRange } = this.context.limits;
    const each = this.rowsGiven === 0 ? 0 : this.bytesRead / this.rowsGiven;
    return Math.min(Math.max(rowRange, Math.ceil(each * count)), Math.max(rowRange, scanRange));
  }
}
