import type { ExportColumn, ExportRow } from './exportedData';

const quantileName = /^p([1-9]\d?)$/;

/** A column by its name in the header, in upper or lower case and with blanks around it. */
export function columnOf(name: string): ExportColumn {
  const plain = name.trim().toLowerCase();
  const quantile = quantileName.exec(plain)?.[1];
  if (quantile !== undefined) {
    return { name, kind: 'value', quantile: Number(quantile) / 100 };
  }
  switch (plain) {
    case 'item_id':
      return { name, kind: 'item' };
    case 'date':
    case 'timestamp':
      return { name, kind: 'date' };
    case 'mean':
      return { name, kind: 'value' };
    default:
      return { name, kind: 'dimension' };
  }
}

/** The columns of one part, and where they stand among those of all parts. */
export interface PartColumns {
  readonly columns: readonly ExportColumn[];
  /** By the part's column: the place in the rows that are given. */
  readonly places: readonly number[];
  /** The part's column of the item, and of the date; -1 where it has none. */
  readonly item: number;
  readonly date: number;
  /** The part's columns that are dimensions, in the order of all parts' columns. */
  readonly dimensions: readonly number[];
  /** The part's columns of values, in its order. */
  readonly values: readonly number[];
}

/** The columns of all parts that were looked at, joined by name. Grows at its end only. */
export class ColumnTable {
  private readonly all: ExportColumn[] = [];
  private readonly placeOf = new Map<string, number>();
  private readonly joined = new Map<string, PartColumns>();

  /** @param max columns of all parts together */
  constructor(private readonly max: number) {}

  get columns(): readonly ExportColumn[] {
    return this.all;
  }

  /** The columns of a part by its header; undefined where there are too many. */
  join(names: readonly string[]): PartColumns | undefined {
    const key = JSON.stringify(names);
    const known = this.joined.get(key) ?? this.add(names);
    if (known) {
      this.joined.set(key, known);
    }
    return known;
  }

  private add(names: readonly string[]): PartColumns | undefined {
    const columns = onceEach(names.map(columnOf));
    const keys = keysOf(columns);
    const unknown = keys.flatMap((key, column) => (this.placeOf.has(key) ? [] : [{ key, column }]));
    if (this.all.length + unknown.length > this.max) {
      return undefined;
    }
    for (const { key, column } of unknown) {
      this.placeOf.set(key, this.all.length);
      this.all.push(columns[column] ?? columnOf(''));
    }
    const places = keys.map(key => this.placeOf.get(key) ?? 0);
    const ofKind = (kind: ExportColumn['kind']): number[] =>
      columns.flatMap((column, place) => (column.kind === kind ? [place] : []));
    return {
      columns,
      places,
      item: ofKind('item')[0] ?? -1,
      date: ofKind('date')[0] ?? -1,
      dimensions: ofKind('dimension').sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)),
      values: ofKind('value'),
    };
  }
}

/** Only the first column of the item and of the date is that; a further one is a dimension. */
function onceEach(columns: readonly ExportColumn[]): ExportColumn[] {
  const seen = new Set<ExportColumn['kind']>();
  return columns.map(column => {
    const isOther = (column.kind === 'item' || column.kind === 'date') && seen.has(column.kind);
    seen.add(column.kind);
    return isOther ? { name: column.name, kind: 'dimension' } : column;
  });
}

/** What the same column has in every part. Repeated names are told apart by their order. */
function keysOf(columns: readonly ExportColumn[]): string[] {
  const seen = new Map<string, number>();
  return columns.map(({ name, kind }) => {
    const plain = kind === 'item' || kind === 'date' ? kind : `name ${name.trim().toLowerCase()}`;
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return `${count} ${plain}`;
  });
}

/** A part's cells in the order of all parts' columns. Cells beyond the header are left out. */
export function rowOf(cells: readonly string[], { places }: PartColumns): ExportRow {
  const row: string[] = [];
  for (let column = 0; column < places.length; column++) {
    const place = places[column] ?? 0;
    while (row.length <= place) {
      row.push('');
    }
    row[place] = cells[column] ?? '';
  }
  return row;
}
