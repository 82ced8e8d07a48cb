/**
 * One line of any text, for Markdown: each ASCII punctuation mark is escaped, which CommonMark allows for all of
 * them.
 */
export function escapedMarkdown(line: string): string {
  return line.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
