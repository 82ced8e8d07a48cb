import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failsBefore, isDue, sendThrough } from './brokenAnswers';
import { control, controlPath } from './control';
import type { ObjectCatalog } from './exported/catalog';
import type { Fault } from './faults';
import { Faults } from './faults';
import { faultError, faultyAnswer } from './faultyAnswers';
import { trueArns } from './faultyItems';
import type { ForecastService } from './forecastService';
import { bodyOf, headersOf, jsonType, parseInput, readBody, send, sendError } from './httpAnswer';
import { ObjectDoor } from './objectDoor';
import type { AcceptedCredentials } from './requestSignature';
import { checkSignature } from './requestSignature';
import { ServiceError, unknownOperation } from './serviceError';

/** One call as it came in. `code` is what it was refused with. */
export interface RecordedCall {
  readonly operation: string;
  readonly input: unknown;
  readonly code?: string;
}

export interface DoorOptions {
  readonly service: ForecastService;
  readonly catalog: ObjectCatalog;
  readonly credentials: AcceptedCredentials;
  /** Milliseconds since the epoch. */
  readonly signatureClock: () => number;
  /** Moves the account's clock on by milliseconds. */
  readonly advance: (milliseconds: number) => void;
}

const targetPrefix = 'AmazonForecast.';
const maximalRecords = 1000;

/** The way over HTTP to the rules: AWS JSON 1.1 and SigV4, and the faults that are switched on. */
export class HttpDoor {
  readonly faults = new Faults();
  readonly calls = new Map<string, number>();
  readonly recorded: RecordedCall[] = [];
  /** The same address answers for S3, too. */
  readonly objects: ObjectDoor;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly options: DoorOptions) {
    this.objects = new ObjectDoor(options, milliseconds => this.pause(milliseconds));
  }

  /** Never rejects: what goes wrong is answered. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-amzn-RequestId', randomUUID());
    response.setHeader('Date', new Date(this.options.signatureClock()).toUTCString());
    try {
      if (!isLoopbackName(request.headers.host))
        throw new ServiceError('AccessDeniedException', 'Unknown host', 403);
      if (request.url === controlPath) {
        const { faults, calls, objects } = this;
        const { advance } = this.options;
        const state = await control(request, { faults, calls, objects, advance });
        send(response, 200, Buffer.from(JSON.stringify(state)), 'application/json');
      } else if (isOfS3(request)) {
        await this.objects.handle(request, response);
      } else {
        await this.answerSigned(request, response);
      }
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof ServiceError) sendError(response, error);
      else sendError(response, new ServiceError('InternalFailure', String(error), 500));
    }
  }

  /** Lets answers that are being slow go out at once. */
  hurry(): void {
    for (const wake of this.waiting) wake();
  }

  private async answerSigned(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (method !== 'POST' || url !== '/' || type !== jsonType)
      throw unknownOperation(`${method} ${url}`, 404);
    const target = headersOf(request).get('x-amz-target') ?? '';
    const operation = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : target;
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);

    const body = await readBody(request);
    const { credentials, service, signatureClock } = this.options;
    const signed = { method, target: url, headers: headersOf(request), body };
    checkSignature(
      signed,
      { credentials, region: service.account.region, service: 'forecast' },
      signatureClock(),
    );
    if (!target.startsWith(targetPrefix)) throw unknownOperation(target);

    const input = parseInput(body);
    try {
      await this.answerCall(response, operation, input, this.faults.take(operation));
      this.record({ operation, input });
    } catch (error) {
      if (error instanceof ServiceError) this.record({ operation, input, code: error.code });
      throw error;
    }
  }

  private async answerCall(
    response: ServerResponse,
    operation: string,
    input: unknown,
    due: readonly Fault[],
  ): Promise<void> {
    const { service } = this.options;
    if (await failsBefore(due, response, milliseconds => this.pause(milliseconds))) return;
    for (const fault of due) {
      const error = faultError(fault, operation, service.account.accountId, input);
      if (error !== undefined) throw error;
    }
    const pages = isDue(due, 'empty-page') ? 'empty' : undefined;
    const good = service.call(operation, trueArns(input), pages);
    const spoiled = due.reduce((answer, fault) => faultyAnswer(fault, this.faults, input, answer), {
      ...good,
    });
    const whole = isDue(due, 'empty-object') ? Buffer.from('{}') : bodyOf(spoiled);
    const body = isDue(due, 'empty-body') ? Buffer.alloc(0) : whole;
    sendThrough(due, response, { status: 200, headers: { 'Content-Type': jsonType }, body });
  }

  private record(call: RecordedCall): void {
    this.recorded.push(call);
    if (this.recorded.length > maximalRecords) this.recorded.shift();
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiting.add(wake);
    });
  }
}

/** A page in a browser that had its own name point to this machine would send that name. */
function isLoopbackName(host: string | undefined): boolean {
  return host !== undefined && /^(127(\.\d{1,3}){3}|localhost)(:\d+)?$/i.test(host);
}

/** Forecast is only ever sent a POST, to the root. */
function isOfS3({ method, url }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && url !== '/';
}
