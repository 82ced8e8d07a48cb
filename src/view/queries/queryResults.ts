import * as vscode from 'vscode';
import { queryResultScheme } from '../../manifest';

/** Results of queries as read-only documents; gone when they are closed. */
export class QueryResults implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered: vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#registered = [
      vscode.workspace.registerTextDocumentContentProvider(queryResultScheme, this),
      vscode.workspace.onDidCloseTextDocument(document => this.#texts.delete(document.uri.query)),
    ];
  }

  /** Beside the queries, which keep the keyboard: the next one is run from there. */
  async show(title: string, text: string): Promise<void> {
    const query = String((this.#count += 1));
    this.#texts.set(query, text);
    const uri = vscode.Uri.from({ scheme: queryResultScheme, path: `/${title}.txt`, query });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.query) ?? '';
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
  }
}
