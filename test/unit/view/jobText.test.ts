import { describe, expect, it } from 'vitest';
import {
  groupOf,
  knownStatuses,
  statusGroups,
  type ForecastExportJobDetails,
} from '../../../src/jobs/exportJob';
import type { Failure } from '../../../src/jobs/failure';
import { noFilter } from '../../../src/jobs/jobFilter';
import type { Tail } from '../../../src/jobs/pagedList';
import type { UsualDuration } from '../../../src/jobs/usualDuration';
import * as text from '../../../src/view/jobText';
import { textedJobs } from './textedJobs';

// Times are told in the reader's time zone; these texts are the same everywhere.
process.env['TZ'] = 'UTC';

const time: text.TimeStyle = { locale: 'en', now: Date.UTC(2024, 5, 15, 12) };
const failure: Failure = { kind: 'throttled', what: 'Too many requests.', helps: '', remedies: [] };
const tails: readonly Tail[] = [
  { kind: 'end' },
  { kind: 'more', emptyPages: 0 },
  { kind: 'loading' },
  { kind: 'failed', failure },
];

/** Everything that the rows, the tooltip and a screen reader tell of a job. */
function told(title: string, job: ForecastExportJobDetails): string {
  const group = groupOf(job);
  return [
    `# ${title}`,
    `name         ${text.jobName(job)}`,
    `description  ${text.jobDescription(job, group, time)}`,
    `spoken       ${text.jobSpoken(job, group, time)}`,
    ...text.jobFacts(job, group, time).map(({ label, value }) => `  ${label}: ${value}`),
    '',
  ].join('\n');
}

describe('the words for groups', () => {
  it('are as written down', async () => {
    const lines = statusGroups.flatMap(group => [
      `${group}: ${text.groupLabel(group)}. ${text.groupMeaning(group)}`,
    ]);
    const counts = tails.flatMap(tail =>
      [0, 1, 37].map(count => {
        const state = { group: 'ACTIVE' as const, count, tail };
        return `${tail.kind} ${count}: “${text.countText(state, time)}”, spoken “${text.groupSpokenCount(state, time)}”`;
      }),
    );
    await expect([...lines, '', ...counts, ''].join('\n')).toMatchFileSnapshot('golden/groups.txt');
  });

  it('tell the groups apart', () => {
    expect(new Set(statusGroups.map(text.groupLabel)).size).toBe(statusGroups.length);
    expect(new Set(statusGroups.map(text.groupMeaning)).size).toBe(statusGroups.length);
  });
});

describe('the words for a job', () => {
  it('are as written down, for every status and for whatever a service may send', async () => {
    const all = Object.entries(textedJobs).map(([title, job]) => told(title, job));
    await expect(all.join('\n')).toMatchFileSnapshot('golden/jobs.txt');
  });

  it('hold nothing that hides, reorders or breaks a line, and always a name', () => {
    for (const [title, job] of Object.entries(textedJobs)) {
      for (const line of told(title, job).split('\n')) {
        expect(line, title).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }
      expect(text.jobName(job), title).not.toBe('');
    }
  });
});

it('a message from right to left takes neither the age nor the forecast along', () => {
  const job = { ...textedJobs['a failed one with a message'], message: 'אין הרשאה 403' };
  const failed = { id: 'job', status: 'CREATE_FAILED', destination: {}, ...job };
  expect(text.jobDescription(failed, groupOf(failed), time)).toBe(
    'demand_eu · \u2068אין הרשאה 403\u2069 · 3 days ago',
  );
});

describe('the progress of a job', () => {
  const job = (status: string, minutes: number): ForecastExportJobDetails => ({
    id: 'job',
    name: 'weekly',
    status,
    destination: {},
    creationTime: new Date(time.now - minutes * 60_000),
    lastModificationTime: new Date(time.now),
  });
  const usual = { from: 6 * 60_000, to: 9.5 * 60_000 };
  const told = (one: ForecastExportJobDetails, others?: UsualDuration) => [
    text.jobDescription(one, groupOf(one), time),
    ...text
      .jobFacts(one, groupOf(one), time, others)
      .filter(({ label }) => label === 'Progress')
      .map(({ value }) => value),
    text.jobSpoken(one, groupOf(one), time, others),
  ];

  it('is its state and since when, beside how long others took', () => {
    expect(told(job('CREATE_IN_PROGRESS', 14), usual)).toEqual([
      'running for 14 min',
      'running for 14 min; others took 6 to 9 min',
      'weekly, In Progress, running for 14 min; others took 6 to 9 min',
    ]);
    expect(told(job('CREATE_PENDING', 125), { from: usual.from, to: usual.from + 1000 })).toEqual([
      'waiting for 2 hr 5 min',
      'waiting for 2 hr 5 min; others took about 6 min',
      'weekly, Pending, waiting for 2 hr 5 min; others took about 6 min',
    ]);
  });

  it('is told alone where too few others have finished', () => {
    expect(told(job('CREATE_IN_PROGRESS', 14))).toEqual([
      'running for 14 min',
      'running for 14 min',
      'weekly, In Progress, running for 14 min',
    ]);
  });

  it('is not told of a job that is not being created, and never as a time left', () => {
    for (const status of knownStatuses) {
      const words = told(job(status, 14), usual).join('\n');
      expect(words.includes('others took'), status).toBe(/^CREATE_(PENDING|IN_PROGRESS)$/.test(status));
      expect(words, status).not.toMatch(/left|remaining|\bin \d/);
    }
  });

  it('does not run backwards by a clock that was set back, and needs a time', () => {
    expect(told(job('CREATE_IN_PROGRESS', -5))[0]).toBe('running for less than a minute');
    const timeless = { id: 'job', name: 'weekly', status: 'CREATE_IN_PROGRESS', destination: {} };
    expect(told(timeless, usual)).toEqual(['', 'weekly, In Progress']);
  });
});

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
      [1, -1].map(sign => `${sign * ago} s: ${text.age(new Date(time.now - sign * ago * 1000), time)}`),
    );
    await expect([...lines, ''].join('\n')).toMatchFileSnapshot('golden/ages.txt');
  });

  it('is told in the language of the reader', () => {
    const german = { ...time, locale: 'de' };
    expect(text.age(new Date(time.now - 3 * 86_400_000), german)).toBe('vor 3 Tagen');
    expect(text.fullTime(new Date(time.now), german)).toBe('15.06.2024, 12:00:00 UTC');
  });
});

describe('the words for what is shown', () => {
  it('name the connection', () => {
    expect(text.choiceText({ kind: 'sample' })).toBe('Sample data');
    expect(text.choiceText({ kind: 'environment' })).toBe('Environment');
    expect(text.choiceText({ kind: 'profile', profile: 'team\u202E prod' })).toBe('team\uFFFD prod');
    expect(text.choiceText({ kind: 'profile', profile: 'x'.repeat(200) })).toHaveLength(80);
  });

  it('name the filter', () => {
    const arn = (name: string) => `arn:aws:forecast:us-west-2:123456789012:forecast/${name}`;
    const is = (name: string) => ({ forecastArn: arn(name), condition: 'IS' as const });
    const isNot = (name: string) => ({ forecastArn: arn(name), condition: 'IS_NOT' as const });
    expect(text.filterText(noFilter)).toBe('');
    expect(text.filterText({ forecasts: [is('eu'), isNot('us'), is('ap')] })).toBe(
      'only eu, ap · without us',
    );
    expect(text.filterText({ forecasts: [], statuses: ['CREATE_FAILED', 'OTHER'] })).toBe(
      'Failed, Other Statuses',
    );
    expect(text.filterText({ forecasts: [is('eu')], statuses: ['ACTIVE'] })).toBe('only eu · Active');
    expect(text.filterText({ forecasts: [{ forecastArn: 'no\narn', condition: 'IS' }] })).toBe('only no arn');
  });
});
