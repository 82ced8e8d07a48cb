import { parquetMetadata, type FileMetaData } from 'hyparquet';
import type { ObjectStore } from '../jobs/objectStore';
import type { ExportPart } from './exportedData';
import { bufferOf, type ReadIo } from './parquetBuffer';
import { textParsers } from './parquetText';
import { noParquet, parquetFault, unfinishedParquet } from './partFaults';

/** What is read of a file's end at first, in bytes: the footer of an export is smaller. */
export const footerRead = 16 * 1024;
/** The largest footer, in bytes: what says it is larger is damaged. */
const maxFooter = 64 * 1024 * 1024;
/** `PAR1` as a number. */
const magic = 0x31524150;

/** What a footer says, and its bytes. */
export interface Footer {
  readonly metadata: FileMetaData;
  readonly size: number;
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
    throw parquetFault(part, error);
  }
}
