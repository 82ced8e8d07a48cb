import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { followedJob, type FollowedJob } from '../../src/jobs/followedJob';
import { JobClock } from '../../src/jobs/jobClock';
import type { Pace } from '../../src/jobs/pace';
import type { LocalServiceHandle } from '../../src/local/http';
import type { Row } from '../../src/view/rows';
import { closeServices, connectTo, extension, jobRows, run, until } from './account';

export const minute = 60_000;
export const environment = { kind: 'environment' } as const;

/** Starts an export of this name. One that ends in `_fails` fails, the others here don't. */
export function createExport(service: LocalServiceHandle, name: string): string {
  const { account } = service.service;
  const forecast = account.forecasts.all().find(({ status }) => status === 'ACTIVE');
  const created = service.service.call('CreateForecastExportJob', {
    ForecastArn: forecast?.arn,
    ForecastExportJobName: name,
    Destination: {
      S3Config: {
        Path: `s3://exports-of-tests/${name}`,
        RoleArn: `arn:aws:iam::${account.accountId}:role/ForecastExport`,
      },
    },
  }) as { ForecastExportJobArn: string };
  return created.ForecastExportJobArn;
}

/** The rows of jobs by their names. */
export async function rowsOf(...names: string[]): Promise<Row[]> {
  await run('refresh');
  const { tree } = await extension();
  const rows = await jobRows();
  return names.map(name => {
    const row = rows.find(candidate => tree.job(candidate)?.name === name);
    assert.ok(row, `no row of ${name}`);
    return row;
  });
}

export async function followByName(...names: string[]): Promise<void> {
  const rows = await rowsOf(...names);
  await run('follow', rows[0], rows);
  const { following } = await extension();
  await until('they are followed', () => following.jobs.list().length === names.length);
}

export async function filesIn(folder: 'followed' | 'ended'): Promise<string[]> {
  const { storage } = await extension();
  return readdir(join(storage, folder));
}

/** A service with room for exports. Nothing is followed yet: an export that another suite created is no longer. */
export async function connectToFollow(): Promise<LocalServiceHandle> {
  const { following } = await extension();
  await stopAll();
  // Its connections in the background are to the service of the test before.
  following.accounts.close();
  await setPace('normal');
  // Its exports move on when the test says so, however slow the machine is.
  const now = Date.now();
  return connectTo({ jobs: 12, seed: 31, limits: { creatingAtOnce: 20 }, now: () => now });
}

export async function followNothing(): Promise<void> {
  await stopAll();
  await until('nothing is in the folder', async () => (await filesIn('followed')).length === 0);
  // As the other suites want it.
  await setPace('off');
  await closeServices();
}

async function stopAll(): Promise<void> {
  const { jobs } = (await extension()).following;
  await jobs.stop(jobs.list().map(({ record }) => record));
}

export async function setPace(pace: Pace): Promise<void> {
  await vscode.workspace
    .getConfiguration('forecastExports')
    .update('updates', pace, vscode.ConfigurationTarget.Global);
}

export const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A clock that asks when it is told to, and at once about what nobody has asked about. */
export function clockOfTest(): JobClock {
  return new JobClock({
    pace: () => 'normal',
    isFocused: () => true,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

export function recordOf(job: ForecastExportJob): FollowedJob {
  const record = followedJob(job, environment, 'us-west-2', new Date());
  assert.ok(record);
  return record;
}
