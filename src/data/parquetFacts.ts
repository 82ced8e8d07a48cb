import { Buffer } from 'node:buffer';
import type { DecodedArray } from 'hyparquet';
import { type FactKeys, type FactRow, type FactSink, SeriesKey } from './facts';
import type { PartPass } from './overParts';
import { ParquetFile } from './parquetFile';
import { textOf } from './parquetText';
import { noItemColumn } from './partFaults';
import { partAt, type DataContext } from './reading';

/** Gives all rows of a Parquet part to a sink, and notes where the items are. */
export async function parquetFacts(
  context: DataContext,
  place: number,
  keys: FactKeys,
  sink: FactSink,
  pass: PartPass,
): Promise<void> {
  const part = partAt(context.parts, place);
  if (part.size === 0) {
    return;
  }
  const file = await ParquetFile.open(context, place, pass);
  const { columns } = file;
  if (columns.item < 0) {
    throw noItemColumn(part);
  }
  const take = sink(columns, part);
  const notes = context.places.note();
  const dateIds = new Map<unknown, number>();
  const keyColumns = keys.keyColumns(columns);
  for (const range of file.ranges(context.limits.decodedRows)) {
    const all = await file.read([...columns.columns.keys()], range, pass);
    const row = new ParquetFacts(keys, all, columns.values, keyColumns, columns.date, dateIds);
    for (let at = 0; at < range.to - range.from; at++) {
      row.goTo(at);
      take(row);
    }
    const items = all[columns.item] ?? [];
    for (let start = 0, at = 1; at <= items.length; at++) {
      if (at === items.length || items[at] !== items[start]) {
        notes.add(context.places.saw(textOf(items[start])), range.from + start, range.from + at);
        start = at;
      }
    }
    pass.step();
  }
  context.places.keep(place, notes);
}

class ParquetFacts implements FactRow {
  item = -1;
  series = -1;
  date = -1;
  readonly values: Float64Array;
  private readonly key = new SeriesKey();
  private readonly keyValues: readonly (DecodedArray | undefined)[];
  private last = -1;

  constructor(
    private readonly keys: FactKeys,
    private readonly all: readonly DecodedArray[],
    private readonly valueColumns: readonly number[],
    keyColumns: readonly number[],
    private readonly dateColumn: number,
    private readonly dateIds: Map<unknown, number>,
  ) {
    this.values = new Float64Array(valueColumns.length);
    this.keyValues = keyColumns.map(column => all[column]);
  }

  goTo(row: number): void {
    if (this.last < 0 || this.keyValues.some(values => values?.[row] !== values?.[this.last])) {
      this.begin(row);
    }
    this.last = row;
    this.date = this.dateColumn < 0 ? -1 : this.dateOf(this.all[this.dateColumn]?.[row]);
    for (let value = 0; value < this.values.length; value++) {
      this.values[value] = numberOf(this.all[this.valueColumns[value] ?? -1]?.[row]);
    }
  }

  exact(value: number): number {
    return this.values[value] ?? NaN;
  }

  private begin(row: number): void {
    const { key } = this;
    key.clear();
    this.keyValues.forEach((values, part) => {
      const cell = Buffer.from(textOf(values?.[row]));
      key.add(cell, 0, cell.length, part === 0);
    });
    ({ item: this.item, series: this.series } = this.keys.seriesOf(key.bytes, key.itemLength, key.length));
  }

  private dateOf(value: unknown): number {
    const known = this.dateIds.get(value);
    if (known !== undefined) {
      return known;
    }
    const bytes = Buffer.from(textOf(value));
    const id = this.keys.dates.idOf(bytes, 0, bytes.length);
    if (id >= 0) {
      this.dateIds.set(value, id);
    }
    return id;
  }
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') {
    return value;
  }
  const text = textOf(value).trim();
  return text === '' ? NaN : Number(text);
}
