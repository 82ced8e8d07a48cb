import * as fc from 'fast-check';

/** A cell as exports and their editors write it. */
export function csvCell(text: string, quoted: boolean): string {
  return quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const piece = fc.constantFrom('a', 'b', 'é', '日', '😀', ' ', '"', ',', '\n', '\r\n', ';', "'", '0');
const cellText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'ab', 'client_1', 'client_11', '1', '') },
  { weight: 1, arbitrary: fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join('')) },
);

export interface MadeCsv {
  readonly text: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** CSV files with a column item_id in any place, with quotes, line breaks of both kinds, and blank lines. */
export const madeCsv: fc.Arbitrary<MadeCsv> = fc
  .record({
    names: fc.shuffledSubarray(['item_id', 'date', 'p10', 'store'], { minLength: 2 }),
    rows: fc.array(fc.array(cellText, { minLength: 4, maxLength: 4 }), { maxLength: 12 }),
    quoted: fc.infiniteStream(fc.boolean()),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    endsWithBreak: fc.boolean(),
    blankLines: fc.boolean(),
  })
  .filter(({ names }) => names.includes('item_id'))
  .map(({ names, rows, quoted, crlf, bom, endsWithBreak, blankLines }) => {
    const own = rows.map(row => row.slice(0, names.length));
    const lineBreak = crlf ? '\r\n' : '\n';
    const lines = [names, ...own].map((row, place) =>
      row.map(text => csvCell(text, place > 0 && quoted.next().value === true)).join(','),
    );
    const joined = lines.join(blankLines ? lineBreak + lineBreak : lineBreak);
    return { text: `${bom ? '\uFEFF' : ''}${joined}${endsWithBreak ? lineBreak : ''}`, names, rows: own };
  });
