import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';

/** What a request is signed with, and how it is sent; each can be made wrong. */
export interface Signing {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly serviceName?: string;
  /** Milliseconds since the epoch. */
  readonly time?: number;
  readonly sessionToken?: string;
}

export interface HttpResult {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The headers of one call, signed as the IAM user guide says, written apart from the service's own check. */
export function signedHeaders(signing: Signing, operation: string, body: string): Record<string, string> {
  const date = new Date(signing.time ?? Date.now()).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(signing.url).host,
    'x-amz-date': date,
    ...(signing.sessionToken === undefined ? {} : { 'x-amz-security-token': signing.sessionToken }),
    'x-amz-target': `AmazonForecast.${operation}`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const canonical = ['POST', '/', '', ...lines, '', names, hash(body)].join('\n');
  const day = date.slice(0, 8);
  const service = signing.serviceName ?? 'forecast';
  const scope = `${day}/${signing.region}/${service}/aws4_request`;
  let key: string | Buffer = `AWS4${signing.secretAccessKey}`;
  for (const part of [day, signing.region, service, 'aws4_request']) key = mac(key, part);
  const signature = mac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${signing.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

/** Any request as it is; rejects where the connection is cut. */
export function send(
  url: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string },
): Promise<HttpResult> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', headers = {}, body = '' } = options;
    const sent = request(
      url,
      { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A signed call of an operation. */
export function callOver(signing: Signing, operation: string, input: object = {}): Promise<HttpResult> {
  const body = JSON.stringify(input);
  return send(signing.url, { headers: signedHeaders(signing, operation, body), body });
}
