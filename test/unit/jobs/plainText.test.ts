import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canBeRead, plainText } from '../../../src/jobs/plainText';
import { anyText } from '../anyText';

const text = anyText(400);
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

describe('a text shown as one line', () => {
  it('holds nothing that cannot be seen and never more than the bound', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 200 }), (any, max) => {
        const shown = plainText(any, max);
        expect(shown.length).toBeLessThanOrEqual(max);
        expect(shown).not.toMatch(invisible);
        expect(shown).toBe(shown.trim());
      }),
    );
  });

  it('does not change when it is made safe twice', () => {
    fc.assert(
      fc.property(text, any => {
        expect(plainText(plainText(any))).toBe(plainText(any));
      }),
    );
  });

  it('leaves ordinary text alone, in any script', () => {
    for (const ordinary of [
      'sales_2024',
      'Größe 12 µm',
      '予測エクスポート',
      'تصدير التوقعات',
      'नमस्ते',
      '📦 done',
    ]) {
      expect(plainText(ordinary)).toBe(ordinary);
    }
  });

  it('cuts what is long, also where all of it can be seen', () => {
    expect(plainText('abc '.repeat(100), 10)).toBe('abc abc a…');
    expect(plainText('abc')).toBe('abc');
    expect(plainText(' a  b ')).toBe('a b');
    expect([canBeRead('a b'), canBeRead(' '), canBeRead('')]).toEqual([true, false, false]);
  });

  it('folds lines and tabs', () => {
    expect(plainText('a\r\nb\n\n\tc\u2028d\u0085e')).toBe('a b c d e');
  });

  it('shows that a character was there which reorders or hides text', () => {
    expect(plainText('user\u202Egpj.exe')).toBe('user\uFFFDgpj.exe');
    expect(plainText('ACT\u200BIVE')).toBe('ACT\uFFFDIVE');
    expect(plainText('\u001b[31mred\u0007')).toBe('\uFFFD[31mred\uFFFD');
    expect(plainText('a\uD800b')).toBe('a\uFFFDb');
  });

  it('keeps stacked marks out of the rows around', () => {
    expect(plainText(`z${'\u0301'.repeat(50)}`)).toHaveLength(4);
  });

  it('gives a mark that has no letter a dotted circle, so that it is seen and stays where it is', () => {
    expect(plainText('\u0301')).toBe('\u25CC\u0301');
    expect(plainText('a \u0301\u0302')).toBe('a \u25CC\u0301\u0302');
    expect(plainText('e\u0301')).toBe('e\u0301');
    expect(plainText('\uFE0F\u20E3')).toBe('\u25CC\u20E3');
  });

  it('tells what can be read from what only draws nothing or a stand-in', () => {
    for (const nothing of [
      '',
      ' \u3000\t',
      '\u200B\u202E',
      '\u0301\u0302',
      '\u2800',
      '\u3164\uFFA0',
      '\u{E0041}',
      '\u{1D159}',
      '\uFFFC',
      '\uE000',
      '\uFE0F',
      '\u0000',
    ]) {
      expect(canBeRead(nothing), JSON.stringify(nothing)).toBe(false);
    }
    for (const readable of ['a', '_', '\u200B1', '📦', '予', '…', 'e\u0301']) {
      expect(canBeRead(readable)).toBe(true);
    }
  });

  it('cuts long text with an ellipsis and never through a character', () => {
    expect(plainText('x'.repeat(5000), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(plainText('📦'.repeat(10), 6)).toBe('📦📦…');
  });
});
