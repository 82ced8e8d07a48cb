import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { byteSize } from '../../data/byteSize';
import type { ExportPart } from '../../data/exportedData';
import { localNumber } from '../../data/localNumber';
import { plainText } from '../../jobs/plainText';
import { safeFileName, unlike } from './safeFileName';

/** Where a part is to be saved. */
export interface Target {
  readonly part: ExportPart;
  readonly path: string;
}

export async function askFile(parts: readonly ExportPart[]): Promise<readonly Target[] | undefined> {
  const [part] = parts;
  const uri =
    part &&
    (await vscode.window.showSaveDialog({
      title: l10n.t('Download'),
      saveLabel: l10n.t('Download'),
      ...defaultUri(safeFileName(part.name)),
    }));
  const path = uri && onThisMachine(uri);
  return part && path !== undefined ? [{ part, path }] : undefined;
}

/** Where all of an export is to be saved as one CSV file. */
export async function askOneFile(name: string): Promise<string | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: l10n.t('Download as One File'),
    saveLabel: l10n.t('Download'),
    filters: { CSV: ['csv'] },
    ...defaultUri(safeFileName(`${name}.csv`)),
  });
  return uri && onThisMachine(uri);
}

/** @returns undefined where the user gave up, also at the question whether to replace files */
export async function askFolder(parts: readonly ExportPart[]): Promise<readonly Target[] | undefined> {
  const bytes = byteSize(
    parts.reduce((sum, { size }) => sum + size, 0),
    vscode.env.language,
  );
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t(
        'Choose a Folder for {0} Files ({1})',
        localNumber(parts.length, vscode.env.language),
        bytes,
      ),
      openLabel: l10n.t('Download Here'),
      canSelectFiles: false,
      canSelectFolders: true,
      ...(folder ? { defaultUri: folder } : {}),
    })) ?? [];
  return uri && onThisMachine(uri) !== undefined ? inFolder(parts, uri) : undefined;
}

/** A file for each part. Where some are there already, it is asked whether to replace them. */
export async function inFolder(
  parts: readonly ExportPart[],
  folder: vscode.Uri,
): Promise<readonly Target[] | undefined> {
  const taken = new Set<string>();
  const targets = parts.map(part => ({
    part,
    path: vscode.Uri.joinPath(folder, unlike(taken, safeFileName(part.name))).fsPath,
  }));
  const there = await existing(targets);
  return there.length === 0 || (await confirmOverwriting(there, targets.length)) ? targets : undefined;
}

async function existing(targets: readonly Target[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { path } of targets) {
    const isThere = await vscode.workspace.fs.stat(vscode.Uri.file(path)).then(
      () => true,
      () => false,
    );
    if (isThere) {
      names.push(path.replace(/^.*[/\\]/, ''));
    }
  }
  return names;
}

async function confirmOverwriting(names: readonly string[], count: number): Promise<boolean> {
  const replace = l10n.t('Replace');
  const more = names.length > 10 ? [l10n.t('… and {0} more', names.length - 10)] : [];
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Files of these names are in the folder already: {0} of {1}. Replace them?', names.length, count),
    { modal: true, detail: [...names.slice(0, 10), ...more].map(name => plainText(name)).join('\n') },
    replace,
  );
  return answer === replace;
}

/** In the first folder that is open. */
function defaultUri(name: string): { readonly defaultUri?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {};
}

/** Large files are written piece by piece, which only the machine's own file system can. */
function onThisMachine(uri: vscode.Uri): string | undefined {
  if (uri.scheme === 'file') {
    return uri.fsPath;
  }
  void vscode.window.showWarningMessage(
    l10n.t('Choose a place on the machine where VS Code’s extensions run.'),
  );
  return undefined;
}
