import type { Mood, Time } from './dueTimes';
import type { Pace } from './pace';
import { WatchedAccount, type Watch } from './watchedAccount';

/** What a clock runs by. */
export interface ClockOptions extends Time {
  pace(): Pace;
  /** Whether the window has the focus. */
  isFocused(): boolean;
  /**
   * Calls back once, after so many milliseconds or later.
   * @returns what gives it up
   */
  after(milliseconds: number, callback: () => void): () => void;
}

/**
 * The one clock of all that asks about moving jobs by itself, shown or followed. It has one timer, set for the job
 * that is due first (see `waitBetween`), and none while nothing moves, nobody watches or the pace is off. A timer
 * that comes late, as after a sleep, makes one round. How a round asks is told at `askMoving`.
 */
export class JobClock {
  readonly #accounts = new Map<string, WatchedAccount>();
  #giveUpTimer: () => void = () => undefined;
  #isDisposed = false;

  constructor(private readonly options: ClockOptions) {}

  /**
   * @param isStale what is watched now was read long ago (as before a restart): it is asked about at once
   * @returns a function that ends the watching: nothing is told any more, also of what is under way
   */
  watch(watch: Watch, isStale = false): () => void {
    const account = this.#accounts.get(watch.account) ?? new WatchedAccount(this.options);
    this.#accounts.set(watch.account, account);
    account.add(watch, isStale);
    this.reconsider();
    return () => {
      account.remove(watch);
      if (!account.isWatched && this.#accounts.get(watch.account) === account) {
        this.#accounts.delete(watch.account);
      }
      this.reconsider();
    };
  }

  /** What is watched, the focus or the pace changed: thinks again about when to ask. What is overdue is asked at once. */
  reconsider(): void {
    this.#giveUpTimer();
    this.#giveUpTimer = () => undefined;
    const waits = [...this.#accounts.values()].map(account => account.wait(this.#mood) ?? Infinity);
    const wait = Math.min(...waits);
    if (wait < Infinity && !this.#isDisposed) {
      this.#giveUpTimer = this.options.after(Math.max(0, Math.ceil(wait)), () => this.#askDue());
    }
  }

  /** Asks about everything that is watched, due or not; nothing while the pace is off. For tests. */
  async askNow(): Promise<void> {
    if (this.options.pace() !== 'off') {
      await Promise.all([...this.#accounts.values()].map(account => account.askAll()));
    }
    this.reconsider();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#giveUpTimer();
    this.#accounts.forEach(account => account.close());
    this.#accounts.clear();
  }

  get #mood(): Mood {
    return { pace: this.options.pace(), isFocused: this.options.isFocused() };
  }

  #askDue(): void {
    const mood = this.#mood;
    for (const account of this.#accounts.values()) {
      if ((account.wait(mood) ?? Infinity) <= 0) {
        void account.ask(mood).finally(() => this.reconsider());
      }
    }
    this.reconsider();
  }
}
