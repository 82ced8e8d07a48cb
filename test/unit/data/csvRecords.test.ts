import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CsvCells } from '../../../src/data/csvCells';
import { CsvRecords } from '../../../src/data/csvRecords';
import { madeCsv } from './csvText';

/** All records of a text that comes in pieces of `size` bytes. */
function recordsOf(text: string | Buffer, size = 7, maxRecord = 1000) {
  const bytes = Buffer.from(text);
  const records = new CsvRecords(maxRecord);
  const cells = new CsvCells(100);
  const rows: string[][] = [];
  const places: [number, number][] = [];
  for (let at = 0; at < bytes.length; at += size) {
    records.feed(bytes.subarray(at, at + size), at + size >= bytes.length);
    while (records.next()) {
      cells.split(records);
      rows.push(cells.texts());
      places.push([records.from, records.to]);
    }
  }
  return { rows, places, leftOut: records.leftOut };
}

describe('the records of a CSV file', () => {
  it('are those that another reader finds, whatever the size of the pieces', () => {
    fc.assert(
      fc.property(madeCsv, fc.integer({ min: 1, max: 40 }), ({ text }, size) => {
        const whole = text.replace(/^\uFEFF/, '');
        const expected = Papa.parse<string[]>(whole, { delimiter: ',', skipEmptyLines: true }).data;
        expect(recordsOf(whole, size).rows).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('tell where they are, so that they can be read again', () => {
    fc.assert(
      fc.property(madeCsv, fc.integer({ min: 1, max: 40 }), ({ text }, size) => {
        const { rows, places } = recordsOf(text, size);
        places.forEach(([from, to], record) => {
          const again = recordsOf(Buffer.from(text).subarray(from, to), 1000);
          expect(again.rows).toEqual([rows[record]]);
        });
      }),
    );
  });

  it('have quotation marks as text where these do not open a cell', () => {
    expect(recordsOf('5" pipe,a"b"\n6,"x""y"\n"q"r,s\n').rows).toEqual([
      ['5" pipe', 'a"b"'],
      ['6', 'x"y'],
      ['qr', 's'],
    ]);
  });

  it('have U+FFFD for bytes that are no UTF-8', () => {
    expect(recordsOf(Buffer.from([0x61, 0xff, 0x2c, 0xe9, 0x0a])).rows).toEqual([['a\uFFFD', '\uFFFD']]);
  });

  it('end with the file, also in the middle of a quoted cell', () => {
    expect(recordsOf('a,b\nc,"d\ne').rows).toEqual([
      ['a', 'b'],
      ['c', 'd\ne'],
    ]);
  });

  for (const size of [3, 64, 10_000]) {
    it(`are left out where they are too long, and no others are, in pieces of ${size}`, () => {
      const long = 'x'.repeat(500);
      const { rows, leftOut } = recordsOf(`a\n${long}\nb\n${long}`, size, 100);
      expect({ rows, leftOut }).toEqual({ rows: [['a'], ['b']], leftOut: 2 });
    });

    it(`are found again after a quoted cell that is never closed, in pieces of ${size}`, () => {
      const lines = Array.from({ length: 60 }, (_, number) => `line ${number},1\n`).join('');
      const { rows, leftOut } = recordsOf(`a,b\nc,"d\n${lines}`, size, 100);
      expect(leftOut).toBe(1);
      expect(rows[0]).toEqual(['a', 'b']);
      expect(rows.at(-1)).toEqual(['line 59', '1']);
      expect(rows.length).toBeGreaterThan(45);
    });

    it(`are whole at the very length that is allowed, in pieces of ${size}`, () => {
      const just = `"${'x'.repeat(98)}"`;
      expect(recordsOf(`${just}\r\n"${'x'.repeat(99)}"\n${'y'.repeat(100)}\nb`, size, 101)).toMatchObject({
        rows: [['x'.repeat(98)], ['x'.repeat(99)], ['y'.repeat(100)], ['b']],
        leftOut: 0,
      });
    });
  }
});
