/** Rows from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

export interface Scrolled {
  /** Pixels above the visible part. */
  readonly top: number;
  /** Visible pixels. */
  readonly height: number;
  readonly rowHeight: number;
  readonly rows: number;
}

/** Which rows to have in the page: what is seen, and some before and after for a quick turn of the wheel. */
export function rowWindow({ top, height, rowHeight, rows }: Scrolled, spare = 8): RowWindow {
  const first = Math.floor(Math.max(0, top) / rowHeight) - spare;
  const end = Math.ceil((Math.max(0, top) + height) / rowHeight) + spare;
  return { first: Math.min(Math.max(0, first), rows), end: Math.max(0, Math.min(end, rows)) };
}

/** Where to scroll so that a row is seen whole; where it is already, nothing moves. */
export function scrolledTo(row: number, { top, height, rowHeight }: Scrolled): number {
  const start = row * rowHeight;
  if (start < top) {
    return start;
  }
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}

/** Whether so little is left below that more should be read. */
export function isNearEnd({ top, height, rowHeight, rows }: Scrolled): boolean {
  return top + height >= (rows - 5) * rowHeight;
}
