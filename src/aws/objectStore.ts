import type { S3Client } from '@aws-sdk/client-s3';
import { FailureError } from '../jobs/failure';
import type { ObjectsRequest, ObjectStore, RangeRequest, StoredObject } from '../jobs/objectStore';
import type { Log, Page } from '../jobs/ports';
import { describeStoreFault } from '../jobs/storeFaults';
import type * as S3Bundle from './s3';
import type { S3Answer } from './s3';
import type { SignedCalls } from './signedCalls';

interface StoreOptions {
  /** The connection's: where a bucket is looked for first. */
  readonly region: string;
  /** How long a body may bring nothing, in ms. */
  readonly silence: number;
  readonly log: Log;
}

/** What a request is about, for the words of a failure. */
interface About {
  readonly operation: string;
  readonly bucket: string;
  readonly key?: string;
  readonly signal?: AbortSignal | undefined;
}

type Command<T> = (client: S3Client, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** Cuts that a read goes on after; with the next it fails. */
const mostCuts = 5;

/**
 * The port of the objects over S3. A bucket is asked for in the connection's region first, and from the answer that it
 * is elsewhere on in its own: nothing but the objects themselves has to be allowed.
 */
export class S3ObjectStore implements ObjectStore {
  /** By bucket. */
  readonly #regions = new Map<string, string>();

  constructor(
    private readonly calls: SignedCalls,
    private readonly options: StoreOptions,
  ) {}

  async list(request: ObjectsRequest, signal?: AbortSignal): Promise<Page<StoredObject>> {
    const { listObjects } = await bundle();
    const about = { operation: 'ListObjectsV2', bucket: request.bucket, signal };
    return (await this.#ask(about, listObjects(request))).page;
  }

  async read(request: RangeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    const { bucket, key, to } = request;
    const about = { operation: 'GetObject', bucket, key, signal };
    const { getRange } = await bundle();
    const pieces: Uint8Array[] = [];
    let { from, etag = '' } = request;
    for (let cuts = 0; from < to; cuts++) {
      const range = { bucket, key, from, to, etag, silence: this.options.silence, whole: cuts >= mostCuts };
      const piece = await this.#ask(about, getRange(range));
      pieces.push(piece.bytes);
      from += piece.bytes.length;
      if (!piece.cut) break;
      // What follows has to be of the same object.
      etag = etag === '' ? piece.etag : etag;
      this.options.log.info(
        `GetObject: the body was cut after ${piece.bytes.length} bytes, going on from there`,
      );
    }
    return joined(pieces);
  }

  async regionOf(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#regions.get(bucket) ?? (await this.#findRegion(bucket, signal)) ?? this.options.region;
  }

  /** Asks in the region that the bucket is in, as far as known; where it is in another one, there. */
  async #ask<T>(about: About, command: Command<S3Answer<T>>): Promise<T> {
    const { bucket, signal } = about;
    const tried = new Set<string>();
    let region = this.#regions.get(bucket) ?? this.options.region;
    for (;;) {
      tried.add(region);
      const answer = await this.#send(about, region, command);
      if (!answer.elsewhere) {
        this.#regions.set(bucket, region);
        return answer;
      }
      this.#regions.delete(bucket);
      const next = answer.region ?? (await this.#findRegion(bucket, signal));
      if (next === undefined || tried.has(next)) {
        const fault = { ...about, code: 'PermanentRedirect', message: '' };
        throw new FailureError(describeStoreFault(fault));
      }
      region = next;
    }
  }

  /** Undefined where the answer doesn't tell, as that of an endpoint of one's own. */
  async #findRegion(bucket: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    const { headBucket } = await bundle();
    const about = { operation: 'HeadBucket', bucket, signal };
    const { region } = await this.#send(about, this.options.region, headBucket(bucket));
    if (region !== undefined) this.#regions.set(bucket, region);
    return region;
  }

  async #send<T>({ operation, bucket, key, signal }: About, region: string, command: Command<T>): Promise<T> {
    const { s3Service } = await bundle();
    return this.calls.send(
      {
        service: s3Service,
        region,
        operation,
        describe: fault => describeStoreFault({ ...fault, bucket, ...(key === undefined ? {} : { key }) }),
        signal,
      },
      command,
    );
  }
}

/** Loaded when the first file is looked for. */
function bundle(): Promise<typeof S3Bundle> {
  return import('./s3');
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
