import { describe, expect, it } from 'vitest';
import { statusGroups } from '../../../src/jobs/exportJob';
import type { Failure } from '../../../src/jobs/failure';
import { noFilter } from '../../../src/jobs/jobFilter';
import type { Tail } from '../../../src/jobs/pagedList';
import {
  countText,
  filterText,
  groupLabel,
  groupMeaning,
  groupSpokenCount,
} from '../../../src/view/groupText';

const writing = { locale: 'en' };
const failure: Failure = { kind: 'throttled', what: 'Too many requests.', helps: '', remedies: [] };
const tails: readonly Tail[] = [
  { kind: 'end' },
  { kind: 'more', emptyPages: 0 },
  { kind: 'loading' },
  { kind: 'failed', failure },
];

describe('the words for groups', () => {
  it('are as written down', async () => {
    const lines = statusGroups.flatMap(group => [`${group}: ${groupLabel(group)}. ${groupMeaning(group)}`]);
    const counts = tails.flatMap(tail =>
      [0, 1, 37].map(count => {
        const state = { group: 'ACTIVE' as const, count, tail };
        return `${tail.kind} ${count}: “${countText(state, writing)}”, spoken “${groupSpokenCount(state, writing)}”`;
      }),
    );
    await expect([...lines, '', ...counts, ''].join('\n')).toMatchFileSnapshot('golden/groups.txt');
  });

  it('tell the groups apart', () => {
    expect(new Set(statusGroups.map(groupLabel)).size).toBe(statusGroups.length);
    expect(new Set(statusGroups.map(groupMeaning)).size).toBe(statusGroups.length);
  });
});

it('the words for the filter name the forecasts and groups', () => {
  const arn = (name: string) => `arn:aws:forecast:us-west-2:123456789012:forecast/${name}`;
  const is = (name: string) => ({ forecastArn: arn(name), condition: 'IS' as const });
  const isNot = (name: string) => ({ forecastArn: arn(name), condition: 'IS_NOT' as const });
  expect(filterText(noFilter)).toBe('');
  expect(filterText({ forecasts: [is('eu'), isNot('us'), is('ap')] })).toBe('only eu, ap · without us');
  expect(filterText({ forecasts: [], statuses: ['CREATE_FAILED', 'OTHER'] })).toBe('Failed, Other Statuses');
  expect(filterText({ forecasts: [is('eu')], statuses: ['ACTIVE'] })).toBe('only eu · Active');
  expect(filterText({ forecasts: [{ forecastArn: 'no\narn', condition: 'IS' }] })).toBe('only no arn');
});
