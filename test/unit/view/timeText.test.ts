import { describe, expect, it } from 'vitest';
import { age, fullTime, type TimeStyle } from '../../../src/view/timeText';

// Times are told in the reader's time zone; these texts are the same everywhere.
process.env['TZ'] = 'UTC';

const time: TimeStyle = { locale: 'en', now: Date.UTC(2024, 5, 15, 12) };

describe('the age of a job', () => {
  it('is told in the largest whole unit', async () => {
    const seconds = [
      0,
      59,
      60,
      3599,
      3600,
      86_399,
      86_400,
      29 * 86_400,
      30 * 86_400,
      364 * 86_400,
      365 * 86_400,
      8.64e10,
    ];
    const lines = seconds.flatMap(ago =>
      [1, -1].map(sign => `${sign * ago} s: ${age(new Date(time.now - sign * ago * 1000), time)}`),
    );
    await expect([...lines, ''].join('\n')).toMatchFileSnapshot('golden/ages.txt');
  });

  it('is told in the language of the reader', () => {
    const german = { ...time, locale: 'de' };
    expect(age(new Date(time.now - 3 * 86_400_000), german)).toBe('vor 3 Tagen');
    expect(fullTime(new Date(time.now), german)).toBe('15.06.2024, 12:00:00 UTC');
  });
});
