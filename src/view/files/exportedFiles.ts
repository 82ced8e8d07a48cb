import * as vscode from 'vscode';
import type { ExportPart } from '../../data/exportedData';
import { ExportFiles } from '../../data/exportFiles';
import type { ForecastExportJob } from '../../jobs/exportJob';
import type { Connection } from '../../jobs/ports';
import type { Session } from '../session';

/**
 * The files of the jobs whose rows were opened, for as long as their connection is shown. A refresh reads them anew
 * when they are next looked at.
 */
export class ExportedFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<string>();
  /** The job, by its id, of which there are more files, or a fault. */
  readonly onDidChange = this.#changed.event;
  #connection: Connection | undefined;
  #ending = new AbortController();
  #files = new Map<string, ExportFiles>();
  readonly #listening: vscode.Disposable;

  constructor(private readonly session: Session) {
    this.#listening = session.onDidChange(() => this.#onSessionChange());
  }

  /** What is known of a job's files; undefined without a connection. Nothing is asked yet. */
  of(job: ForecastExportJob): ExportFiles | undefined {
    const { state } = this.session;
    if (state.kind !== 'connected') {
      return undefined;
    }
    const known = this.#files.get(keyOf(job));
    if (known) {
      return known;
    }
    const files = new ExportFiles(state.connection.objects, job, this.#ending.signal);
    this.#files.set(keyOf(job), files);
    return files;
  }

  /** Reads the next page of a job's files, and tells of it. */
  async loadMore(job: ForecastExportJob): Promise<void> {
    const reading = this.of(job)?.next();
    this.#changed.fire(job.id);
    await reading;
    this.#changed.fire(job.id);
  }

  /** Every part of a job. Rejects with a `FailureError` where they can't be listed. */
  async parts(job: ForecastExportJob, signal?: AbortSignal): Promise<readonly ExportPart[]> {
    return (await this.listed(job, signal))?.parts ?? [];
  }

  /** The same with the store they are in; undefined without a connection. */
  async listed(job: ForecastExportJob, signal?: AbortSignal): Promise<ExportFiles | undefined> {
    await this.session.connection();
    const files = this.of(job);
    if (!files) {
      return undefined;
    }
    const before = files.tail.kind;
    try {
      await files.all(signal);
      return files;
    } finally {
      if (before !== 'end') {
        this.#changed.fire(job.id);
      }
    }
  }

  /** The files are read anew when they are next asked for. Who waits for those that are being read gets them. */
  forget(): void {
    this.#files = new Map();
  }

  dispose(): void {
    this.#ending.abort();
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #onSessionChange(): void {
    const { state } = this.session;
    const connection = state.kind === 'connected' ? state.connection : undefined;
    if (connection !== this.#connection) {
      this.#connection = connection;
      this.#ending.abort();
      this.#ending = new AbortController();
      this.forget();
    }
  }
}

/** A job that has changed meanwhile may have other files. */
function keyOf({ id, status, lastModificationTime }: ForecastExportJob): string {
  return `${id}\n${status}\n${lastModificationTime?.getTime() ?? ''}`;
}
