import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { PlainError } from './plainError';

/** Pixels, three bytes each: red, green, blue. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColors = 256;
/** The first four bits of red, green and blue. */
const partMask = 0xf0f0f0;

/**
 * A screenshot with the few colors that a theme and the edges of its letters need, 256 at most: a third of the size.
 * Source of the format: PNG specification, second edition.
 */
export function palettePng(screenshot: Buffer): Buffer {
  const { width, height, pixels } = decode(screenshot);
  const colors = palette(pixels);
  const places = new Map(colors.map((color, place) => [color, place]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = pixels.readUIntBE((y * width + x) * 3, 3);
      let place = places.get(color);
      if (place === undefined) {
        place = nearest(colors, color);
        places.set(color, place);
      }
      rows[y * (width + 1) + 1 + x] = place;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits a pixel, each the place of its color in the palette.
  head.set([8, 3, 0, 0, 0], 8);
  const colorList = Buffer.alloc(colors.length * 3);
  colors.forEach((color, place) => colorList.writeUIntBE(color, place * 3, 3));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', colorList),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Of what browsers write: 8 bits a channel, with or without an alpha channel (that nothing shows through). */
function decode(png: Buffer): Picture {
  let width = 0;
  let height = 0;
  let channels = 0;
  const data: Buffer[] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels =
        new Map([
          [2, 3],
          [6, 4],
        ]).get(body[9] ?? 0) ?? 0;
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) {
        throw new PlainError('a screenshot is not of the form that browsers write');
      }
    } else if (type === 'IDAT') {
      data.push(body);
    }
    at += length + 12;
  }
  const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    lines.copy(pixels, pixel * 3, pixel * channels, pixel * channels + 3);
  }
  return { width, height, pixels };
}

/** Takes back the filter of each line, which tells a byte by those to its left and above. */
function unfiltered(filtered: Buffer, lineLength: number, height: number, channels: number): Buffer {
  const out = Buffer.alloc(lineLength * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (lineLength + 1)];
    for (let x = 0; x < lineLength; x++) {
      const here = y * lineLength + x;
      const left = x >= channels ? (out[here - channels] ?? 0) : 0;
      const above = y > 0 ? (out[here - lineLength] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (out[here - lineLength - channels] ?? 0) : 0;
      const told = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter ?? 0] ?? 0;
      out[here] = ((filtered[y * (lineLength + 1) + 1 + x] ?? 0) + told) & 0xff;
    }
  }
  return out;
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
}

/** The most used color of each small part of the color space, so that a rare hue isn't taken for a frequent one. */
function palette(pixels: Buffer): readonly number[] {
  const uses = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const color = pixels.readUIntBE(at, 3);
    uses.set(color, (uses.get(color) ?? 0) + 1);
  }
  const byUse = [...uses].sort(([, a], [, b]) => b - a).map(([color]) => color);
  const ofPart = new Map<number, number>();
  for (const color of byUse) {
    const part = color & partMask;
    ofPart.set(part, ofPart.get(part) ?? color);
  }
  return [...ofPart.values()].slice(0, mostColors);
}

function nearest(colors: readonly number[], color: number): number {
  let best = 0;
  let least = Infinity;
  for (const [place, other] of colors.entries()) {
    const distance = [16, 8, 0].reduce(
      (sum, shift) => sum + (((color >> shift) & 0xff) - ((other >> shift) & 0xff)) ** 2,
      0,
    );
    if (distance < least) {
      [best, least] = [place, distance];
    }
  }
  return best;
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
