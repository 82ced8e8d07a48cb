import * as l10n from '@vscode/l10n';
import type { NamedColumn } from './queriedExport';
import { quotedName } from './sqlText';

/** A table or a view that has the rows of one export, and nothing else. */
export interface QueriedRows {
  /** As it stands in a query. */
  readonly relation: string;
  readonly columns: readonly NamedColumn[];
}

export interface StarterQuery {
  /** What it answers. */
  readonly title: string;
  /** One statement, without a semicolon. */
  readonly sql: string;
}

/**
 * Queries to begin with, in what Athena and DuckDB have in common. Those that the columns can't answer are left out.
 * @param earlier another export to compare it with
 */
export function starterQueries(rows: QueriedRows, earlier?: QueriedRows): readonly StarterQuery[] {
  const item = nameOf(rows.columns, 'item');
  const date = nameOf(rows.columns, 'date');
  const middle = middleColumn(rows.columns);
  const quantiles = quantilesOf(rows.columns);
  return [
    { title: l10n.t('Rows, items and dates'), sql: overview(rows.relation, item, date) },
    ...(item ? [{ title: l10n.t('Items'), sql: items(rows.relation, item, date) }] : []),
    ...(item && middle
      ? [
          {
            title: l10n.t('The largest items by {0}', middle.name),
            sql: largest(rows.relation, item, middle),
          },
        ]
      : []),
    ...(item && quantiles.length > 1
      ? [{ title: l10n.t('The widest spread of quantiles'), sql: spread(rows.relation, item, quantiles) }]
      : []),
    ...(quantiles.length > 1
      ? [
          {
            title: l10n.t('Rows with a lower quantile above a higher one'),
            sql: crossing(rows.relation, quantiles),
          },
        ]
      : []),
    ...(earlier ? comparison(earlier, rows) : []),
  ];
}

function nameOf(columns: readonly NamedColumn[], kind: NamedColumn['kind']): string | undefined {
  const column = columns.find(candidate => candidate.kind === kind);
  return column && quotedName(column.alias);
}

/** From the lowest to the highest; a repeated one once. */
function quantilesOf(columns: readonly NamedColumn[]): readonly NamedColumn[] {
  return columns
    .filter(
      (column, index) =>
        column.quantile !== undefined &&
        columns.findIndex(({ quantile }) => quantile === column.quantile) === index,
    )
    .sort((one, other) => (one.quantile ?? 0) - (other.quantile ?? 0));
}

/** The value that stands for a row: p50, else the mean, else the quantile that is nearest to the median. */
export function middleColumn<T extends Pick<NamedColumn, 'kind' | 'quantile'>>(
  columns: readonly T[],
): T | undefined {
  const values = columns.filter(({ kind }) => kind === 'value');
  const distance = ({ quantile = 0.5 }: T) => Math.abs(quantile - 0.5);
  return (
    values.find(({ quantile }) => quantile === 0.5) ??
    values.find(({ quantile }) => quantile === undefined) ??
    values.toSorted((one, other) => distance(one) - distance(other))[0]
  );
}

function overview(relation: string, item?: string, date?: string): string {
  const facts = [
    'count(*) AS "rows"',
    ...(item ? [`count(DISTINCT ${item}) AS "items"`] : []),
    ...(date ? [`min(${date}) AS "from"`, `max(${date}) AS "to"`] : []),
  ];
  return `SELECT ${facts.join(', ')}\nFROM ${relation}`;
}

function items(relation: string, item: string, date?: string): string {
  const dates = date ? `, min(${date}) AS "from", max(${date}) AS "to"` : '';
  return `SELECT ${item}, count(*) AS "rows"${dates}
FROM ${relation}
GROUP BY ${item}
ORDER BY ${item}
LIMIT 1000`;
}

function largest(relation: string, item: string, middle: NamedColumn): string {
  return `SELECT ${item}, sum(${quotedName(middle.alias)}) AS "total"
FROM ${relation}
GROUP BY ${item}
ORDER BY "total" DESC
LIMIT 10`;
}

function spread(relation: string, item: string, quantiles: readonly NamedColumn[]): string {
  const [low, high] = [quantiles[0], quantiles.at(-1)].map(column => quotedName(column?.alias ?? ''));
  return `SELECT ${item}, avg(${high} - ${low}) AS "spread"
FROM ${relation}
GROUP BY ${item}
ORDER BY "spread" DESC
LIMIT 100`;
}

function crossing(relation: string, quantiles: readonly NamedColumn[]): string {
  const names = quantiles.map(({ alias }) => quotedName(alias));
  const crossed = names.slice(1).map((higher, index) => `${names[index] ?? ''} > ${higher}`);
  return `SELECT *\nFROM ${relation}\nWHERE ${crossed.join('\n  OR ')}\nLIMIT 100`;
}

/** Sums by item over the dates that both have, of the column that both have. */
function comparison(earlier: QueriedRows, later: QueriedRows): readonly StarterQuery[] {
  const shared = (column: NamedColumn) =>
    later.columns.some(({ kind, quantile }) => kind === 'value' && quantile === column.quantile);
  const compared = middleColumn(earlier.columns.filter(shared));
  const inLater = later.columns.find(
    ({ kind, quantile }) => kind === 'value' && quantile === compared?.quantile,
  );
  if (!compared || !inLater || ![earlier, later].every(({ columns }) => canBeJoined(columns))) {
    return [];
  }
  return [
    {
      title: l10n.t('Compared with the other export, by the size of the difference: {0}', compared.name),
      sql: `WITH "earlier" AS (
${byItemAndDate(earlier, compared)}
), "later" AS (
${byItemAndDate(later, inLater)}
), "differences" AS (
  SELECT
    "later"."item",
    count(*) AS "dates",
    sum("earlier"."value") AS "before",
    sum("later"."value") AS "after",
    sum("later"."value") - sum("earlier"."value") AS "difference"
  FROM "earlier"
  JOIN "later" ON "later"."item" = "earlier"."item" AND "later"."date" = "earlier"."date"
  GROUP BY "later"."item"
)
SELECT *
FROM "differences"
ORDER BY abs("difference") DESC
LIMIT 100`,
    },
  ];
}

function canBeJoined(columns: readonly NamedColumn[]): boolean {
  return nameOf(columns, 'item') !== undefined && nameOf(columns, 'date') !== undefined;
}

function byItemAndDate({ relation, columns }: QueriedRows, value: NamedColumn): string {
  const [item = '', date = ''] = [nameOf(columns, 'item'), nameOf(columns, 'date')];
  return `  SELECT ${item} AS "item", ${date} AS "date", sum(${quotedName(value.alias)}) AS "value"
  FROM ${relation}
  GROUP BY ${item}, ${date}`;
}
