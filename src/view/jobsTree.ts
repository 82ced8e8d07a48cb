import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupOf, type ForecastExportJob, type StatusGroup } from '../jobs/exportJob';
import type { BoardChange, JobBoard } from '../jobs/jobBoard';
import type { ConnectionChoice } from '../jobs/ports';
import { viewId } from '../manifest';
import { AskedRoots, firstRows } from './askedRoots';
import type { ExportedFiles } from './files/exportedFiles';
import type { FollowedJobs } from './followedJobs';
import { jobTooltip } from './jobTooltip';
import { KeptRows } from './keptRows';
import { Redraws } from './redraws';
import { failureRows, hasFiles, rowId, type Row } from './rows';
import type { Session } from './session';
import { onDidChangeSetting, setting } from './settings';
import { ToggledRow } from './toggledRow';
import { TreeItems } from './treeItems';
import { emptyRows, viewWords } from './viewWords';

/**
 * Draws the session's board as a tree. Holds no state of the jobs: rows name a group or a job, and what they show
 * is read from the board. Row objects are kept for as long as their board, because the editor tells rows apart by
 * object.
 */
export class JobsTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #redraws = new Redraws();
  readonly onDidChangeTreeData = this.#redraws.onDidChangeTreeData;
  readonly #view: vscode.TreeView<Row>;
  readonly #toggled: ToggledRow;
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #rows = new KeptRows();
  #board: JobBoard | undefined;
  #choice: ConnectionChoice | undefined;
  #stopListening: () => void = () => undefined;
  readonly #items: TreeItems;
  /** A switch of accounts shows an empty view at once, before the new account has answered. */
  #mustEmpty = false;
  #generation = 0;
  readonly #asked: AskedRoots;

  constructor(
    private readonly session: Session,
    followed: Pick<FollowedJobs, 'isFollowed' | 'onDidChange'>,
    private readonly files: ExportedFiles,
  ) {
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this,
      canSelectMany: true,
    });
    this.#toggled = new ToggledRow(this.#view);
    this.#items = new TreeItems(session, followed, files);
    this.#asked = new AskedRoots(session.state.kind);
    // The same as the container's: the editor then shows it once, and has room for the description beside it.
    this.#view.title = l10n.t('Forecast Exports');
    this.#disposables.push(
      this.#view,
      this.#toggled,
      session.onDidChange(() => this.#onSessionChange()),
      followed.onDidChange(() => this.#markFollowed()),
      files.onDidChange(id => this.#redraws.add(this.#rows.job(id))),
      onDidChangeSetting('showEmptyGroups', () => this.#redraws.add(undefined)),
    );
    this.#choice = session.choice;
    this.#describeView();
  }

  /** Whether the view is seen. */
  get visible(): boolean {
    return this.#view.visible;
  }

  onDidChangeVisibility(listener: () => void): vscode.Disposable {
    return this.#view.onDidChangeVisibility(listener);
  }

  get badge(): vscode.ViewBadge | undefined {
    return this.#view.badge;
  }

  showBadge(badge: vscode.ViewBadge | undefined): void {
    this.#view.badge = badge;
  }

  /** Until the editor has read all rows anew it knows none: the ones that it told of last are still selected then. */
  get selection(): readonly Row[] {
    const { selection } = this.#view;
    return selection.length > 0 ? selection : this.#toggled.selection.filter(row => this.#isThere(row));
  }

  /** The row whose selection was changed last. */
  get toggledRow(): Row | undefined {
    return this.#toggled.row;
  }

  job(row: Row): ForecastExportJob | undefined {
    return this.#items.job(row);
  }

  /** The job that a row is of: its own, or that of the file. */
  jobOf(row: Row): ForecastExportJob | undefined {
    return this.#items.jobOf(row);
  }

  /** The words of a row. */
  label(row: Row): string {
    const { label } = this.#items.of(row);
    return typeof label === 'string' ? label : (label?.label ?? '');
  }

  /**
   * Below a row nothing is waited for: where the editor draws a row anew while it waits for those below, it takes them
   * for registered twice ("Element with id … is already registered") and shows none.
   */
  async getChildren(row?: Row): Promise<Row[]> {
    if (row) {
      return row.kind === 'group' ? this.#rowsOf(row.group) : this.#filesBelow(row);
    }
    if (this.#mustEmpty) {
      this.#mustEmpty = false;
      setTimeout(() => this.#redraws.add(undefined));
      return [];
    }
    await this.#asked.until(this.session, session => session.connect());
    const { state } = this.session;
    switch (state.kind) {
      case 'disconnected':
      case 'connecting':
        return [];
      case 'failed':
        return failureRows(state.failure);
      case 'connected':
        await this.#asked.until(state.board, board => firstRows(board));
        // Another board may have come meanwhile: the rows are to be its own.
        return state.board === this.session.board ? this.#rootRows(state.board) : this.getChildren();
    }
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'tail') {
      return this.#rows.group(row.group);
    }
    if ('jobId' in row) {
      return this.#rows.job(row.jobId);
    }
    const job = this.job(row);
    return job && this.#rows.group(groupOf(job));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const item = this.#items.draw(row);
    const id = rowId(row);
    if (id !== undefined) {
      // One tree after a switch of accounts must not take the other's rows for its own.
      item.id = `${String(this.#generation)}/${id}`;
    }
    return item;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    row: Row,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const job = this.job(row);
    if (!job) {
      return item;
    }
    item.tooltip = await jobTooltip(this.session, job, token);
    return item;
  }

  /**
   * Reads the next page of a group, and selects the first new job unless something else was selected meanwhile.
   * @param takeFocus whether the focus goes there, too, unless the user has visibly gone elsewhere. A palette that
   * was opened meanwhile can't be seen from here.
   */
  async loadMore(group: StatusGroup, takeFocus: boolean): Promise<void> {
    const { board } = this.session;
    const expected = new Set<Row>([...this.selection, this.#rows.tail(group)]);
    const { activeTextEditor } = vscode.window;
    const first = await this.#whileBusy(() => board?.loadMore(group));
    if (first && board === this.session.board && this.selection.every(row => expected.has(row))) {
      const isStillHere = vscode.window.state.focused && vscode.window.activeTextEditor === activeTextEditor;
      await this.reveal(first, takeFocus && isStillHere);
    }
  }

  /** Reads the next page of a job's files. */
  async loadMoreFiles(job: ForecastExportJob): Promise<void> {
    await this.#whileBusy(() => this.files.loadMore(job));
  }

  /** Reads all again, with the view's own progress bar. */
  async refresh(): Promise<void> {
    this.files.forget();
    await this.#whileBusy(() => this.session.refresh());
  }

  async retry(): Promise<void> {
    this.files.forget();
    await this.#whileBusy(() => this.session.retry());
  }

  /** Selects a job that the board knows, opening its group. */
  async reveal(job: ForecastExportJob, focus: boolean): Promise<void> {
    await this.session.board?.refreshed();
    const row = this.#rows.job(job.id);
    if (this.job(row)) {
      await this.#redraws.reveal(row, this.#view, focus);
    }
  }

  dispose(): void {
    this.#stopListening();
    this.#disposables.forEach(disposable => void disposable.dispose());
    this.#redraws.dispose();
  }

  /** Only rows whose mark changes are drawn anew: a menu that is open on any other stays what it is. */
  #markFollowed(): void {
    for (const row of this.#rows.jobs) {
      if (this.#items.isMarkOld(row)) {
        this.#redraws.add(row);
      }
    }
  }

  #onSessionChange(): void {
    const { board, choice, state } = this.session;
    const isAwaited = this.#asked.isStep(state.kind, this.session) && choice === this.#choice;
    if (choice !== this.#choice) {
      this.#mustEmpty = this.#choice !== undefined && this.#view.visible;
      this.#generation += 1;
      this.#choice = choice;
    }
    if (board !== this.#board) {
      this.#stopListening();
      this.#board = board;
      this.#rows.forget();
      this.#stopListening = board?.onDidChange(change => this.#onBoardChange(change)) ?? (() => undefined);
    }
    this.#describeView();
    if (!isAwaited) {
      this.#redraws.add(undefined);
    }
  }

  #onBoardChange(change: BoardChange): void {
    if (change === undefined) {
      this.#describeView();
    }
    if (this.#asked.isFor(this.#board)) {
      return;
    }
    if (change === undefined) {
      this.#redraws.add(undefined);
    } else if (typeof change === 'string') {
      this.#redraws.add(this.#rows.group(change));
    } else if ('tailOf' in change) {
      this.#redraws.add(this.#rows.tail(change.tailOf));
    } else if (change.moved) {
      // A row that comes to another group keeps its id, and with it the editor keeps it selected.
      this.#redraws.add(undefined);
    } else {
      const row = this.#rows.job(change.job.id);
      if (this.#items.isOld(row)) {
        this.#redraws.add(row);
      }
    }
  }

  /** Whether a row is of this board, and what it shows is still known. */
  #isThere(row: Row): boolean {
    return row.kind === 'job'
      ? this.#rows.job(row.id) === row && this.job(row) !== undefined
      : row.kind === 'group' || row.kind === 'tail';
  }

  #describeView(): void {
    const { description, message } = viewWords(this.session);
    this.#view.description = description;
    this.#view.message = message;
  }

  #rootRows(board: JobBoard): Row[] {
    const rows: Row[] = board.failure ? failureRows(board.failure) : [];
    const groups = board.groups(setting('showEmptyGroups'));
    if (board.size === 0 && !board.failure && groups.every(group => group.tail.kind === 'end')) {
      return emptyRows(this.session);
    }
    return [...rows, ...groups.map(({ group }) => this.#rows.group(group))];
  }

  #rowsOf(group: StatusGroup): Row[] {
    const { board } = this.session;
    if (!board) {
      return [];
    }
    const rows: Row[] = board.jobsIn(group).map(job => this.#rows.job(job.id));
    if (board.group(group).tail.kind !== 'end') {
      rows.push(this.#rows.tail(group));
    }
    return rows;
  }

  /** The files are listed when a job's row is first opened. */
  #filesBelow(row: Row): Row[] {
    const job = this.job(row);
    const files = job && hasFiles(job) ? this.files.of(job) : undefined;
    if (!job || !files) {
      return [];
    }
    const { tail } = files;
    if (tail.kind === 'more' && tail.emptyPages === 0 && files.parts.length === 0) {
      const reading = files.next();
      void this.#whileBusy(() => reading).then(() => this.#redraws.add(row));
    }
    return this.#rows.files.below(job, files);
  }

  async #whileBusy<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    return vscode.window.withProgress({ location: { viewId } }, async () => work());
  }
}
