import type { Page } from './ports';

/** An object as ListObjectsV2 lists it. */
export interface StoredObject {
  /** The key's text as it is, neither encoded nor decoded. Possibly hostile. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** With its quotation marks, as `"9b2c…"`; '' where the store gave none. */
  readonly etag: string;
  readonly lastModified?: Date;
}

export interface ObjectsRequest {
  readonly bucket: string;
  readonly prefix: string;
  /** S3's ContinuationToken. */
  readonly nextToken?: string;
  /** 1 to 1,000. */
  readonly maxKeys?: number;
}

export interface RangeRequest {
  readonly bucket: string;
  readonly key: string;
  /** The first byte. */
  readonly from: number;
  /** One past the last byte; may be past the end of the object. */
  readonly to: number;
  /** Sent as If-Match, where it is not '': an object that has changed meanwhile is refused (`changed`). */
  readonly etag?: string;
}

/**
 * What is asked of S3. It finds a bucket's region by itself, and keeps it. A rejection is a `FailureError`, or a
 * `CancelledError` after `signal` was aborted.
 */
export interface ObjectStore {
  /** ListObjectsV2, in the order of the keys' bytes. */
  list(request: ObjectsRequest, signal?: AbortSignal): Promise<Page<StoredObject>>;
  /**
   * GetObject of a range. A body that is cut is read on from where it was cut; the answer has all the bytes there are
   * from `from` to `to`, none where `from` is the object's end or past it.
   */
  read(request: RangeRequest, signal?: AbortSignal): Promise<Uint8Array>;
  /** The bucket's region. Asks nothing where an earlier answer told it. */
  regionOf(bucket: string, signal?: AbortSignal): Promise<string>;
}
