import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../src/jobs/failure';
import { describeServiceFault } from '../../../src/jobs/serviceFaults';
import { anyText } from '../anyText';

const operation = 'ListForecastExportJobs';

function fault(code: string, message = '', httpStatus = 400) {
  return describeServiceFault({ code, message, operation, httpStatus, requestId: 'request-1' });
}

const kinds: readonly (readonly [string, FailureKind])[] = [
  ['InvalidNextTokenException', 'invalidToken'],
  ['InvalidInputException', 'invalidInput'],
  ['ResourceNotFoundException', 'notFound'],
  ['ResourceInUseException', 'inUse'],
  ['ResourceAlreadyExistsException', 'exists'],
  ['LimitExceededException', 'limit'],
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['AccessDeniedException', 'denied'],
  ['AccessDenied', 'denied'],
  ['NotAuthorized', 'denied'],
  ['OptInRequired', 'denied'],
  ['SubscriptionRequiredException', 'denied'],
  ['ExpiredTokenException', 'expired'],
  ['ExpiredToken', 'expired'],
  ['UnrecognizedClientException', 'credentials'],
  ['InvalidClientTokenId', 'credentials'],
  ['InvalidSignatureException', 'credentials'],
  ['SignatureDoesNotMatch', 'credentials'],
  ['RequestExpired', 'credentials'],
  ['IncompleteSignature', 'credentials'],
  ['IncompleteSignatureException', 'credentials'],
  ['MissingAuthenticationToken', 'credentials'],
  ['MissingAuthenticationTokenException', 'credentials'],
  ['ValidationException', 'invalidInput'],
  ['ValidationError', 'invalidInput'],
  ['ServiceUnavailable', 'unavailable'],
  ['ServiceUnavailableException', 'unavailable'],
  ['InternalFailure', 'unavailable'],
  ['InternalServerException', 'unavailable'],
  ['InternalServerError', 'unavailable'],
  ['UnknownOperationException', 'region'],
  ['InvalidAction', 'region'],
];

describe('an error of the service in the words of the user', () => {
  it.each(kinds)('%s is of kind %s, says what happened and what helps', (code, kind) => {
    for (const message of ['', 'UnknownError', 'something the service says']) {
      const failure = fault(code, message);
      expect(failure.kind).toBe(kind);
      expect(failure.what).toMatch(/\S/);
      expect(failure.what).not.toContain('UnknownError');
      expect(failure.helps).toMatch(/\S/);
      expect(failure.code).toBe(code);
      expect(failure.requestId).toBe('request-1');
    }
  });

  it('knows a code in every form it is sent in', () => {
    expect(fault('com.amazonaws.forecast#ThrottlingException:http://x/').kind).toBe('throttled');
    expect(fault('com.amazonaws.forecast#ThrottlingException').code).toBe('ThrottlingException');
  });

  it('puts what the service said last', () => {
    for (const code of [
      'InvalidInputException',
      'ResourceNotFoundException',
      'ResourceInUseException',
      'Odd',
    ]) {
      expect(fault(code, 'the service said so').what).toMatch(/the service said so$/);
    }
  });

  it('explains a refused export by the words that explain a failed one', () => {
    const refused = (code: string, message: string) =>
      describeServiceFault({ code, message, operation: 'CreateForecastExportJob', httpStatus: 400 }).helps;
    expect(refused('InvalidInputException', 'Cross-account pass role is not allowed: R')).toMatch(
      /same account/,
    );
    expect(refused('InvalidInputException', 'The bucket exports does not exist')).toMatch(/no such bucket/);
    expect(refused('InvalidInputException', 'Value 7 at x failed to satisfy constraint')).toBe('');
    expect(refused('ResourceInUseException', 'The forecast f is CREATE_PENDING; it must be ACTIVE')).toMatch(
      /Export once the forecast is ACTIVE/,
    );
    expect(fault('ResourceInUseException', 'The forecast f is CREATE_PENDING').helps).toMatch(/^Wait until/);
  });

  it('explains the quotas', () => {
    const { helps } = fault('LimitExceededException');
    expect(helps).toContain('1,000 export jobs');
    expect(helps).toContain('3 being created and 3 being stopped');
  });

  it('goes by the HTTP status where the code says nothing', () => {
    expect(fault('Unknown', '', 429).kind).toBe('throttled');
    expect(fault('Unknown', '', 503).kind).toBe('unavailable');
    expect(fault('Unknown', '', 500).what).toContain('500');
    expect(fault('', '', 403).kind).toBe('denied');
    expect(fault('Unknown', '', 404).kind).toBe('region');
    expect(fault('Unknown', '', 302).what).toContain('HTTP 302');
    expect(describeServiceFault({ code: '', message: '', operation }).what).toMatch(/no name and no text/);
  });

  it('tells a wrong clock from a wrong secret key', () => {
    expect(
      fault('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than').what,
    ).toContain('clock');
    expect(fault('InvalidSignatureException', 'Signature not yet current').what).toContain('clock');
    expect(
      fault('InvalidSignatureException', 'The request signature we calculated does not match').what,
    ).toContain('secret access key');
  });

  it('shows an unknown code as it is, and no member of Object for one', () => {
    expect(fault('WeirdException', 'hm').what).toBe(
      'Amazon Forecast answered with the error WeirdException: hm',
    );
    expect(fault('constructor', 'hm').kind).toBe('other');
    expect(fault('__proto__', 'hm').kind).toBe('other');
  });
});

describe('AccessDenied', () => {
  const user = 'arn:aws:iam::123456789012:user/me';

  it('says which action was denied to whom', () => {
    const failure = fault(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: forecast:ListForecastExportJobs on resource: * because no identity-based policy allows the forecast:ListForecastExportJobs action`,
    );
    expect(failure.what).toBe(`Access denied: forecast:ListForecastExportJobs is not allowed for ${user}`);
    expect(failure.helps).toContain('forecast:ListForecastExportJobs');
  });

  it('names the action where the message is empty', () => {
    for (const message of ['', 'UnknownError']) {
      expect(fault('AccessDeniedException', message).what).toBe(
        'Access denied: forecast:ListForecastExportJobs is not allowed for the credentials in use',
      );
    }
  });

  it('names iam:PassRole and who lacks it', () => {
    const role = 'arn:aws:iam::123456789012:role/ForecastExport';
    const { what } = fault(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: iam:PassRole on resource: ${role}`,
    );
    expect(what).toContain('iam:PassRole');
    expect(what).toContain(user);
    expect(what).toMatch(new RegExp(`${role}$`));
    expect(fault('AccessDeniedException', 'iam:PassRole').what).toContain('iam:PassRole');
  });

  it('names the action of KMS and who lacks it', () => {
    const { what, helps } = fault(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-west-2:123456789012:key/1`,
    );
    expect(what).toContain('kms:GenerateDataKey');
    expect(what).toContain(user);
    expect(helps).toContain('kms:Decrypt');
  });

  it('tells an explicit deny from a missing permission', () => {
    const { helps } = fault(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: forecast:ListForecasts with an explicit deny in a service control policy`,
    );
    expect(helps).toContain('explicitly');
  });

  it('explains that the service takes no new customers', () => {
    const { what, helps } = fault(
      'AccessDeniedException',
      'Amazon Forecast is no longer available to new customers.',
    );
    expect(what).toContain('no access to Amazon Forecast');
    expect(helps).toContain('July 29, 2024');
  });
});

describe('hostile text of the service', () => {
  it('ends in no control character, no secret and no long text, whatever code and message are', () => {
    const codes = fc.oneof(fc.constantFrom(...kinds.map(([code]) => code)), anyText());
    const status = fc.constantFrom(undefined, 200, 302, 400, 403, 404, 429, 500, 503);
    fc.assert(
      fc.property(codes, anyText(3000), status, (code, message, httpStatus) => {
        const failure = describeServiceFault({
          code,
          message: `${message} AKIAIOSFODNN7EXAMPLE`,
          operation,
          requestId: message,
          ...(httpStatus === undefined ? {} : { httpStatus }),
        });
        for (const text of [failure.what, failure.helps, failure.code ?? '', failure.requestId ?? '']) {
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(text).not.toContain('AKIAIOSFODNN7EXAMPLE');
          expect(text.length).toBeLessThan(800);
        }
      }),
    );
  });

  it('cannot blow up a caller or resource that never ends', () => {
    const message = `User: arn:${'a'.repeat(50_000)} is not authorized to perform: iam:PassRole on resource: arn:${'b'.repeat(50_000)}`;
    expect(fault('AccessDeniedException', message).what.length).toBeLessThan(800);
  });
});
