import { describe, expect, it } from 'vitest';
import {
  groupOf,
  isKnownStatus,
  knownStatuses,
  movingStatuses,
  statusGroups,
  timeMeaning,
} from '../../../src/jobs/exportJob';

const job = (status: string) => ({ id: 'x', status, destination: {} });

describe('the groups', () => {
  it('are one a status of the service model, and one for all others, shown last', () => {
    expect([...statusGroups].sort()).toEqual([...knownStatuses, 'OTHER'].sort());
    expect(statusGroups.at(-1)).toBe('OTHER');
  });

  it('put what wants attention first', () => {
    const place = (group: (typeof statusGroups)[number]) => statusGroups.indexOf(group);
    expect(place('CREATE_IN_PROGRESS')).toBeLessThan(place('CREATE_FAILED'));
    expect(place('CREATE_FAILED')).toBeLessThan(place('ACTIVE'));
    expect(place('ACTIVE')).toBeLessThan(place('CREATE_STOPPED'));
    expect(place('CREATE_STOPPED')).toBeLessThan(place('DELETE_PENDING'));
  });

  it('hold each job, whatever its status', () => {
    for (const status of knownStatuses) {
      expect(groupOf(job(status))).toBe(status);
    }
    for (const status of ['', 'active', 'ACTIVE ', 'ARCHIVED', 'OTHER', 'constructor', '__proto__']) {
      expect(groupOf(job(status)), status).toBe('OTHER');
      expect(isKnownStatus(status)).toBe(false);
    }
  });
});

describe('a status', () => {
  it('is left by itself where something is under way', () => {
    expect([...movingStatuses].sort()).toEqual(
      knownStatuses.filter(status => /_(?:PENDING|IN_PROGRESS|STOPPING)$/.test(status)).sort(),
    );
  });

  it('says what LastModificationTime means', () => {
    expect(
      Object.fromEntries([...knownStatuses, 'ARCHIVED'].map(status => [status, timeMeaning(status)])),
    ).toEqual({
      CREATE_PENDING: 'created',
      CREATE_IN_PROGRESS: 'asOf',
      CREATE_STOPPING: 'asOf',
      CREATE_STOPPED: 'stopped',
      CREATE_FAILED: 'failed',
      ACTIVE: 'finished',
      DELETE_PENDING: 'changed',
      DELETE_IN_PROGRESS: 'changed',
      DELETE_FAILED: 'changed',
      ARCHIVED: 'changed',
    });
  });
});
