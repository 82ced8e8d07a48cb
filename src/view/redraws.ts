import * as vscode from 'vscode';
import type { Row } from './rows';

/** So long rows that are to be drawn anew wait for others, in ms. */
const moment = 20;

/** So long the editor may take to tell that it has selected a row, in ms. */
const selectionWait = 250;

/** So often it is asked to. */
const selectionTries = 3;

/**
 * Has rows of a tree drawn anew, those of a moment together: of what comes one by one the editor draws the first at
 * once, and all others a fifth of a second after the last.
 */
export class Redraws implements vscode.Disposable {
  readonly #due = new vscode.EventEmitter<Row[] | undefined>();
  /** What is to be drawn anew, undefined for all of it. */
  readonly onDidChangeTreeData = this.#due.event;
  readonly #old = new Set<Row | undefined>();
  #revealing: Promise<unknown> = Promise.resolve();

  /** @param row undefined for all of them */
  add(row: Row | undefined): void {
    this.#old.add(row);
    if (this.#old.size === 1) {
      setTimeout(() => void this.#draw(), moment);
    }
  }

  /**
   * Selects a row once what is old was drawn. The editor loses a selection that is made while it reads the rows anew:
   * one waits for the other, and where it read them by itself, it is asked again, unless another row was selected
   * meanwhile. It refuses a row that a switch or a refresh has taken away: nothing is left to reveal.
   */
  async reveal(row: Row, view: vscode.TreeView<Row>, focus: boolean): Promise<void> {
    const before = new Set(view.selection);
    const isSelected = () => view.selection.some(selected => selected === row || !before.has(selected));
    for (let tries = 0; tries < selectionTries; tries++) {
      await this.#draw();
      const isThere = Promise.resolve(view.reveal(row, { select: true, focus, expand: false })).then(
        () => true,
        () => false,
      );
      this.#revealing = isThere;
      if (!(await isThere) || (await isSoon(isSelected, selectionWait))) {
        return;
      }
    }
  }

  dispose(): void {
    this.#due.dispose();
  }

  async #draw(): Promise<void> {
    await this.#revealing;
    const rows = [...this.#old].filter(row => row !== undefined);
    const isAll = this.#old.has(undefined);
    this.#old.clear();
    if (isAll || rows.length > 0) {
      this.#due.fire(isAll ? undefined : rows);
    }
  }
}

/** Whether it holds before the time is over, in ms. */
export async function isSoon(holds: () => boolean, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; !holds() && Date.now() < end;) {
    await new Promise(resolve => setTimeout(resolve, moment));
  }
  return holds();
}
