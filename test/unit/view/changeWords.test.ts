import { describe, expect, it } from 'vitest';
import type { DescribableJob } from '../../../src/jobs/askMoving';
import type { ChangeOutcome, ChangeResult } from '../../../src/jobs/changeRun';
import type { Failure } from '../../../src/jobs/failure';
import type { JobChange } from '../../../src/jobs/jobChange';
import { changeQuestion, type PlannedChange } from '../../../src/view/changeQuestion';
import { changeReport, planText } from '../../../src/view/changeReport';
import { madeJob } from '../jobs/accountInMemory';

function jobs(count: number, status = 'ACTIVE'): DescribableJob[] {
  return Array.from({ length: count }, (_, number) => {
    const job = madeJob(number + 1, status);
    return { ...job, arn: job.arn ?? '' };
  });
}

function planned(change: JobChange, count: number, leftOut: readonly DescribableJob[] = []): PlannedChange {
  const status = change === 'stop' ? 'CREATE_IN_PROGRESS' : 'ACTIVE';
  return { change, jobs: jobs(count, status), leftOut, account: 'dev · us-west-2' };
}

const hostile = '\u202e$(alert) [x](command:y)\r\n\u0000' + 'n'.repeat(5000);

describe('the question', () => {
  it('names the one job, its forecast and its files, which stay', () => {
    expect(changeQuestion(planned('delete', 1))).toEqual({
      message: 'Delete the export job “export_1”?',
      detail: [
        'Forecast: demand\nStatus: Active\nFiles: s3://exports/demand',
        'The files in S3 stay. The export job itself can’t be brought back.',
        'Account: dev · us-west-2',
      ].join('\n\n'),
      look: 'Show Details',
      go: 'Delete',
    });
  });

  it('says that a stopped export can not be resumed', () => {
    const { message, detail, go } = changeQuestion(planned('stop', 1));
    expect(message).toBe('Stop the export “export_1”?');
    expect(detail).toContain('A stopped export can’t be resumed.');
    expect(go).toBe('Stop');
  });

  it('counts several, names the first and says what is left out and why', () => {
    const leftOut = [...jobs(2, 'CREATE_STOPPED'), ...jobs(1, 'CREATE_ARCHIVING')];
    const { message, detail, look } = changeQuestion(planned('delete', 12, leftOut));
    expect(message).toBe('Delete 12 export jobs?');
    expect(detail.split('\n\n')[0]).toBe(
      'export_1 (demand)\nexport_2 (demand)\nexport_3 (demand)\nexport_4 (demand)\nexport_5 (demand)\nand 7 more',
    );
    expect(detail).toMatch(
      /\n\nAmazon Forecast deletes only export jobs that are active or have failed\. Left out: Stopped: 2, CREATE_ARCHIVING: 1$/,
    );
    expect(look).toBe('Show List');
  });

  it('does not say "and 1 more" where the name has room', () => {
    expect(changeQuestion(planned('stop', 6)).detail).toMatch(/^(export_\d \(demand\)\n){6}/);
  });

  it('stays short and plain whatever the service sent', () => {
    const many = planned('delete', 300);
    const plan: PlannedChange = {
      ...many,
      jobs: many.jobs.map(job => ({
        ...job,
        name: hostile,
        arn: `arn:aws:forecast:us-west-2:1:forecast-export-job/${'f'.repeat(900)}/x`,
      })),
      leftOut: jobs(50).map((job, number) => ({ ...job, status: `${hostile}${number}`, destination: {} })),
    };
    const [first] = plan.jobs;
    const one = first ? changeQuestion({ ...plan, jobs: [first] }) : undefined;
    for (const { message, detail } of [changeQuestion(plan), ...(one ? [one] : [])]) {
      expect(message.length).toBeLessThan(200);
      expect(detail.length).toBeLessThan(2000);
      expect(message + detail.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

describe('the report', () => {
  const denied: Failure = {
    kind: 'denied',
    what: 'Access denied: forecast:DeleteForecastExportJob is not allowed for you',
    helps: 'Ask for it.',
    remedies: [],
    code: 'AccessDeniedException',
    requestId: 'r-1',
  };
  const inUse: Failure = { kind: 'inUse', what: 'It is in use: x is DELETE_FAILED', helps: '', remedies: [] };
  const asked = (status: string) => ({ job: madeJob(1, status), askedAt: 1 });

  function reported(change: JobChange, outcomes: readonly ChangeOutcome[], switched = false) {
    const plan = planned(change, outcomes.length);
    const results = plan.jobs.map((job, place): ChangeResult => ({
      job,
      outcome: outcomes[place] ?? { kind: 'notTried' },
    }));
    return changeReport(plan, results, switched);
  }

  it.each<[JobChange, ChangeOutcome, string, string]>([
    ['delete', { kind: 'accepted' }, 'done', 'Being deleted: export_1'],
    ['stop', { kind: 'accepted' }, 'done', 'Being stopped: export_1'],
    ['delete', { kind: 'gone', askedAt: 1 }, 'done', 'Deleted: export_1'],
    [
      'stop',
      { kind: 'gone', askedAt: 1 },
      'info',
      'There was nothing left to stop, the export job has been deleted: export_1',
    ],
    ['delete', { kind: 'notTried' }, 'warning', 'Not deleted: export_1. It was ended before that.'],
    [
      'delete',
      { kind: 'refused', failure: denied },
      'error',
      'The export job could not be deleted: export_1. Access denied: forecast:DeleteForecastExportJob is not allowed for you. Ask for it.',
    ],
    [
      'stop',
      { kind: 'refused', failure: inUse, now: asked('ACTIVE') },
      'error',
      'The export could not be stopped: export_1. Amazon Forecast refused it, because its status is now: Active (ACTIVE).',
    ],
    [
      'stop',
      { kind: 'unknown' },
      'error',
      'It is not known whether the export is being stopped: export_1. The connection was closed. Refresh the view to see what became of it.',
    ],
  ])('of one job to %s: %j', (change, outcome, severity, message) => {
    expect(reported(change, [outcome])).toMatchObject({ severity, message });
  });

  it('of several counts each kind, and gives a reason', () => {
    const report = reported('delete', [
      { kind: 'accepted' },
      { kind: 'gone', askedAt: 1 },
      { kind: 'refused', failure: denied },
      { kind: 'notTried' },
    ]);
    expect(report.severity).toBe('error');
    expect(report.message).toBe(
      'Export jobs being deleted: 1 of 4. Deleted: 1. Could not be deleted: 1. Not tried: 1. The first of several reasons: Access denied: forecast:DeleteForecastExportJob is not allowed for you. Ask for it.',
    );
  });

  it('of several of which none is changed says so', () => {
    const refused: ChangeOutcome = { kind: 'refused', failure: inUse, now: asked('ACTIVE') };
    expect(reported('stop', [refused, refused]).message).toBe(
      'None of 2 exports is being stopped. Could not be stopped: 2. Amazon Forecast refused it, because its status is now: Active (ACTIVE).',
    );
  });

  it('lists all with reasons, what failed first', () => {
    const { list } = reported('delete', [
      { kind: 'accepted' },
      { kind: 'refused', failure: inUse, now: asked('DELETE_FAILED') },
      { kind: 'refused', failure: denied },
    ]);
    expect(list).toBe(
      [
        'Delete export jobs',
        'Account: dev · us-west-2',
        '',
        'Could not be deleted: 2',
        '',
        '  export_2 (demand)',
        '      Amazon Forecast refused it, because its status is now: Deletion Failed',
        '      (DELETE_FAILED)',
        '      It is in use: x is DELETE_FAILED',
        '      arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand/export_2',
        '',
        '  export_3 (demand)',
        '      Access denied: forecast:DeleteForecastExportJob is not allowed for you. Ask for',
        '      it.',
        '      Code: AccessDeniedException · Request ID: r-1',
        '      arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand/export_3',
        '',
        'Being deleted: 1',
        '',
        '  export_1 (demand)',
        '      arn:aws:forecast:us-west-2:123456789012:forecast-export-job/demand/export_1',
        '',
      ].join('\n'),
    );
  });

  it('says whose account it was, where another is looked at by now', () => {
    const { severity, message } = reported('delete', [{ kind: 'accepted' }, { kind: 'accepted' }], true);
    expect(severity).toBe('info');
    expect(message).toBe('Export jobs being deleted: 2 of 2. This was in another account: dev · us-west-2.');
    expect(reported('stop', [{ kind: 'accepted' }], true).message).toBe(
      'Being stopped: export_1. This was in another account: dev · us-west-2.',
    );
  });

  it('of the plan lists what is to be done and what is left out', () => {
    const text = planText(planned('delete', 2, jobs(1, 'CREATE_STOPPED')));
    expect(text).toMatch(/^Account: dev · us-west-2\n\nTo be deleted: 2\n\n {2}export_1 \(demand\)\n/);
    expect(text).toMatch(/\nLeft out: 1\n\n {2}export_1 \(demand\)\n {6}Stopped \(CREATE_STOPPED\)\n/);
  });
});
