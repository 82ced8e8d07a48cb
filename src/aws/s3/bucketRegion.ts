import { isRegionName } from '../../jobs/regions';

/** What S3 answers a request with that came to another region than the bucket's. */
const redirects = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);

/**
 * The region that an error names for the bucket, '' where it only says that it is another one; undefined where the
 * error is about something else.
 * @param asked the region that was asked
 */
export function regionInError(thrown: unknown, asked: string): string | undefined {
  const error = thrown as { readonly name?: unknown; readonly Region?: unknown } | undefined;
  const name = typeof error?.name === 'string' ? error.name : '';
  const status = statusIn(thrown);
  if (!redirects.has(name) && status !== 301 && status !== 307) return undefined;
  const named = regionInAnswer(thrown) ?? regionName(error?.Region);
  return named === undefined || named === asked ? '' : named;
}

/** The region in the head of an answer, also of one that refuses the request. */
export function regionInAnswer(thrown: unknown): string | undefined {
  const response = (thrown as { readonly $response?: { readonly headers?: unknown } } | undefined)?.$response;
  const headers = response?.headers;
  return typeof headers === 'object' && headers !== null
    ? regionName(Reflect.get(headers, 'x-amz-bucket-region'))
    : undefined;
}

/** It becomes part of a host's name. */
function regionName(value: unknown): string | undefined {
  return typeof value === 'string' && isRegionName(value) ? value : undefined;
}

function statusIn(thrown: unknown): number | undefined {
  return (thrown as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
}
