import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainText } from '../jobs/plainText';

/** Asks for the code that the MFA device with this serial number shows; undefined where none was given. */
export async function askMfaCode(serial: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: l10n.t('MFA Code'),
    prompt: l10n.t('The code that your MFA device shows now: {0}', plainText(serial)),
    ignoreFocusOut: true,
    validateInput: code =>
      /^\d{6,8}$/.test(code) ? undefined : l10n.t('A code of 6 to 8 digits is expected.'),
  });
}
