import * as vscode from 'vscode';
import type { ForecastExportJob } from '../jobs/exportJob';
import { failureText, type Failure } from '../jobs/failure';
import {
  followedJob,
  followedKey,
  isFinal,
  jobOf,
  type AccountChoice,
  type FollowedJob,
} from '../jobs/followedJob';
import type { JobBoard } from '../jobs/jobBoard';
import type { JobClock } from '../jobs/jobClock';
import type { Connection, Log } from '../jobs/ports';
import { redact } from '../jobs/redact';
import { accountOf, type Watch } from '../jobs/watchedAccount';
import type { Accounts } from './accounts';
import type { FollowedFolder } from './followedFolder';
import { ofOtherAccount } from './otherAccount';
import type { Session } from './session';

/** What is known of a followed job now. */
export interface FollowedState {
  readonly record: FollowedJob;
  /** The service's last answer, or what the record has. */
  readonly job: ForecastExportJob;
  /** Why the service can't be asked about it. */
  readonly failure?: Failure;
}

/** The end of a followed job, to be told by this window. */
export interface FollowedEnd {
  readonly record: FollowedJob;
  /** As the service told it last. */
  readonly job: ForecastExportJob;
  /** The service knows it no more. */
  readonly gone: boolean;
}

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
  readonly #followed = new Map<string, FollowedState>();
  /** Whose end was seen and is being claimed. */
  readonly #ending = new Set<string>();
  /** Those that are of another account than the credentials are now, with what is said of it. */
  readonly #strangers = new Map<string, Failure>();
  readonly #watches = new Map<string, () => void>();
  readonly #listening: vscode.Disposable;
  /** One reading or change of the folder after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #board: JobBoard | undefined;
  #stopListening: () => void = () => undefined;
  #sample: Connection | undefined;
  #disposed = false;

  constructor(
    private readonly folder: FollowedFolder,
    private readonly accounts: Accounts,
    private readonly session: Session,
    private readonly clock: Pick<JobClock, 'watch' | 'reconsider'>,
    private readonly log: Log,
  ) {
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
    return [...this.#followed.values()];
  }

  /** Whether a job of the account that is shown is followed. */
  isFollowed(job: ForecastExportJob): boolean {
    const { state } = this.session;
    return (
      state.kind === 'connected' &&
      job.arn !== undefined &&
      this.#followed.has(followedKey({ arn: job.arn, account: state.connection.choice }))
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
        this.#followed.delete(followedKey(record));
      }
      this.#afterChange();
    });
  }

  dispose(): void {
    this.#disposed = true;
    this.#listening.dispose();
    this.#stopListening();
    this.#watches.forEach(stop => stop());
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
      for (const [key, { record }] of this.#followed) {
        if (!found.has(key) && record.account.kind !== 'sample') {
          this.#followed.delete(key);
        }
      }
      const isStale = [...found.values()].map(record => this.#keep(record)).includes('unasked');
      this.#afterChange(isStale);
    });
  }

  #keep(record: FollowedJob): 'known' | 'unasked' {
    const key = followedKey(record);
    if (this.#followed.has(key) || this.#ending.has(key)) {
      return 'known';
    }
    const shown = this.#shownJob(record);
    const job = shown && !isFinal(shown.status) ? shown : undefined;
    this.#followed.set(key, { record, job: job ?? jobOf(record) });
    return job ? 'known' : 'unasked';
  }

  /** @param isStale nobody has asked about some of them since they were written down: they are asked about at once */
  #afterChange(isStale = false): void {
    if (this.#disposed) {
      return;
    }
    const accounts = new Map(this.list().map(({ record }) => [watchKey(record), record]));
    for (const [key, stop] of this.#watches) {
      if (!accounts.has(key)) {
        this.#watches.delete(key);
        stop();
      }
    }
    for (const [key, { account, region }] of accounts) {
      if (!this.#watches.has(key)) {
        this.#watches.set(key, this.clock.watch(this.#watch(account, region), isStale));
      }
    }
    this.clock.reconsider();
    this.#changed.fire();
  }

  /** What the clock asks about one account and region for. */
  #watch(account: AccountChoice, region: string): Watch {
    const states = () =>
      this.list().filter(({ record }) => watchKey(record) === watchKey({ account, region }));
    return {
      account: watchKey({ account, region }),
      jobs: () => this.accounts.jobs(account, region, true),
      watched: () => states().map(({ job }) => job),
      answered: job => this.#onAnswer(account, job),
      gone: job => void this.#onGone(account, job),
      failed: failure => states().forEach(state => this.#onFailure(state, failure)),
    };
  }

  #onAnswer(account: AccountChoice, job: ForecastExportJob): void {
    const state = this.#stateOf(account, job);
    if (!state) {
      return;
    }
    if (isFinal(job.status)) {
      this.#end({ record: state.record, job, gone: false });
      return;
    }
    this.#strangers.delete(followedKey(state.record));
    // An answer without a status says nothing new.
    const status = job.status === '' ? state.job.status : job.status;
    this.#followed.set(followedKey(state.record), { record: state.record, job: { ...job, status } });
    if (status !== state.job.status || state.failure) {
      this.#changed.fire();
    }
  }

  /** Credentials of another account don't find the job either: that is no end of it. */
  async #onGone(account: AccountChoice, job: ForecastExportJob): Promise<void> {
    const state = this.#stateOf(account, job);
    if (!state) {
      return;
    }
    const { record } = state;
    const other = await ofOtherAccount(record.arn, this.accounts.jobs(account, record.region, true));
    if (!this.#followed.has(followedKey(record))) {
      return;
    }
    if (other === undefined) {
      this.#end({ record, job: state.job, gone: true });
    } else {
      this.#strangers.set(followedKey(record), other);
      this.#onFailure(state, undefined);
    }
  }

  #onFailure(state: FollowedState, ofRound: Failure | undefined): void {
    const key = followedKey(state.record);
    const failure = ofRound ?? this.#strangers.get(key);
    const current = this.#followed.get(key);
    if (!current || textOf(current.failure) === textOf(failure)) {
      return;
    }
    const { record, job } = current;
    this.#followed.set(key, failure ? { record, job, failure } : { record, job });
    this.#changed.fire();
  }

  #end(end: FollowedEnd): void {
    const key = followedKey(end.record);
    this.#ending.add(key);
    this.#followed.delete(key);
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

  #stateOf(account: AccountChoice, { id, arn = id }: ForecastExportJob): FollowedState | undefined {
    return this.#followed.get(followedKey({ arn, account }));
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
      samples.forEach(({ record }) => this.#followed.delete(followedKey(record)));
    }
    this.#afterChange();
  }

  /** An end that was seen by a refresh is told at once. */
  #onBoardChange(): void {
    for (const { record } of this.list()) {
      const job = this.#shownJob(record);
      if (job && isFinal(job.status)) {
        this.#onAnswer(record.account, job);
      }
    }
  }

  #shownJob({ arn, account, region }: FollowedJob): ForecastExportJob | undefined {
    const { state } = this.session;
    return state.kind === 'connected' &&
      watchKey({ account: state.connection.choice, region: state.connection.region }) ===
        watchKey({ account, region })
      ? state.board.get(arn)
      : undefined;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function watchKey({ account, region }: Pick<FollowedJob, 'account' | 'region'>): string {
  return accountOf({ choice: account, region });
}

function textOf(failure: Failure | undefined): string {
  return failure ? failureText(failure) : '';
}

function errorText(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error));
}
