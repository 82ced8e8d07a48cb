import { expect, it } from 'vitest';
import { earlierValues } from '../../../src/jobs/earlierValues';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';

function job(path: string | undefined, day: number): ForecastExportJob {
  return {
    id: `${path ?? ''}${day}`,
    status: 'ACTIVE',
    destination: path === undefined ? {} : { path },
    creationTime: new Date(Date.UTC(2026, 0, day)),
  };
}

it('offers what was used most, then what was used last, and nothing that hides a character', () => {
  const jobs = [
    job('s3://old', 1),
    job('s3://new', 9),
    job('s3://often', 2),
    job('s3://often', 3),
    job('s3://hid\u202Eden', 10),
    job('s3://two  blanks', 10),
    job(undefined, 10),
  ];
  expect(earlierValues(jobs, ({ destination }) => destination.path)).toEqual([
    { value: 's3://often', jobs: 2 },
    { value: 's3://new', jobs: 1 },
    { value: 's3://old', jobs: 1 },
  ]);
});
