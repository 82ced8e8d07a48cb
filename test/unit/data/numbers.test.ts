import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberIn } from '../../../src/data/numbers';

const read = (text: string): number => {
  const bytes = Buffer.from(`,${text},9`);
  return numberIn(bytes, 1, 1 + text.length);
};

describe('a number in bytes', () => {
  it('is the one that is written, to 15 digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), number => {
        const found = read(String(number));
        expect(Math.abs(found - number)).toBeLessThanOrEqual(Math.abs(number) * 1e-14);
      }),
    );
  });

  it('is exact where it has no more than 15 digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9 }), (digits, scale) => {
        const text = (digits / 10 ** scale).toFixed(scale);
        expect(read(text)).toBe(Number(text));
      }),
    );
  });

  it('takes what exports write', () => {
    for (const text of [
      '-6.3e-05',
      '0',
      '-0.0',
      '1.',
      '.5',
      '+2',
      '1E3',
      '186.7223965486312',
      '1e-400',
      '9'.repeat(40),
      `0.${'0'.repeat(40)}1`,
    ]) {
      expect(read(text)).toBeCloseTo(Number(text), 9);
    }
  });

  it('is none for any other text', () => {
    for (const text of [
      '',
      'NaN',
      '-',
      '.',
      'nan',
      'Infinity',
      '1,5',
      '1 ',
      ' 1',
      '0x10',
      '1e',
      'e5',
      '1.2.3',
      '--1',
      'null',
    ]) {
      expect(read(text)).toBeNaN();
    }
  });
});
