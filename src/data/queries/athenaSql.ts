import * as l10n from '@vscode/l10n';
import { plainText } from '../../jobs/plainText';
import type { NamedColumn, QueriedExport, StoredType } from './queriedExport';
import { folderOf, namedColumns, partPattern, storedType } from './queriedExport';
import { hiveName, hiveText, quotedName, quotedText, sqlComment } from './sqlText';
import { starterQueries, type QueriedRows } from './starterQueries';

export interface AthenaSqlOptions {
  /** In the Glue data catalog. */
  readonly database: string;
  /** Another export, for a query that compares the two. */
  readonly earlier?: QueriedExport;
}

/** The tables of one export: one over the whole folder, and a view of the export's own rows. */
interface AthenaTables extends QueriedRows {
  readonly queried: QueriedExport;
  readonly table: string;
  readonly view: string;
}

const hiveTypes: Readonly<Record<StoredType, string>> = {
  text: 'string',
  double: 'double',
  float: 'float',
  integer: 'int',
  long: 'bigint',
  boolean: 'boolean',
  day: 'date',
  timestamp: 'timestamp',
};

/** What each document for Athena begins with, in any language. */
export const athenaMark = '-- Amazon Athena\n';

/**
 * An SQL document for Amazon Athena: a table over the export's folder, a view of its own rows, and queries to begin
 * with. Statements end with a semicolon and are to be run one at a time.
 * Sources: CREATE TABLE, "Open CSV SerDe for processing CSV" and "Handle schema updates" in the Athena user guide.
 */
export function athenaSql(queried: QueriedExport, { database, earlier }: AthenaSqlOptions): string {
  const tables = tablesOf(queried, database);
  const earlierTables = earlier && tablesOf(earlier, database);
  const all = earlierTables ? [tables, earlierTables] : [tables];
  return `${athenaMark}${[
    introduction(all),
    ...all.flatMap(each => [createTable(each, database), createView(each, database)]),
    ...starterQueries(tables, earlierTables).map(({ title, sql }) => `${sqlComment(title)}\n${sql};`),
    cleanUp(all, database),
  ].join('\n\n')}\n`;
}

function tablesOf(queried: QueriedExport, database: string): AthenaTables {
  const table = tableName(queried);
  const view = `${table}_rows`;
  return {
    queried,
    table,
    view,
    relation: `${quotedName(database)}.${quotedName(view)}`,
    columns: namedColumns(queried.columns, ({ name }, index) => safeName(name) || `column_${index + 1}`),
  };
}

/** Names in Athena have no capitals, and no special characters but the underscore. */
function safeName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+$/, '')
    .slice(0, 120);
}

function tableName({ jobName, timestamps, format }: QueriedExport): string {
  const parts = ['forecast', jobName, ...timestamps.slice(0, 1), ...(format === 'CSV' ? [] : ['parquet'])];
  return parts.map(safeName).join('_');
}

/** What is known of an export, and nothing in it that could end a comment. */
export function aboutExport({ jobName, timestamps, format, folder }: QueriedExport): string {
  const stamps = timestamps.length === 0 ? l10n.t('(not known)') : timestamps.join(', ');
  return l10n.t(
    'Export {0}, written at {1} as {2} to: {3}',
    plainText(jobName, 100),
    plainText(stamps, 200),
    format === 'CSV' ? 'CSV' : 'Parquet',
    plainText(folder, 1200),
  );
}

/** Said where namesakes can't be told apart. */
export function stampsNote({ timestamps, certain = true }: QueriedExport): readonly string[] {
  return timestamps.length === 0 || !certain
    ? [
        l10n.t(
          'Not all of these files need be its own: another export of the same name may have written some of them.',
        ),
      ]
    : [];
}

function introduction(all: readonly AthenaTables[]): string {
  const exports = all.map(({ queried }) => queried);
  return sqlComment(
    ...exports.flatMap(queried => [aboutExport(queried), ...stampsNote(queried)]),
    l10n.t('Run the statements that create something once, then any of the queries, one at a time.'),
    l10n.t(
      'Athena reads, and charges for, all files of the folder, also those of other exports; what is not a part of this one is left out by its name.',
    ),
    ...(exports.some(({ format }) => format === 'PARQUET')
      ? [l10n.t('A file of another format than Parquet in the same folder fails a query (HIVE_BAD_DATA).')]
      : []),
    ...(exports.some(({ format }) => format === 'CSV')
      ? [l10n.t('Athena does not read a line break within a cell of a CSV file.')]
      : []),
    ...(exports.some(({ folder }) => /^s3:\/\/[^/]+\/.*\/\//.test(folder))
      ? [l10n.t('Athena can not read a folder with // in its path: copy the parts to another one first.')]
      : []),
  );
}

function createTable({ queried, table, columns }: AthenaTables, database: string): string {
  const defined = columns.map(column => {
    const type = queried.format === 'CSV' ? 'string' : hiveTypes[storedType(column)];
    return `  ${hiveName(column.alias)} ${type}`;
  });
  return [
    sqlComment(
      l10n.t('A table over all files of the folder. Nothing is copied: it can be dropped again at any time.'),
      ...renamed(columns),
    ),
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${hiveName(database)}.${hiveName(table)} (`,
    `${defined.join(',\n')}\n)`,
    ...(queried.format === 'CSV' ? csvFormat : parquetFormat(columns)),
    `LOCATION ${hiveText(folderOf(queried))}`,
    ...(queried.format === 'CSV' ? ["TBLPROPERTIES ('skip.header.line.count' = '1')"] : []),
  ]
    .join('\n')
    .concat(';');
}

/**
 * The only reader of CSV in Athena that knows quoted cells; it takes an empty cell for a number's fault, so that all
 * columns are text. Its escape character would swallow the backslashes of an item: one that no file has is named.
 */
const csvFormat = [
  "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'",
  "WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '\"', 'escapeChar' = '\\001')",
  'STORED AS TEXTFILE',
];

/** By their names, as Athena usually finds the columns of Parquet, or by their places where a name can't be told. */
function parquetFormat(columns: readonly NamedColumn[]): readonly string[] {
  return columns.some(isRenamed)
    ? [
        "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'",
        "WITH SERDEPROPERTIES ('parquet.column.index.access' = 'true')",
        'STORED AS PARQUET',
      ]
    : ['STORED AS PARQUET'];
}

function isRenamed({ name, alias }: NamedColumn): boolean {
  return name.toLowerCase() !== alias;
}

function renamed(columns: readonly NamedColumn[]): readonly string[] {
  return columns
    .filter(isRenamed)
    .map(({ name, alias }) =>
      l10n.t('The column {0} is called in the files: {1}', alias, plainText(name, 200)),
    );
}

function createView({ queried, table, columns, relation }: AthenaTables, database: string): string {
  const selected = columns.map(({ alias, kind }) => {
    const name = quotedName(alias);
    return queried.format === 'CSV' && kind === 'value'
      ? `  TRY_CAST(NULLIF(${name}, 'NaN') AS double) AS ${name}`
      : `  ${name}`;
  });
  return `${sqlComment(
    l10n.t(
      'The rows of this export alone, told by the names of its files. A value that is no number is NULL.',
    ),
    l10n.t(
      "Dates are as they are written: a forecast's are in the time of its data, though they may end in Z.",
    ),
  )}
CREATE OR REPLACE VIEW ${relation} AS
SELECT
${selected.join(',\n')}
FROM ${quotedName(database)}.${quotedName(table)}
WHERE regexp_like("$path", ${quotedText(pathPattern(queried))});`;
}

/** A table reads the folders in its folder, too: a copy of the parts in one of them is told by its depth. */
function pathPattern(queried: QueriedExport): string {
  const depth =
    folderOf(queried)
      .replace(/^s3:\/\//, '')
      .split('/').length - 1;
  return `^s3[a-z]*://([^/]*/){${depth}}${partPattern(queried)}$`;
}

function cleanUp(all: readonly AthenaTables[], database: string): string {
  return sqlComment(
    l10n.t('To remove what was created; the files stay as they are:'),
    ...all.flatMap(({ table, relation }) => [
      `DROP VIEW IF EXISTS ${relation};`,
      `DROP TABLE IF EXISTS ${hiveName(database)}.${hiveName(table)};`,
    ]),
  );
}
