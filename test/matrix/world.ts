import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../src/jobs/ports';
import type { Faults } from '../../src/local/faults';
import { startLocalService, type LocalServiceHandle } from '../../src/local/http';
import { AthenaDoor } from '../harness/athenaDoor';
import { Heard } from '../unit/aws/support/asking';
import { AwsHome } from '../unit/aws/support/awsHome';

export type Service = 'forecast' | 's3' | 'athena';

export interface WorldOptions {
  readonly jobs: number;
  readonly forecasts?: number;
  readonly athena?: { readonly rows: number; readonly hold?: boolean };
  /** What the clock of the services is ahead of this machine's, in ms. */
  readonly clockAhead?: number;
  /** How long an answer is waited for, in ms. */
  readonly patience?: number;
}

/** An account of its own behind real HTTP, a connection to it by the SDK, and a folder to save to. */
export interface World {
  readonly local: LocalServiceHandle;
  readonly athena: AthenaDoor | undefined;
  readonly connection: Pick<Connection, 'choice' | 'region' | 'jobs' | 'objects' | 'queries'>;
  readonly folder: string;
  faultsOf(service: Service): Faults;
  /** Whether answers are waited for as long as usual, also on a machine under load; at first they are. */
  hasPatience(has: boolean): void;
  /** How often each operation was called since the last time this was asked. */
  called(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/**
 * Makes worlds that can be used side by side: each has a profile of its own in the one config file, which names its
 * services and their keys.
 */
export class Worlds {
  readonly #home = new AwsHome();
  readonly #heard = new Heard();
  readonly #profiles = new Map<string, string>();
  #made = 0;

  async open(options: WorldOptions): Promise<World> {
    const signatureClock = () => Date.now() + (options.clockAhead ?? 0);
    // Nothing in the account moves by itself.
    const opened = Date.now();
    const { jobs, forecasts } = options;
    const made = { jobs, seed: 7, ...(forecasts === undefined ? {} : { forecasts }) };
    const local = await startLocalService({ ...made, now: () => opened, signatureClock });
    const { accessKeyId, secretAccessKey, region } = local;
    const athena = await openAthena(options, { accessKeyId, secretAccessKey }, region, signatureClock);
    const profile = `world-${(this.#made += 1)}`;
    this.#profiles.set(
      profile,
      `[profile ${profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n` +
        `services = ${profile}\n[services ${profile}]\ns3 =\n  endpoint_url = ${local.url}\n` +
        `athena =\n  endpoint_url = ${athena?.url ?? local.url}\n`,
    );
    this.#writeProfiles();
    const { patience } = options;
    const usual = this.#heard.connectProfile(profile, { endpoint: local.url, region });
    const impatient =
      patience === undefined
        ? usual
        : this.#heard.connectProfile(profile, {
            endpoint: local.url,
            region,
            timeouts: { connection: 10_000, request: patience },
          });
    let current = usual;
    const connection = {
      choice: usual.choice,
      region,
      jobs: forwarding(() => current.jobs),
      objects: forwarding(() => current.objects),
      queries: forwarding(() => current.queries),
    };
    const folder = mkdtempSync(join(tmpdir(), 'forecast-exports-matrix-'));
    let before = new Map<string, number>();
    return {
      local,
      athena,
      connection,
      folder,
      hasPatience(has) {
        current = has ? usual : impatient;
      },
      faultsOf(service) {
        if (service === 'athena' && !athena) {
          throw new Error('This world has no Athena.');
        }
        return service === 'athena' && athena
          ? athena.faults
          : service === 's3'
            ? local.objects.faults
            : local.faults;
      },
      called() {
        const now = new Map([...local.calls, ...local.objects.calls]);
        for (const call of athena?.calls ?? []) {
          now.set(call, (now.get(call) ?? 0) + 1);
        }
        const called = [...now].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
        before = now;
        return new Map(called.filter(([, count]) => count > 0));
      },
      close: async () => {
        usual.dispose();
        impatient.dispose();
        this.#profiles.delete(profile);
        rmSync(folder, { recursive: true, force: true });
        await Promise.all([local.close(), athena?.close()]);
      },
    };
  }

  /** Nothing secret may have been told or logged by then. */
  close(): void {
    this.#heard.dispose();
    this.#home.remove();
    this.#heard.expectNoSecrets();
  }

  /** In one go: others are reading the file. */
  #writeProfiles(): void {
    const beside = `${this.#home.configFile}.new`;
    writeFileSync(beside, [...this.#profiles.values()].join('\n'));
    renameSync(beside, this.#home.configFile);
  }
}

/** Always the port that there is now. */
function forwarding<T extends object>(port: () => T): T {
  return new Proxy(port(), {
    get: (_, name) => {
      const now = port();
      const member: unknown = Reflect.get(now, name);
      return typeof member === 'function' ? (member.bind(now) as unknown) : member;
    },
  });
}

async function openAthena(
  { athena }: WorldOptions,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
  region: string,
  signatureClock: () => number,
): Promise<AthenaDoor | undefined> {
  if (!athena) {
    return undefined;
  }
  const { rows, hold = false } = athena;
  return AthenaDoor.open({
    region,
    credentials,
    signatureClock,
    hold,
    run: () =>
      Promise.resolve({
        columns: [{ name: 'n', type: 'integer' }],
        rows: Array.from({ length: rows }, (_, row) => [String(row)]),
      }),
  });
}
