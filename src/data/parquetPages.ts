import {
  parquetSchema,
  type ColumnChunk,
  type Compressors,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getTreePath,
  isFlatColumn,
} from 'hyparquet/src/schema.js';
import { Buffer } from 'node:buffer';
import { checkLevels, checkPage, checkValuesAfterLevels, type PageColumn } from './parquetPageBody';

/** No page, and no dictionary, of an export is near this: what says it is, is damaged. */
const mostValues = 2 ** 25;

type Metadata = NonNullable<ColumnChunk['meta_data']>;
type PageHeader = ReturnType<typeof parquetHeader>;

/** One column of numbers or texts in a row group, as the footer has it. */
interface Chunk extends PageColumn {
  readonly metadata: Metadata;
  /** In the file, one past the end. */
  readonly from: number;
  readonly to: number;
}

/** Looks at a page's bytes without its compression. */
type CheckPage = (bytes: Uint8Array) => void;

/**
 * Looks at the pages of a row group before they are decoded. The library takes counts and lengths as they are: a
 * damaged one of a few bytes would have it fill all memory, or never end, and the editor's extensions with it.
 */
export class CheckedPages {
  private readonly chunks: readonly Chunk[];
  /** Of compressed pages that were seen, by how they begin. */
  private readonly compressed = new Map<string, CheckPage[]>();

  /** @throws Error where the footer itself can't be true */
  constructor(metadata: FileMetaData, group: RowGroup) {
    const tree = parquetSchema(metadata);
    const rows = Number(group.num_rows);
    this.chunks = group.columns.flatMap(({ meta_data: meta }) => {
      if (!meta) {
        return [];
      }
      const path = getTreePath(tree, meta.path_in_schema);
      if (isFlatColumn(path) && Number(meta.num_values) !== rows) {
        throw new RangeError(`a column of ${Number(meta.num_values)} values in ${rows} rows`);
      }
      const from = Number(meta.dictionary_page_offset || meta.data_page_offset);
      return {
        metadata: meta,
        type: meta.type,
        from,
        to: from + Number(meta.total_compressed_size),
        repetition: getMaxRepetitionLevel(path),
        definition: getMaxDefinitionLevel(path),
      };
    });
  }

  /**
   * What was read of the file, before the library gets it.
   * @param at where it starts in the file
   * @throws Error where a page in it can't be true
   */
  check(bytes: ArrayBuffer, at: number): void {
    for (const chunk of this.chunks) {
      const from = Math.max(chunk.from, at) - at;
      const to = Math.min(chunk.to - at, bytes.byteLength);
      if (from < to) {
        this.checkChunk(new DataView(bytes, from, to - from), chunk);
      }
    }
  }

  /** The same, with a look at what each page is when it is decompressed. */
  checked(compressors: Compressors): Compressors {
    return Object.fromEntries(
      Object.entries(compressors).map(([codec, decompress]) => [
        codec,
        (input: Uint8Array, length: number): Uint8Array => {
          const checks = this.compressed.get(keyOf(input));
          const output = decompress(input, length);
          checkByOne(checks ?? [], output);
          return output;
        },
      ]),
    );
  }

  private checkChunk(view: DataView, chunk: Chunk): void {
    const { metadata } = chunk;
    const reader = { view, offset: 0 };
    let seen = 0;
    // As far as the library would go.
    while (reader.offset < view.byteLength - 1) {
      const header = parquetHeader(reader);
      const { type, compressed_page_size: size, uncompressed_page_size: fullSize } = header;
      const start = reader.offset;
      reader.offset += size;
      if (!(size >= 0 && fullSize >= 0 && reader.offset <= view.byteLength)) {
        throw new RangeError(`a page of ${size} bytes`);
      }
      const page = new Uint8Array(view.buffer, view.byteOffset + start, size);
      const count = countIn(header);
      if (!(count >= 0 && count <= mostValues)) {
        throw new RangeError(`a page of ${count} values`);
      }
      if (type === 'DICTIONARY_PAGE') {
        this.later(page, metadata, () => undefined);
        continue;
      }
      seen += count;
      if (seen > Number(metadata.num_values)) {
        throw new RangeError(`${seen} values of ${metadata.num_values}`);
      }
      this.checkDataPage(page, header, count, chunk);
    }
  }

  private checkDataPage(page: Uint8Array, header: PageHeader, count: number, chunk: Chunk): void {
    const { type, data_page_header: first, data_page_header_v2: second } = header;
    if (type === 'DATA_PAGE' && first) {
      const { encoding } = first;
      this.later(page, chunk.metadata, bytes => checkPage(bytes, { encoding, count }, chunk));
    } else if (type === 'DATA_PAGE_V2' && second) {
      const { encoding, num_nulls: nulls } = second;
      // The library makes room for as many as are left without them.
      if (!(nulls >= 0 && nulls <= count)) {
        throw new RangeError(`${nulls} empty values of ${count}`);
      }
      const values = checkLevels(page, second, count, chunk);
      const check: CheckPage = bytes => checkValuesAfterLevels(bytes, { encoding, count });
      if (second.is_compressed === false) {
        check(values);
      } else {
        this.later(values, chunk.metadata, check);
      }
    }
  }

  /** Now, or once it is decompressed. */
  private later(page: Uint8Array, { codec }: Metadata, check: CheckPage): void {
    if (codec === 'UNCOMPRESSED') {
      check(page);
    } else {
      const key = keyOf(page);
      const known = this.compressed.get(key);
      if (known) {
        known.push(check);
      } else {
        this.compressed.set(key, [check]);
      }
    }
  }
}

/** Of the values, empty ones among them. */
function countIn(header: PageHeader): number {
  switch (header.type) {
    case 'DICTIONARY_PAGE':
      return header.dictionary_page_header?.num_values ?? 0;
    case 'DATA_PAGE_V2':
      return header.data_page_header_v2?.num_values ?? 0;
    default:
      return header.data_page_header?.num_values ?? 0;
  }
}

/** Pages that begin alike may be of several kinds: it is enough that it is one of them. */
function checkByOne(checks: readonly CheckPage[], bytes: Uint8Array): void {
  let fault: unknown = new RangeError('a page that was not looked at');
  for (const check of checks) {
    try {
      check(bytes);
      return;
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** Enough to know a page again. */
function keyOf(page: Uint8Array): string {
  return `${page.length} ${Buffer.from(page.buffer, page.byteOffset, Math.min(page.length, 32)).toString('latin1')}`;
}
