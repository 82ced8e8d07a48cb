import * as vscode from 'vscode';
import type { ForecastExportJob } from '../jobs/exportJob';
import { unseenText } from './followingText';
import type { FollowedJobs } from './followedJobs';
import type { JobsTree } from './jobsTree';
import type { ShownUpdates } from './updates';

/**
 * What ended or failed while the view could not be seen, as a badge on its icon. Of jobs that are not followed only
 * what nobody has done here by a command: that an export was stopped or deleted is known to who did it.
 */
export class UnseenEnds implements vscode.Disposable {
  readonly #unseen = new Map<string, ForecastExportJob>();
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly tree: JobsTree,
    followed: FollowedJobs,
    updates: ShownUpdates,
  ) {
    this.#listening = vscode.Disposable.from(
      tree.onDidChangeVisibility(() => this.#onVisibility()),
      followed.onDidEnd(({ job }) => this.#add(job)),
      updates.onDidEnd(({ job }) => this.#shownEnded(job)),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #shownEnded(job: ForecastExportJob | undefined): void {
    if (job && ['ACTIVE', 'CREATE_FAILED', 'DELETE_FAILED'].includes(job.status)) {
      this.#add(job);
    }
  }

  #add(job: ForecastExportJob): void {
    if (!this.tree.visible) {
      this.#unseen.set(job.id, job);
      this.#draw();
    }
  }

  #onVisibility(): void {
    if (this.tree.visible) {
      this.#unseen.clear();
      this.#draw();
    }
  }

  #draw(): void {
    const jobs = [...this.#unseen.values()];
    this.tree.showBadge(jobs.length === 0 ? undefined : { value: jobs.length, tooltip: unseenText(jobs) });
  }
}
