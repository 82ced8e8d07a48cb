import * as vscode from 'vscode';
import type { ForecastExportJob } from '../jobs/exportJob';
import { followedJob, followedKey, isFinal, jobOf, type FollowedJob } from '../jobs/followedJob';
import type { JobBoard } from '../jobs/jobBoard';
import type { JobClock } from '../jobs/jobClock';
import type { Connection, Log } from '../jobs/ports';
import { redact } from '../jobs/redact';
import { accountOf } from '../jobs/watchedAccount';
import type { Accounts } from './accounts';
import type { FollowedFolder } from './followedFolder';
import { FollowedStates, type FollowedEnd, type FollowedState } from './followedStates';
import type { Session } from './session';

/**
 * The jobs that are followed, of any account: kept in the folder of all windows, asked about by the clock, until
 * they end. Jobs of the sample data live and end with its connection, so they are in no file.
 */
export class FollowedJobs implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #ended = new vscode.EventEmitter<FollowedEnd>();
  /** Fired in one window only, once a job. Who listens tells it before it returns. */
  readonly onDidEnd = this.#ended.event;
  readonly #states: FollowedStates;
  /** Whose end was seen and is being claimed. */
  readonly #ending = new Set<string>();
  readonly #listening: vscode.Disposable;
  /** One reading or change of the folder after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #board: JobBoard | undefined;
  #stopListening: () => void = () => undefined;
  #sample: Connection | undefined;
  #disposed = false;

  constructor(
    private readonly folder: FollowedFolder,
    accounts: Accounts,
    private readonly session: Session,
    clock: Pick<JobClock, 'watch' | 'reconsider'>,
    private readonly log: Log,
  ) {
    this.#states = new FollowedStates(accounts, clock, {
      changed: () => this.#changed.fire(),
      ended: end => this.#end(end),
    });
    this.#listening = session.onDidChange(() => this.#onSessionChange());
  }

  /** Reads what is followed, and from then on what any window changes. Asks nothing where nothing is followed. */
  async start(): Promise<void> {
    try {
      await this.folder.watch(() => void this.#read());
    } catch (error) {
      this.log.warn(`what other windows follow is seen late: ${errorText(error)}`);
    }
    await this.#read();
  }

  list(): readonly FollowedState[] {
    return this.#states.list();
  }

  /** Whether a job of the account that is shown is followed. */
  isFollowed(job: ForecastExportJob): boolean {
    const { state } = this.session;
    return (
      state.kind === 'connected' &&
      job.arn !== undefined &&
      this.#states.has({ arn: job.arn, account: state.connection.choice })
    );
  }

  /**
   * Follows jobs of the account that is shown.
   * @returns how many of them could be
   */
  async follow(jobs: readonly ForecastExportJob[]): Promise<number> {
    const { state } = this.session;
    if (state.kind !== 'connected') {
      return 0;
    }
    const { connection } = state;
    const records = jobs.flatMap(
      job => followedJob(job, connection.choice, connection.region, new Date()) ?? [],
    );
    if (connection.choice.kind === 'sample') {
      this.#sample = connection;
      records.forEach(record => this.#keep(record));
      this.#afterChange();
      return records.length;
    }
    await this.#inTurn(async () => {
      for (const record of records) {
        await this.folder.add(record);
      }
    });
    await this.#read();
    return records.length;
  }

  /** Stops following, in all windows. */
  async stop(records: readonly FollowedJob[]): Promise<void> {
    await this.#inTurn(async () => {
      for (const record of records) {
        await this.folder.remove(record);
        this.#states.delete(record);
      }
      this.#afterChange();
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#stopListening();
    this.#states.dispose();
    this.folder.dispose();
    this.#changed.dispose();
    this.#ended.dispose();
  }

  #read(): Promise<void> {
    return this.#inTurn(async () => {
      let records: readonly FollowedJob[];
      try {
        records = await this.folder.read();
      } catch (error) {
        this.log.warn(`the followed jobs could not be read: ${errorText(error)}`);
        return;
      }
      const found = new Map(records.map(record => [followedKey(record), record]));
      for (const { record } of this.list()) {
        if (!found.has(followedKey(record)) && record.account.kind !== 'sample') {
          this.#states.delete(record);
        }
      }
      const isStale = [...found.values()].map(record => this.#keep(record)).includes('unasked');
      this.#afterChange(isStale);
    });
  }

  #keep(record: FollowedJob): 'known' | 'unasked' {
    if (this.#states.has(record) || this.#ending.has(followedKey(record))) {
      return 'known';
    }
    const shown = this.#shownJob(record);
    const job = shown && !isFinal(shown.status) ? shown : undefined;
    this.#states.add({ record, job: job ?? jobOf(record) });
    return job ? 'known' : 'unasked';
  }

  /** @param isStale nobody has asked about some of them since they were written down: they are asked about at once */
  #afterChange(isStale = false): void {
    if (this.#disposed) {
      return;
    }
    this.#states.watch(isStale);
    this.#changed.fire();
  }

  #end(end: FollowedEnd): void {
    const key = followedKey(end.record);
    this.#ending.add(key);
    this.#states.delete(end.record);
    this.#afterChange();
    void this.#inTurn(async () => {
      try {
        if (this.#disposed) {
          return;
        }
        if (end.record.account.kind === 'sample') {
          this.#ended.fire(end);
        } else if (await this.folder.claim(end.record)) {
          this.#ended.fire(end);
          await this.folder.told(end.record);
        }
      } catch (error) {
        this.log.warn(`the end of a followed job could not be claimed: ${errorText(error)}`);
      } finally {
        this.#ending.delete(key);
      }
    }).then(() => this.#read());
  }

  #onSessionChange(): void {
    const { state, board } = this.session;
    if (board !== this.#board) {
      this.#board = board;
      this.#stopListening();
      this.#stopListening = board?.onDidChange(() => this.#onBoardChange()) ?? (() => undefined);
    }
    if (this.#sample && (state.kind !== 'connected' || state.connection !== this.#sample)) {
      this.#sample = undefined;
      const samples = this.list().filter(({ record }) => record.account.kind === 'sample');
      samples.forEach(({ record }) => this.#states.delete(record));
    }
    this.#afterChange();
  }

  /** An end that was seen by a refresh is told at once. */
  #onBoardChange(): void {
    for (const { record } of this.list()) {
      const job = this.#shownJob(record);
      if (job && isFinal(job.status)) {
        this.#states.answered(record.account, job);
      }
    }
  }

  #shownJob({ arn, account, region }: FollowedJob): ForecastExportJob | undefined {
    const { state } = this.session;
    return state.kind === 'connected' &&
      accountOf(state.connection) === accountOf({ choice: account, region })
      ? state.board.get(arn)
      : undefined;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function errorText(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error));
}
