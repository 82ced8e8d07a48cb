import * as vscode from 'vscode';
import { changeReportScheme } from '../manifest';

/** Read-only documents of what is to become, or became, of several jobs; gone when they are closed. */
export class ChangeReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registered: vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#registered = [
      vscode.workspace.registerTextDocumentContentProvider(changeReportScheme, this),
      vscode.workspace.onDidCloseTextDocument(document => this.#texts.delete(document.uri.query)),
    ];
  }

  async show(title: string, text: string): Promise<void> {
    const query = String((this.#count += 1));
    this.#texts.set(query, text);
    const uri = vscode.Uri.from({ scheme: changeReportScheme, path: `/${title}.txt`, query });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.query) ?? '';
  }

  dispose(): void {
    this.#registered.forEach(registered => void registered.dispose());
  }
}
