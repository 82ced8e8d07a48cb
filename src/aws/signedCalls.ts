import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import type { Failure } from '../jobs/failure';
import type { ServiceFault } from '../jobs/faultWords';
import type { ConnectionChoice, Log } from '../jobs/ports';
import { abortable } from './abortable';
import type { AwsClient, AwsService, ServiceName } from './awsService';
import type { Timeouts } from './clientSettings';
import { SharedHandler } from './clientSettings';
import type { AskMfaCode } from './credentials';
import { credentialsOf, mfaNotAsked, sameIdentity, SessionCredentials } from './credentials';
import { asRejection } from './failure';
import type { FailureContext } from './failureContext';
import { errorFacts } from './failureContext';
import { logRequest } from './requestLog';
import { aboutProfile, configuredEndpoint, profileNameOf } from './sharedConfig';
import { SignedClients } from './signedClients';

export interface SignedCallsOptions {
  readonly choice: ConnectionChoice;
  /** Of Forecast, instead of the region's own: the `forecastExports.endpoint` setting; '' is none. */
  readonly endpoint?: string;
  readonly askMfaCode: AskMfaCode;
  readonly log: Log;
  readonly timeouts: Timeouts;
}

/** One request to one service. */
export interface SignedCall<Client extends AwsClient> {
  readonly service: AwsService<Client>;
  readonly region: string;
  /** As `ListForecastExportJobs`. */
  readonly operation: string;
  /** Says an error that the service has answered. */
  readonly describe: (fault: ServiceFault) => Failure;
  readonly signal?: AbortSignal | undefined;
  /** Never asks the user for anything: what needs an answer fails. */
  readonly quietly?: boolean;
}

type Command<Client, T> = (client: Client, options: { readonly abortSignal: AbortSignal }) => Promise<T>;

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
  // The same in the words of S3.
  'InvalidAccessKeyId',
  'InvalidToken',
]);

/** Whether the request that is being sent asks the user for nothing. */
const isQuiet = new AsyncLocalStorage<boolean>();

/**
 * Sends requests with the credentials of one connection, to whichever service and region. An answer that the
 * credentials have expired renews them, and the request is sent once more.
 */
export class SignedCalls {
  readonly #options: SignedCallsOptions;
  readonly #profile: string;
  readonly #handler: SharedHandler;
  readonly #disposal = new AbortController();
  /** Made anew when the credentials are renewed: clients keep theirs. */
  #signed: SignedClients;
  /** How many codes the user is being asked for. */
  #codesAsked = 0;

  constructor(options: SignedCallsOptions) {
    this.#options = options;
    this.#profile = profileNameOf(options.choice);
    // As many listen as requests are under way; with more than ten, Node.js would warn of a leak.
    setMaxListeners(0, this.#disposal.signal);
    this.#handler = new SharedHandler(options.timeouts);
    this.#signed = this.#newClients();
  }

  /** Rejects with a `FailureError`, or a `CancelledError` after `signal` was aborted or this was disposed of. */
  send<Client extends AwsClient, T>(call: SignedCall<Client>, command: Command<Client, T>): Promise<T> {
    return abortable(
      abortSignal =>
        isQuiet.run(call.quietly === true, () =>
          this.#send(call, client => command(client, { abortSignal }), abortSignal),
        ),
      call.signal,
      this.#disposal.signal,
    );
  }

  /** The next request asks the providers anew. While the user is asked for a code they are being asked: once is enough. */
  renew(): void {
    if (this.#codesAsked === 0) {
      this.#signed = this.#newClients();
    }
  }

  /** Requests under way end as cancelled. */
  dispose(): void {
    this.#disposal.abort();
    this.#handler.destroy();
  }

  /** Where requests to a service go, if not to its own endpoint in the region. */
  async #endpointOf(service: ServiceName): Promise<string | undefined> {
    const { endpoint = '' } = this.#options;
    return endpoint !== '' && service === 'forecast' ? endpoint : configuredEndpoint(this.#profile, service);
  }

  #newClients(): SignedClients {
    const { choice, askMfaCode, log } = this.#options;
    const ask: AskMfaCode = async serial => {
      if (isQuiet.getStore()) {
        throw mfaNotAsked();
      }
      this.#codesAsked += 1;
      try {
        return await askMfaCode(serial);
      } finally {
        this.#codesAsked -= 1;
      }
    };
    return new SignedClients({
      profile: this.#profile,
      credentials: new SessionCredentials(credentialsOf(choice, ask, log)),
      handler: this.#handler,
      endpointOf: service => this.#endpointOf(service),
    });
  }

  /** With one more try after an answer that other credentials may change. */
  async #send<Client extends AwsClient, T>(
    call: SignedCall<Client>,
    command: (client: Client) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const signed = this.#signed;
    let before = 0;
    try {
      return await this.#sendOnce(signed, call, command);
    } catch (thrown) {
      // The last one of them was answered: it did nothing.
      before = (errorFacts(thrown).attempts ?? 1) - 1;
      if (signal.aborted || !(await this.#renewed(signed, call, errorFacts(thrown).name))) {
        throw await this.#rejection(thrown, call);
      }
    }
    this.#options.log.info(`${call.operation} ${call.region}: trying again with renewed credentials`);
    try {
      return await this.#sendOnce(this.#signed, call, command);
    } catch (thrown) {
      throw await this.#rejection(thrown, call, before);
    }
  }

  /** Requests that fail together with the same credentials renew them once. */
  async #renewed<Client extends AwsClient>(
    signed: SignedClients,
    call: SignedCall<Client>,
    code: string,
  ): Promise<boolean> {
    const unknown = unknownCodes.has(code);
    if (!unknown && !expiredCodes.has(code)) {
      return false;
    }
    if (this.#signed === signed) {
      this.#signed = this.#newClients();
    }
    if (!unknown) {
      return true;
    }
    // Through a client, so that the provider is handed what it needs to assume a role.
    const client = await this.#signed.client(call.service, call.region);
    const renewed = await client.config.credentials().catch(() => undefined);
    return renewed !== undefined && !sameIdentity(renewed, signed.identity);
  }

  async #sendOnce<Client extends AwsClient, T>(
    signed: SignedClients,
    call: SignedCall<Client>,
    command: (client: Client) => Promise<T>,
  ): Promise<T> {
    const client = await signed.client(call.service, call.region);
    return logRequest(this.#options.log, `${call.operation} ${call.region}`, () => command(client));
  }

  /** @param attempts how often it was sent before, without an answer */
  async #rejection<Client extends AwsClient>(
    thrown: unknown,
    { service, region, operation, describe }: SignedCall<Client>,
    attempts = 0,
  ): Promise<Error> {
    const endpoint = await this.#endpointOf(service.name);
    const context: FailureContext = {
      service: service.name,
      operation,
      region,
      profile: this.#profile,
      chosen: this.#options.choice.kind === 'profile',
      about: await aboutProfile(this.#profile),
      attempts,
      ...(endpoint === undefined ? {} : { endpoint }),
    };
    const rejection = asRejection(thrown, context, service.isAnswer(thrown) ? describe : undefined);
    if ('failure' in rejection) {
      this.#options.log.warn(`${operation} ${region}: ${rejection.failure.what}`);
    }
    return rejection;
  }
}
