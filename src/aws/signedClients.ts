import type { AwsClient, AwsService, ServiceName } from './awsService';
import { keepConnection, withoutNodeWarning, type ClientOptions } from './clientSettings';

interface SignedClientsOptions extends Pick<ClientOptions, 'profile' | 'credentials' | 'handler'> {
  /** Where requests to a service go, if not to its own endpoint in the region. */
  readonly endpointOf: (service: ServiceName) => Promise<string | undefined>;
}

/** The clients that sign with the same credentials: one for each service and region, made on first use. */
export class SignedClients {
  /** By service and region. */
  readonly #clients = new Map<string, Promise<AwsClient>>();

  constructor(private readonly options: SignedClientsOptions) {}

  /** What the last request was signed with. */
  get identity() {
    return this.options.credentials.identity;
  }

  /** Rejects where the client can't be made (an endpoint that is no address); the next call tries anew. */
  client<Client extends AwsClient>(service: AwsService<Client>, region: string): Promise<Client> {
    const key = `${service.name} ${region}`;
    const known = this.#clients.get(key);
    if (known !== undefined) {
      // Only a service of this name has made it.
      return known as Promise<Client>;
    }
    const client = this.#makeClient(service, region);
    this.#clients.set(key, client);
    client.catch(() => this.#clients.delete(key));
    return client;
  }

  async #makeClient<Client extends AwsClient>(service: AwsService<Client>, region: string): Promise<Client> {
    const { profile, credentials, handler, endpointOf } = this.options;
    const endpoint = await endpointOf(service.name);
    const client = withoutNodeWarning(() =>
      service.makeClient({
        region,
        profile,
        credentials,
        handler,
        ...(endpoint === undefined ? {} : { endpoint }),
      }),
    );
    client.middlewareStack.add(keepConnection, { step: 'build' });
    handler.keep(client.config.requestHandler);
    return client;
  }
}
