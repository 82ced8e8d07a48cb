import type { IncomingMessage } from 'node:http';
import type { Fault, Faults } from './faults';
import { readFault } from './faults';
import { parseInput, readBody } from './httpAnswer';
import { isObjectOperation } from './objectDoor';
import { ServiceError } from './serviceError';

export const controlPath = '/__control';
/** Any value will do: a page in a browser can't send it across origins without asking, and asking is refused. */
const controlHeader = 'x-local-control';

/** What can be changed while the service runs. */
export interface Controls {
  readonly faults: Faults;
  readonly calls: ReadonlyMap<string, number>;
  /** The same of S3: a fault of one of its operations is its own. */
  readonly objects: { readonly faults: Faults; readonly calls: ReadonlyMap<string, number> };
  /** Moves the account's clock on by milliseconds; signatures are checked by the true time all the same. */
  advance(milliseconds: number): void;
}

/**
 * `GET` tells `{faults, calls}`. `POST` with `{"faults": [FAULT…]}` sets them (an empty list ends them),
 * `{"advance": SECONDS}` moves the clock; it answers what GET answers.
 * @throws ServiceError for a browser's request and for what can't be read
 */
export async function control(request: IncomingMessage, controls: Controls): Promise<object> {
  if (request.headers[controlHeader] === undefined || request.headers.origin !== undefined) {
    throw refused(`The header ${controlHeader} is needed, and Origin is not allowed.`, 403);
  }
  if (request.method === 'POST') apply(parseInput(await readBody(request)), controls);
  else if (request.method !== 'GET') throw refused('GET or POST', 405);
  const { faults, calls, objects } = controls;
  return {
    faults: [...faults.list(), ...objects.faults.list()],
    calls: Object.fromEntries([...calls, ...objects.calls]),
  };
}

function apply(command: unknown, controls: Controls): void {
  if (typeof command !== 'object' || command === null) throw refused('An object is needed.');
  const { faults, advance, ...rest } = command as Record<string, unknown>;
  const unknown = Object.keys(rest).join(', ');
  if (unknown !== '') throw refused(`Unknown: ${unknown}. Known: faults, advance.`);
  if (faults !== undefined && !Array.isArray(faults)) throw refused('faults must be a list.');
  if (advance !== undefined && (typeof advance !== 'number' || !(advance >= 0))) {
    throw refused('advance must be a number of seconds, 0 or more.');
  }
  // Read all before anything is changed.
  const read = faults?.map(readOrRefuse);
  if (read !== undefined) {
    controls.faults.set(...read.filter(({ operation }) => !isObjectOperation(operation)));
    controls.objects.faults.set(...read.filter(({ operation }) => isObjectOperation(operation)));
  }
  if (advance !== undefined) controls.advance(advance * 1000);
}

function readOrRefuse(source: unknown): Fault {
  try {
    return readFault(source);
  } catch (error) {
    if (error instanceof RangeError) throw refused(error.message);
    throw error;
  }
}

function refused(message: string, status = 400): ServiceError {
  return new ServiceError('ControlException', message, status);
}
