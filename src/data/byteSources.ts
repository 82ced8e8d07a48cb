import * as l10n from '@vscode/l10n';
import { FailureError } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { ExportPart, ExportRow, RowReader } from './exportedData';

/**
 * Bytes to be saved, chunk by chunk. A `next` that rejects has moved nothing on: asked again, it goes on from there.
 */
export interface ByteSource {
  /** Bytes stored in S3, of which `read` were read. */
  readonly total: number;
  readonly read: number;
  /** Undefined at the end. Rejects with a `FailureError` or a `CancelledError`. */
  next(signal?: AbortSignal): Promise<Uint8Array | undefined>;
}

/** One range read. */
const chunkSize = 8 * 1024 * 1024;

/** A part as it is in S3. */
export class PartBytes implements ByteSource {
  #read = 0;

  constructor(
    private readonly store: ObjectStore,
    private readonly part: ExportPart,
    private readonly chunk = chunkSize,
  ) {}

  get total(): number {
    return this.part.size;
  }

  get read(): number {
    return this.#read;
  }

  async next(signal?: AbortSignal): Promise<Uint8Array | undefined> {
    const { bucket, key, size, etag } = this.part;
    if (this.#read >= size) {
      return undefined;
    }
    const to = Math.min(size, this.#read + this.chunk);
    const bytes = await this.store.read({ bucket, key, from: this.#read, to, etag }, signal);
    if (bytes.length < to - this.#read) {
      throw new FailureError({
        kind: 'changed',
        what: l10n.t('A file of the export is shorter than S3 had listed: {0}', this.part.name),
        helps: l10n.t('It was written anew meanwhile. Refresh the view, then try again.'),
        remedies: [{ kind: 'retry' }],
      });
    }
    this.#read = to;
    return bytes;
  }
}

/** One CSV text of all CSV parts: the header once, each part's rows as they are, a line break after each part. */
export class JoinedCsv implements ByteSource {
  readonly total: number;
  #done = 0;
  #index = 0;
  #part: PartBytes | undefined;
  /** The header of the part that is being read, as far as it was read; undefined once it is behind. */
  #head: Uint8Array | undefined = new Uint8Array();
  #columns: string | undefined;
  #endsLine = true;

  constructor(
    private readonly store: ObjectStore,
    private readonly parts: readonly ExportPart[],
    private readonly chunk = chunkSize,
  ) {
    this.total = parts.reduce((sum, { size }) => sum + size, 0);
  }

  get read(): number {
    return this.#done + (this.#part?.read ?? 0);
  }

  async next(signal?: AbortSignal): Promise<Uint8Array | undefined> {
    for (;;) {
      const part = this.parts[this.#index];
      if (!part) {
        return undefined;
      }
      this.#part ??= new PartBytes(this.store, part, this.chunk);
      const bytes = await this.#part.next(signal);
      const rows = bytes ? this.#withoutHeader(bytes, part, false) : this.#endOf(part);
      if (!bytes) {
        this.#done += part.size;
        this.#part = undefined;
        this.#index += 1;
        this.#head = new Uint8Array();
      }
      if (rows.length > 0) {
        this.#endsLine = rows.at(-1) === lineFeed;
        return rows;
      }
    }
  }

  #endOf(part: ExportPart): Uint8Array {
    const rest =
      this.#head === undefined ? new Uint8Array() : this.#withoutHeader(new Uint8Array(), part, true);
    const last = rest.length > 0 ? rest.at(-1) === lineFeed : this.#endsLine;
    return last ? rest : joined(rest, Uint8Array.of(lineFeed));
  }

  /** What of the bytes is to be written: after the first part that has one, all but the header. */
  #withoutHeader(bytes: Uint8Array, part: ExportPart, isEnd: boolean): Uint8Array {
    if (this.#head === undefined) {
      return bytes;
    }
    const head = joined(this.#head, bytes);
    const found = endOfLine(head);
    if (found < 0 && !isEnd) {
      if (head.length > longestHeader) {
        throw new FailureError(noHeader(part));
      }
      this.#head = head;
      return new Uint8Array();
    }
    const end = found < 0 ? head.length : found;
    const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
    const header = head.subarray(start, end);
    this.#head = undefined;
    if (header.length === 0) {
      return head.subarray(end);
    }
    const columns = new TextDecoder().decode(header).trim();
    if (this.#columns === undefined) {
      this.#columns = columns;
      return head.subarray(start);
    }
    if (columns !== this.#columns) {
      throw new FailureError(otherColumns(part));
    }
    return head.subarray(end);
  }
}

/** The rows of all parts as one CSV text, whatever their format: for Parquet. Cells are quoted where they have to be. */
export class RowsAsCsv implements ByteSource {
  #total = 0;
  #read = 0;
  #hasHeader = false;
  #ended = false;
  /** Rows that came together with a fault: they are given once it has passed. */
  #held: readonly ExportRow[] = [];

  constructor(
    private readonly rows: RowReader,
    private readonly columns: () => readonly { readonly name: string }[],
  ) {}

  get total(): number {
    return this.#total;
  }

  get read(): number {
    return this.#read;
  }

  async next(signal?: AbortSignal): Promise<Uint8Array | undefined> {
    while (!this.#ended) {
      const page = await this.rows.next(5000, signal);
      const rows = [...this.#held, ...page.rows];
      this.#held = rows;
      const [fault] = page.faults;
      if (fault) {
        // What isn't whole is not saved as if it were.
        throw new FailureError(fault.failure);
      }
      this.#total = page.progress.bytes;
      this.#read = page.progress.bytesRead;
      this.#ended = page.end;
      const columns = this.columns();
      const head = this.#hasHeader ? [] : [columns.map(({ name }) => name)];
      if (rows.length > 0 || page.end) {
        this.#hasHeader = true;
        this.#held = [];
        const lines = [...head, ...rows.map(row => columns.map((_, index) => row[index] ?? ''))];
        const text = lines.map(cells => `${cells.map(csvCell).join(',')}\n`).join('');
        return text === '' ? undefined : new TextEncoder().encode(text);
      }
    }
    return undefined;
  }
}

const lineFeed = 0x0a;
const quote = 0x22;

/** No header of an export is longer, in bytes. */
const longestHeader = 1024 * 1024;

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) {
    return b;
  }
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** One past the first line break that isn't in quotes; -1 where there is none. */
function endOfLine(bytes: Uint8Array): number {
  let quoted = false;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] === quote) {
      quoted = !quoted;
    } else if (bytes[index] === lineFeed && !quoted) {
      return index + 1;
    }
  }
  return -1;
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function noHeader({ name }: ExportPart): ConstructorParameters<typeof FailureError>[0] {
  return {
    kind: 'shape',
    what: l10n.t('A file of the export has no line of column names: {0}', name),
    helps: l10n.t('It is no CSV. Download the files one by one to look at it.'),
    remedies: [],
  };
}

function otherColumns({ name }: ExportPart): ConstructorParameters<typeof FailureError>[0] {
  return {
    kind: 'shape',
    what: l10n.t('A file of the export has other columns than the first: {0}', name),
    helps: l10n.t('They can’t be one file. Download the files one by one.'),
    remedies: [],
  };
}
