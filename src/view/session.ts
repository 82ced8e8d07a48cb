import * as vscode from 'vscode';
import type { ForecastExportJob, ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError, type Failure } from '../jobs/failure';
import { JobBoard } from '../jobs/jobBoard';
import { isFiltering, noFilter, type JobFilter } from '../jobs/jobFilter';
import type { JobOrder } from '../jobs/jobIndex';
import type { Connection, ConnectionChoice, Profile } from '../jobs/ports';
import { HeldConnections } from './heldConnections';
import { readOrder, readRemembered, type Remembered } from './remembered';
import { pageSize, setContext } from './settings';

/** How connections are made; the view is handed this and knows nothing of the SDK. */
export interface Connections {
  /** Rejects with a `FailureError`. */
  open(choice: ConnectionChoice): Promise<Connection>;
  profiles(): Promise<readonly Profile[]>;
  /** The files whose change may mean other credentials. */
  configFiles(): Promise<readonly string[]>;
}

export type SessionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly choice: ConnectionChoice }
  | { readonly kind: 'failed'; readonly choice: ConnectionChoice; readonly failure: Failure }
  | { readonly kind: 'connected'; readonly connection: Connection; readonly board: JobBoard };

const connectionKey = 'connection';
const orderKey = 'order';

/**
 * What the view looks at: the chosen account, and the board of its jobs. A change of connection or filter makes
 * a new board and drops the old one, with whatever was under way for it.
 */
export class Session implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another connection, filter or state; not a change within the board. */
  readonly onDidChange = this.#changed.event;
  #state: SessionState = { kind: 'disconnected' };
  #choice: ConnectionChoice | undefined;
  #filter: JobFilter = noFilter;
  #order: JobOrder;
  #connecting: Promise<void> | undefined;
  #details = new Map<string, Promise<ForecastExportJobDetails>>();
  readonly #held = new HeldConnections();

  /** @param initial what to connect to where nothing was chosen yet: what the environment names, if anything */
  constructor(
    private readonly connections: Connections,
    private readonly workspaceState: vscode.Memento,
    private readonly globalState: vscode.Memento,
    initial: ConnectionChoice | undefined,
  ) {
    const remembered =
      readRemembered(workspaceState.get(connectionKey)) ?? readRemembered(globalState.get(connectionKey));
    this.#choice = remembered?.choice ?? initial;
    this.#filter = remembered?.filter ?? noFilter;
    this.#order = readOrder(workspaceState.get(orderKey));
    this.#tellContext();
  }

  get state(): SessionState {
    return this.#state;
  }

  get choice(): ConnectionChoice | undefined {
    return this.#choice;
  }

  get filter(): JobFilter {
    return this.#filter;
  }

  get order(): JobOrder {
    return this.#order;
  }

  get board(): JobBoard | undefined {
    return this.#state.kind === 'connected' ? this.#state.board : undefined;
  }

  /** Connects to what was chosen. Nothing is asked of a service yet. Several calls are one. */
  connect(): Promise<void> {
    const choice = this.#choice;
    if (choice === undefined || this.#state.kind === 'connected' || this.#state.kind === 'failed') {
      return Promise.resolve();
    }
    if (!this.#connecting) {
      const connecting: SessionState = { kind: 'connecting', choice };
      // After a switch it was told already that a connection is to come.
      const isTold = this.#state.kind === 'connecting';
      this.#state = connecting;
      this.#connecting = this.#open(connecting);
      if (!isTold) {
        // Only now: who hears of it may ask for the connection.
        this.#setState(connecting);
      }
    }
    return this.#connecting;
  }

  /** Looks at another account or region. What was shown is gone at once. */
  async choose(choice: ConnectionChoice): Promise<void> {
    this.#choice = choice;
    this.#filter = noFilter;
    this.#disconnect();
    await this.#remember({ choice, filter: noFilter });
  }

  async setFilter(filter: JobFilter): Promise<void> {
    this.#filter = filter;
    if (this.#choice) {
      await this.#remember({ choice: this.#choice, filter });
    }
    if (this.#filter !== filter) {
      // Whoever set another one meanwhile tells of it.
      return;
    }
    if (this.#state.kind !== 'connected') {
      this.#setState(this.#state);
    } else if (this.#state.board.filter !== filter) {
      const { connection, board } = this.#state;
      board.dispose();
      this.#setState({ kind: 'connected', connection, board: this.#newBoard(connection) });
    }
  }

  async sortBy(order: JobOrder): Promise<void> {
    this.#order = order;
    this.board?.sortBy(order);
    this.#tellContext();
    await this.workspaceState.update(orderKey, order);
  }

  /** Reads what is shown anew, connecting first where that failed. */
  async refresh(): Promise<void> {
    if (this.#state.kind === 'connected') {
      this.#details.clear();
      await this.#state.board.refresh();
    } else if (this.#choice) {
      this.#disconnect();
    }
  }

  /** Asks the credential providers anew at the next request; after a failure, asks the service again, too. */
  async retry(): Promise<void> {
    const { board } = this;
    if (board?.failure && board.size === 0) {
      // Nothing was ever read: the profile may have another region by now, too.
      this.#disconnect();
      return;
    }
    if (this.#state.kind === 'connected') {
      this.#state.connection.renew();
    }
    await this.refresh();
  }

  /** Connects anew, as after a change of the endpoint. */
  reconnect(): void {
    if (this.#choice && this.#state.kind !== 'disconnected') {
      this.#disconnect();
    }
  }

  /** The connection, once there is one; undefined where nothing is chosen. Rejects with a `FailureError`. */
  async connection(): Promise<Connection | undefined> {
    do {
      await this.connect();
    } while (this.#state.kind === 'connecting');
    if (this.#state.kind === 'failed') {
      throw new FailureError(this.#state.failure);
    }
    return this.#state.kind === 'connected' ? this.#state.connection : undefined;
  }

  /**
   * Keeps a connection open, also when another is chosen meanwhile, for work that was confirmed for its account.
   * @returns what gives it back; to be called once
   */
  hold(connection: Connection): () => void {
    return this.#held.hold(connection);
  }

  /**
   * What Describe tells of a job: asked once for each state of it.
   * @param known the connection, where whoever asks has it and means no other
   */
  async details(job: ForecastExportJob, known?: Connection): Promise<ForecastExportJobDetails> {
    const connection = known ?? (await this.connection());
    if (!connection || job.arn === undefined) {
      return job;
    }
    const key = `${job.id}\n${job.status}\n${job.lastModificationTime?.getTime() ?? ''}`;
    let details = this.#details.get(key);
    if (!details) {
      details = connection.jobs.describe(job.arn);
      this.#details.set(key, details);
      details.catch(() => this.#details.delete(key));
    }
    return details;
  }

  dispose(): void {
    this.#close();
    this.#held.dispose();
    this.#changed.dispose();
  }

  async #open(connecting: SessionState & { kind: 'connecting' }): Promise<void> {
    const { choice } = connecting;
    const isCurrent = () => this.#state === connecting;
    try {
      const connection = await this.connections.open(choice);
      if (!isCurrent()) {
        connection.dispose();
        return;
      }
      this.#connecting = undefined;
      this.#setState({ kind: 'connected', connection, board: this.#newBoard(connection) });
    } catch (error) {
      if (!isCurrent()) {
        return;
      }
      this.#connecting = undefined;
      if (!(error instanceof FailureError)) {
        throw error;
      }
      this.#setState({ kind: 'failed', choice, failure: error.failure });
    }
  }

  async #remember(remembered: Remembered): Promise<void> {
    await this.workspaceState.update(connectionKey, remembered);
    await this.globalState.update(connectionKey, remembered);
  }

  #newBoard(connection: Connection): JobBoard {
    return new JobBoard(connection.jobs, this.#filter, { pageSize, order: this.#order });
  }

  #disconnect(): void {
    this.#close();
    this.#connecting = undefined;
    this.#setState(this.#choice ? { kind: 'connecting', choice: this.#choice } : { kind: 'disconnected' });
  }

  #close(): void {
    this.#details = new Map();
    if (this.#state.kind === 'connected') {
      this.#state.board.dispose();
      this.#held.close(this.#state.connection);
    }
  }

  #setState(state: SessionState): void {
    this.#state = state;
    this.#tellContext();
    this.#changed.fire();
  }

  #tellContext(): void {
    // What is chosen but not connected to yet will be, by the first command or look at the view.
    const isWaiting = this.#choice !== undefined && this.#state.kind === 'disconnected';
    setContext('forecastExports.state', isWaiting ? 'connecting' : this.#state.kind);
    setContext('forecastExports.filtering', isFiltering(this.#filter));
    setContext('forecastExports.order', this.#order);
  }
}
