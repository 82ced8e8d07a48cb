import {
  parquetScan,
  parquetSchema,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import { Buffer } from 'node:buffer';
import type { ObjectStore } from '../jobs/objectStore';
import type { PartColumns } from './columns';
import type { ExportPart } from './exportedData';
import { bufferOf, checkedBuffer, type ReadIo } from './parquetBuffer';
import { codecsFor } from './parquetCodecs';
import { footerRead, readFooter } from './parquetFooter';
import { CheckedPages } from './parquetPages';
import { textParsers } from './parquetText';
import { parquetFault, unknownCodec } from './partFaults';
import { joinColumns, partAt, type DataContext } from './reading';

/** Footers of no more than `footerRead` that are kept for the next reading. */
const keptFooters = 200;
/** A column's bytes in a row group from which on only the pages that are needed are read. */
const pagewise = 512 * 1024;

/** Rows of one row group, one past their end. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A row group, and which rows of the file it has. */
interface PlacedGroup {
  readonly group: RowGroup;
  readonly rows: RowRange;
}

/** A Parquet file whose footer was read. */
export class ParquetFile {
  private constructor(
    private readonly store: ObjectStore,
    private readonly part: ExportPart,
    private readonly metadata: FileMetaData,
    private readonly names: readonly string[],
    private readonly compressors: Compressors,
    /** Of this part. */
    readonly columns: PartColumns,
  ) {}

  /**
   * Reads the footer, unless it was read before.
   * @throws FailureError, CancelledError
   */
  static async open(context: DataContext, place: number, io: ReadIo): Promise<ParquetFile> {
    const { footers, parts, store } = context;
    const part = partAt(parts, place);
    const { metadata, size } = footers.get(place) ?? (await readFooter(store, part, io));
    try {
      const codecs = await codecsFor(metadata);
      if (codecs.kind === 'unknown') {
        throw unknownCodec(part, codecs.codec);
      }
      const names = columnNames(metadata);
      const columns = joinColumns(context, place, names);
      if (footers.size < keptFooters && size <= footerRead) {
        footers.set(place, { metadata, size });
      }
      return new ParquetFile(store, part, metadata, names, codecs.compressors, columns);
    } catch (error) {
      throw parquetFault(part, error);
    }
  }

  /** All rows in pieces of at most `size`, none over the end of a row group. */
  *ranges(size: number, wanted: (group: RowGroup) => boolean = () => true): Generator<RowRange> {
    for (const { group, rows } of this.groups()) {
      for (let { from } = rows; from < rows.to && wanted(group); from += size) {
        yield { from, to: Math.min(rows.to, from + size) };
      }
    }
  }

  /**
   * The values of columns, by their places in the file, over rows of one row group.
   * @throws FailureError, CancelledError
   */
  async read(columns: readonly number[], range: RowRange, io: ReadIo): Promise<DecodedArray[]> {
    const { from, to } = range;
    const names = columns.map(column => this.names[column] ?? '');
    try {
      const placed = this.groupOf(range);
      const pages = new CheckedPages(this.metadata, placed.group);
      const scan = await parquetScan({
        file: checkedBuffer(bufferOf(this.store, this.part, io), pages),
        metadata: this.metadata,
        columns: names,
        compressors: pages.checked(this.compressors),
        parsers: textParsers(),
        geoparquet: false,
        useOffsetIndex: isPagewise(placed, range),
      });
      // All of them are waited for, so that none fails unseen.
      const values = await Promise.allSettled(
        names.map(column => scan.readColumn({ column, rowStart: from, rowEnd: to })),
      );
      return values.map(value => {
        if (value.status === 'rejected') {
          throw value.reason;
        }
        if (value.value.length < to - from) {
          throw new RangeError(`${value.value.length} rows of ${to - from}`);
        }
        return value.value;
      });
    } catch (error) {
      throw parquetFault(this.part, error);
    }
  }

  /** Whether a row group can have the text in a column, by what its statistics say. */
  mayHave(column: number, text: string): (group: RowGroup) => boolean {
    const name = this.names[column];
    const bytes = Buffer.from(text);
    return ({ columns }) => {
      const { statistics } =
        columns.find(({ meta_data: meta }) => meta?.path_in_schema[0] === name)?.meta_data ?? {};
      return !(isBelow(bytes, statistics?.min_value) || isAbove(bytes, statistics?.max_value));
    };
  }

  /** The row group that a range is in. */
  private groupOf({ from }: RowRange): PlacedGroup {
    for (const placed of this.groups()) {
      if (from < placed.rows.to) {
        return placed;
      }
    }
    throw new RangeError(`no row ${from}`);
  }

  private *groups(): Generator<PlacedGroup> {
    let from = 0;
    for (const group of this.metadata.row_groups) {
      const to = from + Number(group.num_rows);
      yield { group, rows: { from, to } };
      from = to;
    }
  }
}

/** Whether less is read by way of the index of pages, which is a read more for each column. */
function isPagewise({ group, rows }: PlacedGroup, { from, to }: RowRange): boolean {
  const isPart = from > rows.from || to < rows.to;
  return (
    isPart && group.columns.some(({ meta_data: meta }) => Number(meta?.total_compressed_size) > pagewise)
  );
}

/** @throws Error where the footer has no columns that could be told apart by name */
function columnNames(metadata: FileMetaData): readonly string[] {
  const names = parquetSchema(metadata).children.map(({ element }): unknown => element.name);
  const known = names.filter(name => typeof name === 'string');
  if (known.length === 0 || known.length < names.length) {
    throw new RangeError(`${known.length} names of ${names.length} columns`);
  }
  return known;
}

/** Bounds may be cut; one that was cut within a character, and shows so, tells nothing. */
function isBelow(bytes: Buffer, bound: unknown): boolean {
  return typeof bound === 'string' && !bound.includes('\uFFFD') && bytes.compare(Buffer.from(bound)) < 0;
}

function isAbove(bytes: Buffer, bound: unknown): boolean {
  return typeof bound === 'string' && !bound.includes('\uFFFD') && bytes.compare(Buffer.from(bound)) > 0;
}
