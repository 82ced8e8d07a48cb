import { BoardReading } from './boardReading';
import { groupOf, movingStatuses, statusGroups, type ForecastExportJob, type StatusGroup } from './exportJob';
import type { Failure } from './failure';
import { shownGroups, type JobFilter } from './jobFilter';
import type { JobIndex, JobOrder } from './jobIndex';
import type { Tail } from './pagedList';
import { PinnedJobs } from './pinnedJobs';
import type { ForecastJobs } from './ports';

/** What a row of a group shows. */
export interface GroupState {
  readonly group: StatusGroup;
  /** Jobs known so far; all of the group if `tail.kind` is 'end'. */
  readonly count: number;
  readonly tail: Tail;
}

/** A job's own row changed, or, where it moved, that and the groups that it left and came to. */
export interface JobChange {
  readonly job: ForecastExportJob;
  readonly moved: boolean;
}

/** A group's last row changed, and none of its others. */
export interface TailChange {
  readonly tailOf: StatusGroup;
}

/** What changed: one group's rows, its last row, one job, or (undefined) the groups themselves. */
export type BoardChange = StatusGroup | TailChange | JobChange | undefined;

/** Load All shows what came whenever a group is so many times as long as when it was last shown. */
const growth = 8;

export interface BoardOptions {
  /** Jobs a "Load more" brings, 1 to 100. Asked for anew each time. */
  readonly pageSize: () => number;
  readonly order: JobOrder;
}

/**
 * The export jobs of one connection under one filter: pages, tokens and errors have their one home here. Another
 * connection or filter is another board; `dispose` drops what is still under way with this one.
 */
export class JobBoard {
  readonly #closed = new AbortController();
  readonly #listeners = new Set<(change: BoardChange) => void>();
  readonly #pinned: PinnedJobs;
  #reading: BoardReading;
  #started: Promise<void> | undefined;
  #firstRead: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  /** What was told of single jobs while a refresh is under way, to be told to its reading, too. */
  #toldMeanwhile: ((index: JobIndex) => void)[] = [];
  #updateFailure: Failure | undefined;
  #order: JobOrder;

  constructor(
    private readonly jobs: ForecastJobs,
    readonly filter: JobFilter,
    private readonly options: BoardOptions,
  ) {
    this.#order = options.order;
    this.#pinned = new PinnedJobs(jobs, this.#closed.signal);
    this.#reading = this.#newReading();
  }

  /** @returns a function that ends the listening */
  onDidChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when there is something true to show: the groups, or a failure. The first call asks the service. */
  start(): Promise<void> {
    this.#started ??= new Promise((resolve, reject) => {
      const reading = this.#reading;
      const shown = (group?: StatusGroup) => {
        resolve();
        // The row of a group without jobs goes.
        this.#changed(group !== undefined && reading.index.count(group) > 0 ? group : undefined);
      };
      this.#firstRead = reading.read(this.#pageDepth, shown);
      this.#firstRead.catch(reject);
    });
    return this.#started;
  }

  /** Why the groups aren't all that there is. */
  get failure(): Failure | undefined {
    return this.#reading.failure;
  }

  /** Why the moving jobs may have moved on since they were last asked about. */
  get updateFailure(): Failure | undefined {
    return this.#updateFailure;
  }

  get isComplete(): boolean {
    return this.#reading.isComplete;
  }

  /** How many jobs are known. */
  get size(): number {
    return this.#reading.index.size;
  }

  groups(withEmpty = false): readonly GroupState[] {
    return this.#reading.groups(withEmpty).map(group => this.group(group));
  }

  group(group: StatusGroup): GroupState {
    return { group, count: this.#reading.index.count(group), tail: this.#reading.tail(group) };
  }

  /** The jobs of a group as they are shown. */
  jobsIn(group: StatusGroup): readonly ForecastExportJob[] {
    return this.#reading.index.inGroup(group);
  }

  all(): readonly ForecastExportJob[] {
    return this.#reading.index.all();
  }

  get(id: string): ForecastExportJob | undefined {
    return this.#reading.index.get(id);
  }

  /** The jobs that will be in another status soon, by themselves. */
  moving(): readonly ForecastExportJob[] {
    return statusGroups.filter(group => movingStatuses.has(group)).flatMap(group => this.jobsIn(group));
  }

  sortBy(order: JobOrder): void {
    this.#order = order;
    this.#reading.index.sortBy(order);
    this.#changed(undefined);
  }

  /**
   * Reads a group's next page.
   * @returns the first of the new jobs as they are shown, undefined if none came
   */
  async loadMore(group: StatusGroup): Promise<ForecastExportJob | undefined> {
    await this.#refreshing;
    const reading = this.#reading;
    const before = new Set(reading.index.inGroup(group).map(job => job.id));
    const pages = reading.pages(group);
    if (pages) {
      const page = pages.next(this.options.pageSize());
      this.#changed({ tailOf: group });
      await page;
      reading.dropGone(group);
      this.#changedAfter(reading, group);
    } else if (reading.failure) {
      // A call for several groups had failed: they are read together.
      await this.refresh();
    }
    return this.jobsIn(group).find(job => !before.has(job.id));
  }

  /**
   * Reads the rest of some groups, at most three at a time. The editor asks for all rows of a group each time that
   * it is shown: it is when it has grown by a factor, so that the cost stays linear in the rows.
   * @param onProgress called after each page
   */
  async loadAll(groups: readonly StatusGroup[], stopped: AbortSignal, onProgress: () => void): Promise<void> {
    const waiting = [...groups];
    const lane = async () => {
      for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
        await this.#loadGroup(group, stopped, onProgress);
      }
    };
    await Promise.all([lane(), lane(), lane()]);
  }

  /** Reads everything that is loaded anew; until then, and if that fails, what is there stays. */
  refresh(): Promise<void> {
    if (!this.#firstRead) {
      return this.start();
    }
    this.#refreshing ??= this.#firstRead
      .then(() => this.#readAgain())
      .finally(() => {
        this.#refreshing = undefined;
        this.#toldMeanwhile = [];
        this.#changed(undefined);
      });
    return this.#refreshing;
  }

  /** Resolves when no refresh is under way. */
  async refreshed(): Promise<void> {
    await this.#refreshing;
  }

  /** Resolves when the first page of a group is there, or has failed. */
  async settled(group: StatusGroup): Promise<void> {
    if (this.#reading.index.count(group) === 0) {
      await this.#reading.pages(group)?.settled();
    }
  }

  /** Takes a job that was asked for by its ARN. It stays over refreshes as long as the service knows it. */
  pin(job: ForecastExportJob, askedAt: number): void {
    this.#pinned.add(job);
    this.put(job, askedAt);
  }

  /**
   * Takes an answer about a job, unless a later one is known; a job in another status moves to its group, and is
   * gone where the filter doesn't show that.
   * @param askedAt the request's `nextRequestNumber`, taken before it was sent
   */
  put(job: ForecastExportJob, askedAt: number): void {
    if (!shownGroups(this.filter).includes(groupOf(job))) {
      this.remove(job.id, askedAt);
      return;
    }
    const before = this.get(job.id);
    this.#tell(index => index.put(job, askedAt));
    if (this.get(job.id) === job) {
      this.#changed({ job, moved: before === undefined || groupOf(before) !== groupOf(job) });
    }
  }

  /** Takes a job away, unless a later answer knows of it. @param askedAt as for `put` */
  remove(id: string, askedAt: number): void {
    const before = this.get(id);
    this.#tell(index => index.remove(id, askedAt));
    if (before && !this.get(id)) {
      this.#pinned.remove(id);
      this.#changed(undefined);
    }
  }

  /** Takes whether the moving jobs could be asked about. */
  setUpdateFailure(failure: Failure | undefined): void {
    const isNew = failure?.what !== this.#updateFailure?.what;
    this.#updateFailure = failure;
    if (isNew) {
      this.#changed(undefined);
    }
  }

  dispose(): void {
    this.#closed.abort();
    this.#listeners.clear();
  }

  #tell(what: (index: JobIndex) => void): void {
    if (!this.#closed.signal.aborted) {
      what(this.#reading.index);
      if (this.#refreshing) {
        this.#toldMeanwhile.push(what);
      }
    }
  }

  readonly #pageDepth = () => this.options.pageSize();

  #newReading(): BoardReading {
    const reading = new BoardReading(
      this.filter,
      (request, signal) => this.jobs.list(request, signal),
      this.#closed.signal,
    );
    reading.index.sortBy(this.#order);
    return reading;
  }

  async #loadGroup(group: StatusGroup, stopped: AbortSignal, onProgress: () => void): Promise<void> {
    await this.#refreshing;
    const reading = this.#reading;
    const pages = reading.pages(group);
    if (!pages && reading.failure) {
      await this.refresh();
      onProgress();
      return this.#reading.failure ? undefined : this.#loadGroup(group, stopped, onProgress);
    }
    if (!pages || pages.tail.kind === 'end') {
      return;
    }
    let painted = reading.index.count(group);
    const onPage = () => {
      onProgress();
      const count = reading.index.count(group);
      if (count >= painted * growth) {
        painted = count;
        this.#changedAfter(reading, group);
      }
    };
    this.#changed({ tailOf: group });
    // What is read while a refresh is under way would have to be read again.
    await pages.upTo(Infinity, onPage, () => stopped.aborted || this.#refreshing !== undefined);
    reading.dropGone(group);
    this.#changedAfter(reading, group);
    if (!stopped.aborted) {
      await this.#refreshing;
    }
    if (reading !== this.#reading && !stopped.aborted && !this.#closed.signal.aborted) {
      await this.#loadGroup(group, stopped, onProgress);
    }
  }

  async #readAgain(): Promise<void> {
    const old = this.#reading;
    const wasComplete = this.isComplete;
    const depth = (group: StatusGroup) => {
      const state = this.group(group);
      const underWay = state.tail.kind === 'loading' ? this.options.pageSize() : 0;
      return wasComplete ? Infinity : Math.max(this.options.pageSize(), state.count + underWay);
    };
    const depths = new Map(statusGroups.map(group => [group, depth(group)]));
    const reading = this.#newReading();
    await reading.read(
      group => depths.get(group) ?? 0,
      () => undefined,
      // Of an account of one page everything would be known.
      !wasComplete && old.failure === undefined,
    );
    // A page that was under way may have brought more than was asked for.
    const grown = statusGroups.filter(
      group => depth(group) > (depths.get(group) ?? 0) && reading.tail(group).kind === 'more',
    );
    await Promise.all(grown.map(async group => reading.pages(group)?.upTo(depth(group))));
    if (this.#closed.signal.aborted) {
      return;
    }
    reading.keepFrom(old);
    await this.#pinned.readAgain(old, reading);
    this.#toldMeanwhile.forEach(tell => tell(reading.index));
    reading.index.sortBy(this.#order);
    this.#reading = reading;
    this.#updateFailure = undefined;
    old.drop();
  }

  #changedAfter(reading: BoardReading, group: StatusGroup): void {
    if (reading === this.#reading) {
      this.#changed(group);
    }
  }

  #changed(change: BoardChange): void {
    if (!this.#closed.signal.aborted) {
      this.#listeners.forEach(listener => listener(change));
    }
  }
}
