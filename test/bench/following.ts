import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { JobClock } from '../../src/jobs/jobClock';
import type { ForecastJobs } from '../../src/jobs/ports';
import { Account } from '../../src/local/account';
import { ForecastService } from '../../src/local/forecastService';
import { InProcessJobs } from '../../src/local/inProcessJobs';
import type { StoredJob } from '../../src/local/resource';
import { forecastArn } from '../../src/local/resourceArn';
import type { Table } from './table';

const second = 1000;
const hour = 3600 * second;
const start = Date.UTC(2026, 0, 1);
const place = { accountId: '111122223333', region: 'us-west-2' };

/** What an hour of following so many jobs costs. */
interface Followed {
  readonly jobs: number;
  readonly how: string;
  readonly calls: number;
  /** One Describe each 10 seconds for each job, until it ends: what notebooks do. */
  readonly notebook: number;
}

/** An hour of a clock that is turned on, over the service's own rules: with jobs that last, and with jobs that end. */
export async function followingTable(): Promise<Table> {
  const measured: Followed[] = [];
  for (const jobs of [1, 10, 100]) {
    measured.push(await follow(jobs, 'all the hour', () => 2 * hour));
    measured.push(await follow(jobs, 'ending along the way', number => ((number + 0.5) / jobs) * hour));
    measured.push(await follow(jobs, 'all the hour, window without focus', () => 2 * hour, false));
  }
  return {
    title: 'An hour of following',
    columns: ['moving jobs', 'how', 'calls', 'one Describe each 10 s for each'],
    rows: measured.map(({ jobs, how, calls, notebook }) => [jobs, how, calls, notebook]),
  };
}

/** @param lasts how long each job takes, in milliseconds */
async function follow(
  jobs: number,
  how: string,
  lasts: (number: number) => number,
  isFocused = true,
): Promise<Followed> {
  let elapsed = 0;
  const service = accountOf(Array.from({ length: jobs }, (_, number) => madeJob(number, lasts(number))));
  const port = new InProcessJobs(
    new ForecastService(service, {
      now: () => start + elapsed,
      limits: { exportJobs: 1000, creatingAtOnce: 3, stoppingAtOnce: 3 },
      pages: 'full',
    }),
  );
  let calls = 0;
  const counted: Pick<ForecastJobs, 'list' | 'describe'> = {
    list: (...request) => (calls++, port.list(...request)),
    describe: (...request) => (calls++, port.describe(...request)),
  };
  const known = new Map((await allJobs(port)).map(job => [job.id, job]));
  let timer: { readonly at: number; readonly callback: () => void } | undefined;
  const clock = new JobClock({
    pace: () => 'normal',
    isFocused: () => isFocused,
    now: () => start + elapsed,
    elapsed: () => elapsed,
    after: (milliseconds, callback) => {
      timer = { at: elapsed + milliseconds, callback };
      return () => (timer = undefined);
    },
  });
  clock.watch({
    account: 'bench',
    jobs: () => Promise.resolve(Object.assign(Object.create(port) as ForecastJobs, counted)),
    watched: () => [...known.values()],
    answered: job => known.set(job.id, job),
    gone: job => known.delete(job.id),
    failed: failure => {
      if (failure) throw new Error(failure.what);
    },
  });
  while (timer && timer.at <= hour) {
    const { at, callback } = timer;
    timer = undefined;
    elapsed = at;
    callback();
    await idle();
  }
  const counts = calls;
  elapsed = hour;
  await clock.askNow();
  clock.dispose();
  const wrong = (await allJobs(port)).filter(job => known.get(job.id)?.status !== job.status);
  if (wrong.length > 0) {
    throw new Error(`${wrong.length} jobs are not as they were told to be`);
  }
  const polled = Array.from({ length: jobs }, (_, number) =>
    Math.ceil(Math.min(hour, lasts(number)) / (10 * second)),
  );
  return { jobs, how, calls: counts, notebook: polled.reduce((sum, count) => sum + count, 0) };
}

async function allJobs(port: ForecastJobs): Promise<readonly ForecastExportJob[]> {
  return (await port.list({ filters: [], maxResults: 100 })).items;
}

/** Until the answers in this process have come. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

function accountOf(jobs: readonly StoredJob[]): Account {
  return new Account(place, 7, { forecasts: [], jobs });
}

function madeJob(number: number, lasts: number): StoredJob {
  const name = `export_${number}`;
  return {
    arn: forecastArn(place, 'forecast-export-job', `demand/${name}`),
    name,
    forecastArn: forecastArn(place, 'forecast', 'demand'),
    destination: {
      S3Config: { Path: 's3://exports/demand', RoleArn: 'arn:aws:iam::111122223333:role/Export' },
    },
    format: 'CSV',
    tags: [],
    creationTime: start,
    status: 'CREATE_IN_PROGRESS',
    changedAt: start,
    steps: [{ at: start + lasts, status: number % 5 === 4 ? 'CREATE_FAILED' : 'ACTIVE' }],
  };
}
