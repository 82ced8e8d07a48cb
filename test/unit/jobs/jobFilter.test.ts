import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusGroups, groupOf, knownStatuses, type StatusGroup } from '../../../src/jobs/exportJob';
import {
  exceptGroups,
  forecastQueries,
  isFiltering,
  matchesFilter,
  noFilter,
  shownGroups,
  statusFilters,
  withForecast,
  type JobFilter,
  type ServiceFilter,
} from '../../../src/jobs/jobFilter';
import { forecastArn, madeJob, type MadeJob } from './accountInMemory';

const [a, b, c] = [forecastArn('a'), forecastArn('b'), forecastArn('c')];
const is = (arn: string) => ({ forecastArn: arn, condition: 'IS' as const });
const isNot = (arn: string) => ({ forecastArn: arn, condition: 'IS_NOT' as const });
const asked = (arn: string, Condition: 'IS' | 'IS_NOT') => ({ Key: 'ForecastArn', Value: arn, Condition });

/** As the service does it: every filter of a query has to be true of a job. */
function selects(query: readonly ServiceFilter[], job: MadeJob): boolean {
  return query.every(({ Key, Value, Condition }) => {
    const value = Key === 'Status' ? job.status : job.forecastArn;
    return (value === Value) === (Condition === 'IS');
  });
}

const forecasts = fc.array(
  fc.record({
    forecastArn: fc.constantFrom(a, b, c),
    condition: fc.constantFrom('IS' as const, 'IS_NOT' as const),
  }),
  { maxLength: 5 },
);
const anyFilter: fc.Arbitrary<JobFilter> = fc
  .record({ forecasts, statuses: fc.option(fc.subarray([...statusGroups])) })
  .map(({ forecasts, statuses }) => (statuses === null ? { forecasts } : { forecasts, statuses }));
const account = [...knownStatuses, 'ARCHIVED', ''].flatMap((status, place) =>
  ['a', 'b', 'c', 'd'].map((forecast, number) => madeJob(place * 10 + number, status, forecast)),
);

describe('the queries for forecasts', () => {
  it('is one without conditions where nothing is filtered', () => {
    expect(forecastQueries(noFilter)).toEqual([[]]);
  });

  it('is one a forecast that is asked for, since filters are ANDed', () => {
    expect(forecastQueries({ forecasts: [is(a), is(b)] })).toEqual([[asked(a, 'IS')], [asked(b, 'IS')]]);
  });

  it('is a single one for all that are left out', () => {
    expect(forecastQueries({ forecasts: [isNot(a), isNot(b)] })).toEqual([
      [asked(a, 'IS_NOT'), asked(b, 'IS_NOT')],
    ]);
  });

  it('needs no word on what is left out where others are asked for', () => {
    expect(forecastQueries({ forecasts: [is(a), isNot(b)] })).toEqual([[asked(a, 'IS')]]);
  });

  it('drops of those asked for the ones that are left out as well', () => {
    expect(forecastQueries({ forecasts: [is(a), is(b), isNot(b)] })).toEqual([[asked(a, 'IS')]]);
  });

  it('still asks where nothing can match, for only the service may say so', () => {
    expect(forecastQueries({ forecasts: [is(a), isNot(a)] })).toEqual([[asked(a, 'IS'), asked(a, 'IS_NOT')]]);
  });

  it('asks each forecast once', () => {
    expect(forecastQueries({ forecasts: [is(a), is(a)] })).toEqual([[asked(a, 'IS')]]);
    expect(forecastQueries({ forecasts: [isNot(a), isNot(a)] })).toEqual([[asked(a, 'IS_NOT')]]);
  });
});

describe('the queries for statuses', () => {
  it('name the status, and all that are known where it is none of them', () => {
    expect(statusFilters('ACTIVE')).toEqual([{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }]);
    expect(statusFilters('OTHER')).toEqual(
      knownStatuses.map(Value => ({ Key: 'Status', Value, Condition: 'IS_NOT' })),
    );
  });

  it('part the account among the groups: each job in its own, none in two', () => {
    for (const job of account) {
      expect(statusGroups.filter(group => selects(statusFilters(group), job))).toEqual([groupOf(job)]);
    }
  });

  it('leave groups out, except the one that has no name', () => {
    const left = account.filter(job => selects(exceptGroups(['ACTIVE', 'CREATE_FAILED', 'OTHER']), job));
    expect(new Set(left.map(groupOf))).toEqual(
      new Set(statusGroups.filter(group => group !== 'ACTIVE' && group !== 'CREATE_FAILED')),
    );
  });
});

describe('a filter', () => {
  it('shows the groups it names in the order of the tree, or all', () => {
    expect(shownGroups(noFilter)).toEqual(statusGroups);
    const statuses: readonly StatusGroup[] = ['OTHER', 'ACTIVE', 'CREATE_PENDING'];
    expect(shownGroups({ forecasts: [], statuses })).toEqual(['CREATE_PENDING', 'ACTIVE', 'OTHER']);
  });

  it('is on with a forecast or a status', () => {
    expect(isFiltering(noFilter)).toBe(false);
    expect(isFiltering({ forecasts: [is(a)] })).toBe(true);
    expect(isFiltering({ forecasts: [], statuses: ['ACTIVE'] })).toBe(true);
  });

  it('has one condition a forecast: the one that was given last', () => {
    const filter = withForecast(
      withForecast({ forecasts: [is(a)], statuses: ['ACTIVE'] }, b, 'IS'),
      a,
      'IS_NOT',
    );
    expect(filter).toEqual({ forecasts: [is(b), isNot(a)], statuses: ['ACTIVE'] });
  });

  it('shows the jobs that its queries select, and no other', () => {
    fc.assert(
      fc.property(anyFilter, filter => {
        const queries = forecastQueries(filter).flatMap(query =>
          shownGroups(filter).map(group => [...query, ...statusFilters(group)]),
        );
        for (const job of account) {
          const times = queries.filter(query => selects(query, job)).length;
          expect(times, `${job.name ?? ''} ${job.status}`).toBe(matchesFilter(job, filter) ? 1 : 0);
        }
      }),
    );
  });

  it('lets a job pass whose forecast is not known', () => {
    const { id, status, destination } = madeJob(1);
    const summary = { id, status, destination };
    expect(matchesFilter(summary, { forecasts: [is(a)] })).toBe(true);
    expect(matchesFilter(summary, { forecasts: [], statuses: ['CREATE_FAILED'] })).toBe(false);
  });
});
