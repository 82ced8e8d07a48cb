import type * as vscode from 'vscode';
import { isSoon } from './redraws';
import type { Row } from './rows';

/** So long the editor may take to read all rows anew, in ms. */
const readingTime = 2000;

/** Which row the last change of a view's selection was about: the editor tells what is selected only. */
export class ToggledRow implements vscode.Disposable {
  #now: readonly Row[] = [];
  #before: readonly Row[] = [];
  readonly #listening: vscode.Disposable;

  constructor(private readonly view: vscode.TreeView<Row>) {
    this.#listening = view.onDidChangeSelection(({ selection }) => {
      this.#before = this.#now;
      this.#now = selection;
      if (selection.length === 0) {
        void this.#lookAgain(selection);
      }
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

  /** While the editor reads the rows anew it tells of none that are selected, and not again once it knows them. */
  async #lookAgain(told: readonly Row[]): Promise<void> {
    const isOver = () => this.#now !== told || this.view.selection.length > 0;
    if ((await isSoon(isOver, readingTime)) && this.#now === told) {
      this.#now = this.view.selection;
    }
  }
}
