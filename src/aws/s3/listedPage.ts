import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { StoredObject } from '../../jobs/objectStore';
import type { Page } from '../../jobs/ports';

/** Whether the answer is a list at all: S3 says of each what it is of, also of an empty one, and how many it holds. */
export function isList({ Name, IsTruncated, KeyCount, Contents }: ListObjectsV2CommandOutput): boolean {
  const isNamed = Name !== undefined || IsTruncated !== undefined || KeyCount !== undefined;
  return isNamed && (Contents !== undefined || !KeyCount);
}

/**
 * The door: what the answer says is checked here. An object without a key is left out; a token is there only where
 * the answer says that there is more.
 */
export function listedPage(answer: ListObjectsV2CommandOutput): Page<StoredObject> {
  const encoded = answer.EncodingType === 'url';
  const items = (answer.Contents ?? []).flatMap((object): StoredObject[] => {
    const { Key, Size, ETag, LastModified } = object;
    if (typeof Key !== 'string' || Key === '') return [];
    return [
      {
        key: encoded ? decoded(Key) : Key,
        size: typeof Size === 'number' && Size > 0 ? Size : 0,
        etag: typeof ETag === 'string' ? ETag : '',
        ...(LastModified instanceof Date && !Number.isNaN(LastModified.getTime())
          ? { lastModified: LastModified }
          : {}),
      },
    ];
  });
  const token = answer.NextContinuationToken;
  return typeof token === 'string' && token !== '' ? { items, nextToken: token } : { items };
}

/** As S3 encodes keys: like a form, a blank is a plus. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replace(/\+/g, ' '));
  } catch {
    return key;
  }
}
