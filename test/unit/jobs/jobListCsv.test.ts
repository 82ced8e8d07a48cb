import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../src/jobs/jobListCsv';
import { anyText } from '../anyText';

/** A reader of RFC 4180 that knows nothing of the writer: record by record, field by field. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let place = 0; place < text.length;) {
    let field = '';
    if (text[place] === '"') {
      for (place++; ; place++) {
        if (text[place] !== '"') {
          field += text[place] ?? '';
        } else if (text[place + 1] === '"') {
          field += '"';
          place++;
        } else {
          break;
        }
        if (place >= text.length) {
          throw new Error('a quoted field without its end');
        }
      }
      place++;
    } else {
      const [plain = ''] = /^[^,"\r\n]*/.exec(text.slice(place)) ?? [];
      field = plain;
      place += plain.length;
    }
    record.push(field);
    if (text[place] === ',') {
      place++;
      continue;
    }
    if (!text.startsWith('\r\n', place)) {
      throw new Error(`neither a comma nor CRLF at ${place}`);
    }
    place += 2;
    records.push(record);
    record = [];
  }
  return records;
}

const table = (rows: readonly (readonly string[])[], note = '') => ({
  title: 'x',
  columns: ['a', 'b', 'c'],
  rows,
  note,
});

const cell = fc.oneof(
  anyText(20),
  fc.constantFrom('', ',', '"', '\r', '\n', '\r\n', ' ', "'"),
  fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '＝'), anyText(8)).map(([a, b]) => a + b),
);
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });

describe('a list as CSV', () => {
  it('is read back as it was, but for an apostrophe before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(rows, written => {
        const [head, ...read] = parseCsv(csvText(table(written)));
        expect(head).toEqual(['a', 'b', 'c']);
        expect(read).toHaveLength(written.length);
        read.flat().forEach((field, place) => {
          const before = written.flat()[place] ?? '';
          expect([before, `'${before}`]).toContain(field);
          expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
        });
      }),
    );
  });

  it('leaves alone what no spreadsheet runs', () => {
    const plain = ['s3://bucket/a+b', '2024-06-12T09:30:00.000Z', "it's", 'a=b', 'é,"x"'];
    const [, read] = parseCsv(csvText({ ...table([]), columns: plain, rows: [plain] }));
    expect(read).toEqual(plain);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("x")', '＝1+1'])(
    'has an apostrophe before %j',
    text => {
      const [, read] = parseCsv(csvText(table([[text, '', '']])));
      expect(read?.[0]).toBe(`'${text}`);
    },
  );

  it('says in its last record that it is not whole', () => {
    expect(csvText(table([['1', '2', '3']], 'Not whole: 1'))).toBe('a,b,c\r\n1,2,3\r\nNot whole: 1,,\r\n');
  });
});
