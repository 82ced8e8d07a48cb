import * as fc from 'fast-check';

/** One change of some bytes. Places are shares of the length, so that they fit whatever came before. */
type Change = (bytes: Buffer) => Buffer;

/** Mostly near an end: that is where files say what they are. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 400 }).map(back => -back),
  fc.integer({ min: 2, max: 120 }),
);

function placeIn({ length }: Buffer, at: number): number {
  const exact = at > 1 ? at : at < 0 ? length + at : Math.floor(at * length);
  return Math.min(Math.max(exact, 0), length);
}

/** Numbers at which readers of lengths and counts go wrong, as variable-length integers. */
const oddNumber = fc.constantFrom(
  ...[0, 1, 2, 7, 127, 128, 255, 16_384, 2 ** 21, 2 ** 24 + 1, 2 ** 28, 2 ** 30],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1],
);

function varint(number: number): Buffer {
  const bytes: number[] = [];
  let left = number;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return Buffer.from([...bytes, left]);
}

const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 8 }).map(bytes => Buffer.from(bytes)),
  oddNumber.map(varint),
  fc.constantFrom('"', ',', '\n', '\r\n', '""', 'PAR1', '\uFEFF', '\0', 'NaN').map(text => Buffer.from(text)),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  // Over what is there, which moves nothing else.
  {
    weight: 4,
    arbitrary: fc.tuple(place, piece).map(([at, put]) => (bytes: Buffer): Buffer => {
      const start = placeIn(bytes, at);
      return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + put.length)]);
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, fc.nat(7)).map(([at, bit]) => (bytes: Buffer): Buffer => {
      const start = Math.min(placeIn(bytes, at), bytes.length - 1);
      const changed = Buffer.from(bytes);
      if (start >= 0) {
        changed[start] = (changed[start] ?? 0) ^ (1 << bit);
      }
      return changed;
    }),
  },
  fc.tuple(place, piece).map(([at, put]) => (bytes: Buffer): Buffer => {
    const start = placeIn(bytes, at);
    return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start)]);
  }),
  fc.tuple(place, fc.nat(20)).map(([at, count]) => (bytes: Buffer): Buffer => {
    const start = placeIn(bytes, at);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + count)]);
  }),
  fc.tuple(place, place, fc.nat(40)).map(([from, to, count]) => (bytes: Buffer): Buffer => {
    const start = placeIn(bytes, from);
    const target = placeIn(bytes, to);
    return Buffer.concat([
      bytes.subarray(0, target),
      bytes.subarray(start, start + count),
      bytes.subarray(target),
    ]);
  }),
  place.map(
    at =>
      (bytes: Buffer): Buffer =>
        bytes.subarray(0, placeIn(bytes, at)),
  ),
);

/** The bytes with some changes, or none. */
export function changed(bytes: fc.Arbitrary<Uint8Array>, most = 4): fc.Arbitrary<Buffer> {
  return fc
    .tuple(bytes, fc.array(change, { maxLength: most }))
    .map(([start, changes]) => changes.reduce<Buffer>((all, one) => one(all), Buffer.from(start)));
}
