import * as l10n from '@vscode/l10n';
import type { Connection, ForecastJobs } from '../jobs/ports';
import { InProcessJobs } from './inProcessJobs';
import { makeService } from './madeAccount';

export interface SampleOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly region?: string;
}

const sampleSeed = 7;

/** How many export jobs the sample account has, by region; none anywhere else. */
const sampleJobs: ReadonlyMap<string, number> = new Map([
  ['us-west-2', 240],
  ['us-east-1', 36],
  ['eu-west-1', 12],
]);

/**
 * Sample data: the service's rules over a made-up account, in this process. Each connection has an account of its
 * own, so a new one starts afresh.
 */
export function connectSample({ now = Date.now, region = 'us-west-2' }: SampleOptions = {}): Connection {
  const regions = new Map<string, ForecastJobs>();
  const inRegion = (name: string): ForecastJobs => {
    const jobs = sampleJobs.get(name) ?? 0;
    const made =
      regions.get(name) ?? new InProcessJobs(makeService({ seed: sampleSeed, jobs, region: name, now }));
    regions.set(name, made);
    return made;
  };
  return {
    choice: { kind: 'sample' },
    region,
    jobs: inRegion(region),
    inRegion,
    renew: () => undefined,
    dispose: () => undefined,
  };
}

/** This bundle has its own copy of the translations: `bundle` is what the editor loaded for its language. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...bundle } });
}
