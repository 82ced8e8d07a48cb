import type { ForecastClient } from '@aws-sdk/client-forecast';
import { version } from '../../package.json';
import type { SessionCredentials } from './credentials';

/** In milliseconds. */
export interface Timeouts {
  /** Until there is a connection. */
  readonly connection: number;
  /** Until the head of an answer, and as long as its body may bring nothing. */
  readonly request: number;
}

export const usualTimeouts: Timeouts = { connection: 5_000, request: 30_000 };

type RequestHandler = ForecastClient['config']['requestHandler'];

/**
 * The HTTP handler of a connection, shared by its clients so that dropping a client cuts none of the requests
 * under way. It has to stay the SDK's own one over node:http and node:https: VS Code patches those modules with
 * its proxy settings and certificates, and neither undici nor fetch.
 */
export class SharedHandler {
  #handler: RequestHandler | undefined;

  constructor(private readonly timeouts: Timeouts) {}

  /** The handler itself once a client has made it, until then what to make it of. */
  get input(): RequestHandler | { [option: string]: number | boolean } {
    return (
      this.#handler ?? {
        connectionTimeout: this.timeouts.connection,
        requestTimeout: this.timeouts.request,
        // The time limit above ends with the head of the answer: a body that stops coming would never end.
        socketTimeout: this.timeouts.request,
        // Without it the time limit only writes a warning, and the request hangs on.
        throwOnRequestTimeout: true,
      }
    );
  }

  keep(handler: RequestHandler): void {
    this.#handler = handler;
  }

  destroy(): void {
    this.#handler?.destroy?.();
  }
}

export interface ClientOptions {
  readonly region: string;
  /** Instead of the service's own in the region. */
  readonly endpoint?: string;
  readonly profile: string;
  readonly credentials: SessionCredentials;
  readonly handler: SharedHandler;
}

/** What the clients of all services are made of. */
export function clientSettings({ region, endpoint, profile, credentials, handler }: ClientOptions) {
  return {
    region,
    profile,
    credentials: credentials.provide,
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: handler.input,
    customUserAgent: [['forecast-exports', version]] as [string, string][],
    // The SDK would take the default profile's endpoint for that of the chosen one; `endpoint` is the right one.
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/**
 * A middleware for the step `build`: asks that the connection be kept for the next request. VS Code puts an agent of its
 * own in the place of the SDK's, for its proxy settings, and that one would end each connection with its answer: each
 * call would begin with the handshakes of TCP and TLS. The header, which is not signed, goes before what the agent
 * says. Through a proxy each request still has a connection of its own.
 */
export function keepConnection<Given extends { readonly request: unknown }, Answer>(
  next: (given: Given) => Promise<Answer>,
): (given: Given) => Promise<Answer> {
  return given => {
    const { headers } = given.request as { headers: Record<string, string> };
    headers['connection'] = 'keep-alive';
    return next(given);
  };
}

const quiet = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

/**
 * The first client of a process warns about its Node.js, which is the editor's and not the user's to change. The
 * SDK reads this variable while a client is being made, and never again; the environment that other extensions
 * and their child processes see stays as it was.
 */
export function withoutNodeWarning<T>(make: () => T): T {
  const before = process.env[quiet];
  process.env[quiet] = 'true';
  try {
    return make();
  } finally {
    if (before === undefined) {
      Reflect.deleteProperty(process.env, quiet);
    } else {
      process.env[quiet] = before;
    }
  }
}
