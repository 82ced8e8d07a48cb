import * as l10n from '@vscode/l10n';
import { CancelledError, FailureError, type Failure } from './failure';
import type { Page } from './ports';

/** What stands below the items read so far. */
export type Tail =
  | { readonly kind: 'end' }
  /** `emptyPages`: so many pages without an item were the last that came. */
  | { readonly kind: 'more'; readonly emptyPages: number }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Which page of a query: the first where there is no token. */
export interface PageRequest<Query> {
  readonly query: Query;
  readonly nextToken?: string;
  /** At most so many items. */
  readonly limit: number;
}

/** Sends one request and keeps the items of its answer. */
export type ReadPageOf<Query> = (request: PageRequest<Query>, signal: AbortSignal) => Promise<Page<unknown>>;

/** So many pages without an item are followed before the user is asked whether to go on. */
const emptyPagesFollowed = 20;

/**
 * One lazily paged query, or several whose answers are read one after the other. Knows tokens, not items: these go
 * to whoever made it. Faults are a value (`tail`), never thrown.
 */
export class PagedList<Query> {
  #tail: Tail = { kind: 'more', emptyPages: 0 };
  #query = 0;
  #token: string | undefined;
  readonly #tokensSeen = new Set<string>();
  #received = 0;
  #emptyPages = 0;
  #inFlight: Promise<void> | undefined;

  constructor(
    private readonly queries: readonly Query[],
    private readonly readPage: ReadPageOf<Query>,
    private readonly signal: AbortSignal,
    private readonly largestPage: number,
  ) {
    if (queries.length === 0) {
      this.#tail = { kind: 'end' };
    }
  }

  get tail(): Tail {
    return this.#inFlight ? { kind: 'loading' } : this.#tail;
  }

  /** How many items came, those that came twice counted twice. */
  get received(): number {
    return this.#received;
  }

  /** Whether the service said that there is more of the query being read. */
  get isTruncated(): boolean {
    return this.#token !== undefined;
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#inFlight) {
      await this.#inFlight;
    }
  }

  /**
   * Reads on until a page with an item came, or the end, or a fault. Asking while a page is under way is the same
   * request, not another one.
   * @param limit items a page, 1 to the largest there is
   */
  next(limit: number): Promise<void> {
    if (this.#tail.kind === 'end') {
      return Promise.resolve();
    }
    this.#inFlight ??= this.#read(limit).finally(() => (this.#inFlight = undefined));
    return this.#inFlight;
  }

  /** Reads on, in pages as large as the service gives, until `count` items came, or the end, or a fault. */
  async upTo(count: number, onPage: () => void = () => undefined, isStopped = () => false): Promise<void> {
    while (this.#received < count && !isStopped()) {
      // What others asked for comes first: only of a request of its own is known what it brought.
      await this.settled();
      const before = this.#received;
      await this.next(Math.min(this.largestPage, count - before));
      onPage();
      // Nothing more came: the end, a fault, only empty pages, or the board was closed.
      if (this.#received === before || this.tail.kind === 'failed') {
        return;
      }
    }
  }

  async #read(limit: number): Promise<void> {
    if (this.#tail.kind === 'failed' && this.#tail.failure.kind === 'repeatedToken') {
      this.#startAnew();
    }
    this.#emptyPages = 0;
    try {
      await this.#readPages(limit);
    } catch (error) {
      if (error instanceof FailureError && error.failure.kind === 'invalidToken') {
        await this.#readAnew(limit);
      } else {
        this.#fail(error);
      }
    }
  }

  /** A token that expired: the query starts over, up to where it was, and goes on from there. */
  async #readAnew(limit: number): Promise<void> {
    const before = this.#received;
    this.#startAnew();
    try {
      while (this.#received < before && !this.#isAtEnd) {
        await this.#readPages(this.largestPage);
      }
      if (!this.#isAtEnd) {
        await this.#readPages(limit);
      }
    } catch (error) {
      this.#received = Math.max(this.#received, before);
      this.#fail(error);
    }
  }

  get #isAtEnd(): boolean {
    return (
      this.#tail.kind === 'end' || this.#tail.kind === 'failed' || this.#emptyPages >= emptyPagesFollowed
    );
  }

  async #readPages(limit: number): Promise<void> {
    for (;;) {
      const query = this.queries[this.#query];
      if (query === undefined) {
        return;
      }
      const token = this.#token;
      const page = await this.readPage(
        { query, limit, ...(token === undefined ? {} : { nextToken: token }) },
        this.signal,
      );
      this.#received += page.items.length;
      this.#emptyPages = page.items.length === 0 ? this.#emptyPages + 1 : 0;
      this.#advance(page.nextToken);
      if (page.items.length > 0 || this.#isAtEnd) {
        return;
      }
    }
  }

  #advance(nextToken: string | undefined): void {
    if (nextToken === undefined) {
      this.#token = undefined;
      this.#tokensSeen.clear();
      this.#query += 1;
      this.#tail = this.#query < this.queries.length ? { kind: 'more', emptyPages: 0 } : { kind: 'end' };
    } else if (this.#tokensSeen.has(nextToken)) {
      this.#tail = { kind: 'failed', failure: repeatedToken() };
    } else {
      this.#tokensSeen.add(nextToken);
      this.#token = nextToken;
      const emptyPages = this.#emptyPages >= emptyPagesFollowed ? this.#emptyPages : 0;
      this.#tail = { kind: 'more', emptyPages };
    }
  }

  #startAnew(): void {
    this.#query = 0;
    this.#token = undefined;
    this.#tokensSeen.clear();
    this.#received = 0;
    this.#emptyPages = 0;
    this.#tail = { kind: 'more', emptyPages: 0 };
  }

  #fail(error: unknown): void {
    if (error instanceof CancelledError || this.signal.aborted) {
      this.#tail = { kind: 'more', emptyPages: 0 };
    } else if (error instanceof FailureError) {
      this.#tail = { kind: 'failed', failure: error.failure };
    } else {
      throw error;
    }
  }
}

/** A token that came before: to go on with it would go round for ever. */
export function repeatedToken(): Failure {
  return {
    kind: 'repeatedToken',
    what: l10n.t('The service answered with a page that it had given before.'),
    helps: l10n.t('What was read so far is shown. Retry reads the list from its beginning.'),
    remedies: [{ kind: 'retry' }, { kind: 'showLog' }],
  };
}
