import { escapedMarkdown } from './escapedMarkdown';
import type { JobTable } from './jobTable';

/** A table as GitHub's Markdown. Whatever a cell holds is shown as it is: no link, no HTML, no further column. */
export function markdownText({ title, columns, rows, note }: JobTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  const table = [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
  return [`# ${cellText(title)}`, ...(note === '' ? [] : [`**${cellText(note)}**`]), table]
    .map(part => `${part}\n`)
    .join('\n');
}

function cellText(text: string): string {
  return escapedMarkdown(text.replace(/\s+/g, ' ').trim());
}
