import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainText } from '../../jobs/plainText';
import { safeFileName } from '../files/safeFileName';
import { withoutLinks } from '../remedies';
import type { ChartFile } from './conversation';
import type { NamedText } from './itemFile';

/** Files that the page's data is saved in, wherever the user says. */

export async function saveText({ name, text }: NamedText): Promise<void> {
  const uri = await askWhere(l10n.t('Save Item as CSV'), { CSV: ['csv'] }, name);
  if (uri) {
    await write(uri, new TextEncoder().encode(text));
  }
}

/** @param name without an ending */
export async function chooseChartFile(name: string): Promise<ChartFile | undefined> {
  const uri = await askWhere(
    l10n.t('Save Chart'),
    { PNG: ['png'], SVG: ['svg'] },
    safeFileName(`${name}.png`),
  );
  return (
    uri && {
      format: uri.path.toLowerCase().endsWith('.svg') ? 'svg' : 'png',
      write: bytes => write(uri, bytes),
    }
  );
}

async function askWhere(
  title: string,
  filters: Record<string, string[]>,
  name: string,
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title,
    filters,
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
}

async function write(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const name = plainText(uri.path.replace(/^.*\//, ''));
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    const why = plainText(error instanceof Error ? error.message : String(error));
    void vscode.window.showErrorMessage(withoutLinks(l10n.t('{0} could not be saved: {1}', name, why)));
    return;
  }
  void offerToOpen(uri, name);
}

async function offerToOpen(uri: vscode.Uri, name: string): Promise<void> {
  const open = l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(withoutLinks(l10n.t('Saved: {0}', name)), open);
  if (answer === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  }
}
