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

/** What Markdown makes a link of by itself, also where it is escaped: nothing in a code span is. */
const autolink = /((?:\/{2,}|@|www\.)+)/i;

function cellText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (autolink.test(line) && !/[`|\\]/.test(line)) {
    return `\`${line}\``;
  }
  return line
    .split(autolink)
    .map((piece, place) => (place % 2 === 0 ? escapedMarkdown(piece) : `\`${piece}\``))
    .join('');
}
