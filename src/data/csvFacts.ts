import type { PartColumns } from './columns';
import { CsvCells } from './csvCells';
import { checkFirstBytes, headerOf } from './csvHeader';
import { CsvRecords } from './csvRecords';
import { type FactKeys, type FactRow, type FactSink, SeriesKey } from './facts';
import type { ItemPlaces, RunNotes } from './itemPlaces';
import { numberIn } from './numbers';
import type { PartPass } from './overParts';
import { linesLeftOut, noItemColumn } from './partFaults';
import { rangesOf } from './partRanges';
import { partAt, type DataContext } from './reading';

/** Gives all rows of a CSV part to a sink, and notes where the items are. */
export async function csvFacts(
  context: DataContext,
  place: number,
  keys: FactKeys,
  sink: FactSink,
  { reading, count, step, signal }: PartPass,
): Promise<void> {
  const { store, limits, places } = context;
  const part = partAt(context.parts, place);
  const records = new CsvRecords(limits.record);
  const notes = places.note();
  let rows: CsvFacts | undefined;
  const wanted = { size: limits.scanRange, ahead: true };
  for await (const { bytes, at, isLast } of rangesOf(store, part, wanted, count, signal)) {
    if (at === 0) {
      checkFirstBytes(part, bytes);
    }
    records.feed(bytes, isLast);
    if (!rows) {
      const columns = headerOf(context, place, records);
      if (columns && columns.item < 0) {
        throw noItemColumn(part);
      }
      rows = columns && new CsvFacts(columns, keys, sink(columns, part), places, notes, limits.columns);
    }
    rows?.go(records);
    step();
  }
  rows?.end();
  if (records.leftOut > 0) {
    reading.failed(place, linesLeftOut(part, records.leftOut));
  } else {
    places.keep(place, notes);
  }
}

class CsvFacts implements FactRow {
  item = -1;
  series = -1;
  date = -1;
  readonly values: Float64Array;
  private readonly cells: CsvCells;
  private readonly keyColumns: readonly number[];
  /** The key of the row before, and of this one. */
  private current = new SeriesKey();
  private next = new SeriesKey();
  private isBegun = false;
  private place = -1;
  private from = 0;
  private to = 0;

  constructor(
    private readonly columns: PartColumns,
    private readonly keys: FactKeys,
    private readonly take: (row: FactRow) => void,
    private readonly places: ItemPlaces,
    private readonly notes: RunNotes,
    maxCells: number,
  ) {
    this.values = new Float64Array(columns.values.length);
    this.cells = new CsvCells(maxCells);
    this.keyColumns = keys.keyColumns(columns);
  }

  go(records: CsvRecords): void {
    const { cells, columns, values, keys, take } = this;
    while (records.next()) {
      cells.split(records);
      const { bytes, starts, ends, count } = cells;
      this.readKey();
      if (!this.isBegun || !this.next.isSame(this.current)) {
        this.begin(records.from);
      }
      this.to = records.to;
      const { date } = columns;
      this.date =
        date < 0
          ? -1
          : this.dateOf(keys, date < count ? (starts[date] ?? 0) : 0, date < count ? (ends[date] ?? 0) : 0);
      for (let value = 0; value < values.length; value++) {
        const column = columns.values[value] ?? 0;
        values[value] = column < count ? numberIn(bytes, starts[column] ?? 0, ends[column] ?? 0) : NaN;
      }
      take(this);
    }
  }

  end(): void {
    if (this.isBegun) {
      this.notes.add(this.place, this.from, this.to);
    }
  }

  exact(value: number): number {
    return Number(this.cells.text(this.columns.values[value] ?? 0));
  }

  private readKey(): void {
    const { next, cells, keyColumns } = this;
    const { bytes, starts, ends, count } = cells;
    next.clear();
    for (let part = 0; part < keyColumns.length; part++) {
      const column = keyColumns[part] ?? -1;
      const isThere = column >= 0 && column < count;
      next.add(bytes, isThere ? (starts[column] ?? 0) : 0, isThere ? (ends[column] ?? 0) : 0, part === 0);
    }
  }

  private begin(from: number): void {
    this.end();
    const key = this.next;
    this.next = this.current;
    this.current = key;
    ({ item: this.item, series: this.series } = this.keys.seriesOf(key.bytes, key.itemLength, key.length));
    this.place = this.places.itemOf(key.bytes, 0, key.itemLength);
    this.from = from;
    this.isBegun = true;
  }

  /** The date after the last one is the one that mostly comes. */
  private dateOf({ dates }: FactKeys, start: number, end: number): number {
    const { bytes } = this.cells;
    const guess = this.date + 1;
    return guess < dates.size && dates.isText(guess, bytes, start, end)
      ? guess
      : dates.idOf(bytes, start, end);
  }
}
