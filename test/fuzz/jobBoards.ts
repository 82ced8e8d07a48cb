import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { nextRequestNumber } from '../../src/jobs/boardReading';
import { knownStatuses, statusGroups, type StatusGroup } from '../../src/jobs/exportJob';
import { JobBoard } from '../../src/jobs/jobBoard';
import { noFilter, type JobFilter } from '../../src/jobs/jobFilter';
import { AccountInMemory, failure, forecastArn, groupName, madeJob } from '../unit/jobs/accountInMemory';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

const never = new AbortController().signal;

/** What the service says of one job that is shown, which comes so many turns after it was asked for. */
async function tell(shown: JobBoard, account: AccountInMemory, job: number, turns: number): Promise<void> {
  const known = shown.all();
  const id = known[job % known.length]?.id;
  const askedAt = nextRequestNumber();
  const answer = account.jobs.find(one => one.id === id);
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  if (answer) {
    shown.put(answer, askedAt);
  } else if (id !== undefined) {
    shown.remove(id, askedAt);
  }
}

const status = fc.constantFrom<string>(...knownStatuses, 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ODD');
const step = fc.oneof(
  fc.record({ kind: fc.constant('more' as const), group: fc.constantFrom<StatusGroup>(...statusGroups) }),
  fc.constant({ kind: 'refresh' as const }),
  fc.constant({ kind: 'wait' as const }),
  fc.constant({ kind: 'stop' as const }),
  fc.record({ kind: fc.constant('told' as const), job: fc.nat(), turns: fc.nat({ max: 12 }) }),
  fc.record({ kind: fc.constant('move' as const), job: fc.nat(), status }),
  fc.record({ kind: fc.constant('delete' as const), job: fc.nat() }),
  fc.record({ kind: fc.constant('add' as const), status }),
  fc.record({
    kind: fc.constant('loadAll' as const),
    group: fc.constantFrom<StatusGroup>(...statusGroups),
  }),
  fc.record({
    kind: fc.constant('fault' as const),
    fault: fc.constantFrom('throttled', 'invalidToken', 'network'),
  }),
);

/** However far it is: each job once, in the group of its status, and all of them counted. */
function assertInOrder(shown: JobBoard): void {
  const rows = shown.groups().flatMap(({ group, count }) => {
    const jobs = shown.jobsIn(group);
    assert.equal(jobs.length, count);
    jobs.forEach(job => assert.equal(groupName(job), group));
    return jobs.map(job => job.id);
  });
  assert.equal(new Set(rows).size, rows.length);
  assert.equal(shown.size, rows.length);
}

/** For any account, order of events and faults a board ends with exactly the jobs that match, each in its group. */
export const jobBoards: readonly FuzzProperty[] = [
  fuzzed(
    'jobs/board',
    fc.tuple(
      fc.array(status, { maxLength: 260, size: 'max' }),
      fc.constantFrom(1, 7, 50, 100),
      fc.array(step, { maxLength: 12 }),
      fc.constantFrom<JobFilter>(
        noFilter,
        { forecasts: [{ forecastArn: forecastArn('even'), condition: 'IS' }] },
        { forecasts: [{ forecastArn: forecastArn('even'), condition: 'IS_NOT' }] },
        { forecasts: [], statuses: ['ACTIVE', 'CREATE_FAILED', 'OTHER'] },
        { forecasts: [], statuses: ['ACTIVE'] },
        {
          forecasts: [
            { forecastArn: forecastArn('even'), condition: 'IS' },
            { forecastArn: forecastArn('odd'), condition: 'IS' },
          ],
        },
      ),
    ),
    async ([statuses, pageSize, steps, filter]) => {
      // Else no clock goes on until the last of them, not even the one that ends a test which takes too long.
      await new Promise(resolve => setImmediate(resolve));
      const account = new AccountInMemory(statuses.map((s, n) => madeJob(n, s, n % 2 ? 'odd' : 'even')));
      let faults: string[] = [];
      let added = 0;
      let stop = new AbortController();
      account.before = async (_request, call) => {
        for (let turn = call % 4; turn > 0; turn--) await Promise.resolve();
        const fault = faults.pop();
        if (fault) throw failure(fault as 'throttled');
      };
      const shown = new JobBoard(account, filter, { pageSize: () => pageSize, order: 'newest' });
      const running: Promise<unknown>[] = [shown.start()];
      for (const next of steps) {
        if (next.kind === 'more') running.push(shown.loadMore(next.group));
        if (next.kind === 'refresh') running.push(shown.refresh());
        if (next.kind === 'wait') await Promise.all(running.splice(0));
        if (next.kind === 'fault') faults.push(next.fault);
        if (next.kind === 'loadAll') running.push(shown.loadAll([next.group], stop.signal, () => undefined));
        if (next.kind === 'told') running.push(tell(shown, account, next.job, next.turns));
        if (next.kind === 'stop') {
          stop.abort();
          stop = new AbortController();
        }
        if (next.kind === 'add')
          account.jobs = [madeJob(1000 + added++, next.status, 'even'), ...account.jobs];
        if (next.kind === 'delete')
          account.jobs = account.jobs.filter((_, n) => n !== next.job % account.jobs.length);
        if (next.kind === 'move') {
          account.jobs = account.jobs.map((job, n) =>
            n === next.job % account.jobs.length ? { ...job, status: next.status } : job,
          );
        }
      }
      assertInOrder(shown);
      await Promise.all(running);
      assertInOrder(shown);
      faults = [];
      // What changed under way needs a refresh to be seen; else retries and Load All have to be enough.
      if (steps.some(({ kind }) => ['move', 'add', 'delete'].includes(kind))) await shown.refresh();
      await shown.loadAll(statusGroups, never, () => undefined);
      const expected = account.jobs
        .filter(job => {
          const wanted = filter.forecasts.map(forecast => forecast.forecastArn);
          const isNamed = wanted.includes(job.forecastArn);
          const named = wanted.length === 0 || isNamed === (filter.forecasts[0]?.condition === 'IS');
          return named && (!filter.statuses || filter.statuses.some(group => group === groupName(job)));
        })
        .map(job => `${groupName(job)} ${job.id}`);
      const actual = shown
        .groups()
        .flatMap(({ group }) => shown.jobsIn(group).map(job => `${group} ${job.id}`));
      assert.deepEqual(actual.sort(), expected.sort());
      assert.ok(shown.isComplete);
    },
    { quickRuns: 150 },
  ),
];
