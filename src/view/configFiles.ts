import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Connections, Session } from './session';

/**
 * Watches the AWS config files: after a change the next request asks the credential providers anew, and a view
 * that failed for want of credentials reads again by itself.
 */
export function watchConfigFiles(connections: Connections, session: Session): vscode.Disposable {
  const watchers: vscode.Disposable[] = [];
  let isWatching = false;
  const changed = () => {
    const { state } = session;
    if (state.kind === 'connected') {
      state.connection.renew();
    }
    const failure = state.kind === 'failed' ? state.failure : session.board?.failure;
    if (failure && ['credentials', 'expired', 'region'].includes(failure.kind)) {
      void session.retry();
    }
  };
  const watch = async () => {
    if (isWatching || session.state.kind === 'disconnected' || session.choice?.kind === 'sample') {
      return;
    }
    isWatching = true;
    for (const file of await connections.configFiles()) {
      const folder = vscode.Uri.file(dirname(file));
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(folder, basename(file)),
      );
      watchers.push(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed));
    }
  };
  watchers.push(session.onDidChange(() => void watch()));
  return new vscode.Disposable(() => watchers.forEach(watcher => void watcher.dispose()));
}
