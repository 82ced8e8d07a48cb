import { readVarInt, readZigZagBigInt } from 'hyparquet/src/thrift.js';

/** Encoded values, and how far they were looked at. */
export interface Place {
  readonly view: DataView;
  offset: number;
}

/** Packed values are filled up, by some writers to several hundred. */
const mostFilledUp = 2 ** 16;

/**
 * Goes over runs of the RLE and bit-packing hybrid: none may have more values than are left.
 * @param width bits of a value
 * @param values how many there are at most
 * @throws RangeError
 */
export function checkRuns(place: Place, width: number, values: number): void {
  if (width > 32) {
    throw new RangeError(`values of ${width} bits`);
  }
  for (let seen = 0; seen < values && place.offset < place.view.byteLength;) {
    const header = readVarInt(place);
    const isPacked = (header & 1) === 1;
    const count = isPacked ? (header >>> 1) * 8 : header >>> 1;
    if (count > values - seen + (isPacked ? mostFilledUp : 0)) {
      throw new RangeError(`a run of ${count} values`);
    }
    place.offset += isPacked ? (count / 8) * width : (width + 7) >> 3;
    seen += count;
  }
}

/**
 * Goes over values of DELTA_BINARY_PACKED, to their end.
 * @param values how many there are at most
 * @throws RangeError
 */
export function checkDeltas(place: Place, values: number): void {
  const { view } = place;
  const blockSize = readVarInt(place);
  const miniblocks = readVarInt(place);
  const count = readVarInt(place);
  readZigZagBigInt(place);
  const each = blockSize / miniblocks;
  if (!(miniblocks > 0 && each > 0 && Number.isInteger(each) && count >= 0 && count <= values)) {
    throw new RangeError(`${count} values in blocks of ${miniblocks} parts of ${each}`);
  }
  for (let seen = 1; seen < count;) {
    readZigZagBigInt(place);
    const widths = place.offset;
    place.offset += miniblocks;
    for (let miniblock = 0; miniblock < miniblocks && seen < count; miniblock++) {
      place.offset += Math.ceil((each * view.getUint8(widths + miniblock)) / 8);
      seen += each;
    }
  }
}
