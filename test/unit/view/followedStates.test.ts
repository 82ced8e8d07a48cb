import { assert, describe, expect, it } from 'vitest';
import { followedJob, jobOf } from '../../../src/jobs/followedJob';
import { FollowedStates, type FollowedEnd } from '../../../src/view/followedStates';
import { AccountInMemory, failure, madeJob } from '../jobs/accountInMemory';
import { become, HandClock, minute, settle, start } from '../jobs/handClock';

/** Jobs that are followed with one profile, asked about by a clock that runs by hand. */
function scene(count: number) {
  const jobs = Array.from({ length: count }, (_, number) => madeJob(number, 'CREATE_IN_PROGRESS'));
  const records = jobs.map(job => {
    const record = followedJob(job, { kind: 'profile', profile: 'work' }, 'us-west-2', new Date(start));
    assert(record);
    return record;
  });
  const account = new AccountInMemory(jobs);
  const hands = new HandClock(start);
  const ended: FollowedEnd[] = [];
  let changes = 0;
  const states = new FollowedStates({ jobs: () => Promise.resolve(account) }, hands.clock, {
    changed: () => (changes += 1),
    ended: end => {
      ended.push(end);
      states.delete(end.record);
      states.watch(false);
    },
  });
  records.forEach(record => states.add({ record, job: jobOf(record) }));
  states.watch(false);
  const failures = () => states.list().map(state => state.failure?.what);
  return { account, hands, states, records, ended, failures, changes: () => changes };
}

/** What the account would list with credentials of another one. */
const ofAnother = () => {
  const job = madeJob(7);
  const arn = job.arn?.replace('123456789012', '999999999999') ?? '';
  return [{ ...job, id: arn, arn }];
};

describe('followed jobs', () => {
  it('are told of when they move on, and once when they end', async () => {
    const { account, hands, states, ended, changes } = scene(1);
    await hands.pass(minute);
    expect([changes(), ended]).toEqual([0, []]);
    become(account, 0, 'CREATE_STOPPING');
    await hands.pass(minute);
    expect(changes()).toBe(1);
    expect(states.list().map(({ job }) => job.status)).toEqual(['CREATE_STOPPING']);
    become(account, 0, 'CREATE_STOPPED');
    await hands.pass(10 * minute);
    expect(ended.map(({ job, gone }) => [job.status, gone])).toEqual([['CREATE_STOPPED', false]]);
    expect(hands.timer).toBeUndefined();
  });

  it('keep their status where an answer has none', async () => {
    const { account, hands, states, changes } = scene(1);
    become(account, 0, '');
    await hands.pass(minute);
    expect(states.list().map(({ job }) => job.status)).toEqual(['CREATE_IN_PROGRESS']);
    expect(changes()).toBe(0);
  });

  it('end where the service knows them no more, unless the credentials are of another account', async () => {
    const { account, hands, ended, failures } = scene(1);
    account.jobs = ofAnother();
    await hands.pass(minute);
    await settle();
    expect(ended).toEqual([]);
    expect(failures()).toEqual(['The credentials are of another account now: 999999999999']);
    account.jobs = [];
    await hands.pass(10 * minute);
    expect(ended.map(({ gone }) => gone)).toEqual([true]);
  });

  it('begin without the failure that they had when they were followed before', async () => {
    const { account, hands, states, records, ended, failures, changes } = scene(1);
    account.jobs = ofAnother();
    await hands.pass(minute);
    expect(failures()).toHaveLength(1);
    const [record] = records;
    assert(record);
    states.delete(record);
    states.watch(false);
    account.jobs = [];
    states.add({ record, job: jobOf(record) });
    states.watch(false);
    // Whose account it is comes after the end of the round.
    account.before = settle;
    const before = changes();
    await hands.pass(10 * minute);
    await settle();
    expect(ended.map(({ gone }) => gone)).toEqual([true]);
    expect(changes()).toBe(before);
  });

  it('tell of a failure of their account once, and of its end', async () => {
    const { account, hands, failures, changes } = scene(2);
    account.before = () => {
      throw failure('expired');
    };
    await hands.pass(5 * minute);
    expect(failures()).toEqual(['expired happened', 'expired happened']);
    expect(changes()).toBe(2);
    account.before = () => undefined;
    await hands.pass(20 * minute);
    expect(failures()).toEqual([undefined, undefined]);
    expect(changes()).toBe(4);
  });
});
