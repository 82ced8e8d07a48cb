import * as vscode from 'vscode';
import type { CommandId } from '../manifest';

const openLink: CommandId = 'forecastExports.openLink';

/** Links to this extension that the operating system, a browser or another extension opens. */
export function registerLinkHandler(): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: uri => void vscode.commands.executeCommand(openLink, uri),
  });
}
