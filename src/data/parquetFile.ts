import {
  parquetMetadata,
  parquetScan,
  parquetSchema,
  type AsyncBuffer,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import { Buffer } from 'node:buffer';
import { CancelledError, FailureError } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { PartColumns } from './columns';
import type { ExportPart } from './exportedData';
import { codecsFor } from './parquetCodecs';
import { CheckedPages } from './parquetPages';
import { textParsers } from './parquetText';
import { damagedParquet, noParquet, unfinishedParquet, unknownCodec } from './partFaults';
import { readRange, type CountBytes } from './partRanges';
import { joinColumns, partAt, type DataContext } from './reading';

/** The footer of an export is smaller. */
const footerRead = 16 * 1024;
/** Footers of no more than `footerRead` that are kept for the next reading. */
const keptFooters = 200;
/** The largest footer, and the largest single read, in bytes: what says it is larger is damaged. */
const maxFooter = 64 * 1024 * 1024;
const maxRead = 512 * 1024 * 1024;
/** A column's bytes in a row group from which on only the pages that are needed are read. */
const pagewise = 512 * 1024;
/** `PAR1` as a number. */
const magic = 0x31524150;

/** Rows of one row group, one past their end. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

export interface ReadIo {
  readonly count: CountBytes;
  readonly signal?: AbortSignal | undefined;
}

/** What a footer says, and its bytes. */
export interface Footer {
  readonly metadata: FileMetaData;
  readonly size: number;
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
      throw faultOf(part, error);
    }
  }

  /** All rows in pieces of at most `size`, none over the end of a row group. */
  *ranges(size: number, wanted: (group: RowGroup) => boolean = () => true): Generator<RowRange> {
    let start = 0;
    for (const group of this.metadata.row_groups) {
      const end = start + Number(group.num_rows);
      for (let from = start; from < end && wanted(group); from += size) {
        yield { from, to: Math.min(end, from + size) };
      }
      start = end;
    }
  }

  /**
   * The values of columns, by their places in the file, over rows of one row group.
   * @throws FailureError, CancelledError
   */
  async read(columns: readonly number[], { from, to }: RowRange, io: ReadIo): Promise<DecodedArray[]> {
    const names = columns.map(column => this.names[column] ?? '');
    try {
      const pages = new CheckedPages(this.metadata, this.groupOf({ from, to }));
      const scan = await parquetScan({
        file: checkedBuffer(bufferOf(this.store, this.part, io), pages),
        metadata: this.metadata,
        columns: names,
        compressors: pages.checked(this.compressors),
        parsers: textParsers(),
        geoparquet: false,
        useOffsetIndex: this.isPagewise({ from, to }),
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
      throw faultOf(this.part, error);
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

  private groupOf({ from }: RowRange): RowGroup {
    let start = 0;
    for (const group of this.metadata.row_groups) {
      start += Number(group.num_rows);
      if (from < start) {
        return group;
      }
    }
    throw new RangeError(`no row ${from}`);
  }

  /** Whether less is read by way of the index of pages, which is a read more for each column. */
  private isPagewise({ from, to }: RowRange): boolean {
    let start = 0;
    for (const { num_rows: count, columns } of this.metadata.row_groups) {
      const end = start + Number(count);
      if (from < end) {
        const isPart = from > start || to < end;
        return (
          isPart && columns.some(({ meta_data: meta }) => Number(meta?.total_compressed_size) > pagewise)
        );
      }
      start = end;
    }
    return false;
  }
}

function bufferOf(store: ObjectStore, part: ExportPart, { count, signal }: ReadIo): AsyncBuffer {
  return {
    byteLength: part.size,
    slice: async (from, to = part.size) => {
      if (!(from >= 0 && to - from <= maxRead)) {
        throw new RangeError(`a read from ${from} to ${to}`);
      }
      return arrayBufferOf(await readRange(store, part, { from, to }, count, signal));
    },
  };
}

function checkedBuffer(buffer: AsyncBuffer, pages: CheckedPages): AsyncBuffer {
  const read = async (from: number, to?: number): Promise<ArrayBuffer> => {
    const bytes = await buffer.slice(from, to);
    pages.check(bytes, from);
    return bytes;
  };
  return {
    byteLength: buffer.byteLength,
    slice: (from, to) => {
      const bytes = read(from, to);
      // Whoever takes the bytes gets the fault; the library may give up before it takes them.
      bytes.catch(() => undefined);
      return bytes;
    },
  };
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

/** @throws FailureError, CancelledError */
export async function readFooter(store: ObjectStore, part: ExportPart, io: ReadIo): Promise<Footer> {
  const { size } = part;
  const buffer = bufferOf(store, part, io);
  const tail = await buffer.slice(Math.max(0, size - footerRead), size);
  if (size < 12 || new DataView(tail).getUint32(tail.byteLength - 4, true) !== magic) {
    const isBegun = size >= 4 && new DataView(await buffer.slice(0, 4)).getUint32(0, true) === magic;
    throw isBegun ? unfinishedParquet(part) : noParquet(part);
  }
  const length = new DataView(tail).getUint32(tail.byteLength - 8, true) + 8;
  try {
    if (length > Math.min(size, maxFooter)) {
      throw new RangeError(`a footer of ${length} bytes`);
    }
    const footer = length <= tail.byteLength ? tail : await buffer.slice(size - length, size);
    const metadata = parquetMetadata(footer, { parsers: textParsers(), geoparquet: false });
    return { metadata, size: length };
  } catch (error) {
    throw faultOf(part, error);
  }
}

/** What the library throws says that the file isn't what it should be. */
function faultOf(part: ExportPart, error: unknown): Error {
  return error instanceof FailureError || error instanceof CancelledError
    ? error
    : damagedParquet(part, error);
}

/** Bounds may be cut; one that was cut within a character, and shows so, tells nothing. */
function isBelow(bytes: Buffer, bound: unknown): boolean {
  return typeof bound === 'string' && !bound.includes('\uFFFD') && bytes.compare(Buffer.from(bound)) < 0;
}

function isAbove(bytes: Buffer, bound: unknown): boolean {
  return typeof bound === 'string' && !bound.includes('\uFFFD') && bytes.compare(Buffer.from(bound)) > 0;
}

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && byteLength === buffer.byteLength
    ? buffer
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
