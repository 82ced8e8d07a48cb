import type { IncomingMessage, ServerResponse } from 'node:http';
import { serialization, ServiceError } from './serviceError';

export const jsonType = 'application/x-amz-json-1.1';

/** More than any input of the model can be. */
const maximalBody = 1 << 20;

/** @throws ServiceError where the body is larger than any request can be */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to its end all the same: who is still sending doesn't read the answer.
    if (size <= maximalBody) chunks.push(chunk);
  }
  if (size > maximalBody) {
    throw new ServiceError('RequestEntityTooLargeException', 'Request body is too large.', 413);
  }
  return Buffer.concat(chunks);
}

/** An empty body is an input without members. @throws ServiceError SerializationException */
export function parseInput(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    // The parser's words would repeat the request.
    throw serialization('The request body is not valid JSON.');
  }
}

/** Operations without an output answer no body, as the service does. */
export function bodyOf(answer: object): Buffer {
  return Object.keys(answer).length === 0 ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer));
}

export function sendError(response: ServerResponse, error: ServiceError): void {
  response.setHeader('x-amzn-ErrorType', error.code);
  send(
    response,
    error.httpStatus,
    Buffer.from(JSON.stringify({ __type: error.code, message: error.message })),
  );
}

export function send(response: ServerResponse, status: number, body: Buffer, type = jsonType): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}

export const proxyPage = Buffer.from(
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n',
);

/** A header that was sent more than once counts with all its values, as for the signature. */
export function headersOf(request: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headersDistinct)) {
    if (value !== undefined) headers.set(name, value.join(','));
  }
  return headers;
}
