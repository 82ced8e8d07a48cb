import * as l10n from '@vscode/l10n';
import type { QueryAnswer } from '../../jobs/runQuery';
import { byteSize } from '../byteSize';
import type { ExportColumn } from '../exportedData';
import { localNumber } from '../localNumber';

/** A query's result as the table of exported data takes it. */
export interface ResultTable {
  readonly columns: readonly ExportColumn[];
  /** NULL is written as it is; an empty text is empty. */
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are, and what they cost. */
  readonly said: string;
}

/** How long a cell may be; the whole result is where Athena has written it. */
const longestCell = 10_000;

/** A query's cost and time in one line: `1.2 MB scanned, 2.8 s`. */
export function costText({ execution }: QueryAnswer, language: string): string {
  const { bytesScanned = 0, time = 0 } = execution;
  return l10n.t(
    '{0} scanned, {1} s',
    byteSize(bytesScanned, language),
    localNumber(time / 1000, language, 1),
  );
}

export function resultTable(answer: QueryAnswer, language: string): ResultTable {
  const { columns, rows } = answer;
  return {
    columns: columns.map(({ name, type }) => ({ name, kind: kindOf(type) })),
    rows: rows.map(row => columns.map((_, index) => row[index]?.slice(0, longestCell) ?? 'NULL')),
    said: `${countText(answer, language)}: ${costText(answer, language)}`,
  };
}

/** Numbers stand to the right, and are sorted as numbers. */
function kindOf(type: string): ExportColumn['kind'] {
  if (/^(?:tinyint|smallint|integer|int|bigint|hugeint|real|float|double|decimal)/i.test(type)) {
    return 'value';
  }
  return /^(?:date|time)/i.test(type) ? 'date' : 'dimension';
}

function countText({ rows, more }: QueryAnswer, language: string): string {
  const count = localNumber(rows.length, language);
  if (more) {
    return l10n.t('The first {0} rows, of more', count);
  }
  return rows.length === 1 ? l10n.t('1 row') : l10n.t('{0} rows', count);
}
