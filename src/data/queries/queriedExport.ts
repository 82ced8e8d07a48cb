import type { ExportColumn } from '../exportedData';

/** How a column is stored: text in CSV; in Parquet what its schema says. */
export type StoredType = 'text' | 'double' | 'float' | 'integer' | 'long' | 'boolean' | 'day' | 'timestamp';

export interface QueriedColumn extends ExportColumn {
  /** Of a Parquet file; where it is not known, values are taken for doubles and everything else for text. */
  readonly stored?: StoredType;
}

/** An export whose data a query is written for. */
export interface QueriedExport {
  readonly jobName: string;
  /** Where its parts are: `s3://bucket/prefix/`, or a folder of this machine that they were downloaded to. */
  readonly folder: string;
  /** As its own parts have them in their names: `2020-06-08T17-53-31Z`, usually one; none where they are not known. */
  readonly timestamps: readonly string[];
  /** False: an export of the same name may have written some of these files. */
  readonly certain?: boolean;
  readonly format: 'CSV' | 'PARQUET';
  /** As the files name them, of all parts. */
  readonly columns: readonly QueriedColumn[];
  /** The names of its parts of 0 bytes: no reader of Parquet takes one. */
  readonly emptyParts?: readonly string[];
  /** The bucket's region. */
  readonly region?: string;
}

/** What a column is called in a query: the file's own name, or one that the engine can take for it. */
export interface NamedColumn extends QueriedColumn {
  /** Unique among the columns of an export, whatever the case of its letters. */
  readonly alias: string;
}

/** Names each column, a repeated one by a number after its name: `p50`, `p50_1`, as DuckDB does. */
export function namedColumns(
  columns: readonly QueriedColumn[],
  nameFor: (column: QueriedColumn, index: number) => string,
): readonly NamedColumn[] {
  const taken = new Set<string>();
  return columns.map((column, index) => {
    const name = nameFor(column, index);
    let alias = name;
    for (let repeated = 1; taken.has(alias.toLowerCase()); repeated++) {
      alias = `${name}_${repeated}`;
    }
    taken.add(alias.toLowerCase());
    return { ...column, alias };
  });
}

export function storedType({ stored, kind }: QueriedColumn): StoredType {
  return stored ?? (kind === 'value' ? 'double' : 'text');
}

export function extensionOf({ format }: QueriedExport): string {
  return format === 'CSV' ? 'csv' : 'parquet';
}

/**
 * The names of the export's own parts as a regular expression without anchors, in what Java, RE2 and Python have in
 * common: a namesake in the same folder has another timestamp, and markers (`_CHECK`, `_SUCCESS`) are no parts.
 */
export function partPattern(queried: QueriedExport): string {
  const { jobName, timestamps } = queried;
  const stamps = timestamps.map(escapedPattern);
  const stamp =
    stamps.length === 0
      ? '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}Z'
      : stamps.length === 1
        ? stamps.join('')
        : `(${stamps.join('|')})`;
  return `${escapedPattern(jobName)}_${stamp}_part[0-9]+[.]${extensionOf(queried)}`;
}

function escapedPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The folder with one `/` at its end. */
export function folderOf({ folder }: QueriedExport): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}

export function isInS3({ folder }: QueriedExport): boolean {
  return folder.startsWith('s3://');
}
