import { Buffer } from 'node:buffer';

const comma = 0x2c;
const quote = 0x22;

/** A record's bytes, as `CsvRecords` has them. */
export interface CsvRecord {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The cells of one record at a time, as places in bytes, without their quotation marks. Text only where asked for. */
export class CsvCells {
  count = 0;
  bytes: Buffer = Buffer.alloc(0);
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** A quoted record is written here without its marks. */
  private unquoted = Buffer.alloc(1024);

  /** @param max cells beyond it are left out */
  constructor(private readonly max: number) {
    this.starts = new Int32Array(max);
    this.ends = new Int32Array(max);
  }

  split(record: CsvRecord): void {
    this.count = 0;
    if (record.quoted) {
      this.splitQuoted(record);
    } else {
      this.splitPlain(record);
    }
  }

  /** Bytes that are no UTF-8 become U+FFFD. */
  text(cell: number): string {
    return this.bytes.toString('utf8', this.starts[cell], this.ends[cell]);
  }

  texts(): string[] {
    return Array.from({ length: this.count }, (_, cell) => this.text(cell));
  }

  private splitPlain({ bytes, start, end }: CsvRecord): void {
    this.bytes = bytes;
    let from = start;
    for (let place = start; place < end; place++) {
      if (bytes[place] === comma) {
        this.add(from, place);
        from = place + 1;
      }
    }
    this.add(from, end);
  }

  private splitQuoted({ bytes, start, end }: CsvRecord): void {
    if (this.unquoted.length < end - start) {
      this.unquoted = Buffer.alloc((end - start) * 2);
    }
    const target = this.unquoted;
    this.bytes = target;
    let written = 0;
    let place = start;
    for (;;) {
      const from = written;
      let inQuotes = bytes[place] === quote && place < end;
      if (inQuotes) {
        place++;
      }
      while (place < end && (inQuotes || bytes[place] !== comma)) {
        const byte = bytes[place] ?? 0;
        place++;
        if (inQuotes && byte === quote && !(place < end && bytes[place] === quote)) {
          inQuotes = false;
          continue;
        }
        if (inQuotes && byte === quote) {
          place++;
        }
        target[written++] = byte;
      }
      this.add(from, written);
      if (place >= end) {
        return;
      }
      place++;
    }
  }

  private add(from: number, to: number): void {
    if (this.count < this.max) {
      this.starts[this.count] = from;
      this.ends[this.count] = to;
      this.count++;
    }
  }
}
