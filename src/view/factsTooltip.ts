import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { escapedMarkdown } from '../jobs/escapedMarkdown';
import type { Failure } from '../jobs/failure';
import type { Fact } from './jobText';

/**
 * A tooltip of facts. Values are the service's own words: escaped, without links, icons or HTML. What it said in
 * sentences stands as a quotation, apart from what this extension says of it. Not by `MarkdownString.appendText`: it
 * makes every space one that doesn't break, and long messages overflow.
 */
export function factsTooltip(title: string, facts: readonly Fact[]): vscode.MarkdownString {
  const paragraphs = [
    `**${escapedMarkdown(title)}**`,
    ...facts.map(({ label, value, words }) =>
      words === 'said'
        ? `${escapedMarkdown(label)}:\n\n> ${escapedMarkdown(value)}`
        : `${escapedMarkdown(label)}: ${escapedMarkdown(value)}`,
    ),
  ];
  return new vscode.MarkdownString(paragraphs.join('\n\n'));
}

/** What helps against a failure, and what names it to AWS Support. */
export function failureTooltip(failure: Failure): vscode.MarkdownString {
  const facts: Fact[] = [
    ...(failure.helps ? [{ label: l10n.t('What helps'), value: failure.helps }] : []),
    ...(failure.code === undefined ? [] : [{ label: l10n.t('Code'), value: failure.code }]),
    ...(failure.requestId === undefined ? [] : [{ label: l10n.t('Request ID'), value: failure.requestId }]),
  ];
  return factsTooltip(failure.what, facts);
}
