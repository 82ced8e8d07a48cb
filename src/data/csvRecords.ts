import { Buffer } from 'node:buffer';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const comma = 0x2c;
const quote = 0x22;

const unfinished = -1;
const tooLong = -2;
const nothing = Buffer.alloc(0);

/**
 * The records of a CSV file (RFC 4180, with LF or CRLF) whose bytes come piece by piece. A quotation mark opens a
 * quoted cell only at the beginning of the cell; anywhere else it is text. Blank lines are no records. A cursor, not
 * an iterator: a pass over a gigabyte goes over ten million of them.
 *
 * A record longer than `maxRecord` is left out and counted; the reading goes on after the first line feed past that
 * length, whatever the pieces are, so that a quoted cell that is never closed costs that much and no more.
 */
export class CsvRecords {
  /** The current record is in `bytes` from `start` to `end`, without its line break. */
  bytes: Buffer = nothing;
  start = 0;
  end = 0;
  /** Whether there is a quotation mark in the current record. */
  quoted = false;
  /** How many records were left out. */
  leftOut = 0;

  /** Where `bytes` starts in the file. */
  private origin = 0;
  /** Where the next record starts in `bytes`. */
  private position = 0;
  private nextQuote = -1;
  private carry: Buffer = nothing;
  /** What comes after `bytes`, where these hold but a record that goes over the border of two pieces. */
  private rest: Buffer = nothing;
  private isLast = false;
  /** Nothing before the first line feed at or past this place of the file is looked at. */
  private skipTo: number | undefined;

  /** @param at where the first piece starts in the file */
  constructor(
    private readonly maxRecord: number,
    private at = 0,
  ) {}

  /** Where the current record starts in the file. */
  get from(): number {
    return this.origin + this.start;
  }

  /** Where the record after the current one starts in the file. */
  get to(): number {
    return this.origin + this.position;
  }

  /** @param isLast whether the file ends with this piece */
  feed(piece: Uint8Array, isLast: boolean): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const { carry } = this;
    const borderEnd = bytes.indexOf(lineFeed) + 1;
    const border = borderEnd === 0 ? bytes : bytes.subarray(0, borderEnd);
    this.isLast = isLast;
    this.carry = nothing;
    if (carry.length === 0) {
      this.open(bytes, this.at, nothing);
    } else if (carry.includes(quote) || border.includes(quote)) {
      this.open(Buffer.concat([carry, bytes]), this.at - carry.length, nothing);
    } else {
      this.open(Buffer.concat([carry, border]), this.at - carry.length, bytes.subarray(border.length));
    }
    this.at += bytes.length;
  }

  /** Goes to the next record; false where more bytes are needed, or none are left. */
  next(): boolean {
    for (;;) {
      if (this.position >= this.bytes.length) {
        if (this.rest.length === 0) {
          return false;
        }
        this.open(this.rest, this.origin + this.bytes.length, nothing);
      }
      if (this.skipTo !== undefined) {
        this.skip(this.skipTo);
        continue;
      }
      const lineEnd = this.lineEnd();
      if (lineEnd === tooLong) {
        this.leftOut++;
        this.skipTo = this.origin + this.position + this.maxRecord;
        continue;
      }
      if (lineEnd === unfinished && !this.isLast) {
        this.carry = Buffer.from(this.bytes.subarray(this.position));
        this.position = this.bytes.length;
        return false;
      }
      this.start = this.position;
      this.end = lineEnd === unfinished ? this.bytes.length : lineEnd;
      this.position = this.end + 1;
      if (this.end > this.start && this.bytes[this.end - 1] === carriageReturn) {
        this.end--;
      }
      if (this.end > this.start) {
        return true;
      }
    }
  }

  private open(bytes: Buffer, origin: number, rest: Buffer): void {
    this.bytes = bytes;
    this.origin = origin;
    this.rest = rest;
    this.position = 0;
    this.nextQuote = -1;
  }

  private skip(to: number): void {
    const lineEnd = this.bytes.indexOf(lineFeed, Math.max(this.position, to - this.origin));
    this.position = lineEnd < 0 ? this.bytes.length : lineEnd + 1;
    if (lineEnd >= 0) {
      this.skipTo = undefined;
    }
  }

  /** Where the line feed is that ends the record at `position`. */
  private lineEnd(): number {
    const { bytes, position } = this;
    const lineEnd = bytes.indexOf(lineFeed, position);
    if (this.nextQuote < position) {
      const found = bytes.indexOf(quote, position);
      this.nextQuote = found < 0 ? Infinity : found;
    }
    this.quoted = this.nextQuote < (lineEnd < 0 ? bytes.length : lineEnd);
    if (this.quoted) {
      return this.quotedLineEnd();
    }
    if ((lineEnd < 0 ? bytes.length : lineEnd) - position > this.maxRecord) {
      return tooLong;
    }
    return lineEnd < 0 ? unfinished : lineEnd;
  }

  private quotedLineEnd(): number {
    const { bytes, position } = this;
    const limit = Math.min(bytes.length, position + this.maxRecord + 1);
    const open = bytes.length - position > this.maxRecord ? tooLong : unfinished;
    let place = position;
    while (place < limit) {
      if (bytes[place] === quote) {
        const closed = afterQuoted(bytes, place, limit);
        if (closed < 0) {
          return open;
        }
        place = closed;
      }
      while (place < limit && bytes[place] !== comma && bytes[place] !== lineFeed) {
        place++;
      }
      if (place < limit && bytes[place] === lineFeed) {
        return place;
      }
      place++;
    }
    return open;
  }
}

/** One past the quotation mark that closes the cell opened at `open`; -1 where that can't be told before `limit`. */
function afterQuoted(bytes: Buffer, open: number, limit: number): number {
  let place = open + 1;
  for (;;) {
    const found = bytes.indexOf(quote, place);
    // A mark that is the last byte may yet turn out to be the first half of a doubled one.
    if (found < 0 || found + 1 >= limit) {
      return -1;
    }
    if (bytes[found + 1] !== quote) {
      return found + 1;
    }
    place = found + 2;
  }
}
