import { CancelledError, FailureError, type FailureKind } from '../../../src/jobs/failure';
import type { ObjectStore, RangeRequest } from '../../../src/jobs/objectStore';
import type { ExportPart } from '../../../src/data/exportedData';

/** Objects in memory that keeps count of what was read, and fails where it was told to. */
export class MemoryStore implements ObjectStore {
  readonly reads: RangeRequest[] = [];
  bytesRead = 0;
  /** Told before each read; may change the store, or abort. */
  onRead: (request: RangeRequest) => void = () => undefined;
  private readonly objects = new Map<string, { bytes: Buffer; etag: string }>();
  private readonly failing = new Map<string, FailureKind>();
  private version = 0;

  /** Puts objects named `sales_…_part0`, `…part1` and gives them as they would be listed. */
  static of(...contents: readonly (string | Uint8Array)[]): { store: MemoryStore; parts: ExportPart[] } {
    const store = new MemoryStore();
    return { store, parts: contents.map((bytes, number) => store.put(number, bytes)) };
  }

  put(number: number, contents: string | Uint8Array, format: ExportPart['format'] = 'CSV'): ExportPart {
    const name = `sales_2026-01-05T10-00-00Z_part${number}.${format.toLowerCase()}`;
    const key = `exports/${name}`;
    const bytes = Buffer.from(contents);
    const etag = `"${++this.version}"`;
    this.objects.set(key, { bytes, etag });
    return { bucket: 'bucket', key, name, number, format, size: bytes.length, etag };
  }

  remove({ key }: ExportPart): void {
    this.objects.delete(key);
  }

  /** Cuts what is there, with the same ETag: as a store that has none would show it. */
  cut({ key }: ExportPart, size: number): void {
    const object = this.objects.get(key);
    if (object) {
      object.bytes = object.bytes.subarray(0, size);
    }
  }

  /** Every read of the part fails, until it is `undefined` again. */
  fail({ key }: ExportPart, kind: FailureKind | undefined): void {
    if (kind) {
      this.failing.set(key, kind);
    } else {
      this.failing.delete(key);
    }
  }

  async read(request: RangeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    this.onRead(request);
    await Promise.resolve();
    if (signal?.aborted) {
      throw new CancelledError();
    }
    this.reads.push(request);
    const object = this.objects.get(request.key);
    const failing = this.failing.get(request.key);
    if (failing) {
      throw failureOf(failing);
    }
    if (!object) {
      throw failureOf('notFound');
    }
    if (request.etag !== undefined && request.etag !== object.etag) {
      throw failureOf('changed');
    }
    const bytes = new Uint8Array(object.bytes.subarray(request.from, request.to));
    this.bytesRead += bytes.length;
    return bytes;
  }

  list(): Promise<never> {
    return Promise.reject(new Error('nothing here lists'));
  }

  regionOf(): Promise<string> {
    return Promise.resolve('us-west-2');
  }
}

function failureOf(kind: FailureKind): FailureError {
  return new FailureError({ kind, what: `It is ${kind}.`, helps: '', remedies: [] });
}
