import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextTable } from '../../../src/data/textTable';
import { anyText } from '../anyText';

describe('a table of texts', () => {
  it('gives each text one number, and each number its text', () => {
    fc.assert(
      fc.property(fc.array(anyText(8), { maxLength: 200 }), texts => {
        const table = new TextTable(1000, 1_000_000);
        const bytes = texts.map(text => Buffer.from(text));
        const ids = bytes.map(text => table.idOf(text, 0, text.length));
        const distinct = [...new Set(bytes.map(text => text.toString()))];
        expect(table.size).toBe(distinct.length);
        expect(distinct.map((_, id) => table.text(id))).toEqual(distinct);
        expect(ids.map(id => table.text(id))).toEqual(bytes.map(text => text.toString()));
        expect(distinct.map(text => table.find(text))).toEqual([...distinct.keys()]);
      }),
    );
  });

  it('finds 100,000 texts again, and none that it has not', () => {
    const table = new TextTable(100_000, 10_000_000);
    let wrong = 0;
    for (let number = 0; number < 100_000; number++) {
      const text = Buffer.from(`client_${number}`);
      wrong += table.idOf(text, 0, text.length) === number ? 0 : 1;
    }
    expect(wrong).toBe(0);
    expect(table.find('client_99999')).toBe(99_999);
    expect(table.find('client_100000')).toBe(-1);
    expect(table.isFull).toBe(false);
  });

  it('is bounded by texts and by bytes', () => {
    for (const table of [new TextTable(2, 1000), new TextTable(1000, 5)]) {
      const ids = ['ab', 'cd', 'ef', 'ab'].map(text => table.idOf(Buffer.from(text), 0, 2));
      expect(ids).toEqual([0, 1, -1, 0]);
      expect(table.isFull).toBe(true);
    }
  });
});
