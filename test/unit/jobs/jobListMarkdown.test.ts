import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownText } from '../../../src/jobs/jobListMarkdown';
import { anyText } from '../anyText';

/** The cells of a table's line as GitHub's Markdown splits them, escapes and code spans undone. */
function parseRow(line: string): string[] {
  const cells = line.match(/(?:\\.|[^|\\])*\|/g) ?? [];
  return cells.slice(1).map(cell =>
    cell
      .slice(0, -1)
      .trim()
      .replace(/`([^`]*)`|\\([!-/:-@[-`{-~])/g, (_, code?: string, mark?: string) => code ?? mark ?? ''),
  );
}

/** A text without its code spans: what is left may be taken for Markdown. */
function outsideOfCode(text: string): string {
  return text.replace(/(?<!\\)`[^`]*`/g, '');
}

const cell = fc.oneof(
  anyText(20),
  fc.constantFrom(
    '|',
    '\\',
    '\\|',
    '<b>',
    '[a](b)',
    '![a](b)',
    '`',
    '\n',
    '',
    '&lt;',
    'https://x.example',
    'https://x.example|',
    'www.@//',
    'a@b.example`',
  ),
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
    fc.assert(
      fc.property(cell, text => {
        const [, , , , line = ''] = markdownText({
          title: '',
          columns: ['a'],
          rows: [[text]],
          note: '',
        }).split('\n');
        expect(line.replace(/\\./g, '')).not.toContain('``');
        const own = outsideOfCode(line.replace(/^\||\|$/g, ''));
        expect(own).not.toMatch(/(?<!\\)(?:\\\\)*[!#$&*<>[\]()`~|:_]/);
        expect(own.replaceAll('\\', '')).not.toMatch(/\/\/|@|www\./i);
      }),
    );
  });

  it('shows addresses as code, where a viewer would make links of them', () => {
    const rows = [['s3://bucket/key'], ['see https://x.example | www.x.example, or a@x.example']];
    const lines = markdownText({ title: 't', columns: ['a'], rows, note: '' })
      .split('\n')
      .slice(4, -1);
    expect(lines).toEqual([
      '| `s3://bucket/key` |',
      '| see https\\:`//`x\\.example \\| `www.`x\\.example\\, or a`@`x\\.example |',
    ]);
  });

  it('says above the table that it is not whole', () => {
    const text = markdownText({ title: 't', columns: ['a'], rows: [], note: 'Not whole: 1' });
    expect(text).toBe('# t\n\n**Not whole\\: 1**\n\n| a |\n| --- |\n');
  });
});
