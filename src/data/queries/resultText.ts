import * as l10n from '@vscode/l10n';
import { plainText } from '../../jobs/plainText';
import type { QueryAnswer } from '../../jobs/runQuery';
import { byteSize } from '../byteSize';

/** How wide a cell may be; the whole result is where Athena has written it. */
const widest = 80;

/** A query's cost and time in one line: `1.2 MB scanned, 2.8 s`. */
export function costText({ execution }: QueryAnswer): string {
  const { bytesScanned = 0, time = 0 } = execution;
  return l10n.t('{0} scanned, {1} s', byteSize(bytesScanned), (time / 1000).toFixed(1));
}

/**
 * A query's result as text of a fixed width: what was run and what it cost, then the rows in columns, numbers to the
 * right. NULL is written as it is; an empty text is empty.
 */
export function resultText(sql: string, answer: QueryAnswer): string {
  const { columns, rows, execution } = answer;
  const right = columns.map(({ type }) =>
    /^(?:tinyint|smallint|integer|int|bigint|hugeint|real|float|double|decimal)/i.test(type),
  );
  const table = [
    columns.map(({ name }) => plainText(name, widest)),
    ...rows.map(row => columns.map((_, index) => cellText(row[index]))),
  ];
  const widths = columns.map((_, index) => Math.max(1, ...table.map(row => lengthOf(row[index] ?? ''))));
  const lines = table.map(row =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0, right[index] ?? false))
      .join('  ')
      .trimEnd(),
  );
  const [header = '', ...body] = lines;
  return `${[
    ...aboutResult(answer),
    ...(execution.outputLocation === undefined
      ? []
      : [l10n.t('The whole result: {0}', plainText(execution.outputLocation, 1200))]),
    plainText(sql, 300),
    '',
    header,
    widths.map(width => '─'.repeat(width)).join('  '),
    ...body,
  ].join('\n')}\n`;
}

function aboutResult(answer: QueryAnswer): readonly string[] {
  const { rows, more } = answer;
  const count = more
    ? l10n.t('The first {0} rows, of more', rows.length)
    : rows.length === 1
      ? l10n.t('1 row')
      : l10n.t('{0} rows', rows.length);
  return [`${count}: ${costText(answer)}`];
}

function cellText(cell: string | undefined): string {
  return cell === undefined ? 'NULL' : plainText(cell, widest);
}

/** In characters, as an editor counts them. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function padded(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return right ? blanks + text : text + blanks;
}
