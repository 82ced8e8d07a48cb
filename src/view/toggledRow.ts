import type * as vscode from 'vscode';
import type { Row } from './rows';

/** Which row the last change of a view's selection was about: the editor tells what is selected only. */
export class ToggledRow implements vscode.Disposable {
  #now: readonly Row[] = [];
  #before: readonly Row[] = [];
  readonly #listening: vscode.Disposable;

  constructor(view: vscode.TreeView<Row>) {
    this.#listening = view.onDidChangeSelection(({ selection }) => {
      this.#before = this.#now;
      this.#now = selection;
    });
  }

  /** What the editor told of last. */
  get selection(): readonly Row[] {
    return this.#now;
  }

  /** The row that was added or taken away; undefined where it was not one row. */
  get row(): Row | undefined {
    const [now, before] = [this.#now, this.#before];
    const toggled = [
      ...now.filter(row => !before.includes(row)),
      ...before.filter(row => !now.includes(row)),
    ];
    return toggled.length === 1 ? toggled[0] : undefined;
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
