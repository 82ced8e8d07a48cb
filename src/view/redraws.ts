import * as vscode from 'vscode';
import type { Row } from './rows';

/** So long rows that are to be drawn anew wait for others, in ms. */
const moment = 20;

/**
 * Has rows of a tree drawn anew, those of a moment together: of what comes one by one the editor draws the first at
 * once, and all others a fifth of a second after the last.
 */
export class Redraws implements vscode.Disposable {
  readonly #due = new vscode.EventEmitter<Row[] | undefined>();
  /** What is to be drawn anew, undefined for all of it. */
  readonly onDidChangeTreeData = this.#due.event;
  readonly #old = new Set<Row | undefined>();
  #revealing: Promise<void> = Promise.resolve();

  /** @param row undefined for all of them */
  add(row: Row | undefined): void {
    this.#old.add(row);
    if (this.#old.size === 1) {
      setTimeout(() => void this.#draw(), moment);
    }
  }

  /**
   * Selects a row once what is old was drawn. The editor loses a selection that is made while it reads the rows anew:
   * one waits for the other. It refuses a row that a switch or a refresh has taken away meanwhile: nothing is left to
   * reveal.
   */
  async reveal(row: Row, view: vscode.TreeView<Row>, focus: boolean): Promise<void> {
    await this.#draw();
    const revealed = Promise.resolve(view.reveal(row, { select: true, focus, expand: false }));
    this.#revealing = revealed.catch(() => undefined);
    await this.#revealing;
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
