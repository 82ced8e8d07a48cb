// The lazily loaded bundle dist/aws.js: everything that needs the AWS SDK, and nothing that runs before it is asked.
import * as l10n from '@vscode/l10n';

export type { ConnectOptions } from './connection';
export { connect, open } from './connection';
export { configFiles, profiles } from './sharedConfig';

/**
 * Hands over the texts of the editor's language (`vscode.l10n.bundle`): each bundle has a copy of @vscode/l10n of
 * its own. To be called once, before anything else.
 */
export function useTranslations(bundle: Readonly<Record<string, string>> | undefined): void {
  if (bundle !== undefined) {
    l10n.config({ contents: { ...bundle } });
  }
}
