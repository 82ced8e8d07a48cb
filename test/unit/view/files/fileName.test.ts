import { describe, expect, it } from 'vitest';
import { fileName } from '../../../../src/view/files/fileName';

describe("a file's name", () => {
  it('is that of the part', () => {
    const name = 'sales_2026-01-05T10-00-00Z_part0.csv';
    expect(fileName(name)).toBe(name);
  });

  it('is as long as file systems take it, and keeps its ending', () => {
    // Found by fuzzing: the end was cut off, and 300 characters are too many.
    const name = fileName(`${'日'.repeat(300)}_part0.parquet`);
    expect(name).toMatch(/^日+\.parquet$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(fileName(`${'a'.repeat(199)}.${'b'.repeat(20)}`)).toBe(`${'a'.repeat(199)}_`);
  });

  it('is none of a device, and nothing that leads elsewhere', () => {
    expect(fileName('CON.csv')).toBe('_CON.csv');
    expect(fileName('com1')).toBe('_com1');
    expect(fileName('..')).toBe('_');
    expect(fileName('a/../b')).toBe('a_.._b');
    expect(fileName('')).toBe('export');
  });
});
