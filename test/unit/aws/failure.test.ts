import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRejection } from '../../../src/aws/failure';
import type { FailureContext } from '../../../src/aws/failureContext';
import { CancelledError, FailureError } from '../../../src/jobs/failure';
import { secrets } from './support/awsHome';
import { anyText } from '../anyText';

const context: FailureContext = {
  service: 'forecast',
  operation: 'ListForecastExportJobs',
  region: 'us-west-2',
  profile: 'dev',
  chosen: true,
  about: { exists: true, upperCaseKeys: false, signInProfile: 'dev' },
};

function rejectionOf(thrown: unknown, change: Partial<FailureContext> = {}) {
  return asRejection(thrown, { ...context, ...change });
}

describe('whatever is thrown', () => {
  it('becomes a failure with safe text, and is never thrown on', () => {
    const hostile = anyText(500);
    const error = fc.record(
      {
        name: fc.oneof(hostile, fc.constantFrom('CredentialsProviderError', 'SyntaxError', 'TypeError')),
        message: hostile.map(
          text => `${text} ${secrets.accessKeyId} aws_secret_access_key=${secrets.secretAccessKey}`,
        ),
        code: fc.oneof(
          hostile,
          fc.constantFrom('ENOTFOUND', 'ENOENT', 'EPROTO', 'ERR_INVALID_URL'),
          fc.integer(),
        ),
        path: hostile,
        hostname: hostile,
        $fault: fc.constantFrom('client', 'server'),
        $metadata: fc.oneof(fc.anything(), fc.record({ httpStatusCode: fc.integer(), requestId: hostile })),
        cause: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(error, fc.anything()), hostile, hostile, (thrown, profile, region) => {
        const rejection = rejectionOf(thrown, {
          profile,
          region,
          about: { ...context.about, signInProfile: profile },
        });
        if (!(rejection instanceof FailureError)) {
          return;
        }
        const { what, helps, code = '', requestId = '' } = rejection.failure;
        for (const text of [what, helps, code, requestId]) {
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(text).not.toContain(secrets.accessKeyId);
          expect(text).not.toContain(secrets.secretAccessKey);
          expect(text.length).toBeLessThan(1200);
        }
        expect(what).toMatch(/\S/);
      }),
    );
  });

  it.each([
    ['forecast', 'Amazon Forecast'],
    ['athena', 'Amazon Athena'],
  ] as const)('of a region without %s names it', (service, title) => {
    const hostname = `${service}.mars-1.amazonaws.com`;
    const thrown = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
      code: 'ENOTFOUND',
      hostname,
    });
    expect(rejectionOf(thrown, { service, region: 'mars-1' }).message).toBe(
      `There is no network connection, or ${title} is not in the region: mars-1`,
    );
  });

  it('may refuse to be looked at', () => {
    const closed = new Proxy(new Error('x'), {
      get() {
        throw new Error('no');
      },
    });
    expect(rejectionOf(closed)).toBeInstanceOf(FailureError);
    expect(rejectionOf(undefined)).toBeInstanceOf(FailureError);
    expect(rejectionOf('just text').message).toMatch(/: just text$/);
  });

  it('stays what it is where it was said already, and is no failure where it was given up', () => {
    const cancelled = new CancelledError();
    expect(rejectionOf(cancelled)).toBe(cancelled);
    expect(rejectionOf(new DOMException('x', 'AbortError'))).toBeInstanceOf(CancelledError);
  });
});
