import { snappyUncompress, type Compressors, type FileMetaData } from 'hyparquet';
import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';

/** No page of an export is near this: what says it is, is damaged. In bytes. */
const maxPage = 512 * 1024 * 1024;

/** What is at hand. Those of Node.js end soon and within the length, also where the bytes are damaged. */
const builtIn: Compressors = {
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  // Some writers leave out the head of GZIP.
  GZIP: (input, length) =>
    (input[0] === 0x1f && input[1] === 0x8b ? gunzipSync : inflateRawSync)(input, {
      maxOutputLength: Math.max(1, length),
    }),
  SNAPPY: (input, length) => {
    const output = new Uint8Array(length);
    snappyUncompress(input, output);
    return output;
  },
};

/** Whether a file can be decompressed, and by what. */
export type Codecs =
  | { readonly kind: 'known'; readonly compressors: Compressors }
  | { readonly kind: 'unknown'; readonly codec: string };

/** The further codecs are loaded only where a file has one of them. */
export async function codecsFor(metadata: FileMetaData): Promise<Codecs> {
  const used = new Set<string | undefined>(
    metadata.row_groups.flatMap(({ columns }) =>
      columns.map(column => column.meta_data?.codec as string | undefined),
    ),
  );
  used.delete('UNCOMPRESSED');
  const isMissing = (compressors: Compressors, codec: string | undefined): boolean =>
    codec === undefined || !Object.hasOwn(compressors, codec);
  const compressors = [...used].some(codec => isMissing(builtIn, codec))
    ? { ...(await import('hyparquet-compressors')).compressors, ...builtIn }
    : builtIn;
  for (const codec of used) {
    if (isMissing(compressors, codec)) {
      return { kind: 'unknown', codec: codec ?? '?' };
    }
  }
  return { kind: 'known', compressors: bounded(compressors) };
}

function bounded(compressors: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, length: number): Uint8Array => {
        if (!(length <= maxPage)) {
          throw new RangeError(`a page of ${length} bytes`);
        }
        return decompress(input, length);
      },
    ]),
  );
}
