import type { ServiceName } from './awsService';
import type { AboutProfile } from './sharedConfig';

/** What a request was about, so that its failure can be explained. */
export interface FailureContext {
  readonly service: ServiceName;
  /** As `ListForecastExportJobs`. */
  readonly operation: string;
  readonly region: string;
  /** Where it went, if not to the region's own endpoint. */
  readonly endpoint?: string;
  /** The profile whose credentials it used; with the environment's, the one AWS_PROFILE names. */
  readonly profile: string;
  /** Whether the profile was chosen, rather than the environment. */
  readonly chosen: boolean;
  readonly about: AboutProfile;
  /** How often it was sent before, without an answer. */
  readonly attempts?: number;
}

/** The parts of an error that tell something, whatever was thrown. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly hostname: string;
  readonly path: string;
  readonly requestId?: string;
  readonly httpStatus?: number;
  readonly attempts?: number;
  /** The answer of a service, not a fault on the way to it. */
  readonly answered: boolean;
}

/** Reads an error without trusting it: every member may be missing, of another type, or throw. */
export function errorFacts(thrown: unknown): ErrorFacts {
  const metadata = member(thrown, '$metadata');
  const requestId = member(metadata, 'requestId');
  const httpStatus = member(metadata, 'httpStatusCode');
  const attempts = member(metadata, 'attempts');
  const code = text(member(thrown, 'code'));
  return {
    name: text(member(thrown, 'name')),
    message: typeof thrown === 'string' ? thrown : text(member(thrown, 'message')),
    code: code === '' ? text(member(member(thrown, 'cause'), 'code')) : code,
    hostname: text(member(thrown, 'hostname')),
    path: text(member(thrown, 'path')),
    ...(typeof requestId === 'string' && requestId !== '' ? { requestId } : {}),
    ...(typeof httpStatus === 'number' ? { httpStatus } : {}),
    ...(typeof attempts === 'number' ? { attempts } : {}),
    answered: member(thrown, '$fault') !== undefined,
  };
}

function member(value: unknown, key: string): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    return undefined;
  }
  try {
    const found: unknown = Reflect.get(value, key);
    return found;
  } catch {
    // A getter that throws has nothing to tell.
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
