import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '../../../src/local/requestSignature';
import { checkSignature } from '../../../src/local/requestSignature';
import { refusal } from './made';
import type { Signing } from './signedRequest';
import { signedHeaders } from './signedRequest';

const time = Date.parse('2015-08-30T12:36:00Z');

describe('the test vectors that AWS publishes', () => {
  const rules = {
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
    region: 'us-east-1',
    service: 'service',
  };
  const vector = (method: string, target: string, signature: string): SignedRequest => ({
    method,
    target,
    headers: new Map([
      ['host', 'example.amazonaws.com'],
      ['x-amz-date', '20150830T123600Z'],
      [
        'authorization',
        `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`,
      ],
    ]),
    body: Buffer.alloc(0),
  });

  it.each([
    ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('%s', (_, method, target, signature) => {
    checkSignature(vector(method, target, signature), rules, time);
    const wrong = signature.replace(/^./, first => (first === '0' ? '1' : '0'));
    expect(refusal(() => checkSignature(vector(method, target, wrong), rules, time)).code).toBe(
      'InvalidSignatureException',
    );
  });
});

describe('a signature', () => {
  const signing: Signing = {
    url: 'http://127.0.0.1:4580',
    accessKeyId: 'KEY',
    secretAccessKey: 'secret/+=',
    region: 'us-west-2',
    time,
  };
  const credentials = { accessKeyId: 'KEY', secretAccessKey: 'secret/+=' };
  const body = '{"MaxResults":1}';

  function check(
    changes: Partial<Signing>,
    headers: Record<string, string | undefined> = {},
    options: { body?: string; sessionToken?: string } = {},
  ): void {
    const all = { ...signedHeaders({ ...signing, ...changes }, 'ListForecasts', body), ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const { sessionToken } = options;
    checkSignature(
      { method: 'POST', target: '/', headers: new Map(sent), body: Buffer.from(options.body ?? body) },
      {
        credentials: { ...credentials, ...(sessionToken === undefined ? {} : { sessionToken }) },
        region: 'us-west-2',
        service: 'forecast',
      },
      time,
    );
  }
  const said = (...args: Parameters<typeof check>) => {
    const { code, message } = refusal(() => check(...args));
    return `${code}: ${message}`;
  };

  it('that is good passes, up to five minutes of skew, with a session token or without', () => {
    check({});
    check({ time: time - 300_000 });
    check({ time: time + 300_000 });
    check({ sessionToken: 'any' });
    check({ sessionToken: 'the one' }, {}, { sessionToken: 'the one' });
  });

  it.each<[string, Partial<Signing>, string]>([
    [
      'key',
      { accessKeyId: 'OTHER' },
      'UnrecognizedClientException: The security token included in the request is invalid.',
    ],
    [
      'secret',
      { secretAccessKey: 'other' },
      'InvalidSignatureException: The request signature we calculated does not match',
    ],
    [
      'region',
      { region: 'us-east-1' },
      'InvalidSignatureException: Credential should be scoped to a valid region',
    ],
    [
      'service',
      { serviceName: 's3' },
      "InvalidSignatureException: Credential should be scoped to correct service: 'forecast'",
    ],
    [
      'date: too old',
      { time: time - 301_000 },
      'InvalidSignatureException: Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)',
    ],
    [
      'date: too new',
      { time: time + 301_000 },
      'InvalidSignatureException: Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z (20150830T123600Z + 5 min.)',
    ],
  ])('with a wrong %s is refused', (_, changes, message) => {
    expect(said(changes)).toContain(message);
  });

  it('holds for the body, the date and the operation', () => {
    expect(said({}, {}, { body: '{}' })).toMatch(/^InvalidSignatureException/);
    expect(said({}, { 'x-amz-date': '20150830T123601Z' })).toMatch(/^InvalidSignatureException/);
    expect(said({}, { 'x-amz-target': 'AmazonForecast.StopResource' })).toMatch(/^InvalidSignatureException/);
    expect(said({}, { 'x-amz-security-token': 'added' })).toMatch(/must be a 'SignedHeader'/);
  });

  it('needs the session token where there is one', () => {
    expect(said({}, {}, { sessionToken: 'the one' })).toMatch(/^UnrecognizedClientException/);
    expect(said({ sessionToken: 'another' }, {}, { sessionToken: 'the one' })).toMatch(
      /^UnrecognizedClientException/,
    );
  });

  const credential = 'Credential=KEY/20150830/us-west-2/forecast/aws4_request';
  it.each([
    ['none', undefined, 'MissingAuthenticationTokenException'],
    ['an empty one', '', 'MissingAuthenticationTokenException'],
    ['another scheme', 'Bearer abc', 'IncompleteSignatureException'],
    ['no signature', `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host`, 'IncompleteSignatureException'],
    ['no credential', 'AWS4-HMAC-SHA256 SignedHeaders=host, Signature=1', 'IncompleteSignatureException'],
    [
      'a short scope',
      'AWS4-HMAC-SHA256 Credential=KEY/x, SignedHeaders=host, Signature=1',
      'IncompleteSignatureException',
    ],
    [
      'another end of the scope',
      `AWS4-HMAC-SHA256 ${credential}s, SignedHeaders=host;x-amz-date;x-amz-target, Signature=1`,
      'InvalidSignatureException',
    ],
    [
      'another day',
      'AWS4-HMAC-SHA256 Credential=KEY/20150829/us-west-2/forecast/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=1',
      'InvalidSignatureException',
    ],
  ])('of another form, %s, is refused', (_, authorization, code) => {
    expect(said({}, { authorization })).toMatch(new RegExp(`^${code}: `));
  });

  it('needs a date of the basic format', () => {
    expect(said({}, { 'x-amz-date': undefined })).toMatch(/^IncompleteSignatureException/);
    expect(said({}, { 'x-amz-date': '20150830' })).toMatch(/^IncompleteSignatureException/);
    expect(
      said(
        {},
        {
          'x-amz-date': '20151330T123600Z',
          authorization: `AWS4-HMAC-SHA256 ${credential.replace('0830', '1330')}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=1`,
        },
      ),
    ).toMatch(/^IncompleteSignatureException/);
  });
});
