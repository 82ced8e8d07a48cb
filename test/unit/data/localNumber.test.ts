import { describe, expect, it } from 'vitest';
import { shortNumber } from '../../../src/chart/writtenNumber';
import { byteSize } from '../../../src/data/byteSize';
import { localNumber } from '../../../src/data/localNumber';
import { resultTable } from '../../../src/data/queries/resultTable';
import type { GroupState } from '../../../src/jobs/jobBoard';
import type { QueryAnswer } from '../../../src/jobs/runQuery';
import { countText, groupSpokenCount } from '../../../src/view/groupText';
import { age, fullTime } from '../../../src/view/timeText';

// Times are told in the reader's time zone; these texts are the same everywhere.
process.env['TZ'] = 'UTC';

const now = Date.UTC(2026, 10, 26, 15, 4, 5);

function answer(value: string): QueryAnswer {
  return {
    execution: {
      id: '1',
      state: 'SUCCEEDED',
      reason: '',
      statementType: 'DML',
      bytesScanned: 1_234_567,
      time: 2750,
    },
    columns: [{ name: 'p50', type: 'double' }],
    rows: Array.from({ length: 1200 }, () => [value]),
    more: false,
  };
}

describe.each([
  {
    language: 'en',
    numbers: ['1,234', '2.5', '1.2 MB', '999 B', '1,234.57', '-6.312E-5'],
    group: ['1,200+', '1,200 and more jobs'],
    said: '1,200 rows: 1.2 MB scanned, 2.8 s',
    times: ['Nov 26, 2026, 3:04:05 PM UTC', '3 days ago'],
  },
  {
    language: 'de',
    numbers: ['1.234', '2,5', '1,2 MB', '999 B', '1.234,57', '-6,312E-5'],
    group: ['1.200+', '1.200 and more jobs'],
    said: '1.200 rows: 1,2 MB scanned, 2,8 s',
    times: ['26.11.2026, 15:04:05 UTC', 'vor 3 Tagen'],
  },
  {
    language: 'ja',
    numbers: ['1,234', '2.5', '1.2 MB', '999 B', '1,234.57', '-6.312E-5'],
    group: ['1,200+', '1,200 and more jobs'],
    said: '1,200 rows: 1.2 MB scanned, 2.8 s',
    times: ['2026/11/26 15:04:05 UTC', '3 日前'],
  },
])('in the language $language', ({ language, numbers, group, said, times }) => {
  it('numbers and sizes are written as its readers do', () => {
    expect([
      localNumber(1234, language),
      localNumber(2.5, language, 1),
      byteSize(1_234_567, language),
      byteSize(999, language),
      shortNumber(1234.567, language),
      shortNumber(-0.00006312, language),
    ]).toEqual(numbers);
  });

  it('the count of a group is, too', () => {
    const state: GroupState = { group: 'ACTIVE', count: 1200, tail: { kind: 'more', emptyPages: 0 } };
    const writing = { locale: language };
    expect([countText(state, writing), groupSpokenCount(state, writing)]).toEqual(group);
  });

  it('dates and ages are, too', () => {
    const date = new Date(now);
    expect([
      fullTime(date, { locale: language }),
      age(date, { locale: language, now: now + 3 * 86_400_000 }),
    ]).toEqual(times);
  });

  it('the cost of a query is, and its values are as they were sent', () => {
    const table = resultTable(answer('1234.5'), language);
    expect(table.said).toBe(said);
    expect(table.rows[0]).toEqual(['1234.5']);
  });
});
