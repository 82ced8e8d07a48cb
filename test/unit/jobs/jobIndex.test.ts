import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, statusGroups, type ForecastExportJob } from '../../../src/jobs/exportJob';
import { JobIndex } from '../../../src/jobs/jobIndex';

const job = (id: string, status = 'ACTIVE', more: Partial<ForecastExportJob> = {}): ForecastExportJob => ({
  id,
  status,
  destination: {},
  ...more,
});
const at = (hour: number) => ({ creationTime: new Date(Date.UTC(2024, 0, 1, hour)) });
const ids = (jobs: readonly ForecastExportJob[]) => jobs.map(({ id }) => id);

function indexOf(...jobs: readonly ForecastExportJob[]): JobIndex {
  const index = new JobIndex();
  jobs.forEach(one => index.put(one, 1));
  return index;
}

describe('jobs by identity', () => {
  it('are there once, whatever pages they came in', () => {
    const index = indexOf(job('a'), job('b'), job('a'));
    expect([index.size, index.count('ACTIVE')]).toEqual([2, 2]);
  });

  it('move to the group of the status that was answered last', () => {
    const index = indexOf(job('a', 'CREATE_PENDING'));
    index.put(job('a', 'ACTIVE'), 2);
    expect([index.count('CREATE_PENDING'), index.count('ACTIVE'), index.size]).toEqual([0, 1, 1]);
  });

  it('are what the request says that was sent last, whichever answer came first', () => {
    const index = new JobIndex();
    index.put(job('a', 'ACTIVE'), 5);
    index.put(job('a', 'CREATE_IN_PROGRESS'), 4);
    expect(index.get('a')?.status).toBe('ACTIVE');
  });

  it('may be in a status that is not known', () => {
    const index = indexOf(job('a', 'ARCHIVED'), job('b', ''), job('c', '__proto__'));
    expect(index.count('OTHER')).toBe(3);
  });

  it('are as a map of the latest answers has them', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
      status: fc.constantFrom('ACTIVE', 'CREATE_PENDING', 'ARCHIVED'),
      askedAt: fc.nat({ max: 5 }),
      action: fc.constantFrom('put', 'put', 'put', 'dropKept'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), steps => {
        const index = new JobIndex();
        const model = new Map<string, { status: string; askedAt: number }>();
        for (const { id, status, askedAt, action } of steps) {
          if (action === 'dropKept') {
            index.dropKept(groupOf(job(id, status)));
            for (const [key, kept] of model) {
              const isInGroup = groupOf(job(key, kept.status)) === groupOf(job(id, status));
              if (kept.askedAt === 0 && isInGroup) model.delete(key);
            }
          } else {
            index.put(job(id, status), askedAt);
            if ((model.get(id)?.askedAt ?? 0) <= askedAt) {
              model.set(id, { status, askedAt });
            }
          }
          const shown = statusGroups.flatMap(group => index.inGroup(group));
          expect(ids(shown).sort()).toEqual([...model.keys()].sort());
          expect(ids(index.all()).sort()).toEqual([...model.keys()].sort());
          for (const one of shown) {
            expect(one.status).toBe(model.get(one.id)?.status);
          }
          for (const group of statusGroups) {
            expect(index.inGroup(group).every(one => groupOf(one) === group)).toBe(true);
            expect(index.count(group)).toBe(index.inGroup(group).length);
          }
        }
      }),
    );
  });
});

describe('the order of a group', () => {
  it('is newest first, jobs without a time last, then by name', () => {
    const index = indexOf(
      job('1', 'ACTIVE', { name: 'old', ...at(1) }),
      job('2', 'ACTIVE', { name: 'zz' }),
      job('3', 'ACTIVE', { name: 'new', ...at(9) }),
      job('4', 'ACTIVE', { name: 'aa' }),
      job('5', 'ACTIVE', { name: 'Able', ...at(9) }),
    );
    expect(ids(index.inGroup('ACTIVE'))).toEqual(['5', '3', '1', '4', '2']);
  });

  it('is by name if that is chosen, upper and lower case alike, namesakes by identity', () => {
    const index = indexOf(
      job('2', 'ACTIVE', { name: 'sales' }),
      job('1', 'ACTIVE', { name: 'sales' }),
      job('0', 'ACTIVE', { name: 'Sales_2' }),
      job('Demand without a name'),
    );
    index.sortBy('name');
    expect(ids(index.inGroup('ACTIVE'))).toEqual(['Demand without a name', '1', '2', '0']);
    index.sortBy('newest');
    expect(index.inGroup('ACTIVE')).toHaveLength(4);
  });

  it('does not depend on the order in which pages came', () => {
    const jobs = Array.from({ length: 12 }, (_, number) =>
      job(`id${number}`, 'ACTIVE', { name: `n${number % 4}`, ...(number % 3 === 0 ? {} : at(number % 5)) }),
    );
    const sorted = ids(indexOf(...jobs).inGroup('ACTIVE'));
    fc.assert(
      fc.property(fc.shuffledSubarray(jobs, { minLength: jobs.length }), shuffled => {
        expect(ids(indexOf(...shuffled).inGroup('ACTIVE'))).toEqual(sorted);
      }),
    );
  });

  it('is sorted once: the same array until the group changes', () => {
    const index = indexOf(job('a'), job('b', 'CREATE_FAILED'));
    const before = index.inGroup('ACTIVE');
    index.put(job('c', 'CREATE_FAILED'), 1);
    expect(index.inGroup('ACTIVE')).toBe(before);
    index.put(job('c', 'ACTIVE'), 2);
    expect(ids(index.inGroup('ACTIVE'))).toEqual(['a', 'c']);
    expect(ids(before)).toEqual(['a']);
  });
});

describe('what is kept of an older reading', () => {
  it('are the jobs of the groups that were not read, unless they are known to be elsewhere', () => {
    const index = indexOf(job('moved', 'ACTIVE'));
    const older = indexOf(
      job('moved', 'CREATE_PENDING'),
      job('kept', 'CREATE_PENDING'),
      job('gone', 'ACTIVE'),
    );
    index.keepFrom(older, new Set(['CREATE_PENDING']));
    expect(ids(index.inGroup('ACTIVE'))).toEqual(['moved']);
    expect(ids(index.inGroup('CREATE_PENDING'))).toEqual(['kept']);
  });

  it('gives way to any answer', () => {
    const index = new JobIndex();
    index.keepFrom(indexOf(job('a', 'CREATE_PENDING')), new Set(['CREATE_PENDING']));
    index.put(job('a', 'ACTIVE'), 1);
    expect(index.count('CREATE_PENDING')).toBe(0);
  });
});
