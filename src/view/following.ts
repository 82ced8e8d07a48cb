import type * as vscode from 'vscode';
import type { Accounts } from './accounts';
import type { JobDetails } from './details';
import { EndNotices } from './endNotices';
import type { FollowedJobs } from './followedJobs';
import { FollowingStatus } from './followingStatus';
import type { JobsTree } from './jobsTree';
import type { PreviewPanels } from './preview/previewPanels';
import { UnseenEnds } from './unseenEnds';
import type { ShownUpdates } from './updates';

/** Where the user meets what is followed: notices of ends, the status bar, the badge. */
export class Following implements vscode.Disposable {
  readonly notices: EndNotices;
  readonly status: FollowingStatus;
  readonly unseen: UnseenEnds;

  constructor(
    readonly jobs: FollowedJobs,
    readonly accounts: Accounts,
    details: JobDetails,
    tree: JobsTree,
    updates: ShownUpdates,
    previews: PreviewPanels,
  ) {
    this.notices = new EndNotices(jobs, accounts, details, previews);
    this.status = new FollowingStatus(jobs);
    this.unseen = new UnseenEnds(tree, jobs, updates);
  }

  dispose(): void {
    this.notices.dispose();
    this.status.dispose();
    this.unseen.dispose();
    this.jobs.dispose();
    this.accounts.close();
  }
}
