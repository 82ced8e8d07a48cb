import * as l10n from '@vscode/l10n';
import { aboutExport, stampsNote } from './athenaSql';
import type { NamedColumn, QueriedExport } from './queriedExport';
import { extensionOf, folderOf, isInS3, namedColumns, partPattern } from './queriedExport';
import { quotedName, quotedText, sqlComment } from './sqlText';
import { starterQueries, type QueriedRows } from './starterQueries';

/**
 * An SQL script for DuckDB: what it needs to read the bucket (unless the folder is one of this machine), a view of the
 * export's rows, and queries to begin with. It runs as a whole, or one statement after another.
 * Sources: "S3 API Support", "AWS Extension", "CSV Import" and "Combining Schemas" in the DuckDB documentation.
 * @param earlier another export, for a query that compares the two
 */
export function duckDbSql(queried: QueriedExport, earlier?: QueriedExport): string {
  const rows = rowsOf(queried, 'forecast_export');
  const earlierRows = earlier && rowsOf(earlier, 'earlier_export');
  const all = earlier ? [queried, earlier] : [queried];
  return `${[
    sqlComment('DuckDB', ...all.flatMap(each => [aboutExport(each), ...stampsNote(each)])),
    ...secrets(all),
    createView(queried, rows, 'forecast_export'),
    ...(earlier && earlierRows ? [createView(earlier, earlierRows, 'earlier_export')] : []),
    ...starterQueries(rows, earlierRows).map(({ title, sql }) => `${sqlComment(title)}\n${sql};`),
  ].join('\n\n')}\n`;
}

function rowsOf(queried: QueriedExport, view: string): QueriedRows {
  return {
    relation: quotedName(view),
    // No name in a query holds a NUL. DuckDB itself gives a column without a name that of its place, counted from 0.
    columns: namedColumns(
      queried.columns,
      ({ name }, index) => name.replaceAll('\0', '') || `column${index}`,
    ),
  };
}

/** The keys and the region of each bucket; the extensions are fetched once and kept. */
function secrets(exports: readonly QueriedExport[]): readonly string[] {
  const buckets = new Map(
    exports.filter(isInS3).map(({ folder, region }) => [/^s3:\/\/[^/]*/.exec(folder)?.[0] ?? '', region]),
  );
  if (buckets.size === 0) {
    return [];
  }
  const created = [...buckets].map(([bucket, region], index) => {
    const options = [
      'TYPE s3',
      'PROVIDER credential_chain',
      ...(region === undefined ? [] : [`REGION ${quotedText(region)}`]),
      `SCOPE ${quotedText(bucket)}`,
    ];
    const name = index === 0 ? 'forecast_export' : `forecast_export_${index + 1}`;
    return `CREATE OR REPLACE SECRET ${name} (${options.join(', ')});`;
  });
  return [
    `${sqlComment(
      l10n.t(
        'The credentials that AWS tools find on this machine, not written down anywhere. For a profile, add:',
      ),
      "CHAIN 'config', PROFILE 'NAME'",
    )}\nINSTALL httpfs;\nINSTALL aws;\nLOAD httpfs;\nLOAD aws;\n${created.join('\n')}`,
  ];
}

function createView(queried: QueriedExport, { relation, columns }: QueriedRows, name: string): string {
  const variable = `${name}_parts`;
  return `${sqlComment(l10n.t('Its parts, and no other file of the folder.'))}
SET VARIABLE ${variable} = (
  SELECT list(file ORDER BY file)
  FROM glob(${quotedText(globOf(queried))})
  WHERE ${ownParts(queried).join('\n    AND ')}
);

${sqlComment(
  l10n.t('Its rows. A view reads the parts anew for each query; CREATE OR REPLACE TABLE would keep them.'),
  l10n.t(
    "Dates are as they are written: a forecast's are in the time of its data, though they may end in Z.",
  ),
)}
CREATE OR REPLACE VIEW ${relation} AS
SELECT
${columns.map(column => `  ${selected(queried, column)}`).join(',\n')}
FROM ${reader(queried, `getvariable(${quotedText(variable)})`)};`;
}

function ownParts(queried: QueriedExport): readonly string[] {
  const { emptyParts = [] } = queried;
  const empty = emptyParts.map(quotedText).join(', ');
  return [
    `regexp_full_match(parse_filename(file), ${quotedText(partPattern(queried))})`,
    ...(empty === '' ? [] : [`parse_filename(file) NOT IN (${empty})`]),
  ];
}

function globOf(queried: QueriedExport): string {
  // What has a meaning in a pattern stands for itself in brackets.
  const plain = `${folderOf(queried)}${queried.jobName}`.replace(/[*?[]/g, '[$&]');
  return `${plain}_*_part*.${extensionOf(queried)}`;
}

/** Values that are no numbers become NULL rather than fail the query; NaN would make one of each sum, and be the largest. */
function selected({ format }: QueriedExport, { kind, alias }: NamedColumn): string {
  const name = quotedName(alias);
  return format === 'CSV' && kind === 'value'
    ? `TRY_CAST(NULLIF(${name}, 'NaN') AS DOUBLE) AS ${name}`
    : name;
}

/** Columns go by their names: parts need not have the same, and a part may have none at all. */
function reader({ format }: QueriedExport, parts: string): string {
  return format === 'CSV'
    ? `read_csv(
  ${parts},
  header = true, delim = ',', quote = '"', escape = '"',
  all_varchar = true, union_by_name = true, strict_mode = false
)`
    : `read_parquet(${parts}, union_by_name = true)`;
}
