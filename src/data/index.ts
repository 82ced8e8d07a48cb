import * as l10n from '@vscode/l10n';

export { compareExports } from './compareExports';
export { openExportedData } from './openExportedData';
export { readStoredTypes } from './queries/storedTypes';

/** This bundle has its own copy of the translations: `bundle` is what the editor loaded for its language. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...bundle } });
}
