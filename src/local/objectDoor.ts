import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failsBefore, isDue, sendThrough } from './brokenAnswers';
import type { ObjectCatalog } from './exported/catalog';
import { objectFaultError } from './exported/objectFaults';
import { listObjects, readObject } from './exported/objectRules';
import { errorXml, faultyXml, listXml } from './exported/objectXml';
import type { Fault } from './faults';
import { Faults } from './faults';
import { faultyAnswer } from './faultyAnswers';
import { headersOf, send } from './httpAnswer';
import type { AcceptedCredentials } from './requestSignature';
import { checkSignature, signedRegion } from './requestSignature';
import { ServiceError } from './serviceError';

export interface ObjectDoorOptions {
  readonly catalog: ObjectCatalog;
  readonly credentials: AcceptedCredentials;
  /** Milliseconds since the epoch. */
  readonly signatureClock: () => number;
}

/** What is asked of S3, its address in the path. */
interface Asked {
  readonly operation: ObjectOperation;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}

const operations = ['ListObjectsV2', 'GetObject', 'HeadObject', 'HeadBucket'] as const;
type ObjectOperation = (typeof operations)[number];

export function isObjectOperation(operation: string | undefined): boolean {
  return operations.some(known => known === operation);
}

const xmlType = 'application/xml';

/**
 * S3's reading half over HTTP, with the faults that are switched on: buckets in the path, one address for all
 * regions, of which a request names one by its signature. A real S3 server stands beside it in `npm run local`; this
 * one can fail, and takes every key.
 */
export class ObjectDoor {
  readonly faults = new Faults();
  /** How often each operation was called, refused or not. */
  readonly calls = new Map<string, number>();
  /** The ranges that were asked for, in order. */
  readonly ranges: string[] = [];

  constructor(
    private readonly options: ObjectDoorOptions,
    private readonly pause: (milliseconds: number) => Promise<void>,
  ) {}

  /** Never rejects: what goes wrong is answered. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-amz-request-id', randomUUID());
    try {
      const asked = read(request);
      this.calls.set(asked.operation, (this.calls.get(asked.operation) ?? 0) + 1);
      this.checkSigned(request);
      const due = this.faults.take(asked.operation);
      if (await failsBefore(due, response, this.pause)) return;
      for (const fault of due) {
        const error = objectFaultError(fault, asked.operation, asked.query.has('continuation-token'));
        if (error !== undefined) throw error;
      }
      this.checkRegion(request, asked.bucket);
      await this.answer(asked, request, response, due);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendError(request, response, error instanceof ServiceError ? error : broken(error));
    }
  }

  private async answer(
    { operation, bucket, key, query }: Asked,
    request: IncomingMessage,
    response: ServerResponse,
    due: readonly Fault[],
  ): Promise<void> {
    const { catalog } = this.options;
    if (operation === 'HeadBucket') {
      response.setHeader('x-amz-bucket-region', catalog.regionOf(bucket) ?? '');
      send(response, 200, Buffer.alloc(0), xmlType);
      return;
    }
    if (operation === 'ListObjectsV2') {
      const xml = isDue(due, 'empty-body') ? '' : await this.list(bucket, query, due);
      const headers = { 'Content-Type': xmlType };
      sendThrough(due, response, { status: 200, headers, body: Buffer.from(xml) });
      return;
    }
    const etag = request.headers['if-match'];
    const { object, bytes, ...facts } = await readObject(catalog, {
      bucket,
      key,
      ...(etag === undefined ? {} : { etag }),
    });
    const header = request.headers.range;
    if (header !== undefined) this.ranges.push(header);
    const range = rangeOf(header, bytes.length);
    const body = bytes.subarray(range.from, range.to);
    const headers = {
      'Content-Type': 'binary/octet-stream',
      ETag: facts.etag,
      'Last-Modified': new Date(object.modified).toUTCString(),
      'Accept-Ranges': 'bytes',
      ...(range.whole ? {} : { 'Content-Range': `bytes ${range.from}-${range.to - 1}/${bytes.length}` }),
    };
    if (request.method === 'HEAD') {
      response.writeHead(200, { ...headers, 'Content-Length': bytes.length });
      response.end();
    } else if (isDue(due, 'empty-body')) {
      send(response, 200, Buffer.alloc(0), 'binary/octet-stream');
    } else {
      sendThrough(due, response, { status: range.whole ? 200 : 206, headers, body });
    }
  }

  private async list(bucket: string, query: URLSearchParams, due: readonly Fault[]): Promise<string> {
    if (query.get('list-type') !== '2' || query.has('delimiter')) {
      throw new ServiceError('NotImplemented', 'Only ListObjectsV2 without a delimiter is known here.', 501);
    }
    const token = query.get('continuation-token') ?? undefined;
    const maxKeys = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
    const input = { bucket, prefix: query.get('prefix') ?? '', maxKeys };
    const { objects, nextToken } = await listObjects(this.options.catalog, {
      ...input,
      ...(token === undefined ? {} : { nextToken: token }),
      emptied: isDue(due, 'empty-page'),
    });
    const isEmptied = isDue(due, 'empty-list');
    const { NextToken: next } = due.reduce(
      (answer, fault) => faultyAnswer(fault, this.faults, { NextToken: token }, answer),
      nextToken === undefined || isEmptied ? {} : { NextToken: nextToken },
    );
    const encoded = query.get('encoding-type') === 'url';
    const asked = { ...input, encoded, ...(token === undefined ? {} : { token }) };
    const xml = listXml(asked, isEmptied ? [] : objects, typeof next === 'string' ? next : undefined);
    return due.reduce(faultyXml, xml);
  }

  /** @throws ServiceError by the codes of S3 */
  private checkSigned(request: IncomingMessage): void {
    const { method = '', url = '' } = request;
    const region = signedRegion(request.headers.authorization) ?? '';
    const { credentials, signatureClock } = this.options;
    try {
      const signed = { method, target: url, headers: headersOf(request), body: Buffer.alloc(0) };
      checkSignature(signed, { credentials, region, service: 's3' }, signatureClock());
    } catch (error) {
      throw error instanceof ServiceError ? inWordsOfS3(error) : error;
    }
  }

  /** @throws ServiceError where the request is signed for another region than the bucket's */
  private checkRegion(request: IncomingMessage, bucket: string): void {
    const region = this.options.catalog.regionOf(bucket);
    if (region === undefined || region === signedRegion(request.headers.authorization)) return;
    throw new RedirectError(region);
  }
}

class RedirectError extends ServiceError {
  constructor(readonly region: string) {
    super(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
    );
  }
}

/** @throws ServiceError for what is not read only */
function read({ method = '', url = '' }: IncomingMessage): Asked {
  const [path = '', search = ''] = url.split(/\?(.*)/s);
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  const operation = operationOf(method, key);
  if (operation === undefined || bucket === '') {
    throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed here.', 405);
  }
  try {
    return { operation, bucket, key: decodeURIComponent(key), query: new URLSearchParams(search) };
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

function operationOf(method: string, key: string): ObjectOperation | undefined {
  if (method === 'GET') return key === '' ? 'ListObjectsV2' : 'GetObject';
  if (method === 'HEAD') return key === '' ? 'HeadBucket' : 'HeadObject';
  return undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

/** @throws ServiceError InvalidRange */
function rangeOf(header: string | undefined, size: number): Range {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return { from: 0, to: size, whole: true };
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (from >= to) throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { from, to, whole: false };
}

function inWordsOfS3({ code, message }: ServiceError): ServiceError {
  switch (code) {
    case 'UnrecognizedClientException':
      return new ServiceError(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        403,
      );
    case 'InvalidSignatureException':
      return /expired|not yet current/.test(message)
        ? new ServiceError(
            'RequestTimeTooSkewed',
            'The difference between the request time and the current time is too large.',
            403,
          )
        : new ServiceError('SignatureDoesNotMatch', message, 403);
    default:
      return new ServiceError('AccessDenied', 'Access Denied', 403);
  }
}

function broken(error: unknown): ServiceError {
  return new ServiceError('InternalError', String(error), 500);
}

/** A HEAD has no body: only the status tells. */
function sendError(request: IncomingMessage, response: ServerResponse, error: ServiceError): void {
  if (error instanceof RedirectError) response.setHeader('x-amz-bucket-region', error.region);
  const body = request.method === 'HEAD' ? '' : errorXml(error.code, error.message);
  send(response, error.httpStatus, Buffer.from(body), xmlType);
}
