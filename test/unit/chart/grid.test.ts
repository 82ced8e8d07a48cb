import { describe, expect, it } from 'vitest';
import { cellsIn, isInRange, movedBy, tabSeparated } from '../../../src/chart/gridKeys';
import { nextSorting, sortedPlaces } from '../../../src/chart/rowOrder';
import { isNearEnd, rowWindow, scrolledTo } from '../../../src/chart/virtualWindow';

const size = { rows: 100, columns: 5, page: 10 };

describe('a key', () => {
  const from = { row: 50, column: 2 };
  it.each([
    ['ArrowUp', false, { row: 49, column: 2 }],
    ['ArrowDown', false, { row: 51, column: 2 }],
    ['ArrowLeft', false, { row: 50, column: 1 }],
    ['ArrowRight', true, { row: 50, column: 4 }],
    ['PageDown', false, { row: 60, column: 2 }],
    ['PageUp', false, { row: 40, column: 2 }],
    ['Home', false, { row: 50, column: 0 }],
    ['End', false, { row: 50, column: 4 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 99, column: 4 }],
    ['x', false, undefined],
  ])('%s, with Ctrl: %s', (key, ctrlKey, to) => {
    expect(movedBy({ key, ctrlKey, metaKey: false }, from, size)).toEqual(to);
  });

  it('stays in the table, whose titles are above the first row', () => {
    const key = (name: string) => ({ key: name, ctrlKey: false, metaKey: false });
    expect(movedBy(key('ArrowUp'), { row: 0, column: 0 }, size)).toEqual({ row: -1, column: 0 });
    expect(movedBy(key('ArrowUp'), { row: -1, column: 0 }, size)).toEqual({ row: -1, column: 0 });
    expect(movedBy(key('PageUp'), { row: 3, column: 0 }, size)).toEqual({ row: 0, column: 0 });
    expect(movedBy(key('PageDown'), { row: 97, column: 4 }, size)).toEqual({ row: 99, column: 4 });
    expect(movedBy(key('ArrowDown'), { row: -1, column: 0 }, { ...size, rows: 0 })).toEqual({
      row: -1,
      column: 0,
    });
  });
});

describe('a selection', () => {
  const range = { from: { row: 2, column: 1 }, to: { row: 1, column: 2 } };

  it('is the rectangle between two cells, however they lie', () => {
    expect(isInRange(range, { row: 1, column: 1 })).toBe(true);
    expect(isInRange(range, { row: 0, column: 1 })).toBe(false);
    expect(cellsIn(range, (row, column) => `${row}${column}`)).toEqual([
      ['11', '12'],
      ['21', '22'],
    ]);
  });

  it('is copied so that no cell falls apart', () => {
    expect(
      tabSeparated([
        ['a\tb', 'c\r\nd'],
        ['e', ''],
      ]),
    ).toBe('a b\tc d\ne\t');
  });
});

describe('the rows in sight', () => {
  const scrolled = { top: 2200, height: 220, rowHeight: 22, rows: 1000 };

  it('are in the page, with some around them', () => {
    expect(rowWindow(scrolled, 3)).toEqual({ first: 97, end: 113 });
    expect(rowWindow({ ...scrolled, top: 0 }, 3)).toEqual({ first: 0, end: 13 });
    expect(rowWindow({ ...scrolled, rows: 4 }, 3)).toEqual({ first: 4, end: 4 });
    expect(rowWindow({ ...scrolled, top: -50, rows: 0 })).toEqual({ first: 0, end: 0 });
  });

  it('scroll only as far as they have to', () => {
    expect(scrolledTo(105, scrolled)).toBe(2200);
    expect(scrolledTo(99, scrolled)).toBe(2178);
    expect(scrolledTo(110, scrolled)).toBe(2222);
  });

  it('call for more before the last one is reached', () => {
    expect(isNearEnd(scrolled)).toBe(false);
    expect(isNearEnd({ ...scrolled, top: 21_700 })).toBe(true);
  });
});

describe('rows in the order of a column', () => {
  const rows = ['10', '9', '', '-6.3e-05', 'NaN', '9', 'x'].map((value, place) => [String(place), value]);
  const sorted = (descending: boolean, kind: 'value' | 'dimension') =>
    sortedPlaces(rows, kind, { column: 1, descending });

  it('are sorted as numbers, what is none last, equals as in the file', () => {
    expect(sorted(false, 'value')).toEqual([3, 1, 5, 0, 2, 4, 6]);
    expect(sorted(true, 'value')).toEqual([0, 1, 5, 3, 2, 4, 6]);
  });

  it('are sorted as text, what is empty last', () => {
    expect(sorted(false, 'dimension')).toEqual([3, 0, 1, 5, 4, 6, 2]);
    expect(sorted(true, 'dimension')).toEqual([6, 4, 1, 5, 0, 3, 2]);
  });

  it('go up, down and back to the file', () => {
    const up = nextSorting(undefined, 3);
    const down = nextSorting(up, 3);
    expect([up, down, nextSorting(down, 3), nextSorting(down, 2)]).toEqual([
      { column: 3, descending: false },
      { column: 3, descending: true },
      undefined,
      { column: 2, descending: false },
    ]);
  });
});
