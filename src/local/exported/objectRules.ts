import { PageTokens } from '../pageToken';
import { ServiceError } from '../serviceError';
import type { MadeObject, ObjectCatalog, ObjectFacts } from './catalog';

export interface ListedObject extends ObjectFacts {
  readonly key: string;
  /** Ms since the epoch. */
  readonly modified: number;
}

export interface ListInput {
  readonly bucket: string;
  readonly prefix: string;
  readonly nextToken?: string;
  readonly maxKeys?: number;
  /** A page without objects, whose token goes on at the same place. */
  readonly emptied?: boolean;
}

const tokens = new PageTokens('objects');
const maximalKeys = 1000;

/** ListObjectsV2 by its rules. @throws ServiceError NoSuchBucket, InvalidArgument */
export async function listObjects(
  catalog: ObjectCatalog,
  input: ListInput,
): Promise<{ readonly objects: readonly ListedObject[]; readonly nextToken?: string }> {
  expectBucket(catalog, input.bucket);
  const after = input.nextToken === undefined ? undefined : placeIn(input, input.nextToken);
  const all = catalog.objects(input.bucket, input.prefix);
  if (input.emptied === true) return { objects: [], nextToken: tokenAfter(after ?? '', input) };
  // The last one may have been deleted meanwhile: it goes on after its place.
  const from = after === undefined ? 0 : all.filter(({ key }) => !isAfter(key, after)).length;
  const to = from + Math.min(input.maxKeys ?? maximalKeys, maximalKeys);
  const page = all.slice(from, to);
  const objects: ListedObject[] = [];
  for (const object of page) {
    const { size, etag } = await catalog.facts(input.bucket, object);
    objects.push({ key: object.key, modified: object.modified, size, etag });
  }
  const last = page.at(-1);
  return to < all.length && last !== undefined
    ? { objects, nextToken: tokenAfter(last.key, input) }
    : { objects };
}

function tokenAfter(key: string, input: ListInput): string {
  return tokens.seal({ after: key, emptyPages: 0 }, queryOf(input), 0);
}

function isAfter(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}

function queryOf({ bucket, prefix }: ListInput): string {
  return `${bucket}/${prefix}`;
}

function placeIn(input: ListInput, token: string): string {
  try {
    return tokens.open(token, queryOf(input), 0).after ?? '';
  } catch {
    throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect');
  }
}

export interface ReadInput {
  readonly bucket: string;
  readonly key: string;
  /** As If-Match. */
  readonly etag?: string;
}

/** GetObject without its range. @throws ServiceError NoSuchBucket, NoSuchKey, PreconditionFailed */
export async function readObject(
  catalog: ObjectCatalog,
  { bucket, key, etag = '' }: ReadInput,
): Promise<ObjectFacts & { readonly object: MadeObject; readonly bytes: Uint8Array }> {
  expectBucket(catalog, bucket);
  const object = catalog.object(bucket, key);
  if (object === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
  const facts = await catalog.facts(bucket, object);
  if (etag !== '' && etag !== facts.etag) {
    throw new ServiceError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  return { ...facts, object, bytes: await catalog.bytes(bucket, object) };
}

function expectBucket(catalog: ObjectCatalog, bucket: string): void {
  if (catalog.regionOf(bucket) === undefined) {
    throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }
}
