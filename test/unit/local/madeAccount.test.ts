import { describe, expect, it } from 'vitest';
import { knownStatuses, movingStatuses } from '../../../src/jobs/exportJob';
import { createExportJobInput } from '../../../src/local/model';
import { madeAccount } from '../../../src/local/madeAccount';
import { readInput } from '../../../src/local/shapes';
import { listAll, serviceOf, start } from './made';

function account(jobs: number, seed = 7, now = start) {
  return madeAccount({ seed, jobs, region: 'us-west-2', now });
}

describe('the made-up account', () => {
  it('is the same for the same seed, size and clock, and another for another seed', () => {
    expect(account(300).jobs.all()).toEqual(account(300).jobs.all());
    expect(account(300).forecasts.all()).toEqual(account(300).forecasts.all());
    expect(account(300, 8).jobs.all()).not.toEqual(account(300).jobs.all());
  });

  it('differs only in its times on another day, and only in those of moving jobs on the same', () => {
    const untimed = (now: number) =>
      account(300, 7, now)
        .jobs.all()
        .map(job => ({ ...job, creationTime: 0, changedAt: 0, writtenAt: 0, steps: [] }));
    expect(untimed(start + 40 * 86_400_000)).toEqual(untimed(start));
    const settled = (now: number) =>
      account(300, 7, now)
        .jobs.all()
        .filter(({ steps }) => steps.length === 0);
    expect(settled(start + 3_600_000)).toEqual(settled(start));
  });

  it.each([0, 1, 9, 240, 1000])('of %i jobs has as many, all by the rules of the model', size => {
    const jobs = account(size).jobs.all();
    expect(jobs).toHaveLength(size);
    expect(new Set(jobs.map(({ arn }) => arn)).size).toBe(size);
    expect(new Set(jobs.map(({ forecastArn, name }) => `${forecastArn}/${name}`)).size).toBe(size);
    for (const job of jobs) {
      expect(job.arn.length).toBeLessThanOrEqual(256);
      readInput(createExportJobInput, {
        ForecastExportJobName: job.name,
        ForecastArn: job.forecastArn,
        Destination: job.destination,
        Tags: job.tags,
        Format: job.format,
      });
      expect(job.creationTime).toBeLessThanOrEqual(job.changedAt);
      expect(job.changedAt).toBeLessThanOrEqual(start);
    }
  });

  it('has all nine statuses from nine jobs on, most jobs ACTIVE, and no more in motion than the quotas allow', () => {
    expect(
      new Set(
        account(9)
          .jobs.all()
          .map(({ status }) => status),
      ),
    ).toEqual(new Set(knownStatuses));
    const jobs = account(1000).jobs.all();
    const count = (...statuses: string[]) => jobs.filter(({ status }) => statuses.includes(status)).length;
    expect(count('ACTIVE')).toBeGreaterThan(800);
    expect(count('CREATE_FAILED')).toBeGreaterThan(40);
    expect(count(...movingStatuses)).toBeLessThan(20);
    // One more can be created, and stopped.
    expect(count('CREATE_PENDING', 'CREATE_IN_PROGRESS')).toBeLessThan(3);
    expect(count('CREATE_STOPPING')).toBeLessThan(3);
  });

  it('has namesakes across forecasts, the longest of names, both formats, keys and none, and names with suffixes', () => {
    const jobs = account(240).jobs.all();
    const forecastsOf = (name: string) =>
      new Set(jobs.filter(job => job.name === name).map(job => job.forecastArn));
    expect(forecastsOf('sales').size).toBeGreaterThan(5);
    const shared = new Set(
      jobs.filter(({ name }) => /^sales(_2)?$/.test(name)).map(job => job.destination.S3Config.Path),
    );
    expect(shared.size).toBe(forecastsOf('sales').size);
    expect(Math.max(...jobs.map(({ name }) => name.length))).toBe(63);
    expect(new Set(jobs.map(({ format }) => format)).size).toBe(2);
    const keys = jobs.filter(job => job.destination.S3Config.KMSKeyArn !== undefined);
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.length).toBeLessThan(120);
    const paths = jobs.map(job => job.destination.S3Config.Path);
    expect(paths.some(path => path.endsWith('/'))).toBe(true);
    expect(paths.some(path => !path.endsWith('/'))).toBe(true);
    expect(jobs.some(({ arn, name }) => !arn.endsWith(`/${name}`))).toBe(true);
    expect(jobs.some(({ arn, name }) => arn.endsWith(`/${name}`))).toBe(true);
  });

  it('tells many reasons of its failures, none for the others', () => {
    const jobs = account(1000).jobs.all();
    const reasons = new Set(
      jobs.filter(({ status }) => status === 'CREATE_FAILED').map(({ message }) => message),
    );
    expect(reasons.size).toBeGreaterThan(8);
    expect(reasons).toContain('');
    for (const job of jobs) expect(job.message !== undefined).toBe(job.status.endsWith('_FAILED'));
  });

  it('comes to rest by itself', () => {
    const { service, clock } = serviceOf(240);
    clock.pass(24 * 60 * 60);
    const jobs = listAll(service);
    expect(jobs.filter(({ Status }) => movingStatuses.has(Status))).toEqual([]);
    expect(jobs.length).toBeGreaterThan(230);
  });

  it('can have a hundred thousand jobs, of as many ARNs', () => {
    const jobs = account(100_000).jobs.all();
    expect(new Set(jobs.map(({ arn }) => arn)).size).toBe(100_000);
  });
});
