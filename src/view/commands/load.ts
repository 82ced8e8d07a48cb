import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { localNumber } from '../../data/localNumber';
import { statusGroups, type StatusGroup } from '../../jobs/exportJob';
import { countText, groupLabel } from '../groupText';
import { showFailure } from '../remedies';
import type { Row } from '../rows';
import { withCancel, type CommandContext } from './context';

/** The group of the row, or, from the palette or a key, of what is selected; else one is asked for. */
async function chosenGroup({ tree, session }: CommandContext, row?: Row): Promise<StatusGroup | undefined> {
  const target = row ?? tree.selection.find(({ kind }) => kind === 'tail' || kind === 'group');
  if (target && (target.kind === 'tail' || target.kind === 'group')) {
    return target.group;
  }
  const unread = session.board?.groups().filter(({ tail }) => tail.kind !== 'end') ?? [];
  if (unread.length === 0) {
    vscode.window.setStatusBarMessage(l10n.t('All export jobs are loaded.'), 3000);
    return undefined;
  }
  const picks = unread.map(state => ({
    label: groupLabel(state.group),
    description: countText(state, { locale: vscode.env.language }),
    group: state.group,
  }));
  const picked = await vscode.window.showQuickPick(picks, { placeHolder: l10n.t('Choose a group') });
  return picked?.group;
}

export async function loadMore(context: CommandContext, row?: Row): Promise<void> {
  const group = await chosenGroup(context, row);
  if (group) {
    // From the palette, the focus is where the user was before.
    await context.tree.loadMore(group, row !== undefined);
  }
}

export async function loadAllInGroup(context: CommandContext, row?: Row): Promise<void> {
  const group = await chosenGroup(context, row);
  if (group) {
    await loadGroups(context, [group]);
  }
}

export async function loadAll(context: CommandContext): Promise<void> {
  await context.session.connect();
  await context.session.board?.start();
  await loadGroups(context, statusGroups);
}

async function loadGroups(context: CommandContext, groups: readonly StatusGroup[]): Promise<void> {
  const { session } = context;
  const { board } = session;
  if (!board) {
    return;
  }
  if (!board.failure && groups.every(group => board.group(group).tail.kind === 'end')) {
    vscode.window.setStatusBarMessage(l10n.t('All export jobs are loaded.'), 3000);
    return;
  }
  await withCancel(l10n.t('Loading export jobs'), (signal, report) =>
    board.loadAll(groups, signal, () =>
      report(l10n.t('{0} so far', localNumber(board.size, vscode.env.language))),
    ),
  );
  const failed = groups.map(group => board.group(group).tail).find(tail => tail.kind === 'failed');
  if (failed?.kind === 'failed' && session.board === board) {
    void showFailure(failed.failure, () => loadGroups(context, groups));
  }
}
