import type { AsyncBuffer } from 'hyparquet';
import type { ObjectStore } from '../jobs/objectStore';
import type { ExportPart } from './exportedData';
import type { CheckedPages } from './parquetPages';
import { readRange, type CountBytes } from './partRanges';

/** The largest single read, in bytes: what says it is larger is damaged. */
const maxRead = 512 * 1024 * 1024;

export interface ReadIo {
  readonly count: CountBytes;
  readonly signal?: AbortSignal | undefined;
}

/** A part as the library reads it. */
export function bufferOf(store: ObjectStore, part: ExportPart, { count, signal }: ReadIo): AsyncBuffer {
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

/** The same, with a look at each page before the library gets it. */
export function checkedBuffer(buffer: AsyncBuffer, pages: CheckedPages): AsyncBuffer {
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

function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && byteLength === buffer.byteLength
    ? buffer
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
