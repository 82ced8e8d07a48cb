import { describe, expect, it } from 'vitest';
import { filled } from '../../../src/chart/previewTexts';
import { isolated } from '../../../src/jobs/isolated';

describe('a text that is written from right to left', () => {
  it.each(['מוצר-12', 'abc عربي', 'ܐܒܓ', '𞤀𞤁'])('stands by itself among others: %s', text => {
    expect(isolated(text)).toBe(`\u2068${text}\u2069`);
  });

  it.each(['', 'sku_12', '2026-01-01', '商品', 'товар', 'สินค้า'])('is not what others are: %s', text => {
    expect(isolated(text)).toBe(text);
  });

  it('leaves the words of a sentence where they are', () => {
    expect(filled('{0} of {1} read', 'מוצר', 4)).toBe('\u2068מוצר\u2069 of 4 read');
  });
});
