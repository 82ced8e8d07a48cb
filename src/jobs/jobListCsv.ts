import type { JobTable } from './jobTable';

/** What a spreadsheet runs instead of showing it, also behind blanks and in full width. */
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/**
 * A table as CSV (RFC 4180: CRLF, quotes doubled). A cell that a spreadsheet would run as a formula has an
 * apostrophe in front. What is to be said of a table that isn't whole stands in a last record of its own, which
 * keeps the number of its fields.
 * @param isInert cells that no spreadsheet runs, whatever they begin with, as the numbers of a forecast
 */
export function csvText(
  { columns, rows, note }: JobTable,
  isInert: (cell: string) => boolean = () => false,
): string {
  const records = note === '' ? rows : [...rows, columns.map((_, place) => (place === 0 ? note : ''))];
  return [columns, ...records]
    .map(record => `${record.map(cell => csvCell(cell, isInert(cell))).join(',')}\r\n`)
    .join('');
}

function csvCell(text: string, isInert: boolean): string {
  const inert = !isInert && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
