import { groupOf, type ForecastExportJob, type StatusGroup } from './exportJob';

export type JobOrder = 'newest' | 'name';

/**
 * Jobs by identity, each once and in the group of its status, whatever pages it came in. Of two answers about
 * one job the one that was asked for later counts.
 */
export class JobIndex {
  readonly #known = new Map<string, { readonly job: ForecastExportJob; readonly askedAt: number }>();
  /** The jobs that were taken away, each with the number of the request that told so. */
  readonly #removed = new Map<string, number>();
  readonly #groups = new Map<StatusGroup, Map<string, ForecastExportJob>>();
  readonly #sorted = new Map<StatusGroup, readonly ForecastExportJob[]>();
  #order: JobOrder = 'newest';

  get size(): number {
    return this.#known.size;
  }

  /**
   * Takes what an answer said of a job.
   * @param askedAt the number of the request, growing with each one sent; 0 for what was kept from before
   */
  put(job: ForecastExportJob, askedAt: number): void {
    const before = this.#known.get(job.id);
    if ((before?.askedAt ?? this.#removed.get(job.id) ?? 0) > askedAt) {
      return;
    }
    this.#removed.delete(job.id);
    const group = groupOf(job);
    if (before && groupOf(before.job) !== group) {
      this.#forget(before.job);
    }
    this.#known.set(job.id, { job, askedAt });
    let members = this.#groups.get(group);
    if (!members) {
      this.#groups.set(group, (members = new Map<string, ForecastExportJob>()));
    }
    members.set(job.id, job);
    this.#sorted.delete(group);
  }

  /**
   * Takes a job away that the service doesn't know any more, or that isn't to be shown.
   * @param askedAt the number of the request that told so; what was asked for before doesn't bring the job back
   */
  remove(id: string, askedAt: number): void {
    const known = this.#known.get(id);
    if (known && known.askedAt > askedAt) {
      return;
    }
    this.#removed.set(id, askedAt);
    if (known) {
      this.#known.delete(id);
      this.#forget(known.job);
    }
  }

  /** Forgets the jobs of a group that `keepFrom` kept. */
  dropKept(group: StatusGroup): void {
    for (const job of this.inGroup(group)) {
      if (this.#known.get(job.id)?.askedAt === 0) {
        this.#known.delete(job.id);
        this.#forget(job);
      }
    }
  }

  get(id: string): ForecastExportJob | undefined {
    return this.#known.get(id)?.job;
  }

  /** How many jobs of a group are known. */
  count(group: StatusGroup): number {
    return this.#groups.get(group)?.size ?? 0;
  }

  /** The jobs of a group in the order in which they are shown. The array is kept until the group changes. */
  inGroup(group: StatusGroup): readonly ForecastExportJob[] {
    let jobs = this.#sorted.get(group);
    if (!jobs) {
      jobs = [...(this.#groups.get(group)?.values() ?? [])].sort(comparators[this.#order]);
      this.#sorted.set(group, jobs);
    }
    return jobs;
  }

  all(): ForecastExportJob[] {
    return [...this.#known.values()].map(known => known.job);
  }

  sortBy(order: JobOrder): void {
    this.#order = order;
    this.#sorted.clear();
  }

  /** Keeps the jobs of another index that this one knows nothing of. */
  keepFrom(other: JobIndex, groups: ReadonlySet<StatusGroup>): void {
    for (const { job } of other.#known.values()) {
      if (groups.has(groupOf(job)) && !this.#known.has(job.id)) {
        this.put(job, 0);
      }
    }
  }

  #forget(job: ForecastExportJob): void {
    const group = groupOf(job);
    this.#groups.get(group)?.delete(job.id);
    this.#sorted.delete(group);
  }
}

type Comparator = (a: ForecastExportJob, b: ForecastExportJob) => number;

/** By code points: the same order on every machine, and ten times as fast as by the rules of a language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const byName: Comparator = (a, b) =>
  compareText((a.name ?? a.id).toLowerCase(), (b.name ?? b.id).toLowerCase()) || compareText(a.id, b.id);

/** Jobs without a time stand last. */
const byNewest: Comparator = (a, b) =>
  (b.creationTime?.getTime() ?? -Infinity) - (a.creationTime?.getTime() ?? -Infinity) || byName(a, b);

const comparators: Readonly<Record<JobOrder, Comparator>> = { newest: byNewest, name: byName };
