import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/jobs/redact';
import { anyText } from '../anyText';

function characters(alphabet: string, length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: length, maxLength: length });
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const keyId = fc
  .tuple(fc.constantFrom('AKIA', 'ASIA'), characters(upper + digits, 16))
  .map(([prefix, rest]) => prefix + rest);
const secretKey = characters(`${upper}${lower}${digits}/+`, 37).map(rest => `aZ7${rest}`);
const sessionToken = characters(`${upper}${lower}${digits}/+`, 300).map(rest => `IQoJb3JpZ2lu${rest}==`);
const before = fc.constantFrom('', ' ', 'key ', '"', '(', 'was: ', '\n');
const after = fc.constantFrom('', ' ', '"', ')', ', next', '\n', '.');

/** Every way in which a secret named `name` may stand in a text. */
const named = [
  (name: string, secret: string) => `${name}=${secret}`,
  (name: string, secret: string) => `${name} = ${secret}`,
  (name: string, secret: string) => `{"${name}": "${secret}"}`,
  (name: string, secret: string) => `{"${name}":"${secret}","Version":1}`,
  (name: string, secret: string) => `'${name}': '${secret}'`,
  (name: string, secret: string) => `${name}: ${secret}`,
  (name: string, secret: string) => `https://host/path?a=b&${name}=${encodeURIComponent(secret)}&c=d`,
];

describe('what goes to a log or a message', () => {
  it('holds no access key id, secret key or session token wherever they stood', () => {
    fc.assert(
      fc.property(before, after, keyId, secretKey, sessionToken, (start, end, id, secret, token) => {
        for (const value of [id, secret, token]) {
          expect(redact(`${start}${value}${end}`)).not.toContain(value);
        }
      }),
    );
  });

  it('holds no value of a name that stands for a secret', () => {
    const names = fc.constantFrom(
      ...['aws_secret_access_key', 'SecretAccessKey', 'aws_session_token', 'SessionToken', 'accessToken'],
      ...[
        'refresh_token',
        'clientSecret',
        'password',
        'X-Amz-Signature',
        'X-Amz-Security-Token',
        'X-Amz-Credential',
      ],
      ...['Signature', 'x-amz-security-token', 'token', 'TokenCode'],
    );
    const value = fc.oneof(characters(upper + lower + digits, 12), secretKey, sessionToken);
    fc.assert(
      fc.property(names, value, fc.constantFrom(...named), (name, secret, write) => {
        const shown = redact(write(name, secret));
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(encodeURIComponent(secret));
      }),
    );
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), secretKey, sessionToken), any => {
        expect(redact(redact(any))).toBe(redact(any));
      }),
    );
  });

  it('takes out headers, addresses with passwords, tokens and keys in blocks', () => {
    const header =
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-west-2/forecast/aws4_request, ' +
      'SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
    expect(redact(`Authorization: ${header}\nHost: x`)).toBe('Authorization: [redacted]\nHost: x');
    expect(redact(`{"authorization":"${header}"}`)).toBe('{"authorization":"[redacted]"}');
    expect(redact(`The Authorization header was ${header}`)).not.toContain('fe5f80');
    expect(redact('connect to http://me:hunter2@proxy:3128 failed')).not.toContain('hunter2');
    expect(redact('Bearer abcdef0123456789')).toBe('Bearer [redacted]');
    expect(redact('sent eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl on')).toBe('sent [redacted] on');
    expect(redact('-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY----- x')).toBe(
      '[redacted] x',
    );
    expect(redact('tool --password hunter2 --session-token abc')).not.toMatch(/hunter2|abc/);
  });

  it('leaves what a user needs to read', () => {
    for (const text of [
      'User: arn:aws:iam::123456789012:user/me is not authorized to perform: forecast:ListForecastExportJobs',
      'arn:aws:forecast:us-west-2:123456789012:forecast-export-job/my_long_Forecast_name_2026/Export_2026_01_01_weekly',
      'The security token included in the request is expired',
      's3://bucket/some/folder/with/a/long/path/2026/01/01/',
      'ListForecastExportJobs 200 12 ms, request 8a2c0c2e-5d0a-4c1e-9a5e-2b7d3f6f0a11',
    ]) {
      expect(redact(text)).toBe(text);
    }
  });

  it('takes time in proportion to the text', () => {
    for (const part of ['token', 'a', '=', 'AKIA', '/A1a', '://', '"', 'secret="\\']) {
      expect(redact(part.repeat(200_000 / part.length)).length).toBeGreaterThan(0);
    }
  });
});
