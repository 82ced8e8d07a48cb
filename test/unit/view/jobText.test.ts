import { describe, expect, it } from 'vitest';
import { groupOf, knownStatuses, type ForecastExportJobDetails } from '../../../src/jobs/exportJob';
import type { UsualDuration } from '../../../src/jobs/usualDuration';
import { jobDescription, jobFacts, jobName, jobSpoken } from '../../../src/view/jobText';
import type { TimeStyle } from '../../../src/view/timeText';
import { textedJobs } from './textedJobs';

// Times are told in the reader's time zone; these texts are the same everywhere.
process.env['TZ'] = 'UTC';

const time: TimeStyle = { locale: 'en', now: Date.UTC(2024, 5, 15, 12) };

/** Everything that the rows, the tooltip and a screen reader tell of a job. */
function told(title: string, job: ForecastExportJobDetails): string {
  const group = groupOf(job);
  return [
    `# ${title}`,
    `name         ${jobName(job)}`,
    `description  ${jobDescription(job, group, time)}`,
    `spoken       ${jobSpoken(job, group, time)}`,
    ...jobFacts(job, group, time).map(({ label, value }) => `  ${label}: ${value}`),
    '',
  ].join('\n');
}

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
      expect(jobName(job), title).not.toBe('');
    }
  });
});

it('a message from right to left takes neither the age nor the forecast along', () => {
  const job = { ...textedJobs['a failed one with a message'], message: 'אין הרשאה 403' };
  const failed = { id: 'job', status: 'CREATE_FAILED', destination: {}, ...job };
  expect(jobDescription(failed, groupOf(failed), time)).toBe(
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
    jobDescription(one, groupOf(one), time),
    ...jobFacts(one, groupOf(one), time, others)
      .filter(({ label }) => label === 'Progress')
      .map(({ value }) => value),
    jobSpoken(one, groupOf(one), time, others),
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
