import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';
import { JobIndex } from '../../../src/jobs/jobIndex';
import { usualDuration } from '../../../src/jobs/usualDuration';

const minute = 60_000;
const start = Date.UTC(2024, 5, 12);

function took(milliseconds: number, status = 'ACTIVE'): ForecastExportJob {
  return {
    id: `${status} ${milliseconds}`,
    status,
    destination: {},
    creationTime: new Date(start),
    lastModificationTime: new Date(start + milliseconds),
  };
}

const minutes = (...durations: number[]) => durations.map(duration => took(duration * minute));

describe('how long exports usually took', () => {
  it('is the middle half of the finished ones', () => {
    expect(usualDuration(minutes(9, 1, 6, 8, 7, 500, 6.5))).toEqual({
      from: 6.25 * minute,
      to: 8.5 * minute,
    });
  });

  it('is not told of fewer than three', () => {
    expect(usualDuration([])).toBeUndefined();
    expect(usualDuration(minutes(6, 7))).toBeUndefined();
    expect(usualDuration(minutes(6, 6, 6))).toEqual({ from: 6 * minute, to: 6 * minute });
  });

  it('leaves out what has not finished well and times that cannot be', () => {
    const odd: ForecastExportJob[] = [
      took(90 * minute, 'CREATE_FAILED'),
      took(90 * minute, 'CREATE_STOPPED'),
      took(90 * minute, 'CREATE_IN_PROGRESS'),
      took(90 * minute, 'DELETE_FAILED'),
      took(90 * minute, 'SOMETHING_NEW'),
      took(0),
      took(-90 * minute),
      took(400 * 24 * 60 * minute),
      { id: 'no times', status: 'ACTIVE', destination: {} },
      { id: 'no end', status: 'ACTIVE', destination: {}, creationTime: new Date(start) },
      {
        id: 'no instant',
        status: 'ACTIVE',
        destination: {},
        creationTime: new Date(NaN),
        lastModificationTime: new Date(start),
      },
    ];
    expect(usualDuration(odd)).toBeUndefined();
    expect(usualDuration([...odd, ...minutes(6, 6, 6)])).toEqual({ from: 6 * minute, to: 6 * minute });
  });

  it('lies within what was seen, in whatever order it came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 40 }), durations => {
        const usual = usualDuration(minutes(...durations));
        const sorted = durations.toSorted((a, b) => a - b);
        expect(usual?.from).toBeGreaterThanOrEqual((sorted[0] ?? 0) * minute);
        expect(usual?.to).toBeLessThanOrEqual((sorted.at(-1) ?? 0) * minute);
        expect(usual?.from).toBeLessThanOrEqual(usual?.to ?? 0);
        expect(usualDuration(minutes(...sorted))).toEqual(usual);
      }),
    );
  });

  it('is worked out once until the group of a board changes', () => {
    const index = new JobIndex();
    minutes(6, 7, 8).forEach(job => index.put(job, 1));
    const usual = usualDuration(index.inGroup('ACTIVE'));
    expect(usual).toBeDefined();
    expect(usualDuration(index.inGroup('ACTIVE'))).toBe(usual);
    index.put(took(90 * minute), 2);
    expect(usualDuration(index.inGroup('ACTIVE'))).not.toEqual(usual);
  });
});
