import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noFilter } from '../../../src/jobs/jobFilter';
import { readOrder, readRemembered, type Remembered } from '../../../src/view/remembered';

const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast/demand';
const sample = { kind: 'sample' };

describe('what is kept over restarts', () => {
  it.each<Remembered>([
    { choice: { kind: 'sample' }, filter: noFilter },
    { choice: { kind: 'environment', region: 'eu-west-1' }, filter: noFilter },
    {
      choice: { kind: 'profile', profile: 'a profile', region: 'us-west-2' },
      filter: {
        forecasts: [
          { forecastArn: arn, condition: 'IS' },
          { forecastArn: `${arn}2`, condition: 'IS_NOT' },
        ],
        statuses: ['ACTIVE', 'OTHER'],
      },
    },
  ])('comes back as it was: %j', kept => {
    expect(readRemembered(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it.each([
    undefined,
    null,
    'profile',
    [],
    {},
    { filter: noFilter },
    { choice: 'default' },
    { choice: { kind: 'profile' } },
    { choice: { kind: 'profile', profile: '' } },
    { choice: { kind: 'profile', profile: ['x'] } },
    { choice: { kind: 'account', profile: 'x' } },
    { choice: { kind: 'sample', region: 7 } },
    { choice: { kind: 'environment', region: '' } },
  ])('is nothing where it names no account: %j', kept => {
    expect(readRemembered(kept)).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    'ACTIVE',
    { statuses: ['ACTIVE'] },
    { forecasts: arn },
    { forecasts: [arn] },
    { forecasts: [{ forecastArn: arn }] },
    {
      forecasts: [
        { forecastArn: arn, condition: 'IS' },
        { forecastArn: 7, condition: 'IS' },
      ],
    },
    { forecasts: [], statuses: 'ACTIVE' },
    { forecasts: [], statuses: [] },
    { forecasts: [], statuses: ['ACTIVE', 'CREATE_ARCHIVED'] },
  ])('has no filter where the filter is not understood whole: %j', filter => {
    expect(readRemembered({ choice: sample, filter })).toEqual({ choice: sample, filter: noFilter });
  });

  it('leaves out what it does not know', () => {
    const kept = { choice: { ...sample, color: 'red' }, filter: { ...noFilter, text: 'x' }, version: 2 };
    expect(readRemembered(kept)).toEqual({ choice: sample, filter: noFilter });
  });

  it('never throws, and gives only what it would take again', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (choice, filter) => {
        const read = readRemembered({ choice, filter });
        expect(readRemembered(read)).toEqual(read);
        expect(readRemembered({ choice: sample, filter })?.choice).toEqual(sample);
      }),
    );
  });

  it('is the order, newest first where there is none', () => {
    expect(readOrder('name')).toBe('name');
    for (const kept of ['newest', undefined, null, 'toString', 7, {}]) {
      expect(readOrder(kept)).toBe('newest');
    }
  });
});
