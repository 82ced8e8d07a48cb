import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/jobs/plainText';
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

  it('cuts long text with an ellipsis and never through a character', () => {
    expect(plainText('x'.repeat(5000), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(plainText('📦'.repeat(10), 6)).toBe('📦📦…');
  });
});
