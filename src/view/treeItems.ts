import type * as vscode from 'vscode';
import { movingStatuses, type ForecastExportJob, type StatusGroup } from '../jobs/exportJob';
import type { GroupState } from '../jobs/jobBoard';
import type { ExportedFiles } from './files/exportedFiles';
import { fileItem } from './files/fileRows';
import type { FollowedJobs } from './followedJobs';
import * as items from './rowItems';
import type { Row } from './rows';
import type { Session } from './session';
import { timeStyle, usualDurationIn } from './timeStyle';

/** What stands in the rows of the tree: read from the board and the files whenever a row is drawn. */
export class TreeItems {
  /** The jobs whose rows were last drawn as followed. */
  readonly #marked = new Set<string>();
  /** What the rows of moving jobs said when they were last drawn. */
  readonly #said = new WeakMap<Row, string>();

  constructor(
    private readonly session: Pick<Session, 'board'>,
    private readonly followed: Pick<FollowedJobs, 'isFollowed'>,
    private readonly files: Pick<ExportedFiles, 'of'>,
  ) {}

  job(row: Row): ForecastExportJob | undefined {
    return row.kind === 'job' ? this.session.board?.get(row.id) : undefined;
  }

  /** The job that a row is of: its own, or that of the file. */
  jobOf(row: Row): ForecastExportJob | undefined {
    return 'jobId' in row ? this.session.board?.get(row.jobId) : this.job(row);
  }

  /** Whether the mark of a followed job is to be drawn, or to be taken away. */
  isMarkOld(row: Row): boolean {
    const job = this.job(row);
    return job !== undefined && this.followed.isFollowed(job) !== this.#marked.has(job.id);
  }

  /**
   * Whether a job's row is to be drawn anew after an answer about the job. Most answers about one that moves tell what
   * the row says already, and each drawing takes the keyboard from a pick that opens in the same moment. A row that was
   * never drawn, as in a group that is closed, is not old.
   */
  isOld(row: Row): boolean {
    const job = this.job(row);
    if (!job || !movingStatuses.has(job.status)) {
      return true;
    }
    const said = this.#said.get(row);
    return said !== undefined && said !== this.#words(job, this.followed.isFollowed(job));
  }

  /** A row as it is drawn from now on. */
  draw(row: Row): vscode.TreeItem {
    const job = this.job(row);
    if (!job) {
      return this.of(row);
    }
    const isFollowed = this.followed.isFollowed(job);
    this.#marked[isFollowed ? 'add' : 'delete'](job.id);
    if (movingStatuses.has(job.status)) {
      this.#said.set(row, this.#words(job, isFollowed));
    } else {
      this.#said.delete(row);
    }
    return this.#jobItem(job, isFollowed);
  }

  of(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case 'group':
        return items.groupItem(this.#groupState(row.group));
      case 'job': {
        const job = this.job(row) ?? { id: row.id, status: '', destination: {} };
        return this.#jobItem(job, this.followed.isFollowed(job));
      }
      case 'tail':
        return items.tailItem(this.#groupState(row.group));
      case 'files':
      case 'file':
      case 'filesTail': {
        const job = this.jobOf(row);
        return fileItem(row, job && this.files.of(job));
      }
      case 'failure':
        return items.failureItem(row.failure);
      case 'remedy':
        return items.remedyItem(row.remedy);
      case 'note':
        return items.noteItem(row.label, row.icon, row.command);
    }
  }

  #groupState(group: StatusGroup): GroupState {
    return this.session.board?.group(group) ?? { group, count: 0, tail: { kind: 'end' } };
  }

  #jobItem(job: ForecastExportJob, isFollowed: boolean): vscode.TreeItem {
    const usual = movingStatuses.has(job.status) ? usualDurationIn(this.session.board) : undefined;
    return items.jobItem(job, timeStyle(), usual, isFollowed);
  }

  /** All that tells one drawing of a job's row from another, but for how long others took: each page changes that. */
  #words(job: ForecastExportJob, isFollowed: boolean): string {
    const item = items.jobItem(job, timeStyle(), undefined, isFollowed);
    return JSON.stringify([
      item.label,
      item.description,
      item.contextValue,
      item.accessibilityInformation?.label,
    ]);
  }
}
