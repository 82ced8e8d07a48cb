import * as vscode from 'vscode';
import { movingStatuses, type ForecastExportJob } from '../jobs/exportJob';
import { JobClock } from '../jobs/jobClock';
import type { JobBoard } from '../jobs/jobBoard';
import { accountOf } from '../jobs/watchedAccount';
import type { Session } from './session';
import { onDidChangeSetting, pace } from './settings';

/** The one clock of all that asks by itself, on the editor's time, focus and setting. */
export function editorClock(subscriptions: { dispose(): unknown }[]): JobClock {
  const clock = new JobClock({
    pace,
    isFocused: () => vscode.window.state.focused,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const reconsider = () => clock.reconsider();
  subscriptions.push(
    clock,
    vscode.window.onDidChangeWindowState(reconsider),
    onDidChangeSetting('updates', reconsider),
  );
  return clock;
}

/** A job that moved when it was last asked about, and now doesn't. */
export interface EndedJob {
  readonly before: ForecastExportJob;
  /** Undefined: the service doesn't know it any more. */
  readonly job: ForecastExportJob | undefined;
}

interface Visible {
  readonly visible: boolean;
  onDidChangeVisibility(listener: () => void): vscode.Disposable;
}

/** Watches the moving jobs of the session's board for as long as its view is seen, and puts the answers there. */
export class ShownUpdates implements vscode.Disposable {
  readonly #ended = new vscode.EventEmitter<EndedJob>();
  /** The end of a shown job, as the clock saw it; not what a refresh finds. */
  readonly onDidEnd = this.#ended.event;
  readonly #disposables: vscode.Disposable[];
  #board: JobBoard | undefined;
  #stop: () => void = () => undefined;

  constructor(
    private readonly clock: JobClock,
    private readonly session: Session,
    private readonly view: Visible,
  ) {
    this.#disposables = [
      session.onDidChange(() => this.#watchBoard()),
      view.onDidChangeVisibility(() => clock.reconsider()),
    ];
    this.#watchBoard();
  }

  dispose(): void {
    this.#stop();
    this.#ended.dispose();
    this.#disposables.forEach(disposable => void disposable.dispose());
  }

  /** Each board has a watch of its own: what is answered for another one is dropped with its watch. */
  #watchBoard(): void {
    const { state } = this.session;
    const board = state.kind === 'connected' ? state.board : undefined;
    if (board === this.#board) {
      return;
    }
    this.#stop();
    this.#stop = () => undefined;
    this.#board = board;
    if (state.kind !== 'connected') {
      return;
    }
    const { connection } = state;
    const stopWatching = this.clock.watch({
      account: accountOf(connection),
      // An MFA code is asked for when the user does something, never by the clock.
      jobs: () => Promise.resolve(connection.inRegion(connection.region, true)),
      watched: () => (this.view.visible ? state.board.moving() : []),
      answered: (job, askedAt) => this.#answered(state.board, job, askedAt),
      gone: (job, askedAt) => {
        state.board.remove(job.id, askedAt);
        this.#ended.fire({ before: job, job: undefined });
      },
      failed: failure => state.board.setUpdateFailure(failure),
    });
    const stopListening = state.board.onDidChange(() => this.clock.reconsider());
    this.#stop = () => {
      stopListening();
      stopWatching();
    };
  }

  #answered(board: JobBoard, job: ForecastExportJob, askedAt: number): void {
    const before = board.get(job.id);
    board.put(job, askedAt);
    if (before && movingStatuses.has(before.status) && !movingStatuses.has(job.status)) {
      this.#ended.fire({ before, job });
    }
  }
}
