import { describe, expect, it } from 'vitest';
import { dateLabels, datePositions } from '../../../src/chart/writtenDates';
import { numberIn, shortNumber } from '../../../src/chart/writtenNumber';

describe('dates on the axis', () => {
  it('stand as far apart as they are', () => {
    const [first = 0, second = 0, third = 0] = datePositions(['2026-01-01', '2026-01-02', '2026-01-04']);
    expect([second - first, third - second]).toEqual([86_400, 172_800]);
  });

  it('are moved by no zone that is written behind them', () => {
    const [plain, zulu, offset] = ['', 'Z', '+05:30'].map(
      zone => datePositions([`2026-03-08T02:30:00${zone}`])[0],
    );
    expect([zulu, offset]).toEqual([plain, plain]);
  });

  it.each([[['2026-01-02', '2026-01-01']], [['2026-01-01', '2026-01-01']], [['2026-01-01', 'soon']]])(
    'stand at equal distances where they do not ascend: %j',
    dates => {
      expect(datePositions(dates)).toEqual([0, 1]);
    },
  );
});

describe('the labels of dates', () => {
  const days = Array.from(
    { length: 30 },
    (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00Z`,
  );

  it('are cut from what is written', () => {
    const labels = dateLabels(days, 5);
    expect(labels.map(({ label }) => label)).toEqual([
      '2026-11-01',
      '2026-11-08',
      '2026-11-15',
      '2026-11-22',
      '2026-11-29',
    ]);
    expect(labels.every(({ place, label }) => days[place]?.startsWith(label))).toBe(true);
  });

  it('are times with the day below where it begins', () => {
    const hours = ['2026-11-01T22:00:00Z', '2026-11-01T23:00:00Z', '2026-11-02T00:00:00Z'];
    expect(dateLabels(hours, 5)).toEqual([
      { place: 0, label: '22:00', below: '2026-11-01' },
      { place: 1, label: '23:00' },
      { place: 2, label: '00:00', below: '2026-11-02' },
    ]);
  });

  it('are few enough, and the text itself where it is no date', () => {
    expect(dateLabels(days, 0)).toHaveLength(1);
    expect(dateLabels(['week 1', 'week 2'], 9).map(({ label }) => label)).toEqual(['week 1', 'week 2']);
    expect(dateLabels([], 5)).toEqual([]);
  });
});

describe('a number in a cell', () => {
  it.each([
    ['-6.3e-05', -6.3e-5],
    ['12.', 12],
    ['+.5', 0.5],
    [' 7 ', 7],
    ['', undefined],
    ['NaN', undefined],
    ['1e999', undefined],
    ['0x10', undefined],
    ['1,5', undefined],
  ])('%j', (cell, number) => {
    expect(numberIn(cell)).toBe(number);
  });

  it('is short for people', () => {
    expect([0, 12.345678, 1_234_567.8, -0.00006312, 3e15].map(value => shortNumber(value, 'en'))).toEqual([
      '0',
      '12.3457',
      '1,234,570',
      '-6.312E-5',
      '3.000E15',
    ]);
  });
});
