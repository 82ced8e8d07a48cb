import { AsyncLocalStorage } from 'node:async_hooks';
import type { ForecastClient } from '@aws-sdk/client-forecast';
import { CancelledError, FailureError } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { Connection, ConnectionChoice, ForecastJobs, Log } from '../jobs/ports';
import { abortable } from './abortable';
import type { Timeouts } from './client';
import { forecastClient, SharedHandler, usualTimeouts } from './client';
import type { AskMfaCode } from './credentials';
import { credentialsOf, mfaNotAsked, sameIdentity, SessionCredentials } from './credentials';
import { asRejection, noRegion } from './failure';
import type { FailureContext } from './failureContext';
import { errorFacts } from './failureContext';
import { forecastJobs } from './forecastJobs';
import { logRequest } from './requestLog';
import { aboutProfile, configuredEndpoint, profileNameOf, regionOf } from './sharedConfig';

export interface ConnectOptions {
  readonly choice: ConnectionChoice;
  readonly region: string;
  /** Instead of the region's own: the `forecastExports.endpoint` setting; '' is none. */
  readonly endpoint?: string;
  readonly askMfaCode: AskMfaCode;
  readonly log: Log;
  readonly timeouts?: Timeouts;
}

/** What is made anew when credentials are renewed: the credentials, and the clients that would keep them. */
interface SignedClients {
  readonly credentials: SessionCredentials;
  readonly clients: Map<string, Promise<ForecastClient>>;
}

/** The credentials have had their time: others are there after a sign-in, or from the provider. */
const expiredCodes = new Set(['ExpiredTokenException', 'ExpiredToken', 'TokenRefreshRequired']);

/**
 * The key isn't known any more, as after it was rotated in the credentials file. If the file still has the same
 * key, another try can't help, and isn't made.
 */
const unknownCodes = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidClientTokenIdException',
]);

/** Whether the request that is being sent asks the user for nothing. */
const isQuiet = new AsyncLocalStorage<boolean>();

/** Connects to the region of the choice. Rejects with a `FailureError` where nothing names one. */
export async function open(options: Omit<ConnectOptions, 'region'>): Promise<Connection> {
  const region = await regionOf(options.choice);
  if (region === undefined) {
    throw new FailureError(noRegion());
  }
  return connect({ ...options, region });
}

export function connect(options: ConnectOptions): Connection {
  return new AwsConnection(options);
}

const notYet: ObjectStore = {
  list: () => Promise.reject(new CancelledError()),
  read: () => Promise.reject(new CancelledError()),
  regionOf: () => Promise.reject(new CancelledError()),
};

class AwsConnection implements Connection {
  readonly choice: ConnectionChoice;
  readonly region: string;
  readonly jobs: ForecastJobs;
  readonly objects: ObjectStore = notYet;
  readonly #options: ConnectOptions;
  readonly #profile: string;
  readonly #handler: SharedHandler;
  readonly #disposal = new AbortController();
  readonly #byRegion = new Map<string, ForecastJobs>();
  #signed: SignedClients;

  constructor(options: ConnectOptions) {
    this.#options = options;
    this.choice = options.choice;
    this.region = options.region;
    this.#profile = profileNameOf(options.choice);
    this.#handler = new SharedHandler(options.timeouts ?? usualTimeouts);
    this.#signed = this.#newClients();
    this.jobs = this.inRegion(options.region);
  }

  inRegion(region: string, quietly = false): ForecastJobs {
    const key = `${region} ${quietly}`;
    const known = this.#byRegion.get(key);
    if (known !== undefined) {
      return known;
    }
    const jobs = forecastJobs({
      send: (operation, command, signal) =>
        abortable(
          abortSignal =>
            isQuiet.run(quietly, () =>
              this.#send(region, operation, client => command(client, { abortSignal }), abortSignal),
            ),
          signal,
          this.#disposal.signal,
        ),
    });
    this.#byRegion.set(key, jobs);
    return jobs;
  }

  renew(): void {
    this.#signed = this.#newClients();
  }

  /** Requests under way end as cancelled. */
  dispose(): void {
    this.#disposal.abort();
    this.#handler.destroy();
  }

  #newClients(): SignedClients {
    const { choice, askMfaCode, log } = this.#options;
    const ask: AskMfaCode = serial =>
      isQuiet.getStore() ? Promise.reject(mfaNotAsked()) : askMfaCode(serial);
    return {
      credentials: new SessionCredentials(credentialsOf(choice, ask, log)),
      clients: new Map(),
    };
  }

  /** With one more try after an answer that other credentials may change. */
  async #send(
    region: string,
    operation: string,
    command: (client: ForecastClient) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const signed = this.#signed;
    let before = 0;
    try {
      return await this.#sendOnce(signed, region, operation, command);
    } catch (thrown) {
      // The last one of them was answered: it did nothing.
      before = (errorFacts(thrown).attempts ?? 1) - 1;
      if (signal.aborted || !(await this.#renewed(signed, region, errorFacts(thrown).name))) {
        throw await this.#rejection(thrown, region, operation);
      }
    }
    this.#options.log.info(`${operation} ${region}: trying again with renewed credentials`);
    try {
      return await this.#sendOnce(this.#signed, region, operation, command);
    } catch (thrown) {
      throw await this.#rejection(thrown, region, operation, before);
    }
  }

  /** Requests that fail together with the same credentials renew them once. */
  async #renewed(signed: SignedClients, region: string, code: string): Promise<boolean> {
    const unknown = unknownCodes.has(code);
    if (!unknown && !expiredCodes.has(code)) {
      return false;
    }
    if (this.#signed === signed) {
      this.renew();
    }
    if (!unknown) {
      return true;
    }
    // Through a client, so that the provider is handed what it needs to assume a role.
    const client = await this.#client(this.#signed, region);
    const renewed = await client.config.credentials().catch(() => undefined);
    return renewed !== undefined && !sameIdentity(renewed, signed.credentials.identity);
  }

  async #sendOnce(
    signed: SignedClients,
    region: string,
    operation: string,
    command: (client: ForecastClient) => Promise<unknown>,
  ): Promise<unknown> {
    const client = await this.#client(signed, region);
    return logRequest(this.#options.log, `${operation} ${region}`, () => command(client));
  }

  #client(signed: SignedClients, region: string): Promise<ForecastClient> {
    const known = signed.clients.get(region);
    if (known !== undefined) {
      return known;
    }
    const client = this.#makeClient(signed, region);
    signed.clients.set(region, client);
    // One that could not be made (an endpoint that is no address) is made anew by the next request.
    client.catch(() => signed.clients.delete(region));
    return client;
  }

  async #makeClient({ credentials }: SignedClients, region: string): Promise<ForecastClient> {
    const endpoint = await this.#endpoint();
    return forecastClient({
      region,
      profile: this.#profile,
      credentials,
      handler: this.#handler,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  }

  async #endpoint(): Promise<string | undefined> {
    const { endpoint = '' } = this.#options;
    return endpoint === '' ? configuredEndpoint(this.#profile) : endpoint;
  }

  /** @param attempts how often it was sent before, without an answer */
  async #rejection(thrown: unknown, region: string, operation: string, attempts = 0): Promise<Error> {
    const endpoint = await this.#endpoint();
    const context: FailureContext = {
      operation,
      region,
      profile: this.#profile,
      chosen: this.choice.kind === 'profile',
      about: await aboutProfile(this.#profile),
      attempts,
      ...(endpoint === undefined ? {} : { endpoint }),
    };
    const rejection = asRejection(thrown, context);
    if ('failure' in rejection) {
      this.#options.log.warn(`${operation} ${region}: ${rejection.failure.what}`);
    }
    return rejection;
  }
}
