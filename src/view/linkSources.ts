import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { findExportJobArns, longestArn, type ExportJobArn } from '../jobs/arn';
import type { CommandId } from '../manifest';

/** Where links to export jobs come from. All of them run one command, which looks at what it is given anew. */

const openLink: CommandId = 'forecastExports.openLink';

export function registerLinkSources(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({
      handleUri: uri => void vscode.commands.executeCommand(openLink, uri),
    }),
    vscode.window.registerTerminalLinkProvider(terminalLinks),
    vscode.languages.registerDocumentLinkProvider(languages, documentLinks),
  );
}

const reveal = () => l10n.t('Reveal in Forecast Exports');

class ArnTerminalLink extends vscode.TerminalLink {
  constructor(
    startIndex: number,
    readonly arn: ExportJobArn,
  ) {
    super(startIndex, arn.text.length, reveal());
  }
}

/** More of a line than this is on no screen. */
const longestLine = 20_000;
const mostInLine = 200;

export const terminalLinks: vscode.TerminalLinkProvider<ArnTerminalLink> = {
  provideTerminalLinks({ line }) {
    const found = findExportJobArns(line, mostInLine, longestLine);
    return found.map(({ arn, start }) => new ArnTerminalLink(start, arn));
  },
  handleTerminalLink: ({ arn }) => void vscode.commands.executeCommand(openLink, arn.text),
};

/** Where ARNs live, in files, notebook cells and documents that are not saved. */
const languages: vscode.DocumentSelector = [
  ...['json', 'jsonc', 'jsonl', 'yaml', 'plaintext', 'log', 'markdown', 'python', 'terraform', 'hcl'],
  ...['properties', 'ini', 'dotenv', 'shellscript', 'csv'],
];

/** Of a larger document only the beginning has links: the editor asks after each change. */
const longestDocument = 2_000_000;
const mostInDocument = 5000;

class ArnLink extends vscode.DocumentLink {
  override tooltip = reveal();

  constructor(
    range: vscode.Range,
    readonly arn: ExportJobArn,
  ) {
    super(range);
  }
}

const documentLinks: vscode.DocumentLinkProvider<ArnLink> = {
  provideDocumentLinks(document) {
    const end = document.positionAt(longestDocument + longestArn + 1);
    const beginning = document.getText(new vscode.Range(document.positionAt(0), end));
    return findExportJobArns(beginning, mostInDocument, longestDocument).map(
      ({ arn, start }) =>
        new ArnLink(
          new vscode.Range(document.positionAt(start), document.positionAt(start + arn.text.length)),
          arn,
        ),
    );
  },
  resolveDocumentLink(link) {
    const words = encodeURIComponent(JSON.stringify([link.arn.text]));
    link.target = vscode.Uri.parse(`command:${openLink}?${words}`);
    return link;
  },
};
