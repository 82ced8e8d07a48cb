import * as l10n from '@vscode/l10n';
import { absentQueryEngine } from '../jobs/absentQueryEngine';
import type { Connection, ForecastJobs } from '../jobs/ports';
import { ObjectCatalog } from './exported/catalog';
import type { ForecastService } from './forecastService';
import { InProcessJobs } from './inProcessJobs';
import { InProcessObjects } from './inProcessObjects';
import { makeService } from './madeAccount';

export interface SampleOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly region?: string;
}

/** For tests: what can go wrong with the files, and who changes them. */
export interface SampleConnection extends Connection {
  readonly objects: InProcessObjects;
  readonly catalog: ObjectCatalog;
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
export function connectSample({
  now = Date.now,
  region = 'us-west-2',
}: SampleOptions = {}): SampleConnection {
  const services = new Map<string, ForecastService>();
  const jobsOf = new Map<string, ForecastJobs>();
  const serviceIn = (name: string): ForecastService => {
    const jobs = sampleJobs.get(name) ?? 0;
    const made = services.get(name) ?? makeService({ seed: sampleSeed, jobs, region: name, now });
    services.set(name, made);
    return made;
  };
  const inRegion = (name: string): ForecastJobs => {
    const made = jobsOf.get(name) ?? new InProcessJobs(serviceIn(name));
    jobsOf.set(name, made);
    return made;
  };
  const catalog = new ObjectCatalog(serviceIn(region));
  return {
    choice: { kind: 'sample' },
    region,
    jobs: inRegion(region),
    objects: new InProcessObjects(catalog),
    queries: absentQueryEngine(region),
    catalog,
    inRegion,
    renew: () => undefined,
    dispose: () => undefined,
  };
}

/** This bundle has its own copy of the translations: `bundle` is what the editor loaded for its language. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...bundle } });
}
