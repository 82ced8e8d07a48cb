import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupOf, type ForecastExportJob, type ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError, failureText } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { ForecastJobs, Tag } from '../jobs/ports';
import type { UsualDuration } from '../jobs/usualDuration';
import { detailsScheme } from '../manifest';
import { jobFacts, jobName, type Fact } from './jobText';
import { timeStyle, usualDurationIn } from './jobsTree';
import type { Session } from './session';

/** Read-only documents that tell all of an export job, one fact a line. */
export class JobDetails implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #jobs = new Map<string, ForecastExportJob>();
  /** How to ask about jobs that aren't of the account that is shown. */
  readonly #elsewhere = new Map<string, () => Promise<ForecastJobs>>();
  readonly #registered: vscode.Disposable[];

  constructor(private readonly session: Session) {
    this.#registered = [
      vscode.workspace.registerTextDocumentContentProvider(detailsScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === detailsScheme) {
          this.#jobs.delete(uri.query);
          this.#elsewhere.delete(uri.query);
        }
      }),
    ];
  }

  /**
   * Opens a job's document, reading it anew where it is open already.
   * @param elsewhere how to ask about it, where it need not be of the account that is shown
   */
  async show(job: ForecastExportJob, elsewhere?: () => Promise<ForecastJobs>): Promise<void> {
    const name = `${jobName(job).replace(/[/\\]/g, '_')}.txt`;
    const uri = vscode.Uri.from({ scheme: detailsScheme, path: `/${name}`, query: job.id });
    this.#jobs.set(job.id, job);
    if (elsewhere) {
      this.#elsewhere.set(job.id, elsewhere);
    } else {
      this.#elsewhere.delete(job.id);
    }
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** Reads the documents that are seen anew, or that of one job. */
  refresh(job?: ForecastExportJob): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      const isOfJob = job === undefined || document.uri.query === job.id;
      if (document.uri.scheme === detailsScheme && isOfJob) {
        this.#changed.fire(document.uri);
      }
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const id = uri.query;
    const shown = this.#elsewhere.has(id) ? undefined : this.session.board?.get(id);
    const summary: ForecastExportJob = shown ??
      this.#jobs.get(id) ?? { id, arn: id, status: '', destination: {} };
    const [details, tags] = await Promise.all([this.#describe(summary), this.#tags(summary)]);
    const usual = this.#elsewhere.has(id) ? undefined : usualDurationIn(this.session.board);
    return detailsText(summary, details, tags, usual);
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
    this.#changed.dispose();
  }

  async #describe(job: ForecastExportJob): Promise<ForecastExportJobDetails | FailureError> {
    try {
      const elsewhere = this.#elsewhere.get(job.id);
      return elsewhere && job.arn !== undefined
        ? await (await elsewhere()).describe(job.arn)
        : await this.session.details(job);
    } catch (error) {
      return failureOf(error);
    }
  }

  async #tags(job: ForecastExportJob): Promise<readonly Tag[] | FailureError> {
    try {
      const elsewhere = this.#elsewhere.get(job.id);
      const jobs = elsewhere ? await elsewhere() : (await this.session.connection())?.jobs;
      return job.arn === undefined ? [] : ((await jobs?.tags(job.arn)) ?? []);
    } catch (error) {
      return failureOf(error);
    }
  }
}

function failureOf(error: unknown): FailureError {
  if (error instanceof FailureError) {
    return error;
  }
  throw error;
}

/** The text of a details page: what is known, then the tags, with a word on what could not be read. */
export function detailsText(
  summary: ForecastExportJob,
  details: ForecastExportJobDetails | FailureError,
  tags: readonly Tag[] | FailureError,
  usual?: UsualDuration,
): string {
  const known = details instanceof FailureError ? summary : { ...summary, ...details };
  const sections = [
    `${jobName(known)}\n`,
    aligned(jobFacts(known, groupOf(known), timeStyle(), usual)),
    ...(details instanceof FailureError ? [notRead(l10n.t('The rest could not be read.'), details)] : []),
    `${l10n.t('Tags')}\n`,
    tags instanceof FailureError
      ? notRead(l10n.t('The tags could not be read.'), tags)
      : tags.length === 0
        ? `  ${l10n.t('(none)')}\n`
        : aligned(tags.map(tag => ({ label: `  ${plainText(tag.key)}`, value: plainText(tag.value) }))),
  ];
  return sections.join('\n');
}

function aligned(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(fact => fact.label.length)) + 2;
  return facts.map(({ label, value }) => `${label.padEnd(width)}${value}\n`).join('');
}

function notRead(what: string, { failure }: FailureError): string {
  return `${what} ${failureText(failure)}\n`;
}
