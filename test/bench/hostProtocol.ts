import type { JobFilter } from '../../src/jobs/jobFilter';

/** The environment variable with the port that the bench listens at for its half in the extension host. */
export const portVariable = 'FORECAST_EXPORTS_BENCH_PORT';

/** What the bench asks of its half in the extension host. */
export interface HostRequest {
  readonly action: 'counts' | 'choose' | 'command' | 'filter' | 'settled' | 'memory';
  /** Of `choose`: what the environment names. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of `command`: without `forecastExports.`; answered when it has ended. */
  readonly command?: string;
  /** Of `filter`: none where it is absent. */
  readonly filter?: JobFilter;
}

/** The extension host as it is once the request was done; counts are since its start. */
export interface HostAnswer {
  /** Change events of the tree. */
  readonly refreshes: number;
  /** Calls of getTreeItem. */
  readonly treeItems: number;
  /** When the editor or the tree last asked or told anything, in milliseconds since the epoch. */
  readonly lastAt: number;
  /** Rows that the editor was last given, all open groups together. */
  readonly rows: number;
  /** Jobs that are loaded. */
  readonly jobs: number;
  /** Milliseconds of processor time that the extension host took. */
  readonly cpu: number;
  /** Bytes; after `memory`, what is left when garbage is collected. */
  readonly heap: number;
  readonly resident: number;
}
