import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { failureText, type Failure, type Remedy } from '../jobs/failure';
import type { CommandId } from '../manifest';

/** How a remedy is offered, and what it does. */

export function remedyLabel(remedy: Remedy): { readonly label: string; readonly icon: string } {
  switch (remedy.kind) {
    case 'retry':
      return { label: l10n.t('Retry'), icon: 'refresh' };
    case 'signIn':
      return { label: l10n.t('Sign In in a Terminal'), icon: 'terminal' };
    case 'chooseProfile':
      return { label: l10n.t('Choose Profile…'), icon: 'account' };
    case 'chooseRegion':
      return { label: l10n.t('Choose Region…'), icon: 'globe' };
    case 'clearFilters':
      return { label: l10n.t('Clear Filters'), icon: 'clear-all' };
    case 'openSetting':
      return { label: l10n.t('Open Settings'), icon: 'settings-gear' };
    case 'showLog':
      return { label: l10n.t('Show Log'), icon: 'output' };
  }
}

/** @param retry what to do again; by default the view is read anew */
export async function applyRemedy(remedy: Remedy, retry?: () => unknown): Promise<void> {
  const run = (id: CommandId) => vscode.commands.executeCommand(id);
  switch (remedy.kind) {
    case 'retry':
      await (retry ? retry() : run('forecastExports.retry'));
      return;
    case 'signIn': {
      // Typed, not run: whose command it is reads it first.
      const terminal = vscode.window.createTerminal({ name: l10n.t('AWS Sign-In') });
      terminal.show();
      terminal.sendText(remedy.command, false);
      return;
    }
    case 'chooseProfile':
      await run('forecastExports.chooseProfile');
      return;
    case 'chooseRegion':
      await run('forecastExports.chooseRegion');
      return;
    case 'clearFilters':
      await run('forecastExports.clearFilters');
      return;
    case 'openSetting':
      await vscode.commands.executeCommand('workbench.action.openSettings', remedy.setting);
      return;
    case 'showLog':
      await run('forecastExports.showLog');
      return;
  }
}

/** Says what happened and what helps, with a button for each remedy. */
export async function showFailure(failure: Failure, retry?: () => unknown): Promise<void> {
  const buttons = new Map(failure.remedies.map(remedy => [remedyLabel(remedy).label, remedy]));
  const message = withoutLinks(failureText(failure));
  const chosen = await vscode.window.showErrorMessage(message, ...buttons.keys());
  const remedy = chosen === undefined ? undefined : buttons.get(chosen);
  if (remedy) {
    await applyRemedy(remedy, retry);
  }
}

/** Notifications turn `[text](command:…)` into links; the service's words must not. */
export function withoutLinks(message: string): string {
  return message.replace(/\]\(/g, '] (');
}

/** Quick picks and status bars turn `$(name)` into icons; the service's words must not. */
export function withoutIcons(label: string): string {
  return label.replace(/\$\(/g, '\\$(');
}
