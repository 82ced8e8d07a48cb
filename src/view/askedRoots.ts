import type { JobBoard } from '../jobs/jobBoard';
import type { Session, SessionState } from './session';
import { sleep } from './sleep';

/** So long the first answer waits for the rows of its groups, in ms: drawn with them, they are there sooner. */
const firstRowsWait = 150;

/**
 * The editor's questions for the root rows that wait for an answer: it will get the rows that are there then. A redraw
 * meanwhile would have it drop them, ask again, and wait a while before it does.
 */
export class AskedRoots {
  /** What each of them waits for now: the connection, or the first answer of its board. */
  readonly #awaited: (Session | JobBoard)[] = [];
  #kind: SessionState['kind'];

  /** @param kind the state of the session at the beginning */
  constructor(kind: SessionState['kind']) {
    this.#kind = kind;
  }

  /** Waits for a step on the way to the rows. */
  async until<What extends Session | JobBoard>(
    what: What,
    step: (what: What) => Promise<void>,
  ): Promise<void> {
    this.#awaited.push(what);
    try {
      await step(what);
    } finally {
      this.#awaited.splice(this.#awaited.indexOf(what), 1);
    }
  }

  /**
   * Takes the session's new state.
   * @returns whether that is a step on the way to the rows that are waited for: from nothing to connecting to
   * connected, which is what follows when they are first asked for, and what a retry doesn't do
   */
  isStep(kind: SessionState['kind'], waitsFor: Session): boolean {
    const before = this.#kind;
    this.#kind = kind;
    const isStep =
      (before === 'disconnected' && kind === 'connecting') ||
      (before === 'connecting' && kind === 'connected');
    return isStep && this.#awaited.includes(waitsFor);
  }

  /** Whether the first answer of a board is waited for. */
  isFor(board: JobBoard | undefined): boolean {
    return board !== undefined && this.#awaited.includes(board);
  }
}

/** The step to the rows of a board: its groups, and for a moment their first pages. */
export async function firstRows(board: JobBoard): Promise<void> {
  await board.start();
  const read = new AbortController();
  const pages = Promise.all(board.groups().map(({ group }) => board.settled(group)));
  await Promise.race([pages.finally(() => read.abort()), sleep(firstRowsWait, read.signal)]);
}
