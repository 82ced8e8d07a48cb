import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { localNumber } from '../../data/localNumber';
import { statusGroups } from '../../jobs/exportJob';
import { FailureError, failureText, type Failure } from '../../jobs/failure';
import type { JobBoard } from '../../jobs/jobBoard';
import type { JobList } from '../../jobs/jobListJson';
import { plainText } from '../../jobs/plainText';
import { safeFileName } from '../files/safeFileName';
import { listFormats, listText, type ListFormat } from '../jobListText';
import { choiceText } from '../accountText';
import { filterText } from '../groupText';
import { withoutLinks } from '../remedies';
import { onBoard, withCancel, type CommandContext } from './context';

/**
 * Writes all jobs that the filter shows to a file, in the tree's order, reading the pages that are not loaded
 * first. A list that could not be read whole is saved on request only, and the file says that it isn't whole.
 * @param target where to, in place of asking
 */
export async function saveListAs(context: CommandContext, target?: unknown): Promise<void> {
  await onBoard(context, async (board, connection) => {
    const uri = target instanceof vscode.Uri ? target : await askWhere(connection.region);
    const format = uri && (formatOf(uri) ?? (await askFormat()));
    if (!uri || !format) {
      return;
    }
    const title = titleOf(context);
    const note = await readAll(context, board);
    if (note !== undefined) {
      const jobs = board.groups().flatMap(({ group }) => board.jobsIn(group));
      await save({ title, jobs, note }, uri, format);
    }
  });
}

/**
 * Reads what isn't loaded.
 * @returns what is to be said of the list in the file ('' where it is whole), undefined if it is not to be saved
 */
async function readAll(context: CommandContext, board: JobBoard): Promise<string | undefined> {
  const { session } = context;
  const isCancelled =
    !board.isComplete &&
    (await withCancel(l10n.t('Reading the export jobs to save'), async (signal, report) => {
      await board.loadAll(statusGroups, signal, () =>
        report(l10n.t('{0} so far', localNumber(board.size, vscode.env.language))),
      );
      return signal.aborted;
    }));
  if (session.board !== board) {
    void vscode.window.showWarningMessage(
      l10n.t('Nothing was saved: another list of export jobs was chosen while this one was being read.'),
    );
    return undefined;
  }
  if (board.isComplete) {
    return '';
  }
  if (isCancelled) {
    vscode.window.setStatusBarMessage(l10n.t('Nothing was saved.'), 3000);
    return undefined;
  }
  return askAboutPart(context, board);
}

async function askAboutPart(context: CommandContext, board: JobBoard): Promise<string | undefined> {
  const failure = failureOf(board);
  if (failure && board.size === 0) {
    throw new FailureError(failure);
  }
  const note = l10n.t(
    'This list is not whole. Export jobs that could be read: {0}',
    localNumber(board.size, vscode.env.language),
  );
  const why = failure ? failureText(failure) : l10n.t('The service has more that it did not give.');
  const saveThese = l10n.t('Save These');
  const retry = l10n.t('Retry');
  const answer = await vscode.window.showWarningMessage(withoutLinks(`${note}. ${why}`), saveThese, retry);
  if (answer === retry) {
    return readAll(context, board);
  }
  return answer === saveThese ? note : undefined;
}

/** Why there is more than was read. */
function failureOf(board: JobBoard): Failure | undefined {
  const tails = statusGroups.map(group => board.group(group).tail);
  return board.failure ?? tails.find(tail => tail.kind === 'failed')?.failure;
}

async function save(list: JobList, uri: vscode.Uri, format: ListFormat): Promise<void> {
  const text = listText(list, format);
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    const why = plainText(error instanceof Error ? error.message : String(error));
    void vscode.window.showErrorMessage(withoutLinks(l10n.t('The list could not be saved: {0}', why)));
    return;
  }
  void offerToOpen(uri, list);
}

async function offerToOpen(uri: vscode.Uri, { jobs, note }: JobList): Promise<void> {
  const open = l10n.t('Open');
  const name = plainText(uri.path.replace(/^.*\//, ''));
  const saved = withoutLinks(
    l10n.t('Export jobs saved in {0}: {1}', name, localNumber(jobs.length, vscode.env.language)),
  );
  const answer = await (note === ''
    ? vscode.window.showInformationMessage(saved, open)
    : vscode.window.showWarningMessage(`${saved}. ${l10n.t('The list is not whole.')}`, open));
  if (answer === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  }
}

/** `profile · region · filter`, as above the tree. */
function titleOf({ session }: CommandContext): string {
  const { choice, state, filter } = session;
  const region = state.kind === 'connected' ? state.connection.region : '';
  return [choice ? choiceText(choice) : '', region, filterText(filter)].filter(Boolean).join(' · ');
}

async function askWhere(region: string): Promise<vscode.Uri | undefined> {
  const name = safeFileName(`forecast-exports-${region}.csv`);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: l10n.t('Save List of Export Jobs'),
    filters: { CSV: ['csv'], JSON: ['json'], Markdown: ['md'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
}

function formatOf(uri: vscode.Uri): ListFormat | undefined {
  const ending = /\.([^./]+)$/.exec(uri.path)?.[1]?.toLowerCase();
  return listFormats.find(format => format === ending);
}

/** For a name with none of the three endings. */
async function askFormat(): Promise<ListFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { format: ListFormat })[] = [
    { label: 'CSV', format: 'csv' },
    { label: 'JSON', format: 'json' },
    { label: 'Markdown', format: 'md' },
  ];
  const picked = await vscode.window.showQuickPick(formats, {
    placeHolder: l10n.t('Choose the format of the file'),
  });
  return picked?.format;
}
