/** A cell: row -1 is the row of the titles. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Where a key leads to, as in the grid pattern of the ARIA practices; undefined for a key that moves nothing. */
export function movedBy(
  { key, ctrlKey, metaKey }: PressedKey,
  from: GridPlace,
  size: GridSize,
): GridPlace | undefined {
  const isFar = ctrlKey || metaKey;
  const to = (row: number, column: number): GridPlace => ({
    row: Math.max(-1, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  });
  const { row, column } = from;
  switch (key) {
    case 'ArrowUp':
      return to(isFar ? 0 : row - 1, column);
    case 'ArrowDown':
      return to(isFar ? size.rows - 1 : row + 1, column);
    case 'ArrowLeft':
      return to(row, isFar ? 0 : column - 1);
    case 'ArrowRight':
      return to(row, isFar ? size.columns - 1 : column + 1);
    case 'PageUp':
      return to(Math.max(row < 0 ? -1 : 0, row - size.page), column);
    case 'PageDown':
      return to(row + size.page, column);
    case 'Home':
      return isFar ? to(0, 0) : to(row, 0);
    case 'End':
      return isFar ? to(size.rows - 1, size.columns - 1) : to(row, size.columns - 1);
    default:
      return undefined;
  }
}

/** Two corners of a selection of cells, in whichever order. */
export interface CellRange {
  readonly from: GridPlace;
  readonly to: GridPlace;
}

export function isInRange({ from, to }: CellRange, { row, column }: GridPlace): boolean {
  return (
    row >= Math.min(from.row, to.row) &&
    row <= Math.max(from.row, to.row) &&
    column >= Math.min(from.column, to.column) &&
    column <= Math.max(from.column, to.column)
  );
}

/** The cells of a selection, row by row; the row of the titles is none. */
export function cellsIn(
  { from, to }: CellRange,
  cell: (row: number, column: number) => string,
): readonly (readonly string[])[] {
  const columns = between(from.column, to.column);
  return between(Math.max(0, Math.min(from.row, to.row)), Math.max(from.row, to.row)).map(row =>
    columns.map(column => cell(row, column)),
  );
}

function between(one: number, other: number): number[] {
  const first = Math.min(one, other);
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, step) => first + step);
}

/** Cells as spreadsheets take them from a clipboard: tabs between, and no tab or line break within. */
export function tabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map(row => row.map(cell => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}
