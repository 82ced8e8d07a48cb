import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { byteSize } from '../../data/byteSize';
import type { ByteSource } from '../../data/byteSources';
import { localNumber } from '../../data/localNumber';
import { FailureError, failureText } from '../../jobs/failure';
import { plainText } from '../../jobs/plainText';
import { withCancel } from '../commands/context';
import { withoutLinks } from '../remedies';
import { SavedFile } from './savedFile';

export interface Saving {
  readonly source: ByteSource;
  readonly path: string;
}

interface Writing {
  readonly source: ByteSource;
  readonly file: SavedFile;
  isWhole: boolean;
}

/**
 * Saves with progress and cancel. After a fault that may pass it can go on from where it was; where it is given up,
 * nothing half-written stays. Rejects with a `FailureError` where it can't go on, or with a `CancelledError`.
 */
export async function save(savings: readonly Saving[]): Promise<void> {
  const writings = savings.map(({ source, path }) => ({ source, file: new SavedFile(path), isWhole: false }));
  try {
    while (await isInterrupted(writings)) {
      // It goes on from where it was.
    }
  } finally {
    await Promise.all(writings.filter(({ isWhole }) => !isWhole).map(({ file }) => file.discard()));
  }
  if (writings.every(({ isWhole }) => isWhole)) {
    void offerToOpen(savings);
  }
}

/** @returns true where a fault came between and the user wants it to go on */
async function isInterrupted(writings: readonly Writing[]): Promise<boolean> {
  try {
    await withCancel(l10n.t('Downloading'), (signal, report) => writeAll(writings, signal, report));
    return false;
  } catch (error) {
    if (!(error instanceof FailureError) || !error.failure.remedies.some(({ kind }) => kind === 'retry')) {
      throw error;
    }
    const goOn = l10n.t('Go On');
    const answer = await vscode.window.showErrorMessage(
      withoutLinks(l10n.t('The download was interrupted. {0}', failureText(error.failure))),
      goOn,
      l10n.t('Give Up'),
    );
    return answer === goOn;
  }
}

async function writeAll(
  writings: readonly Writing[],
  signal: AbortSignal,
  report: (message: string) => void,
): Promise<void> {
  const { language } = vscode.env;
  for (const [index, writing] of writings.entries()) {
    const { source, file } = writing;
    while (!writing.isWhole) {
      const bytes = await source.next(signal);
      if (bytes) {
        await file.write(bytes);
      } else {
        await file.finish();
        writing.isWhole = true;
      }
      const done = l10n.t('{0} of {1}', byteSize(source.read, language), byteSize(source.total, language));
      report(writings.length === 1 ? done : l10n.t('file {0} of {1}, {2}', index + 1, writings.length, done));
    }
  }
}

async function offerToOpen(savings: readonly Saving[]): Promise<void> {
  const [first] = savings;
  if (!first) {
    return;
  }
  const name = plainText(first.path.replace(/^.*[/\\]/, ''));
  const isOne = savings.length === 1;
  const open = isOne ? l10n.t('Open') : l10n.t('Open Folder');
  const said = isOne
    ? l10n.t('Downloaded: {0}', name)
    : l10n.t('Files downloaded: {0}', localNumber(savings.length, vscode.env.language));
  const answer = await vscode.window.showInformationMessage(withoutLinks(said), open);
  if (answer === open) {
    await vscode.commands.executeCommand(
      isOne ? 'vscode.open' : 'revealFileInOS',
      vscode.Uri.file(first.path),
    );
  }
}
