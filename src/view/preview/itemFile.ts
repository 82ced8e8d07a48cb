import { numberIn } from '../../chart/writtenNumber';
import type { ExportColumn, ItemSeries } from '../../data/exportedData';
import { csvText } from '../../jobs/jobListCsv';
import { safeFileName } from '../files/safeFileName';

export interface NamedText {
  /** With its ending. */
  readonly name: string;
  readonly text: string;
}

/** The rows of an item as a CSV file, cells as they are in the export, save those that a spreadsheet would run. */
export function itemFile(
  name: string,
  columns: readonly ExportColumn[],
  { rows }: Pick<ItemSeries, 'rows'>,
): NamedText {
  const names = columns.map(column => column.name);
  const cells = rows.map(row => names.map((_, place) => row[place] ?? ''));
  const table = { title: name, columns: names, rows: cells, note: '' };
  return { name: safeFileName(`${name}.csv`), text: csvText(table, cell => numberIn(cell) !== undefined) };
}

/** The item and the export, as far as a file's name can hold them; without an ending. */
export function itemFileName(...parts: readonly string[]): string {
  const words = parts
    .map(part => part.replace(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^[_.]+/, ''))
    .filter(Boolean)
    .join('-');
  return safeFileName(words);
}
