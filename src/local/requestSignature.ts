import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from './serviceError';

/** The only credentials that are accepted. */
export interface AcceptedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If set, a request must carry this one; otherwise any (or none) will do, so long as it is signed. */
  readonly sessionToken?: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface SignatureRules {
  readonly credentials: AcceptedCredentials;
  readonly region: string;
  readonly service: string;
}

const skewMs = 5 * 60_000;

/**
 * Checks the SigV4 signature of a request as an AWS service does. `now` in milliseconds since the epoch.
 * Source: "Signature Version 4 signing process" in the IAM user guide.
 * @throws ServiceError MissingAuthenticationTokenException, IncompleteSignatureException,
 * UnrecognizedClientException, InvalidSignatureException
 */
export function checkSignature(request: SignedRequest, rules: SignatureRules, now: number): void {
  const authorization = readAuthorization(request.headers.get('authorization'));
  const date = request.headers.get('x-amz-date') ?? '';
  checkSignedHeaders(request, authorization.signedHeaders);
  const { accessKeyId, secretAccessKey, sessionToken } = rules.credentials;
  const token = request.headers.get('x-amz-security-token');
  if (authorization.accessKeyId !== accessKeyId || (sessionToken !== undefined && token !== sessionToken)) {
    const message = 'The security token included in the request is invalid.';
    throw new ServiceError('UnrecognizedClientException', message);
  }
  checkScope(authorization.scope, rules, date);
  checkDate(date, now);

  const scope = authorization.scope.join('/');
  const text = [
    'AWS4-HMAC-SHA256',
    date,
    scope,
    sha256(canonicalRequest(request, authorization.signedHeaders, rules)),
  ];
  const key = authorization.scope.reduce<Buffer | string>(
    (part, next) => hmac(part, next),
    `AWS4${secretAccessKey}`,
  );
  const expected = hmac(key, text.join('\n')).toString('hex');
  if (!sameText(expected, authorization.signature)) {
    throw invalidSignature(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
}

/** The region that a request is signed for, undefined where it is not signed. */
export function signedRegion(authorization: string | undefined): string | undefined {
  return /Credential=[^/,]+\/[^/,]+\/([^/,]+)\//.exec(authorization ?? '')?.[1];
}

interface Authorization {
  readonly accessKeyId: string;
  /** Date, region, service and `aws4_request`. */
  readonly scope: readonly string[];
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function readAuthorization(header: string | undefined): Authorization {
  if (header === undefined || header === '') {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const match = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header);
  if (match === null) throw incomplete('The Authorization header must begin with AWS4-HMAC-SHA256.');
  const parameters = new Map(
    (match[1] ?? '').split(',').map(part => {
      const [name = '', ...value] = part.trim().split('=');
      return [name, value.join('=')] as const;
    }),
  );
  for (const name of ['Credential', 'SignedHeaders', 'Signature']) {
    if (!parameters.get(name)) throw incomplete(`Authorization header requires '${name}' parameter.`);
  }
  // An access key id has no slash in it.
  const [accessKeyId = '', ...scope] = (parameters.get('Credential') ?? '').split('/');
  if (scope.length !== 4) throw incomplete('Credential must be KEY/DATE/REGION/SERVICE/aws4_request.');
  return {
    accessKeyId,
    scope,
    signedHeaders: (parameters.get('SignedHeaders') ?? '').split(';'),
    signature: parameters.get('Signature') ?? '',
  };
}

/** What decides about the request must be under the signature. */
function checkSignedHeaders(request: SignedRequest, signedHeaders: readonly string[]): void {
  if (!request.headers.has('x-amz-date')) throw incomplete("Request requires an 'X-Amz-Date' header.");
  for (const name of ['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token']) {
    if (request.headers.has(name) && !signedHeaders.includes(name)) {
      throw invalidSignature(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

function checkScope(scope: readonly string[], rules: SignatureRules, date: string): void {
  const [day, region, service, terminator] = scope;
  if (region !== rules.region) throw invalidSignature('Credential should be scoped to a valid region. ');
  if (service !== rules.service) {
    throw invalidSignature(`Credential should be scoped to correct service: '${rules.service}'. `);
  }
  if (terminator !== 'aws4_request') {
    throw invalidSignature("Credential should be scoped with a valid terminator: 'aws4_request'. ");
  }
  if (day !== date.slice(0, 8)) {
    throw invalidSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: ${date}`,
    );
  }
}

function checkDate(date: string, now: number): void {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  const signed =
    parts === null ? NaN : Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  if (Number.isNaN(signed)) throw incomplete(`Date must be in ISO-8601 'basic format'. Got '${date}'.`);
  const bounds = `${basicDate(now)} ${signed < now ? '-' : '+'} 5 min.`;
  if (signed < now - skewMs) {
    throw invalidSignature(
      `Signature expired: ${date} is now earlier than ${basicDate(now - skewMs)} (${bounds})`,
    );
  }
  if (signed > now + skewMs) {
    throw invalidSignature(
      `Signature not yet current: ${date} is still later than ${basicDate(now + skewMs)} (${bounds})`,
    );
  }
}

function canonicalRequest(
  request: SignedRequest,
  signedHeaders: readonly string[],
  rules: SignatureRules,
): string {
  const [path = '/', query = ''] = request.target.split(/\?(.*)/s);
  const headers = signedHeaders.map(
    name => `${name}:${(request.headers.get(name) ?? '').trim().replace(/\s+/g, ' ')}\n`,
  );
  const ofS3 = rules.service === 's3';
  return [
    request.method,
    // S3 alone takes the path as it is sent, and the hash of the body from its header.
    ofS3 ? path : path.split('/').map(encodeURIComponent).join('/'),
    query.split('&').sort().join('&'),
    headers.join(''),
    signedHeaders.join(';'),
    ofS3 ? (request.headers.get('x-amz-content-sha256') ?? '') : sha256(request.body),
  ].join('\n');
}

function basicDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sameText(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

function incomplete(message: string): ServiceError {
  return new ServiceError('IncompleteSignatureException', message);
}

function invalidSignature(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message);
}
