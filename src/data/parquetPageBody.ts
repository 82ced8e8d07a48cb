import type { ColumnChunk } from 'hyparquet';
import type { parquetHeader } from 'hyparquet/src/column.js';
import { checkDeltas, checkRuns, type Place } from './parquetRuns';

type SecondHeader = NonNullable<ReturnType<typeof parquetHeader>['data_page_header_v2']>;

/** What the pages of a column can hold, as the footer has it. */
export interface PageColumn {
  readonly type: NonNullable<ColumnChunk['meta_data']>['type'];
  /** The largest levels of repetition and of definition. */
  readonly repetition: number;
  readonly definition: number;
}

/** What the header of a page says that is in it. */
interface PageValues {
  readonly encoding: string;
  /** How many there are at most, empty ones among them. */
  readonly count: number;
}

/**
 * Goes over a page of the first kind: the levels, each with its length before it, and the values.
 * @throws RangeError where there are more than there can be
 */
export function checkPage(bytes: Uint8Array, values: PageValues, column: PageColumn): void {
  const place = startOf(bytes);
  for (const level of [column.repetition, column.definition]) {
    if (level > 0) {
      checkRunsWithLength(place, bitsOf(level), values.count);
    }
  }
  checkValues(place, values, column.type === 'BOOLEAN');
}

/**
 * Goes over the levels of a page of the second kind, which are never compressed.
 * @param count how many there are of each at most
 * @returns what stands after them: the values
 * @throws RangeError where there are more than there can be
 */
export function checkLevels(
  page: Uint8Array,
  { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition }: SecondHeader,
  count: number,
  column: PageColumn,
): Uint8Array {
  const levels = repetition + definition;
  if (!(repetition >= 0 && definition >= 0 && levels <= page.length)) {
    throw new RangeError(`levels of ${levels} bytes`);
  }
  const place = startOf(page);
  if (column.repetition > 0) {
    checkRuns(place, bitsOf(column.repetition), count);
  }
  place.offset = repetition;
  if (column.definition > 0) {
    checkRuns(place, bitsOf(column.definition), count);
  }
  return page.subarray(levels);
}

/**
 * Goes over the values of a page of the second kind.
 * @throws RangeError where there are more than there can be
 */
export function checkValuesAfterLevels(bytes: Uint8Array, values: PageValues): void {
  checkValues(startOf(bytes), values, values.encoding === 'RLE');
}

/** @param isBoolean of one bit each: where they are in runs, the length stands before these */
function checkValues(place: Place, { encoding, count }: PageValues, isBoolean: boolean): void {
  if (count === 0 || place.offset >= place.view.byteLength) {
    return;
  }
  switch (encoding) {
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
    case 'RLE':
      if (isBoolean) {
        checkRunsWithLength(place, 1, count);
      } else {
        const width = place.view.getUint8(place.offset++);
        checkRuns(place, width, count);
      }
      return;
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      checkDeltas(place, count);
      return;
    case 'DELTA_BYTE_ARRAY':
      checkDeltas(place, count);
      checkDeltas(place, count);
      return;
    default:
  }
}

function checkRunsWithLength(place: Place, width: number, count: number): void {
  const start = place.offset + 4;
  const length = place.view.getUint32(place.offset, true);
  place.offset = start;
  checkRuns(place, width, count);
  place.offset = start + length;
}

function startOf(bytes: Uint8Array): Place {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}
