import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusGroups, type StatusGroup } from '../../jobs/exportJob';
import type { Row } from '../rows';
import { withCancel, type CommandContext } from './context';

/** From the "Load more" row, or, from the palette or a key, for the group of what is selected. */
export async function loadMore({ tree }: CommandContext, row?: Row): Promise<void> {
  const target =
    row ?? tree.selection.find(selected => selected.kind === 'tail' || selected.kind === 'group');
  if (target && (target.kind === 'tail' || target.kind === 'group')) {
    await tree.loadMore(target.group);
  }
}

export async function loadAllInGroup(context: CommandContext, row?: Row): Promise<void> {
  const target =
    row ?? context.tree.selection.find(selected => selected.kind === 'tail' || selected.kind === 'group');
  if (target && (target.kind === 'tail' || target.kind === 'group')) {
    await loadGroups(context, [target.group]);
  }
}

export async function loadAll(context: CommandContext): Promise<void> {
  await context.session.connect();
  await context.session.board?.start();
  await loadGroups(context, statusGroups);
}

async function loadGroups({ session }: CommandContext, groups: readonly StatusGroup[]): Promise<void> {
  const { board } = session;
  if (!board) {
    return;
  }
  if (groups.every(group => board.group(group).tail.kind === 'end')) {
    vscode.window.setStatusBarMessage(l10n.t('All export jobs are loaded.'), 3000);
    return;
  }
  await withCancel(l10n.t('Loading export jobs'), (signal, report) =>
    board.loadAll(groups, signal, () => report(l10n.t('{0} so far', board.size))),
  );
}
