import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastRegions } from '../../../src/jobs/regions';
import { parseS3Path, s3ConsoleAddress } from '../../../src/jobs/s3Path';
import { anyText } from '../anyText';

const awkward = [
  'a',
  'é',
  '予',
  '📦',
  ' ',
  '+',
  '#',
  '?',
  '%',
  '%2B',
  '&',
  '=',
  '/',
  '//',
  '..',
  ':',
  '\\',
  '"',
];
const key = fc
  .oneof(
    fc.array(fc.constantFrom(...awkward, "'", '(', '*', '!', '\t', '\n', '\uD800', '\uDC00'), {
      maxLength: 40,
    }),
    fc.array(anyText(10), { maxLength: 10 }),
  )
  .map(parts => parts.join(''));

function addressOf(path: string, region = 'us-west-2', partition = 'aws'): URL {
  const location = parseS3Path(path);
  if (!location) {
    throw new Error(`not taken for an S3 path: ${path}`);
  }
  return new URL(s3ConsoleAddress(location, region, partition));
}

describe('an S3 path', () => {
  it('is taken apart into the bucket and the key as it stands', () => {
    expect(parseS3Path('s3://exports')).toEqual({ bucket: 'exports', prefix: '' });
    expect(parseS3Path('s3://exports/')).toEqual({ bucket: 'exports', prefix: '' });
    expect(parseS3Path('s3://exports/a/b')).toEqual({ bucket: 'exports', prefix: 'a/b' });
    expect(parseS3Path('s3://exports//a%20b/#?\n')).toEqual({ bucket: 'exports', prefix: '/a%20b/#?\n' });
  });

  it('is none without the scheme or a bucket', () => {
    for (const text of [
      undefined,
      '',
      's3:',
      's3://',
      's3:///key',
      'S3://b/k',
      'https://b/k',
      ' s3://b',
      's3://b c/k',
    ]) {
      expect(parseS3Path(text), text).toBeUndefined();
    }
  });

  it('never throws, and keeps every character of the key', () => {
    fc.assert(
      fc.property(anyText(), text => {
        parseS3Path(text);
        expect(parseS3Path(`s3://exports/${text}`)?.prefix).toBe(text);
      }),
    );
  });
});

describe('the address in the S3 console', () => {
  it('is of the console of the partition', () => {
    const host = (region: string, partition: string) => addressOf('s3://b/k', region, partition).host;
    expect(host('us-west-2', 'aws')).toBe('us-west-2.console.aws.amazon.com');
    expect(host('cn-north-1', 'aws-cn')).toBe('cn-north-1.console.amazonaws.cn');
    expect(host('us-gov-west-1', 'aws-us-gov')).toBe('us-gov-west-1.console.amazonaws-us-gov.com');
    expect(host('us-west-2', 'not-known-yet')).toBe('us-west-2.console.aws.amazon.com');
    expect(host('us-west-2', 'constructor')).toBe('us-west-2.console.aws.amazon.com');
  });

  it('names bucket, region and folder', () => {
    expect(addressOf('s3://exports/demand/2024').href).toBe(
      'https://us-west-2.console.aws.amazon.com/s3/buckets/exports?region=us-west-2&prefix=demand/2024/&showversions=false',
    );
    expect(addressOf('s3://exports').searchParams.get('prefix')).toBe('');
  });

  it('decodes to the same key, with a `/` at its end', () => {
    fc.assert(
      fc.property(key, prefix => {
        const { searchParams, pathname, hash } = addressOf(`s3://exports/${prefix}`);
        const wanted = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
        expect(searchParams.getAll('prefix')).toEqual([wanted.toWellFormed()]);
        expect([...searchParams.keys()]).toEqual(['region', 'prefix', 'showversions']);
        expect([pathname, hash]).toEqual(['/s3/buckets/exports', '']);
      }),
      { numRuns: 500 },
    );
  });

  it('is written with characters that every browser, shell and chat leaves alone', () => {
    fc.assert(
      fc.property(key, prefix => {
        const location = { bucket: 'exports', prefix };
        expect(s3ConsoleAddress(location, 'us-west-2', 'aws')).toMatch(/^[\w:/.?=&%~-]+$/);
      }),
    );
  });

  it('stays in the console, whatever stands for bucket, region and partition', () => {
    const text = fc.oneof(anyText(30), fc.constantFrom('', 'evil.example/', 'a@b', '..'));
    fc.assert(
      fc.property(text, text, text, (bucket, region, partition) => {
        const address = new URL(s3ConsoleAddress({ bucket, prefix: 'k' }, region, partition));
        expect(address.protocol).toBe('https:');
        expect(address.host).toMatch(/^([a-z0-9-]+\.)?console\.aws\.amazon\.com$/);
        expect(address.searchParams.get('prefix')).toBe('k/');
      }),
    );
  });

  it('leaves the region to the console where there is none', () => {
    expect(addressOf('s3://exports/k', '').href).toBe(
      'https://console.aws.amazon.com/s3/buckets/exports?prefix=k/&showversions=false',
    );
    for (const region of forecastRegions) {
      expect(addressOf('s3://exports/k', region).searchParams.get('region')).toBe(region);
    }
  });
});
