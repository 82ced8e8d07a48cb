import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../jobs/exportJob';
import { CancelledError, FailureError } from '../jobs/failure';
import { accountKey } from '../jobs/followedJob';
import type { ForecastJobs } from '../jobs/ports';
import { detailsScheme } from '../manifest';
import { addressQuery, isOf, readAddress, type Origin } from './detailsAddress';
import { detailsText, elsewhereText } from './detailsText';
import { jobName } from './jobText';
import { usualDurationIn } from './timeStyle';
import type { Session } from './session';

/** The account of a job that need not be the one that is shown, and how to ask it. */
export interface OtherAccount extends Origin {
  jobs(): Promise<ForecastJobs>;
}

/** An open document. */
interface Page {
  readonly uri: vscode.Uri;
  readonly origin: Origin;
  job: ForecastExportJob;
  /** How to ask its account, whatever the view shows. */
  ask?: OtherAccount['jobs'] | undefined;
  /** As it was read last. */
  text?: string;
  isStale: boolean;
  /** Whether it is drawn with the words that it is of another account than the view shows. */
  isElsewhere: boolean;
}

/**
 * Read-only documents that tell all of an export job, one fact a line. A document belongs to the account that it was
 * opened from: while the view shows another one it says whose it is, and that other one is never asked for it.
 */
export class JobDetails implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #pages = new Map<string, Page>();
  readonly #registered: vscode.Disposable[];

  constructor(private readonly session: Session) {
    this.#registered = [
      vscode.workspace.registerTextDocumentContentProvider(detailsScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === detailsScheme) {
          this.#pages.delete(uri.query);
        }
      }),
      session.onDidChange(() => this.#onSessionChange()),
    ];
  }

  /**
   * Opens a job's document, reading it anew where it is open already. Rejects with a `FailureError` where there is
   * no connection.
   * @param other the job's account, where it need not be the one that is shown
   */
  async show(job: ForecastExportJob, other?: OtherAccount): Promise<void> {
    const from = other ?? (await this.session.connection());
    if (!from) {
      return;
    }
    const origin: Origin = { choice: from.choice, region: from.region };
    const uri = vscode.Uri.from({
      scheme: detailsScheme,
      path: `/${jobName(job).replace(/[/\\]/g, '_')}.txt`,
      query: addressQuery(origin, job.id),
    });
    const page = this.#pages.get(uri.query) ?? newPage(uri, origin, job);
    page.job = job;
    page.ask = other && (() => other.jobs());
    page.isStale = true;
    this.#pages.set(uri.query, page);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** Reads the documents that are seen anew, or that of one job, as far as they may be asked for. */
  refresh(job?: ForecastExportJob): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      const page = document.uri.scheme === detailsScheme ? this.#pages.get(document.uri.query) : undefined;
      if (page && (!page.isElsewhere || page.ask) && (job === undefined || page.job.id === job.id)) {
        page.isStale = true;
        this.#changed.fire(document.uri);
      }
    }
  }

  /** The job that a document is of, and its account; undefined where the address isn't one of these documents. */
  jobAt(uri: vscode.Uri): { readonly job: ForecastExportJob; readonly origin: Origin } | undefined {
    return uri.scheme === detailsScheme ? this.#page(uri) : undefined;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const page = this.#page(uri);
    if (!page) {
      return `${l10n.t('It is not known which account this is of. Open the details from the view.')}\n`;
    }
    try {
      page.isElsewhere = page.ask ? await this.#readThere(page, page.ask) : !(await this.#readHere(page));
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        throw error;
      }
      // The view has gone to another connection meanwhile, or has made this one anew.
      return this.provideTextDocumentContent(uri);
    }
    return page.isElsewhere ? elsewhereText(page.origin, page.job, page.text) : (page.text ?? '');
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
    this.#changed.dispose();
  }

  /** A document that the editor has restored is known by its address alone. */
  #page(uri: vscode.Uri): Page | undefined {
    const known = this.#pages.get(uri.query);
    const address = known ? undefined : readAddress(uri.query);
    if (!address) {
      return known;
    }
    const { id, origin } = address;
    const page = newPage(uri, origin, { id, arn: id, status: '', destination: {} });
    this.#pages.set(uri.query, page);
    return page;
  }

  /** Reads what has to be read, if the view looks at the page's account; returns whether it does. */
  async #readHere(page: Page): Promise<boolean> {
    if (!this.#isChosen(page.origin)) {
      return false;
    }
    const connection = await orFailure(this.session.connection());
    if (!connection || (!(connection instanceof FailureError) && !isOf(connection, page.origin))) {
      return false;
    }
    if (!page.isStale) {
      return true;
    }
    const { board } = this.session;
    const job = board?.get(page.job.id) ?? page.job;
    const [details, tags] =
      connection instanceof FailureError
        ? [connection, connection]
        : await Promise.all([
            orFailure(this.session.details(job, connection)),
            orFailure(job.arn === undefined ? Promise.resolve(undefined) : connection.jobs.tags(job.arn)),
          ]);
    page.job = job;
    page.text = detailsText(job, details, tags, usualDurationIn(board));
    page.isStale = connection instanceof FailureError;
    return !this.#isElsewhere(page.origin);
  }

  /** Reads what has to be read by the page's own connection; returns whether the view looks elsewhere. */
  async #readThere(page: Page, ask: () => Promise<ForecastJobs>): Promise<boolean> {
    const { job } = page;
    const { arn } = job;
    if (page.isStale) {
      const asking = ask();
      const [details, tags] = await Promise.all([
        orFailure(arn === undefined ? Promise.resolve(job) : asking.then(jobs => jobs.describe(arn))),
        orFailure(arn === undefined ? Promise.resolve(undefined) : asking.then(jobs => jobs.tags(arn))),
      ]);
      page.text = detailsText(job, details, tags);
      page.isStale = false;
    }
    return this.#isElsewhere(page.origin);
  }

  #isChosen({ choice, region }: Origin): boolean {
    const { choice: chosen } = this.session;
    return (
      chosen !== undefined &&
      accountKey(chosen) === accountKey(choice) &&
      (chosen.region ?? region) === region
    );
  }

  #isElsewhere(origin: Origin): boolean {
    const { state } = this.session;
    return !this.#isChosen(origin) || (state.kind === 'connected' && !isOf(state.connection, origin));
  }

  #onSessionChange(): void {
    const { state } = this.session;
    for (const page of this.#pages.values()) {
      const isElsewhere = this.#isElsewhere(page.origin);
      // Back in its account, it is drawn once there is a connection: a document makes none by itself.
      if (isElsewhere !== page.isElsewhere && (isElsewhere || state.kind === 'connected')) {
        this.#changed.fire(page.uri);
      }
    }
  }
}

function newPage(uri: vscode.Uri, origin: Origin, job: ForecastExportJob): Page {
  return { uri, origin, job, isStale: true, isElsewhere: false };
}

async function orFailure<T>(asked: Promise<T>): Promise<T | FailureError> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof FailureError) {
      return error;
    }
    throw error;
  }
}
