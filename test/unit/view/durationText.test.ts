import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationRangeText, durationText } from '../../../src/view/durationText';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration', () => {
  it.each([
    [0, 'less than a minute'],
    [59_999, 'less than a minute'],
    [minute, '1 min'],
    [14 * minute + 59 * second, '14 min'],
    [hour - 1, '59 min'],
    [hour, '1 hr'],
    [hour + 5 * minute, '1 hr 5 min'],
    [day - 1, '23 hr 59 min'],
    [day, '1 day'],
    [day + 59 * minute, '1 day'],
    [2 * day + 3 * hour + 40 * minute, '2 days 3 hr'],
    [4000 * day, '4,000 days'],
  ])('of %d ms is told in whole units, two at most', (milliseconds, text) => {
    expect(durationText(milliseconds, 'en')).toBe(text);
  });

  it('that a clock set back makes negative, or that is no number, tells nothing wrong', () => {
    for (const odd of [-1, -day, NaN, -Infinity]) {
      expect(durationText(odd, 'en')).toBe('less than a minute');
    }
  });

  it('is told in the language of the reader', () => {
    expect(durationText(2 * hour + 5 * minute, 'de')).toBe('2 Std., 5 Min.');
    expect(durationText(3 * minute, 'ja')).toBe('3 分');
  });

  it('has no other forms, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * day }), milliseconds => {
        const text = durationText(milliseconds, 'en');
        expect(text).toMatch(
          /^(less than a minute|\d+ min|\d+ hr( \d+ min)?|1 day( \d+ hr)?|\d+ days( \d+ hr)?)$/,
        );
      }),
    );
  });
});

describe('a range of durations', () => {
  it.each([
    [6 * minute, 9 * minute, '6 to 9 min'],
    [6 * minute, 6 * minute + 59 * second, '6 min'],
    [50 * minute, hour + 10 * minute, '50 min to 1 hr 10 min'],
    [30 * second, 3 * minute, 'less than a minute to 3 min'],
    [hour, 2 * hour, '1 hr to 2 hr'],
    [2 * day, 2 * day + hour / 2, '2 days'],
  ])('from %d to %d ms names a common unit once', (from, to, text) => {
    expect(durationRangeText(from, to, 'en')).toBe(text);
  });
});
