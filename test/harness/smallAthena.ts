import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** What a statement answers: all cells as text, as Athena gives them. */
export interface SmallAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What an `s3://` location is here. */
export type FolderOf = (location: string) => string;

/**
 * Athena's statements, as far as the documents of this extension use them, carried out by DuckDB over folders of this
 * machine. An external table is read when it is made; hidden files (`_…`, `.…`) are left out and subfolders read, as
 * Athena does.
 */
export class SmallAthena {
  static async open(folderOf: FolderOf): Promise<SmallAthena> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const small = new SmallAthena(connection, folderOf, () => instance.closeSync());
    await connection.run('CREATE SCHEMA IF NOT EXISTS "default"');
    await connection.run('CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)');
    return small;
  }

  private readonly made = new Set<string>();

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly folderOf: FolderOf,
    private readonly end: () => void,
  ) {}

  close(): void {
    this.connection.closeSync();
    this.end();
  }

  /** Rejects with DuckDB's error, or one that says what is not understood. */
  async run(sql: string): Promise<SmallAnswer> {
    if (/^CREATE\s+EXTERNAL\b/i.test(sql)) {
      await this.createTable(readTable(sql));
      return { columns: [], rows: [] };
    }
    const answer = await this.connection.runAndReadAll(sql.replace(/^DROP TABLE IF EXISTS `.*$/, asQuery));
    const rows = answer.getRowsJson();
    return {
      columns: /^(?:CREATE|DROP)\b/i.test(sql)
        ? []
        : answer.columnNames().map((name, index) => ({
            name,
            type: answer.columnType(index).toString().toLowerCase(),
          })),
      rows: /^(?:CREATE|DROP)\b/i.test(sql)
        ? []
        : rows.map(row =>
            row.map(cell => (cell === null ? null : typeof cell === 'string' ? cell : JSON.stringify(cell))),
          ),
    };
  }

  private async createTable(table: ExternalTable): Promise<void> {
    const defined = [...table.columns, { name: '$path', type: 'string' }].map(
      ({ name, type }) => `${quoted(name)} ${type === 'string' ? 'VARCHAR' : type}`,
    );
    const name = table.name.map(quoted).join('.');
    if (this.made.has(name)) {
      return;
    }
    await this.connection.run(`CREATE TABLE ${name} (${defined.join(', ')})`);
    this.made.add(name);
    const folder = this.folderOf(table.location);
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, file);
      if (/(?:^|[\\/])[_.][^\\/]*$/.test(file) || !statSync(path).isFile() || statSync(path).size === 0) {
        continue;
      }
      const selected = table.columns.map(column => quoted(column.name)).join(', ');
      const uri = text(`${table.location}${file.split(sep).join('/')}`);
      await this.connection.run(
        `INSERT INTO ${name} SELECT ${selected}, ${uri} FROM ${readerOf(table, path)}`,
      );
    }
  }
}

interface ExternalTable {
  readonly name: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly serde: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly storedAs: string;
  readonly location: string;
  readonly tableProperties: Readonly<Record<string, string>>;
}

/** Takes a CREATE EXTERNAL TABLE apart, strictly: what is not read here is an error. */
export function readTable(sql: string): ExternalTable {
  const name = '`(?:[^`]|``)+`';
  const literal = String.raw`'(?:[^'\\]|\\[^])*'`;
  const properties = String.raw`\(\s*(${literal} = ${literal}(?:, ${literal} = ${literal})*)\s*\)`;
  const match = new RegExp(
    `^CREATE EXTERNAL TABLE IF NOT EXISTS (${name})\\.(${name}) \\(\\s*(${name} [a-z]+(?:,\\s*${name} [a-z]+)*)\\s*\\)` +
      `(?:\\s+ROW FORMAT SERDE (${literal}))?(?:\\s+WITH SERDEPROPERTIES ${properties})?` +
      `\\s+STORED AS (\\w+)\\s+LOCATION (${literal})(?:\\s+TBLPROPERTIES ${properties})?$`,
  ).exec(sql);
  if (!match) {
    throw new Error(`mismatched input: ${sql}`);
  }
  const [
    ,
    database = '',
    table = '',
    columns = '',
    serde = '',
    serdeProperties = '',
    storedAs = '',
    location = '',
  ] = match;
  return {
    name: [database, table].map(unquoted),
    columns: [...columns.matchAll(new RegExp(`(${name}) ([a-z]+)`, 'g'))].map(
      ([, column = '', type = '']) => ({
        name: unquoted(column),
        type,
      }),
    ),
    serde: hiveText(serde),
    properties: propertiesOf(serdeProperties),
    storedAs,
    location: hiveText(location),
    tableProperties: propertiesOf(match[8] ?? ''),
  };
}

function propertiesOf(given: string): Record<string, string> {
  const pairs = given.matchAll(/('(?:[^'\\]|\\[^])*') = ('(?:[^'\\]|\\[^])*')/g);
  return Object.fromEntries([...pairs].map(([, key = '', value = '']) => [hiveText(key), hiveText(value)]));
}

function readerOf({ storedAs, columns, tableProperties, properties }: ExternalTable, path: string): string {
  const file = text(path.replace(/[*?[]/g, '[$&]'));
  if (storedAs === 'TEXTFILE') {
    const types = columns.map(({ name }) => `${text(name)}: 'VARCHAR'`).join(', ');
    const header = tableProperties['skip.header.line.count'] === '1';
    return `read_csv(${file}, auto_detect = false, header = ${header}, delim = ${text(properties.separatorChar ?? '')},
      quote = ${text(properties.quoteChar ?? '')}, escape = '"', strict_mode = false, nullstr = 'no such text',
      null_padding = true, columns = {${types}})`;
  }
  // By their places where the names in the file are others.
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  return properties['parquet.column.index.access'] === 'true'
    ? `(SELECT * FROM read_parquet(${file})) AS given(${names})`
    : `read_parquet(${file})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function unquoted(name: string): string {
  return name.slice(1, -1).replaceAll('``', '`');
}

function asQuery(statement: string): string {
  return statement.replace(/`((?:[^`]|``)*)`/g, (_, name: string) => quoted(name.replaceAll('``', '`')));
}

/** As Hive reads a text. */
function hiveText(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:([0-3][0-7]{2})|([^]))/g, (_, octal?: string, other?: string) =>
      octal === undefined ? (other ?? '') : String.fromCharCode(parseInt(octal, 8)),
    );
}
