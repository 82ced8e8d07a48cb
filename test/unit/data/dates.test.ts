import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatesOfSeries } from '../../../src/data/datesOfSeries';
import { nextInstant, stepBetween, stepText } from '../../../src/data/dateSteps';
import { instantOf } from '../../../src/data/dates';

describe('the dates of series', () => {
  it('are those that were marked, each series by itself', () => {
    const mark = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3000 }));
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 300 }), marks => {
        const dates = new DatesOfSeries(100_000);
        const seen = new Set<string>();
        const isNew = marks.map(([series, date]) => dates.mark(dates.stretchOf(series, date), date));
        expect(isNew).toEqual(
          marks.map(([series, date]) => seen.size !== seen.add(`${series} ${date}`).size),
        );
        const told = new Map<number, number[]>();
        dates.each((series, all, count) => told.set(series, [...all.subarray(0, count)]));
        const expected = [...new Set(marks.map(([series]) => series))].map(series => [
          series,
          [...new Set(marks.filter(([of]) => of === series).map(([, date]) => date))].sort((a, b) => a - b),
        ]);
        expect(new Map(told)).toEqual(new Map(expected as [number, number[]][]));
      }),
    );
  });
});

describe('a date', () => {
  it('is an instant to be compared with others, whatever the form', () => {
    const same = [
      '2015-01-01T01:00:00Z',
      '2015-01-01 01:00:00',
      '2015-01-01T01:00',
      '2015-01-01T02:00:00+01:00',
      '2015-01-01T01:00:00.000z',
    ];
    expect(new Set(same.map(instantOf)).size).toBe(1);
    expect(instantOf('2015-01-01')).toBe(Date.UTC(2015, 0, 1));
    for (const text of ['', 'never', '2015', '01/02/2015', '2015-1-1', '1420070400000']) {
      expect(instantOf(text)).toBeNaN();
    }
  });

  it('has a next one by days and by months', () => {
    const month = stepBetween(Date.UTC(2026, 0, 31), Date.UTC(2026, 2, 31));
    expect(stepText(month)).toBe('2 months');
    expect(nextInstant(Date.UTC(2026, 0, 1), month)).toBe(Date.UTC(2026, 2, 1));
    const weeks = stepBetween(Date.UTC(2026, 0, 5), Date.UTC(2026, 1, 9));
    expect(stepText(weeks)).toBe('5 weeks');
    expect(nextInstant(Date.UTC(2026, 0, 5), weeks)).toBe(Date.UTC(2026, 1, 9));
  });
});
