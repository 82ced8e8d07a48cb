import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, HeadBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { ObjectsRequest, StoredObject } from '../../jobs/objectStore';
import type { Page } from '../../jobs/ports';
import type { Body } from './body';
import { collect } from './body';
import { regionInAnswer, regionInError } from './bucketRegion';
import { isList, listedPage } from './listedPage';
import { unreadable } from './webPage';

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** The bucket is in another region than was asked; which one, where S3 has said it. `$metadata` is for the log. */
export interface Elsewhere {
  readonly elsewhere: true;
  readonly region?: string;
  readonly $metadata?: object;
}

export type S3Answer<T> = ({ readonly elsewhere: false; readonly $metadata?: object } & T) | Elsewhere;

/** ListObjectsV2. */
export function listObjects({ bucket, prefix, nextToken, maxKeys }: ObjectsRequest) {
  const command = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: prefix,
    // Keys may hold what XML can't.
    EncodingType: 'url',
    ...(nextToken === undefined ? {} : { ContinuationToken: nextToken }),
    ...(maxKeys === undefined ? {} : { MaxKeys: maxKeys }),
  });
  return (client: S3Client, options: SendOptions): Promise<S3Answer<{ page: Page<StoredObject> }>> =>
    here(client, async () => {
      const answer = await client.send(command, options);
      if (!isList(answer)) throw unreadable('This is no list.', answer.$metadata);
      return { page: listedPage(answer), $metadata: answer.$metadata };
    });
}

/** HeadBucket, which tells the region also to those who have no right to ask. */
export function headBucket(bucket: string) {
  const command = new HeadBucketCommand({ Bucket: bucket });
  return async (
    client: S3Client,
    options: SendOptions,
  ): Promise<{ readonly region?: string; readonly $metadata?: object }> => {
    try {
      const answer = await client.send(command, options);
      const region = answer.BucketRegion ?? '';
      return { $metadata: answer.$metadata, ...(region === '' ? {} : { region }) };
    } catch (thrown) {
      const region = regionInAnswer(thrown);
      if (region === undefined) throw thrown;
      return { region, ...metadataOf(thrown) };
    }
  };
}

export interface ObjectRange {
  readonly bucket: string;
  readonly key: string;
  readonly from: number;
  /** One past the last byte. */
  readonly to: number;
  /** '' for none. */
  readonly etag: string;
  /** How long nothing may come, in ms. */
  readonly silence: number;
  /** Reject where the body is cut, rather than telling what came before. */
  readonly whole: boolean;
}

export interface RangeAnswer {
  readonly bytes: Uint8Array;
  readonly etag: string;
  /** Whether there is more of the range than came. */
  readonly cut: boolean;
}

/** GetObject of a range. */
export function getRange(range: ObjectRange) {
  const { bucket, key, from, to, etag, silence, whole } = range;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    Range: `bytes=${from}-${to - 1}`,
    ...(etag === '' ? {} : { IfMatch: etag }),
  });
  return (client: S3Client, options: SendOptions): Promise<S3Answer<RangeAnswer>> =>
    here(client, async () => {
      try {
        const answer = await client.send(command, options);
        // Who doesn't know ranges sends the whole object.
        const skip = answer.ContentRange === undefined ? from : 0;
        const { bytes, cut } = await collect(answer.Body as Body | undefined, {
          skip,
          most: to - from,
          length: answer.ContentLength,
          silence,
          signal: options.abortSignal,
        });
        if (cut !== undefined && whole) throw cut;
        return { bytes, cut: cut !== undefined, etag: answer.ETag ?? '', $metadata: answer.$metadata };
      } catch (thrown) {
        if (statusOf(thrown) !== 416) throw thrown;
        return { bytes: new Uint8Array(), cut: false, etag: '', ...metadataOf(thrown) };
      }
    });
}

/** Answers, instead of rejecting, where the bucket turns out to be in another region. */
async function here<T extends object>(client: S3Client, ask: () => Promise<T>): Promise<S3Answer<T>> {
  try {
    return { elsewhere: false, ...(await ask()) };
  } catch (thrown) {
    const found = regionInError(thrown, await client.config.region());
    if (found === undefined) throw thrown;
    return { elsewhere: true, ...metadataOf(thrown), ...(found === '' ? {} : { region: found }) };
  }
}

function metadataOf(thrown: unknown): { $metadata?: object } {
  const metadata = (thrown as { readonly $metadata?: object } | undefined)?.$metadata;
  return metadata === undefined ? {} : { $metadata: metadata };
}

function statusOf(thrown: unknown): number | undefined {
  return (thrown as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
}
