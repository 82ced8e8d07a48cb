import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupOf, type ForecastExportJob, type ForecastExportJobDetails } from '../jobs/exportJob';
import { FailureError, failureText } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { Tag } from '../jobs/ports';
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
  readonly #registered: vscode.Disposable[];

  constructor(private readonly session: Session) {
    this.#registered = [
      vscode.workspace.registerTextDocumentContentProvider(detailsScheme, this),
      vscode.workspace.onDidCloseTextDocument(document => this.#jobs.delete(document.uri.query)),
    ];
  }

  /** Opens a job's document, reading it anew where it is open already. */
  async show(job: ForecastExportJob): Promise<void> {
    const name = `${jobName(job).replace(/[/\\]/g, '_')}.txt`;
    const uri = vscode.Uri.from({ scheme: detailsScheme, path: `/${name}`, query: job.id });
    this.#jobs.set(job.id, job);
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
    const summary: ForecastExportJob = this.session.board?.get(id) ??
      this.#jobs.get(id) ?? { id, arn: id, status: '', destination: {} };
    const [details, tags] = await Promise.all([this.#describe(summary), this.#tags(summary)]);
    return detailsText(summary, details, tags, usualDurationIn(this.session.board));
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
    this.#changed.dispose();
  }

  async #describe(job: ForecastExportJob): Promise<ForecastExportJobDetails | FailureError> {
    try {
      return await this.session.details(job);
    } catch (error) {
      return failureOf(error);
    }
  }

  async #tags(job: ForecastExportJob): Promise<readonly Tag[] | FailureError> {
    try {
      const connection = await this.session.connection();
      return job.arn === undefined ? [] : ((await connection?.jobs.tags(job.arn)) ?? []);
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
