/** What the HTTP door can be told to do wrong, by the name it has on the command line and over HTTP. */
export const faultNames = {
  throttle: 'answers ThrottlingException',
  '500': 'answers InternalFailure with status 500',
  '503': 'answers ServiceUnavailable with status 503',
  'html-502': "answers a proxy's HTML page with status 502",
  'html-200': 'answers the sign-in page of a network with status 200',
  cut: 'cuts the connection before it does anything',
  'cut-answer': 'does what it is asked and cuts the connection instead of answering',
  'cut-body': 'cuts the connection in the middle of the body',
  'cut-end': 'cuts the connection right after the whole answer',
  stall: 'stops in the middle of the body and keeps the connection open',
  slow: 'answers after `ms` milliseconds (2000)',
  expired: 'answers ExpiredTokenException',
  denied: 'answers AccessDeniedException',
  'denied-empty': 'answers AccessDeniedException with an empty message',
  error: 'answers the error `code` (InvalidInputException) with `message` and HTTP `status` (400)',
  'invalid-token': 'answers InvalidNextTokenException to every NextToken',
  'empty-body': 'answers nothing at all with status 200',
  'empty-object': 'answers {}',
  'null-list': 'answers a list that is null',
  'empty-list': 'answers a list without items that ends there',
  'wrong-shape': 'answers values of other types than the model has',
  'empty-token': 'answers "NextToken": "" on the last page',
  'empty-page': 'answers an empty page with a NextToken that goes on at the same place',
  'repeated-token': 'answers the NextToken that it was asked with',
  'cycling-token': 'answers tokens that go round: first, second, first, second',
  'unknown-status': 'gives every third job a status that no model has',
  'missing-fields': 'leaves members out',
  'unknown-members': 'adds members that no model has',
  'hostile-strings': 'puts markup, commands and control characters into every text',
  'odd-arns': 'gives jobs ARNs of old and broken forms',
  'odd-dates': 'gives jobs dates that are out of range',
} as const;

export type FaultName = keyof typeof faultNames;

export interface Fault {
  readonly name: FaultName;
  /** Only calls of this operation; otherwise of any. */
  readonly operation?: string;
  /** Lets this many matching calls pass first. */
  readonly after?: number;
  /** Then happens this many times; otherwise on and on. */
  readonly times?: number;
  /** For `slow`. */
  readonly ms?: number;
  /** For `error`: the name of the exception, any one. */
  readonly code?: string;
  /** For `error`: any text. */
  readonly message?: string;
  /** For `error`: an HTTP status from 400 to 599. */
  readonly status?: number;
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultNames, name);
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** The faults that are switched on. Of several that match a call, all happen, in the order they were added. */
export class Faults {
  private armed: Armed[] = [];
  /** For `cycling-token`: the first two tokens of the list that is being paged. */
  cycle: readonly string[] = [];

  add(...faults: readonly Fault[]): void {
    for (const fault of faults) this.armed.push({ fault, seen: 0 });
  }

  /** In place of those that were on. */
  set(...faults: readonly Fault[]): void {
    this.clear();
    this.add(...faults);
  }

  clear(): void {
    this.armed = [];
    this.cycle = [];
  }

  list(): readonly Fault[] {
    return this.armed.map(({ fault }) => fault);
  }

  /** To be called once for each call of an operation: it counts. */
  take(operation: string): readonly Fault[] {
    const due: Fault[] = [];
    for (const entry of this.armed) {
      if (entry.fault.operation !== undefined && entry.fault.operation !== operation) continue;
      const call = entry.seen++;
      const from = entry.fault.after ?? 0;
      if (call >= from && call < from + (entry.fault.times ?? Infinity)) due.push(entry.fault);
    }
    return due;
  }
}

/**
 * A fault from a text `NAME`, or `NAME:operation=…,after=…,times=…,ms=…,code=…,status=…,message=…` (the message
 * last: all that follows is its text, commas too), or from an object with these members.
 * @throws RangeError that says in one line what is wrong
 */
export function readFault(source: unknown): Fault {
  const given = typeof source === 'string' ? parseFaultText(source) : source;
  if (typeof given !== 'object' || given === null) throw new RangeError('A fault is a text or an object.');
  const values = new Map<string, unknown>(Object.entries(given));
  const name = values.get('name');
  if (typeof name !== 'string' || !isFaultName(name)) {
    const known = Object.keys(faultNames).join(', ');
    throw new RangeError(`Unknown fault: ${typeof name === 'string' ? name : '(no name)'}. Known: ${known}.`);
  }
  const fault: { -readonly [K in keyof Fault]: Fault[K] } = { name };
  for (const [key, value] of values) {
    if ((key === 'operation' || key === 'message') && typeof value === 'string') fault[key] = value;
    else if (key === 'code') fault.code = readCode(value);
    else if (key === 'status') fault.status = readStatus(value);
    else if (key === 'after' || key === 'times' || key === 'ms') fault[key] = readCount(key, value);
    else if (key !== 'name') throw new RangeError(`Unknown setting of a fault: ${key}.`);
  }
  return fault;
}

function parseFaultText(text: string): Record<string, string> {
  const [name = '', settings = ''] = text.split(/:(.*)/s);
  const [before = '', message] = settings.split(/(?<=^|,)message=(.*)/s);
  const pairs = before.split(',').filter(pair => pair !== '');
  return Object.fromEntries([
    ['name', name],
    ...pairs.map(pair => pair.split(/=(.*)/s).slice(0, 2)),
    ...(message === undefined ? [] : [['message', message]]),
  ]) as Record<string, string>;
}

/** It stands in a header of the answer, too. */
function readCode(value: unknown): string {
  if (typeof value !== 'string' || !/^\w+$/.test(value)) {
    throw new RangeError('The setting code of a fault is a name of letters, digits and underscores.');
  }
  return value;
}

function readStatus(value: unknown): number {
  const status = readCount('status', value);
  if (status < 400 || status > 599) {
    throw new RangeError('The setting status of a fault is an HTTP status from 400 to 599.');
  }
  return status;
}

function readCount(key: string, value: unknown): number {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new RangeError(`The setting ${key} of a fault is a whole number, 0 or more.`);
  }
  return count;
}
