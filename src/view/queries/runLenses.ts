import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { athenaMark } from '../../data/queries/athenaSql';
import { sqlStatements } from '../../data/queries/sqlStatements';
import type { CommandId } from '../../manifest';

/** “Run in Athena” over each statement of the documents that this extension writes for Athena, saved or not. */
export function registerRunLenses(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    { language: 'sql' },
    {
      provideCodeLenses(document) {
        const text = document.getText();
        return text.startsWith(athenaMark)
          ? sqlStatements(text).map(({ start }) => lens(document, start))
          : [];
      },
    },
  );
}

function lens(document: vscode.TextDocument, start: number): vscode.CodeLens {
  const at = document.positionAt(start);
  const command: CommandId = 'forecastExports.runInAthena';
  return new vscode.CodeLens(new vscode.Range(at, at), {
    command,
    title: l10n.t('Run in Athena'),
    arguments: [{ uri: document.uri.toString(), line: at.line, character: at.character }],
  });
}
