import { compareDates, instantOf, type Dated } from './dates';
import type { ExportColumn, ExportRow, ItemQuery, ItemSeries } from './exportedData';
import type { ReadingLimits } from './limits';

/** The rows of one item that were found so far, bounded. */
export class FoundRows {
  leftOut = 0;
  private readonly byPart = new Map<number, ExportRow[]>();
  private count = 0;
  private bytes = 0;

  constructor(
    private readonly query: ItemQuery,
    private readonly limits: Pick<ReadingLimits, 'foundRows' | 'foundBytes'>,
    /** Of all parts; more of them may become known. */
    private readonly columns: () => readonly ExportColumn[],
  ) {}

  /** @param bytes of the row as it is stored */
  add(place: number, row: ExportRow, bytes: number): void {
    if (!this.isWanted(row)) {
      return;
    }
    if (this.count >= this.limits.foundRows || this.bytes + bytes > this.limits.foundBytes) {
      this.leftOut++;
      return;
    }
    this.count++;
    this.bytes += bytes;
    const rows = this.byPart.get(place) ?? [];
    rows.push(row);
    this.byPart.set(place, rows);
  }

  /** By dimensions, in the order of the parts; each in the order of its dates. */
  series(): ItemSeries[] {
    const columns = this.columns();
    const dimensions = columns.flatMap(({ kind }, place) => (kind === 'dimension' ? [place] : []));
    const date = columns.findIndex(({ kind }) => kind === 'date');
    const groups = new Map<string, { dimensions: string[]; rows: (Dated & { row: ExportRow })[] }>();
    const parts = [...this.byPart].sort(([a], [b]) => a - b);
    for (const row of parts.flatMap(([, rows]) => rows)) {
      const own = dimensions.map(place => row[place] ?? '');
      const key = JSON.stringify(own);
      const group = groups.get(key) ?? { dimensions: own, rows: [] };
      groups.set(key, group);
      const text = row[date] ?? '';
      group.rows.push({ row: filled(row, columns.length), date: text, instant: instantOf(text) });
    }
    return [...groups.values()].map(group => ({
      dimensions: group.dimensions,
      rows: group.rows.sort(compareDates).map(({ row }) => row),
    }));
  }

  private isWanted(row: ExportRow): boolean {
    const { dimensions } = this.query;
    if (!dimensions) {
      return true;
    }
    const columns = this.columns();
    return Object.entries(dimensions).every(
      ([name, value]) =>
        (row[columns.findIndex(column => column.kind === 'dimension' && column.name === name)] ?? '') ===
        value,
    );
  }
}

/** With '' for columns that were not known when the row was read. */
function filled(row: ExportRow, columns: number): ExportRow {
  return row.length >= columns ? row : [...row, ...Array<string>(columns - row.length).fill('')];
}
