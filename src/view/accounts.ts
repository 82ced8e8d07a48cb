import { accountKey, type AccountChoice } from '../jobs/followedJob';
import type { Connection, ForecastJobs } from '../jobs/ports';
import type { Connections, Session } from './session';

/**
 * Connections to ask about jobs with, whatever account the view shows: the view's own where it has the same
 * credentials, else one in the background. One a choice of credentials.
 */
export class Accounts {
  readonly #inBackground = new Map<string, Promise<Connection>>();

  constructor(
    private readonly connections: Pick<Connections, 'open'>,
    private readonly session: Session,
  ) {}

  /**
   * Rejects with a `FailureError` where no connection can be made.
   * @param quietly as in `Connection.inRegion`: for what the user hasn't asked for just now
   */
  async jobs(account: AccountChoice, region: string, quietly: boolean): Promise<ForecastJobs> {
    const { state } = this.session;
    const key = accountKey(account);
    if (state.kind === 'connected' && accountKey(state.connection.choice) === key) {
      return state.connection.inRegion(region, quietly);
    }
    const connection = await (this.#inBackground.get(key) ?? this.#open(key, { ...account, region }));
    return connection.inRegion(region, quietly);
  }

  /** Closes the connections in the background; the next question opens another, as after a change of the endpoint. */
  close(): void {
    for (const opening of this.#inBackground.values()) {
      opening.then(
        connection => connection.dispose(),
        () => undefined,
      );
    }
    this.#inBackground.clear();
  }

  #open(key: string, choice: Connection['choice']): Promise<Connection> {
    const opening = this.connections.open(choice);
    this.#inBackground.set(key, opening);
    opening.catch(() => {
      // The next question tries again.
      if (this.#inBackground.get(key) === opening) {
        this.#inBackground.delete(key);
      }
    });
    return opening;
  }
}
