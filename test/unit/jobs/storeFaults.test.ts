import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../src/jobs/failure';
import { describeStoreFault } from '../../../src/jobs/storeFaults';
import { anyText } from '../anyText';

const about = { operation: 'GetObject', bucket: 'exports', key: 'a/b.csv' };

function fault(code: string, message = '', httpStatus = 400, operation = 'GetObject') {
  return describeStoreFault({ ...about, operation, code, message, httpStatus, requestId: 'request-1' });
}

const kinds: readonly (readonly [string, FailureKind])[] = [
  ['AccessDenied', 'denied'],
  ['AllAccessDisabled', 'denied'],
  ['NoSuchKey', 'notFound'],
  ['NoSuchBucket', 'notFound'],
  ['InvalidBucketName', 'notFound'],
  ['PreconditionFailed', 'changed'],
  ['InvalidObjectState', 'unavailable'],
  ['PermanentRedirect', 'region'],
  ['AuthorizationHeaderMalformed', 'region'],
  ['SlowDown', 'throttled'],
  ['InternalError', 'unavailable'],
  ['ServiceUnavailable', 'unavailable'],
  ['ExpiredToken', 'expired'],
  ['InvalidAccessKeyId', 'credentials'],
  ['InvalidToken', 'credentials'],
  ['SignatureDoesNotMatch', 'credentials'],
  ['RequestTimeTooSkewed', 'credentials'],
  ['SomethingNew', 'other'],
];

describe('an error of S3', () => {
  it.each(kinds)('%s is %s', (code, kind) => {
    expect(fault(code, 'Said.')).toMatchObject({ kind, code, requestId: 'request-1' });
  });

  it.each([
    [301, 'region'],
    [403, 'denied'],
    [404, 'notFound'],
    [412, 'changed'],
    [429, 'throttled'],
    [503, 'unavailable'],
    [400, 'other'],
  ] as const)('without a code goes by its status: %i is %s', (status, kind) => {
    expect(fault('Unknown', 'UnknownError', status).kind).toBe(kind);
  });

  it('about the clock says so in whichever words it comes', () => {
    const said = 'The difference between the request time and the current time is too large.';
    for (const message of ['', said]) {
      expect(fault('RequestTimeTooSkewed', message, 403).what).toMatch(/^The clock of this machine/);
    }
  });

  it('names what it is about, and the right that is missing', () => {
    expect(fault('AccessDenied', 'Access Denied').what).toBe(
      'Access denied: s3:GetObject is not allowed for the credentials in use: s3://exports/a/b.csv',
    );
    expect(fault('AccessDenied', '', 403, 'ListObjectsV2').what).toMatch(/s3:ListBucket/);
    expect(fault('NoSuchKey').what).toBe('The file is no longer there: s3://exports/a/b.csv');
    expect(fault('NotFound', '', 404, 'HeadBucket').what).toBe('There is no such bucket: exports');
  });

  it('tells a policy that denies from one that is missing, and a bucket whose requester pays', () => {
    const said =
      'User: arn:aws:iam::1:user/u is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::exports/a" with an explicit deny in a bucket policy';
    expect(fault('AccessDenied', said).helps).toMatch(/denies it explicitly/);
    expect(fault('AccessDenied', '').helps).toMatch(/requester pays/);
  });

  it('is said safely, whatever it says', () => {
    fc.assert(
      fc.property(anyText(60), anyText(300), anyText(80), anyText(80), (code, message, bucket, key) => {
        const secret = 'AKIAIOSFODNN7EXAMPLE X-Amz-Security-Token=IQoJb3JpZ2luX2VjEAbCd0123';
        const failure = describeStoreFault({
          operation: 'GetObject',
          code,
          message: `${message} ${secret}`,
          bucket,
          key,
        });
        const all = `${failure.what}${failure.helps}${failure.code ?? ''}`;
        expect(failure.what).toMatch(/\S/);
        expect(all).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(all).not.toContain('AKIAIOSFODNN7EXAMPLE');
        expect(all).not.toContain('IQoJb3JpZ2luX2VjEAbCd0123');
      }),
      { numRuns: 200 },
    );
  });
});
