import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownStatuses, movingStatuses } from '../../../src/jobs/exportJob';
import {
  accountKey,
  followedJob,
  followedKey,
  isFinal,
  jobOf,
  readRecord,
  recordText,
  type FollowedJob,
} from '../../../src/jobs/followedJob';
import { madeJob } from './accountInMemory';

const since = new Date(Date.UTC(2024, 5, 15, 12));
const made = { ...madeJob(1, 'CREATE_IN_PROGRESS'), message: 'secret-looking text' };
const profile = { kind: 'profile', profile: 'company', region: 'eu-west-1' } as const;

function record(changes: Partial<FollowedJob> = {}): FollowedJob {
  const job = followedJob(made, profile, 'us-west-2', since);
  if (!job) {
    throw new Error('the job has an ARN');
  }
  return { ...job, ...changes };
}

describe('a record', () => {
  it('has the job, the credentials and the region, and comes back from its text', () => {
    expect(record()).toEqual({
      arn: made.arn,
      name: 'export_1',
      account: { kind: 'profile', profile: 'company' },
      region: 'us-west-2',
      since,
      status: 'CREATE_IN_PROGRESS',
      creationTime: made.creationTime,
    });
    expect(readRecord(recordText(record()))).toEqual(record());
    expect(recordText(record())).not.toContain('secret');
  });

  it('comes back without what the service did not send', () => {
    const { arn } = record();
    const bare = followedJob(
      { id: arn, arn, status: 'CREATE_PENDING', destination: {} },
      { kind: 'environment' },
      'us-west-2',
      since,
    );
    expect(bare && readRecord(recordText(bare))).toEqual(bare);
    expect(bare && jobOf(bare)).toEqual({ id: arn, arn, status: 'CREATE_PENDING', destination: {} });
  });

  it('is not made of a job that has ended, or can’t be asked about', () => {
    for (const status of ['ACTIVE', 'CREATE_FAILED', 'ARCHIVED', '']) {
      expect(followedJob({ ...made, status }, profile, 'us-west-2', since), status).toBeUndefined();
    }
    for (const arn of ['', 'arn:aws:s3:::bucket', 'no ARN at all']) {
      expect(followedJob({ ...made, arn }, profile, 'us-west-2', since), arn).toBeUndefined();
    }
    const { arn: left, ...without } = made;
    expect(left).toBeDefined();
    expect(followedJob(without, profile, 'us-west-2', since)).toBeUndefined();
  });

  it('takes dates that are none for missing, and cuts what is too long', () => {
    const odd = followedJob(
      { ...made, name: 'n'.repeat(5000), creationTime: new Date(NaN) },
      profile,
      'us-west-2',
      since,
    );
    expect(odd?.creationTime).toBeUndefined();
    expect(odd && readRecord(recordText(odd))).toEqual(odd);
  });

  it('is of one job and one choice of credentials', () => {
    const keys = [
      record(),
      record({ account: { kind: 'environment' } }),
      record({ account: { kind: 'profile', profile: 'environment' } }),
      record({ arn: `${record().arn}2` }),
    ].map(followedKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(followedKey(record({ region: 'eu-west-1' }))).toBe(followedKey(record()));
    expect(accountKey(profile)).toBe(accountKey({ kind: 'profile', profile: 'company' }));
  });
});

describe('a text that is no record', () => {
  const fields = JSON.parse(recordText(record())) as Record<string, unknown>;
  const changed: readonly [string, unknown][] = [
    ['version', 2],
    ['version', undefined],
    ['arn', 'arn:aws:s3:::bucket'],
    ['arn', 7],
    ['region', 'us-west-2/../evil.example'],
    ['region', undefined],
    ['account', { kind: 'sample' }],
    ['account', { kind: 'profile', profile: '' }],
    ['account', { kind: 'profile', profile: ['x'] }],
    ['account', 'environment'],
    ['account', null],
    ['status', undefined],
    ['status', ''],
    ['status', 'ACTIVE'],
    ['status', 'S'.repeat(101)],
    ['since', '2024'],
    ['since', 9e15],
  ];

  it.each(changed)('%s: %j', (name, value) => {
    expect(readRecord(JSON.stringify({ ...fields, [name]: value }))).toBeUndefined();
  });

  it('is any beginning of a record, and any other text', () => {
    const whole = recordText(record());
    for (let length = 0; length < whole.length; length++) {
      expect(readRecord(whole.slice(0, length))).toBeUndefined();
    }
    fc.assert(fc.property(fc.json(), text => readRecord(text) === undefined));
    fc.assert(fc.property(fc.string(), text => readRecord(text) === undefined));
  });
});

describe('an end', () => {
  it('is every known status that does not move, and every one that nobody knows', () => {
    expect(knownStatuses.filter(isFinal)).toEqual(
      knownStatuses.filter(status => !movingStatuses.has(status)),
    );
    expect(isFinal('ARCHIVED')).toBe(true);
    expect(isFinal('')).toBe(false);
  });
});
