import type { ForecastExportJob } from '../jobs/exportJob';
import { failureText, type Failure } from '../jobs/failure';
import { followedKey, isFinal, type AccountChoice, type FollowedJob } from '../jobs/followedJob';
import type { JobClock } from '../jobs/jobClock';
import { accountOf, type Watch } from '../jobs/watchedAccount';
import type { Accounts } from './accounts';
import { ofOtherAccount } from './otherAccount';

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

/** Who hears of what the answers say. */
interface Listener {
  /** Another status or failure of a job that is still followed. */
  changed(): void;
  /** The job stays among the states until whoever hears of it deletes it. */
  ended(end: FollowedEnd): void;
}

/**
 * What is known of each followed job, kept up by the answers of the clock: it asks about the jobs of an account and
 * region together, whether they are shown or not. Which jobs are followed is for others to say.
 */
export class FollowedStates {
  readonly #states = new Map<string, FollowedState>();
  /** Those that are of another account than the credentials are now, with what is said of it. */
  readonly #strangers = new Map<string, Failure>();
  readonly #watches = new Map<string, () => void>();

  constructor(
    private readonly accounts: Pick<Accounts, 'jobs'>,
    private readonly clock: Pick<JobClock, 'watch' | 'reconsider'>,
    private readonly listener: Listener,
  ) {}

  list(): readonly FollowedState[] {
    return [...this.#states.values()];
  }

  has(job: Pick<FollowedJob, 'arn' | 'account'>): boolean {
    return this.#states.has(followedKey(job));
  }

  /** The clock asks about it after the next `watch`. */
  add(state: FollowedState): void {
    this.#states.set(followedKey(state.record), state);
  }

  delete(record: FollowedJob): void {
    this.#states.delete(followedKey(record));
    this.#strangers.delete(followedKey(record));
  }

  /**
   * Has the clock ask about what is here now, and no more about accounts of which nothing is.
   * @param isStale nobody has asked about some of them since they were written down: they are asked about at once
   */
  watch(isStale: boolean): void {
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
  }

  /** A newer answer about a job, whoever asked for it. One that isn't followed is passed over. */
  answered(account: AccountChoice, job: ForecastExportJob): void {
    const state = this.#stateOf(account, job);
    if (!state) {
      return;
    }
    if (isFinal(job.status)) {
      this.listener.ended({ record: state.record, job, gone: false });
      return;
    }
    this.#strangers.delete(followedKey(state.record));
    // An answer without a status says nothing new.
    const status = job.status === '' ? state.job.status : job.status;
    this.add({ record: state.record, job: { ...job, status } });
    if (status !== state.job.status || state.failure) {
      this.listener.changed();
    }
  }

  dispose(): void {
    this.#watches.forEach(stop => stop());
  }

  /** What the clock asks about one account and region for. */
  #watch(account: AccountChoice, region: string): Watch {
    const states = () =>
      this.list().filter(({ record }) => watchKey(record) === watchKey({ account, region }));
    return {
      account: watchKey({ account, region }),
      jobs: () => this.accounts.jobs(account, region, true),
      watched: () => states().map(({ job }) => job),
      answered: job => this.answered(account, job),
      gone: job => void this.#onGone(account, job),
      failed: failure => states().forEach(state => this.#onFailure(state, failure)),
    };
  }

  /** Credentials of another account don't find the job either: that is no end of it. */
  async #onGone(account: AccountChoice, job: ForecastExportJob): Promise<void> {
    const state = this.#stateOf(account, job);
    if (!state) {
      return;
    }
    const { record } = state;
    const other = await ofOtherAccount(record.arn, this.accounts.jobs(account, record.region, true));
    if (!this.has(record)) {
      return;
    }
    if (other === undefined) {
      this.listener.ended({ record, job: state.job, gone: true });
    } else {
      this.#strangers.set(followedKey(record), other);
      this.#onFailure(state, undefined);
    }
  }

  #onFailure(state: FollowedState, ofRound: Failure | undefined): void {
    const key = followedKey(state.record);
    const failure = ofRound ?? this.#strangers.get(key);
    const current = this.#states.get(key);
    if (!current || textOf(current.failure) === textOf(failure)) {
      return;
    }
    const { record, job } = current;
    this.add(failure ? { record, job, failure } : { record, job });
    this.listener.changed();
  }

  #stateOf(account: AccountChoice, { id, arn = id }: ForecastExportJob): FollowedState | undefined {
    return this.#states.get(followedKey({ arn, account }));
  }
}

function watchKey({ account, region }: Pick<FollowedJob, 'account' | 'region'>): string {
  return accountOf({ choice: account, region });
}

function textOf(failure: Failure | undefined): string {
  return failure ? failureText(failure) : '';
}
