import type { ClientOptions, keepConnection } from './clientSettings';
import type { SessionCredentials } from './credentials';
import type { SharedHandler } from './clientSettings';

/** As in the names of endpoints: `AWS_ENDPOINT_URL_S3`, `s3.amazonaws.com`, in lower case. */
export type ServiceName = 'forecast' | 's3' | 'athena';

/** What a connection has to know of a client of the SDK, whichever service it is for. */
export interface AwsClient {
  readonly config: {
    /** Through the client, so that the provider is handed what it needs to assume a role. */
    credentials(): ReturnType<SessionCredentials['provide']>;
    readonly requestHandler: Parameters<SharedHandler['keep']>[0];
  };
  readonly middlewareStack: {
    add(middleware: typeof keepConnection, options: { readonly step: 'build' }): void;
  };
}

/** A service of AWS that a connection speaks to; its client is made by a bundle of its own, if it wants. */
export interface AwsService<Client extends AwsClient> {
  readonly name: ServiceName;
  makeClient(options: ClientOptions): Client;
  /** Whether an error is an answer of this service, rather than of the one that gives the credentials. */
  isAnswer(thrown: unknown): boolean;
}

/** The service as users know it. */
export function serviceTitle(name: ServiceName): string {
  switch (name) {
    case 'forecast':
      return 'Amazon Forecast';
    case 's3':
      return 'Amazon S3';
    case 'athena':
      return 'Amazon Athena';
  }
}
