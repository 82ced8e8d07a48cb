import { CancelledError, FailureError, type FailureKind } from '../../../src/jobs/failure';
import type { ObjectsRequest, ObjectStore, RangeRequest, StoredObject } from '../../../src/jobs/objectStore';
import type { Page } from '../../../src/jobs/ports';

export function failed(kind: FailureKind): FailureError {
  return new FailureError({ kind, what: `It failed: ${kind}`, helps: '', remedies: [{ kind: 'retry' }] });
}

/** A store of one bucket, for tests of what is built on the port. Each request is kept; `before` may wait, or throw. */
export class ObjectsInMemory implements ObjectStore {
  readonly lists: ObjectsRequest[] = [];
  readonly reads: RangeRequest[] = [];
  before: (request: ObjectsRequest | RangeRequest) => Promise<void> | void = () => undefined;
  /** Keys a page, whatever is asked for. */
  pageSize = 1000;

  constructor(readonly objects: ReadonlyMap<string, Uint8Array>) {}

  static of(texts: Readonly<Record<string, string | Uint8Array>>): ObjectsInMemory {
    const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? Buffer.from(text) : text);
    return new ObjectsInMemory(new Map(Object.entries(texts).map(([key, text]) => [key, bytes(text)])));
  }

  async list(request: ObjectsRequest, signal?: AbortSignal): Promise<Page<StoredObject>> {
    this.lists.push(request);
    await this.before(request);
    throwIfAborted(signal);
    const keys = [...this.objects.keys()].filter(key => key.startsWith(request.prefix)).sort();
    const from = Number(request.nextToken ?? 0);
    const to = from + Math.min(this.pageSize, request.maxKeys ?? 1000);
    const items = keys.slice(from, to).map(key => ({
      key,
      size: this.objects.get(key)?.length ?? 0,
      etag: `"${key.length}"`,
      lastModified: new Date(0),
    }));
    return { items, ...(to < keys.length ? { nextToken: String(to) } : {}) };
  }

  async read(request: RangeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    this.reads.push(request);
    await this.before(request);
    throwIfAborted(signal);
    const bytes = this.objects.get(request.key);
    if (!bytes) {
      throw failed('notFound');
    }
    return bytes.subarray(request.from, request.to);
  }

  regionOf(): Promise<string> {
    return Promise.resolve('us-west-2');
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new CancelledError();
  }
}
