/** A number is shown rounded; undefined is what could not be measured, as for want of a rival. */
export type Cell = string | number | undefined;

/** Figures side by side; what they are in is said in the head of their column. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The table in Markdown, its columns as wide as what is in them. */
export function tableText({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const cells = [columns, ...rows.map(row => row.map(shown))];
  const widths = columns.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0), 3));
  const isNumber = columns.map((_, column) => rows.some(row => typeof row[column] === 'number'));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, i) => (isNumber[i] ? (row[i] ?? '').padStart(width) : (row[i] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (isNumber[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function shown(cell: Cell): string {
  if (typeof cell === 'string') {
    return cell;
  }
  // Read from bench.json again, what could not be measured is null.
  const number = cell ?? NaN;
  if (Number.isNaN(number)) {
    return '–';
  }
  const digits = Number.isInteger(number) || Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
  return number.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** The middle one of some measurements, undefined where there is none. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
