import { isRegionName } from './regions';

/** A place in S3. `prefix` is the key's bytes as they are, neither encoded nor decoded; '' for a whole bucket. */
export interface S3Location {
  readonly bucket: string;
  readonly prefix: string;
}

/** Takes `s3://bucket/prefix` apart; undefined for anything else. Never throws. */
export function parseS3Path(path: string | undefined): S3Location | undefined {
  const match = /^s3:\/\/([^/\s]+)(?:\/([^]*))?$/.exec(path ?? '');
  return match?.[1] ? { bucket: match[1], prefix: match[2] ?? '' } : undefined;
}

const consoleHosts: ReadonlyMap<string, string> = new Map([
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/**
 * The address of a folder in the S3 console. Every part is percent-encoded, so that any key survives; a key
 * that does not end in `/` gets one, because an export's destination is a folder.
 * @param region the bucket's region where it is known, else the job's; it becomes part of the host's name, so what
 * can't be one leaves the choice to the console
 * @param partition as in an ARN: `aws`, `aws-cn`, `aws-us-gov`
 */
export function s3ConsoleAddress(location: S3Location, region: string, partition: string): string {
  const host = consoleHosts.get(partition) ?? 'console.aws.amazon.com';
  const prefix =
    location.prefix === '' || location.prefix.endsWith('/') ? location.prefix : `${location.prefix}/`;
  const bucket = encode(location.bucket);
  const [ofRegion, query] = isRegionName(region) ? [`${region}.`, `region=${region}&`] : ['', ''];
  return `https://${ofRegion}${host}/s3/buckets/${bucket}?${query}prefix=${encode(prefix)}&showversions=false`;
}

/** As encodeURIComponent, but for lone surrogates too (they become U+FFFD) and with `/` left readable. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
