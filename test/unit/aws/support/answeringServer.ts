import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

export interface Asked {
  readonly operation: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

type Answering = (asked: Asked, response: ServerResponse) => Answer | 'handled' | Promise<Answer | 'handled'>;

/** An HTTP service on loopback whose every answer a test gives. Counts what it was asked. */
export class AnsweringServer {
  readonly asked: Asked[] = [];
  answer: Answering = () => json({});
  readonly #server: Server;
  readonly #scheme: string;

  private constructor(tls: { readonly key: string; readonly cert: string } | undefined) {
    const listener: RequestListener = (request, response) => void this.#respond(request, response);
    this.#server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    this.#scheme = tls === undefined ? 'http' : 'https';
  }

  static async start(tls?: { readonly key: string; readonly cert: string }): Promise<AnsweringServer> {
    const started = new AnsweringServer(tls);
    await new Promise<void>(resolve => started.#server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${String(this.port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const asked: Asked = {
      operation: String(request.headers['x-amz-target'] ?? '').replace('AmazonForecast.', ''),
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    this.asked.push(asked);
    const answer = await this.answer(asked, response);
    if (answer !== 'handled') {
      response.writeHead(answer.status ?? 200, { 'x-amzn-requestid': 'request-id-1', ...answer.headers });
      response.end(answer.body ?? '');
    }
  }
}

export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(value) };
}

export function error(code: string, message?: string, status = 400): Answer {
  return json({ __type: code, ...(message === undefined ? {} : { message }) }, status);
}

/** An error as STS answers it. */
export function stsError(code: string, message: string, status = 403): Answer {
  const text = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>sts-1</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body: text };
}

/** The answer of sts:AssumeRole. */
export function assumedRole(accessKeyId: string, secretAccessKey: string, sessionToken: string): Answer {
  const credentials = `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
  const text = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${credentials}<AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:s</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;
  return { headers: { 'content-type': 'text/xml' }, body: text };
}
