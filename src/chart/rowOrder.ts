import type { ExportColumn, ExportRow } from '../data/exportedData';
import { numberIn } from './writtenNumber';

export interface Sorting {
  /** The column's place. */
  readonly column: number;
  readonly descending: boolean;
}

/**
 * The places of the rows in the order of a column. Values are compared as numbers, dates and all else as text, as it
 * is written; what is empty or no number comes last in both directions, and equals keep the file's order.
 */
export function sortedPlaces(
  rows: readonly ExportRow[],
  kind: ExportColumn['kind'],
  { column, descending }: Sorting,
): number[] {
  const cells = rows.map(row => row[column] ?? '');
  const places = cells.map((_, place) => place);
  const direction = descending ? -1 : 1;
  if (kind === 'value') {
    const numbers = cells.map(numberIn);
    return places.sort((a, b) => {
      const [first, second] = [numbers[a], numbers[b]];
      return (
        compared(first === undefined, second === undefined) || direction * ((first ?? 0) - (second ?? 0))
      );
    });
  }
  return places.sort((a, b) => {
    const [first = '', second = ''] = [cells[a], cells[b]];
    return (
      compared(first === '', second === '') || direction * (first < second ? -1 : first === second ? 0 : 1)
    );
  });
}

function compared(isFirstMissing: boolean, isSecondMissing: boolean): number {
  return Number(isFirstMissing) - Number(isSecondMissing);
}

/** A click on a column's title: up, down, and back to the order of the file. */
export function nextSorting(current: Sorting | undefined, column: number): Sorting | undefined {
  if (current?.column !== column) {
    return { column, descending: false };
  }
  return current.descending ? undefined : { column, descending: true };
}
