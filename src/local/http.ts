import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { ObjectCatalog } from './exported/catalog';
import type { Fault, Faults } from './faults';
import type { ForecastService } from './forecastService';
import type { RecordedCall } from './httpDoor';
import { HttpDoor } from './httpDoor';
import type { MadeServiceOptions } from './madeAccount';
import { makeService } from './madeAccount';
import type { ObjectDoor } from './objectDoor';
import { isObjectOperation } from './objectDoor';

/** Made up, and the only ones that the local service accepts unless it is told others. */
const localCredentials = {
  accessKeyId: 'LOCALFORECASTEXAMPLE',
  secretAccessKey: 'local/forecast/service+not/a/secret+EXAMPLE',
} as const;

export interface LocalServiceOptions extends Partial<MadeServiceOptions> {
  readonly jobs: number;
  readonly seed: number;
  /** 0, or none: any that is free. */
  readonly port?: number;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** If set, requests must carry it; otherwise any session token will do. */
  readonly sessionToken?: string;
  /** The clock that signatures are checked by, ms since the epoch: the machine's, unless given. `now` is the account's. */
  readonly signatureClock?: () => number;
  readonly faults?: readonly Fault[];
}

export interface LocalServiceHandle {
  readonly url: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly service: ForecastService;
  /** What the export jobs have written. */
  readonly catalog: ObjectCatalog;
  /** S3's half of the service: it answers at `url`, too. */
  readonly objects: Pick<ObjectDoor, 'faults' | 'calls' | 'ranges'>;
  readonly faults: Faults;
  /** How often each operation was called, refused or not. */
  readonly calls: ReadonlyMap<string, number>;
  /** The last thousand calls whose signature was good, oldest first. */
  readonly recorded: readonly RecordedCall[];
  /** Moves the account's clock on by milliseconds. */
  advance(milliseconds: number): void;
  /** Ends all connections, also those that wait for an answer. */
  close(): Promise<void>;
}

/** Starts the service on loopback. Rejects with the socket's error where the port can't be had. */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalServiceHandle> {
  const { port = 0, region = 'us-west-2', now: clock = Date.now, signatureClock = Date.now } = options;
  let ahead = 0;
  const advance = (milliseconds: number) => {
    ahead += milliseconds;
  };
  const service = makeService({ ...options, region, now: () => clock() + ahead });
  const accessKeyId = options.accessKeyId ?? localCredentials.accessKeyId;
  const secretAccessKey = options.secretAccessKey ?? localCredentials.secretAccessKey;
  const { sessionToken } = options;
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
  const catalog = new ObjectCatalog(service);
  const door = new HttpDoor({ service, catalog, credentials, signatureClock, advance });
  for (const fault of options.faults ?? []) {
    (isObjectOperation(fault.operation) ? door.objects : door).faults.add(fault);
  }

  const server = createServer((request, response) => void door.handle(request, response));
  const actualPort = await listen(server, port);
  return {
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    region,
    accessKeyId,
    secretAccessKey,
    service,
    catalog,
    objects: door.objects,
    faults: door.faults,
    calls: door.calls,
    recorded: door.recorded,
    advance,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        door.hurry();
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
