import * as vscode from 'vscode';

/**
 * A document that is in no file yet. It may get the name of one that was closed a moment ago; while the editor still
 * has a backup of that one, it takes the backup for the text of the new one.
 */
export async function newDocument(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  if (withLineFeeds(document.getText()) !== withLineFeeds(content)) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), content);
    await vscode.workspace.applyEdit(edit);
  }
  return document;
}

/** Without what the editor makes of line ends. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
