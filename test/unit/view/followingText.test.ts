import { describe, expect, it } from 'vitest';
import { knownStatuses, movingStatuses, type ForecastExportJob } from '../../../src/jobs/exportJob';
import { withoutRegion } from '../../../src/jobs/followedJob';
import type { FollowedEnd, FollowedState } from '../../../src/view/followedStates';
import {
  endNotice,
  followedDescription,
  followedFacts,
  obstacles,
  runningText,
  unseenText,
} from '../../../src/view/followingText';
import { failure, madeJob } from '../jobs/accountInMemory';
import { textedJobs } from './textedJobs';

const now = Date.UTC(2024, 5, 15, 12);
const time = { locale: 'en', now };
const minute = 60_000;

function job(name: string, status: string, changes: Partial<ForecastExportJob> = {}): ForecastExportJob {
  return { ...madeJob(1, status), name, creationTime: new Date(now - 14 * minute), ...changes };
}

function stateOf(of: ForecastExportJob): FollowedState {
  return {
    record: {
      arn: of.arn ?? '',
      account: withoutRegion({ kind: 'profile', profile: 'company' }),
      region: 'us-west-2',
      since: new Date(now),
      status: 'CREATE_PENDING',
    },
    job: of,
  };
}

function endOf(of: ForecastExportJob, gone = false): FollowedEnd {
  return { record: stateOf(of).record, job: of, gone };
}

function told(end: FollowedEnd): string {
  const { severity, message, actions } = endNotice(end);
  return `${severity}: ${message}${actions.map(action => ` [${action}]`).join('')}`;
}

describe('the notice of an end', () => {
  const ended = knownStatuses.filter(status => !movingStatuses.has(status));

  it('is as written down, for each way to end', () => {
    const message = 'The bucket is not in this region.';
    const ends = [
      ...ended.map(status => endOf(job('weekly', status, { message }))),
      ...ended.map(status => endOf(job('weekly', status))),
      endOf(job('weekly', 'ARCHIVED')),
      endOf(job('weekly', 'ACTIVE', { destination: { path: 'https://no.s3/path' } })),
      endOf(job('weekly', 'CREATE_IN_PROGRESS'), true),
      endOf(job('weekly', 'DELETE_IN_PROGRESS'), true),
    ];
    expect(ends.map(told)).toMatchInlineSnapshot(`
      [
        "information: The export was stopped before its end: weekly [showDetails]",
        "error: The export failed: weekly — The bucket is not in this region. [showDetails]",
        "information: The export is ready: weekly [previewData] [openS3Path] [copyS3Uri] [showDetails]",
        "error: The export job could not be deleted: weekly — The bucket is not in this region. [showDetails]",
        "information: The export was stopped before its end: weekly [showDetails]",
        "error: The export failed, and the service sent no reason: weekly [showDetails]",
        "information: The export is ready: weekly [previewData] [openS3Path] [copyS3Uri] [showDetails]",
        "error: The export job could not be deleted: weekly [showDetails]",
        "warning: The export job is no longer followed, because its status is not known to this version (ARCHIVED): weekly [showDetails]",
        "information: The export is ready: weekly [showDetails]",
        "information: Someone deleted the export job while it was followed: weekly",
        "information: The export job is deleted, its files in S3 stay: weekly",
      ]
    `);
  });

  it('is short and without markup, whatever the service sends', () => {
    for (const of of Object.values(textedJobs)) {
      for (const status of [...ended, of.status]) {
        for (const gone of [true, false]) {
          const { message } = endNotice(
            endOf({ ...of, status, message: of.message ?? 'm'.repeat(5000) }, gone),
          );
          expect(message.length).toBeLessThan(800);
          expect(message).not.toMatch(/[\p{Cc}\u202E\u2028]/u);
        }
      }
    }
  });
});

describe('the words in the status bar', () => {
  const running = (ago: number) =>
    job('a', 'CREATE_IN_PROGRESS', { creationTime: new Date(now - ago * minute) });
  const deleting = job('b', 'DELETE_IN_PROGRESS');

  it.each<[string, readonly ForecastExportJob[]]>([
    ['1 export running, 14 min', [running(14)]],
    ['2 exports running, 1 hr 5 min', [running(2), running(65)]],
    ['1 export running, less than a minute', [running(0)]],
    ['1 export running, less than a minute', [running(-30)]],
    ['1 export running, 14 min', [running(14), deleting]],
    ['1 export job being deleted', [deleting]],
    ['2 export jobs being deleted', [deleting, deleting]],
    ['1 export running', [{ id: 'x', status: 'CREATE_PENDING', destination: {} }]],
  ])('%s', (words, jobs) => {
    expect(runningText(jobs, time).replace(/\s/g, ' ')).toBe(words);
  });

  it('tell each job with its state and account, and once why some can’t be asked about', () => {
    const { failure: denied } = failure('denied');
    const states = [
      stateOf(job('first', 'CREATE_IN_PROGRESS')),
      { ...stateOf(job('second', 'CREATE_PENDING')), failure: denied },
      { ...stateOf(job('third', 'CREATE_STOPPING')), failure: denied },
    ];
    expect(followedFacts(states, time)).toEqual([
      { label: 'first', value: 'In Progress · 14 min. ago · company, us-west-2' },
      { label: 'second', value: 'Pending · 14 min. ago · company, us-west-2' },
      { label: 'third', value: 'Stopping · 14 min. ago · company, us-west-2' },
    ]);
    expect(obstacles(states, false)).toEqual([
      { label: 'Could not ask the service', value: 'denied happened.' },
    ]);
    expect(obstacles(states.slice(0, 1), false)).toEqual([]);
    expect(obstacles(states.slice(0, 1), true).map(({ label }) => label)).toEqual(['Updates are off']);
  });

  it('never show more of a name than a line has', () => {
    for (const of of Object.values(textedJobs)) {
      expect(followedDescription(stateOf(of), time)).not.toMatch(/[\p{Cc}\u202E\u2028]/u);
      const [fact] = followedFacts([stateOf(of)], time);
      expect(fact?.label.length).toBeLessThanOrEqual(120);
    }
  });
});

describe('the words of the badge', () => {
  const ended = (count: number) =>
    Array.from({ length: count }, (_, number) => job(`export_${number + 1}`, 'ACTIVE'));

  it.each([
    [1, '1 export ended since you last looked: export_1'],
    [3, '3 exports ended since you last looked: export_1, export_2, export_3'],
    [12, '12 exports ended since you last looked: export_1, export_2, export_3, …'],
  ])('for %i', (count, words) => {
    expect(unseenText(ended(count))).toBe(words);
  });
});
