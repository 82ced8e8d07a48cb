import { setTimeout as delay } from 'node:timers/promises';
import { CancelledError, FailureError } from '../jobs/failure';
import type { ObjectsRequest, ObjectStore, RangeRequest, StoredObject } from '../jobs/objectStore';
import type { Page } from '../jobs/ports';
import { describeStoreFault } from '../jobs/storeFaults';
import type { ObjectCatalog } from './exported/catalog';
import { objectFaultError } from './exported/objectFaults';
import { listObjects, readObject } from './exported/objectRules';
import type { Fault } from './faults';
import { Faults } from './faults';
import { ServiceError } from './serviceError';

/** The port of the objects, over the made data in this process. */
export class InProcessObjects implements ObjectStore {
  /** What goes wrong; those about the connection have no meaning here. */
  readonly faults = new Faults();

  constructor(private readonly catalog: ObjectCatalog) {}

  list(request: ObjectsRequest, signal?: AbortSignal): Promise<Page<StoredObject>> {
    return this.#answer('ListObjectsV2', request, signal, async () => {
      const { objects, nextToken } = await listObjects(this.catalog, request);
      return {
        items: objects.map(({ key, size, etag, modified }) => ({
          key,
          size,
          etag,
          lastModified: new Date(modified),
        })),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
    });
  }

  read(request: RangeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#answer('GetObject', request, signal, async () => {
      const { bytes } = await readObject(this.catalog, request);
      // A copy: whoever gets it may write to it.
      return bytes.slice(request.from, Math.max(request.from, request.to));
    });
  }

  regionOf(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#answer('HeadBucket', { bucket }, signal, () => {
      const region = this.catalog.regionOf(bucket);
      if (region === undefined)
        throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
      return Promise.resolve(region);
    });
  }

  /** One call: always later, and never in one go with other work of the editor. */
  async #answer<T>(
    operation: string,
    about: { readonly bucket: string; readonly key?: string },
    signal: AbortSignal | undefined,
    call: () => Promise<T>,
  ): Promise<T> {
    const { bucket, key } = about;
    try {
      await this.#happen(operation, this.faults.take(operation), signal);
      const answer = await call();
      if (signal?.aborted === true) throw new CancelledError();
      return answer;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, httpStatus } = error;
      const fault = { code, message, operation, httpStatus, bucket, ...(key === undefined ? {} : { key }) };
      throw new FailureError(describeStoreFault(fault));
    }
  }

  async #happen(operation: string, faults: readonly Fault[], signal: AbortSignal | undefined): Promise<void> {
    const slow = faults.find(({ name }) => name === 'slow');
    try {
      await delay(slow?.ms ?? (slow === undefined ? 0 : 2000), undefined, signal && { signal });
    } catch {
      throw new CancelledError();
    }
    const [error] = faults.flatMap(fault => objectFaultError(fault, operation) ?? []);
    if (error !== undefined) throw error;
  }
}
