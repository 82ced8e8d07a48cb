import { FailureError } from '../jobs/failure';
import type { ObjectStore } from '../jobs/objectStore';
import type { Connection, ConnectionChoice, ForecastJobs, Log } from '../jobs/ports';
import type { QueryEngine } from '../jobs/queryEngine';
import { describeQueryFault } from '../jobs/queryFailures';
import { describeServiceFault } from '../jobs/serviceFaults';
import { athenaEngine } from './athenaEngine';
import type { Timeouts } from './clientSettings';
import { usualTimeouts } from './clientSettings';
import type { AskMfaCode } from './credentials';
import { noRegion } from './failure';
import { forecastJobs } from './forecastJobs';
import { forecastService } from './forecastService';
import { S3ObjectStore } from './objectStore';
import { regionOf } from './sharedConfig';
import { SignedCalls } from './signedCalls';

export interface ConnectOptions {
  readonly choice: ConnectionChoice;
  readonly region: string;
  /** Instead of the region's own: the `forecastExports.endpoint` setting; '' is none. */
  readonly endpoint?: string;
  readonly askMfaCode: AskMfaCode;
  readonly log: Log;
  readonly timeouts?: Timeouts;
}

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

class AwsConnection implements Connection {
  readonly choice: ConnectionChoice;
  readonly region: string;
  readonly jobs: ForecastJobs;
  readonly objects: ObjectStore;
  readonly queries: QueryEngine;
  readonly #calls: SignedCalls;
  readonly #byRegion = new Map<string, ForecastJobs>();

  constructor(options: ConnectOptions) {
    const timeouts = options.timeouts ?? usualTimeouts;
    this.choice = options.choice;
    this.region = options.region;
    this.#calls = new SignedCalls({ ...options, timeouts });
    this.jobs = this.inRegion(options.region);
    this.objects = new S3ObjectStore(this.#calls, {
      region: options.region,
      silence: timeouts.request,
      log: options.log,
    });
    this.queries = this.#queriesIn(options.region);
  }

  inRegion(region: string, quietly = false): ForecastJobs {
    const key = `${region} ${quietly}`;
    const known = this.#byRegion.get(key);
    if (known !== undefined) {
      return known;
    }
    const jobs = forecastJobs({
      send: (operation, command, signal) =>
        this.#calls.send(
          {
            service: forecastService,
            region,
            operation,
            describe: describeServiceFault,
            signal,
            quietly,
          },
          command,
        ),
    });
    this.#byRegion.set(key, jobs);
    return jobs;
  }

  #queriesIn(region: string): QueryEngine {
    return athenaEngine({
      region,
      send: async (operation, command, signal) => {
        const { athenaService } = await import('./athena');
        const call = { service: athenaService, region, operation, describe: describeQueryFault, signal };
        return this.#calls.send(call, command);
      },
    });
  }

  renew(): void {
    this.#calls.renew();
  }

  /** Requests under way end as cancelled. */
  dispose(): void {
    this.#calls.dispose();
  }
}
