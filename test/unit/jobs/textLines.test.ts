import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textLines, textWidth } from '../../../src/jobs/textLines';
import { anyText } from '../anyText';

describe('the lines of a text', () => {
  it('end between words, and a word that is too long stays whole', () => {
    expect(textLines('The files of s3://bucket/a/long/path are gone.', 14)).toEqual([
      'The files of',
      's3://bucket/a/long/path',
      'are gone.',
    ]);
  });

  it('end between characters in Japanese, which has no blanks, and begin with no punctuation', () => {
    expect(textLines('エクスポートのファイルは「s3://bucket」にあります。', 20)).toEqual([
      'エクスポートのファイ',
      'ルは「s3://bucket」',
      'にあります。',
    ]);
    expect(textLines('あいうえお。', 10)).toEqual(['あいうえ', 'お。']);
  });

  it('are no wider than they may be where they can be broken, and lose nothing but blanks', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = textLines(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) {
          expect(textWidth(line) <= width || !line.replace(/^ +/, '').includes(' ')).toBe(true);
        }
      }),
    );
  });
});

it('a wide character has the width of two letters', () => {
  expect([textWidth('Größe'), textWidth('サイズ'), textWidth('S3 のパス')]).toEqual([5, 6, 9]);
});
