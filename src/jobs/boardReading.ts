import { groupOf, statusGroups, type StatusGroup } from './exportJob';
import type { Failure } from './failure';
import { exceptGroups, forecastQueries, shownGroups, statusFilters } from './jobFilter';
import type { JobFilter, ServiceFilter } from './jobFilter';
import { JobIndex } from './jobIndex';
import { largestPage, PagedJobs, type ReadPage } from './pagedJobs';
import type { Tail } from './pagedList';

/** The groups that grow without bound and are asked for by themselves. */
const largeGroups: readonly StatusGroup[] = ['CREATE_FAILED', 'ACTIVE', 'CREATE_STOPPED'];

/** Sources before what they become, so that a job that moves between two queries is seen by the second. */
const byLifecycle: readonly StatusGroup[] = [
  'CREATE_PENDING',
  'CREATE_IN_PROGRESS',
  'CREATE_STOPPING',
  'DELETE_PENDING',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'OTHER',
];

/**
 * One reading of an account: how far each group was read, and what was found. Filled with as few calls as tell
 * the truth:
 * 1. One call of the largest page. Nothing more to come: all is known.
 * 2. Else one call for all that is neither active, failed nor stopped, by IS_NOT: the moving jobs are few, and
 *    one answer shows them all at one instant, unknown statuses included.
 * 3. Then active, failed and stopped, side by side, each paged by its own token. They are asked after the moving
 *    ones: a job that finishes in between is found in its new group, never in neither.
 */
export class BoardReading {
  readonly index = new JobIndex();
  readonly #pages = new Map<StatusGroup, PagedJobs>();
  readonly #queries: readonly (readonly ServiceFilter[])[];
  readonly #shown: readonly StatusGroup[];
  readonly #dropped = new AbortController();
  private readonly signal: AbortSignal;
  #failure: Failure | undefined;

  constructor(
    filter: JobFilter,
    private readonly readPage: ReadPage,
    closed: AbortSignal,
  ) {
    this.signal = AbortSignal.any([closed, this.#dropped.signal]);
    this.#queries = forecastQueries(filter);
    this.#shown = shownGroups(filter);
  }

  /** Why what the groups hold isn't all that there is: a call for several groups failed. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Ends what is still under way: another reading is in this one's place. */
  drop(): void {
    this.#dropped.abort();
  }

  /** A group that was read to its end has no more jobs than were read: what was kept from before is gone. */
  dropGone(group: StatusGroup): void {
    if (this.#pages.get(group)?.tail.kind === 'end') {
      this.index.dropKept(group);
    }
  }

  /**
   * A group that was found on nothing but empty pages so far keeps the rows it had. Where one could not be read, all
   * do: a job that is no longer in its own group may have come to that one.
   */
  keepFrom(old: BoardReading): void {
    const hasFailed =
      this.#failure !== undefined || [...this.#pages.values()].some(({ tail }) => tail.kind === 'failed');
    const isEmptySoFar = (group: StatusGroup) => {
      const tail = this.#pages.get(group)?.tail;
      return tail?.kind === 'more' && tail.emptyPages > 0;
    };
    this.index.keepFrom(old.index, new Set(hasFailed ? statusGroups : statusGroups.filter(isEmptySoFar)));
  }

  pages(group: StatusGroup): PagedJobs | undefined {
    return this.#pages.get(group);
  }

  tail(group: StatusGroup): Tail {
    const pages = this.#pages.get(group);
    if (pages) {
      return pages.tail;
    }
    return this.#failure ? { kind: 'failed', failure: this.#failure } : { kind: 'end' };
  }

  /** The groups worth a row: with jobs, or with something to say. Empty ones only where asked for. */
  groups(withEmpty: boolean): readonly StatusGroup[] {
    return this.#shown.filter(
      group =>
        withEmpty ||
        this.index.count(group) > 0 ||
        (this.#pages.has(group) && this.tail(group).kind !== 'end'),
    );
  }

  /** Whether every job that matches the filter is known. */
  get isComplete(): boolean {
    return this.#failure === undefined && [...this.#pages.values()].every(pages => pages.tail.kind === 'end');
  }

  /**
   * Reads the first page of each group, or more.
   * @param depth jobs a group is to be read up to; Infinity where everything is wanted
   * @param onProgress called when something new can be shown: of one group, or of all
   * @param isLarge that one page doesn't hold the account is known: the first call would tell nothing
   */
  async read(
    depth: (group: StatusGroup) => number,
    onProgress: (group?: StatusGroup) => void,
    isLarge = false,
  ): Promise<void> {
    const [onlyGroup] = this.#shown;
    if (this.#shown.length === 1 && onlyGroup !== undefined) {
      await this.#readGroup(onlyGroup, depth);
      onProgress();
      return;
    }
    const hidden = statusGroups.filter(group => !this.#shown.includes(group));
    const wantsAll = this.#shown.every(group => depth(group) === Infinity);
    const overview = isLarge
      ? 'truncated'
      : await this.#readShared(exceptGroups(hidden), wantsAll, this.#shown);
    if (overview !== 'truncated') {
      onProgress();
      return;
    }
    const large = this.#shown.filter(group => largeGroups.includes(group));
    const others = byLifecycle.filter(group => this.#shown.includes(group));
    await this.#readOthers(others, [...hidden, ...large], depth);
    const reading = large.map(group => this.#readGroup(group, depth).then(() => onProgress(group)));
    // The large groups are there as loading, the others whole.
    onProgress();
    await Promise.all(reading);
  }

  async #readOthers(
    others: readonly StatusGroup[],
    excluded: readonly StatusGroup[],
    depth: (group: StatusGroup) => number,
  ): Promise<void> {
    if (
      others.length > 1 &&
      (await this.#readShared(exceptGroups(excluded), false, others)) !== 'truncated'
    ) {
      return;
    }
    for (const group of others) {
      await this.#readGroup(group, depth);
    }
  }

  /** One query for several groups. Its jobs are kept only if they are all: a part of them would be in the way of each
   * group's own pages. */
  async #readShared(
    filters: readonly ServiceFilter[],
    wantsAll: boolean,
    groups: readonly StatusGroup[],
  ): Promise<'whole' | 'truncated' | 'failed'> {
    const found: (() => void)[] = [];
    const readPage: ReadPage = async (request, signal) => {
      const askedAt = nextRequestNumber();
      const page = await this.readPage(request, signal);
      found.push(() =>
        page.items.forEach(job => this.#shown.includes(groupOf(job)) && this.index.put(job, askedAt)),
      );
      return page;
    };
    const pages = new PagedJobs(this.#withFilters(filters), readPage, this.signal);
    let before: number;
    do {
      before = pages.received;
      await pages.next(largestPage);
    } while (pages.received > before && pages.tail.kind === 'more' && (wantsAll || !pages.isTruncated));
    if (pages.tail.kind === 'failed') {
      this.#failure = pages.tail.failure;
      found.forEach(keep => keep());
      return 'failed';
    }
    if (pages.tail.kind === 'more') {
      return 'truncated';
    }
    found.forEach(keep => keep());
    groups.forEach(group => this.#pages.set(group, PagedJobs.ended()));
    return 'whole';
  }

  async #readGroup(group: StatusGroup, depth: (group: StatusGroup) => number): Promise<void> {
    const readPage: ReadPage = async (request, signal) => {
      const askedAt = nextRequestNumber();
      const page = await this.readPage(request, signal);
      page.items.forEach(job => this.index.put(job, askedAt));
      return page;
    };
    const pages = new PagedJobs(this.#withFilters(statusFilters(group)), readPage, this.signal);
    this.#pages.set(group, pages);
    await pages.upTo(depth(group));
  }

  #withFilters(filters: readonly ServiceFilter[]): (readonly ServiceFilter[])[] {
    return this.#queries.map(query => [...query, ...filters]);
  }
}

let requests = 0;

/** Numbers requests in the order in which they are sent, over all readings. */
export function nextRequestNumber(): number {
  return ++requests;
}
