import * as vscode from 'vscode';
import { paces, type Pace } from '../jobs/pace';
import { defaultSettings, type ContextKeys, type Settings } from '../manifest';

const section = 'forecastExports';

/** A setting's value as it stands, or its default where what stands there isn't of its type. */
export function setting<K extends keyof Settings>(name: K): Settings[K] {
  const value = vscode.workspace.getConfiguration(section).get<unknown>(name);
  const fallback = defaultSettings[name];
  return typeof value === typeof fallback ? (value as Settings[K]) : fallback;
}

/** MaxResults for a page, kept within what the service takes. */
export function pageSize(): number {
  const value = Math.floor(setting('pageSize'));
  return Number.isNaN(value) ? defaultSettings.pageSize : Math.min(100, Math.max(1, value));
}

/** Whether the user lets this extension create, stop and delete. To be asked right before each request, too. */
export function changesAllowed(): boolean {
  return setting('allowChanges');
}

/** How often moving jobs are asked about; the default where what stands there is no pace. */
export function pace(): Pace {
  const value = setting('updates');
  return paces.includes(value) ? value : defaultSettings.updates;
}

export function onDidChangeSetting(name: keyof Settings, changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration(`${section}.${name}`)) {
      changed();
    }
  });
}

export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
