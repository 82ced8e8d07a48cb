import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { whereJobIs } from '../jobs/arn';
import type { Accounts } from './accounts';
import { openPaths } from './commands/open';
import type { JobDetails } from './details';
import type { FollowedJobs } from './followedJobs';
import type { FollowedEnd } from './followedStates';
import { endNotice, type EndAction, type EndNotice } from './followingText';
import type { PreviewPanels } from './preview/previewPanels';
import { withoutLinks } from './remedies';

/** What was shown of the end of a followed job. */
export interface ToldEnd {
  readonly end: FollowedEnd;
  readonly notice: EndNotice;
}

/** Tells the end of each followed job, once, by the kind of notice that is right for it. */
export class EndNotices implements vscode.Disposable {
  readonly #told = new vscode.EventEmitter<ToldEnd>();
  readonly onDidTell = this.#told.event;
  readonly #listening: vscode.Disposable;

  constructor(
    followed: FollowedJobs,
    private readonly accounts: Accounts,
    private readonly details: JobDetails,
    private readonly previews: PreviewPanels,
  ) {
    this.#listening = followed.onDidEnd(end => this.#tell(end));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#told.dispose();
  }

  /** What a button of the notice does. It works for a job of any account, whatever the view shows by then. */
  async act(action: EndAction, { record, job }: FollowedEnd): Promise<void> {
    switch (action) {
      case 'previewData':
        await this.previews.show(job, { choice: record.account, region: record.region });
        return;
      case 'openS3Path':
        await openPaths([job], whereJobIs(record.arn, record.region).region);
        return;
      case 'copyS3Uri':
        await vscode.env.clipboard.writeText(job.destination.path ?? '');
        vscode.window.setStatusBarMessage(l10n.t('Copied'), 3000);
        return;
      case 'showDetails':
        await this.details.show(job, {
          choice: record.account,
          region: record.region,
          jobs: () => this.accounts.jobs(record.account, record.region, false),
        });
        return;
    }
  }

  #tell(end: FollowedEnd): void {
    const notice = endNotice(end);
    const labels = new Map(notice.actions.map(action => [labelOf(action), action]));
    void show(notice, [...labels.keys()]).then(async chosen => {
      const action = chosen === undefined ? undefined : labels.get(chosen);
      if (action) {
        await this.act(action, end);
      }
    });
    this.#told.fire({ end, notice });
  }
}

function show({ severity, message }: EndNotice, buttons: readonly string[]): Thenable<string | undefined> {
  const text = withoutLinks(message);
  switch (severity) {
    case 'information':
      return vscode.window.showInformationMessage(text, ...buttons);
    case 'warning':
      return vscode.window.showWarningMessage(text, ...buttons);
    case 'error':
      return vscode.window.showErrorMessage(text, ...buttons);
  }
}

function labelOf(action: EndAction): string {
  switch (action) {
    case 'previewData':
      return l10n.t('Preview Data');
    case 'openS3Path':
      return l10n.t('Open S3 Path');
    case 'copyS3Uri':
      return l10n.t('Copy S3 URI');
    case 'showDetails':
      return l10n.t('Show Details');
  }
}
