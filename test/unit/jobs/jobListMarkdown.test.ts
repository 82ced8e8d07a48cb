import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownText } from '../../../src/jobs/jobListMarkdown';
import { anyText } from '../anyText';

/** The cells of a table's line as GitHub's Markdown splits them, escapes undone. */
function parseRow(line: string): string[] {
  const cells = line.split(/(?<!\\)(?:\\\\)*\|/);
  expect(cells.length).toBeGreaterThan(2);
  return cells.slice(1, -1).map(cell => cell.trim().replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

const cell = fc.oneof(
  anyText(20),
  fc.constantFrom('|', '\\', '\\|', '<b>', '[a](b)', '![a](b)', '`', '\n', '', '&lt;', 'https://x.example'),
);
const rows = fc.array(fc.tuple(cell, cell), { maxLength: 12 });
const seen = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('a list as Markdown', () => {
  it('has a line a job, and in each cell what was there', () => {
    fc.assert(
      fc.property(rows, written => {
        const text = markdownText({ title: 't', columns: ['a', 'b'], rows: written, note: '' });
        const [title, blank, head, rule, ...lines] = text.split('\n');
        expect([title, blank, head, rule]).toEqual(['# t', '', '| a | b |', '| --- | --- |']);
        expect(lines.slice(0, -1).map(parseRow)).toEqual(written.map(row => row.map(seen)));
      }),
    );
  });

  it('has no link, HTML, entity or emphasis that a cell brought', () => {
    const hostile = '[x](command:y) <img src=x> **b** `c` | https://x.example &lt; $(bug) ~~s~~ # - 1.';
    const text = markdownText({ title: hostile, columns: ['a'], rows: [[hostile]], note: hostile });
    const own = text
      .replace('# ', '')
      .replaceAll(/^\*\*|\*\*$/gm, '')
      .replace('| --- |', '')
      .replaceAll(/^\| | \|$/gm, '');
    expect(own).not.toMatch(/(?<!\\)[!#$&*<>[\]()`~|:]/);
  });

  it('says above the table that it is not whole', () => {
    const text = markdownText({ title: 't', columns: ['a'], rows: [], note: 'Not whole: 1' });
    expect(text).toBe('# t\n\n**Not whole\\: 1**\n\n| a |\n| --- |\n');
  });
});
