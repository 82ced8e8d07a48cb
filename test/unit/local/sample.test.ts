import { describe, expect, it } from 'vitest';
import { CancelledError, FailureError } from '../../../src/jobs/failure';
import { parseArn } from '../../../src/jobs/arn';
import { explainExportFailure } from '../../../src/jobs/exportFailures';
import { failureRules } from '../../../src/jobs/failureRules';
import { connectSample, useTranslations } from '../../../src/local';
import { firstOf, start } from './made';

const connection = connectSample({ now: () => start });
const everything = { filters: [], maxResults: 100 };

describe('the sample connection', () => {
  it('shows an account of some 240 jobs, page by page', async () => {
    const ids: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await connection.jobs.list({
        ...everything,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      ids.push(...page.items.map(({ id }) => id));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(new Set(ids).size).toBe(240);
    expect(connection).toMatchObject({ choice: { kind: 'sample' }, region: 'us-west-2' });
  });

  it('answers in the words of the jobs', async () => {
    const { items } = await connection.jobs.list({
      filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }],
      maxResults: 1,
    });
    const job = firstOf(items);
    expect(job).toMatchObject({ id: job.arn, status: 'CREATE_FAILED' });
    expect(job.creationTime?.getTime()).toBeLessThan(start);
    expect(job.destination.path).toMatch(/^s3:/);
    const details = await connection.jobs.describe(job.id);
    expect(details).toMatchObject({ ...job, forecastArn: expect.stringMatching(/:forecast\//) as unknown });
    expect(details.format).toMatch(/^(CSV|PARQUET)$/);
  });

  it('can be changed: a job is made, stopped and deleted', async () => {
    const own = connectSample({ now: () => start }).jobs;
    const { items } = await own.forecasts({
      filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }],
      maxResults: 1,
    });
    const [failed] = (
      await own.list({ ...everything, filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }] })
    ).items;
    const moving = (
      await own.list({
        ...everything,
        filters: [{ Key: 'Status', Value: 'CREATE_IN_PROGRESS', Condition: 'IS' }],
      })
    ).items;
    const { arn = '', destination } = firstOf(moving);
    const made = {
      name: 'made_here',
      forecastArn: firstOf(items).arn,
      path: 's3://exports/made-here',
      roleArn: destination.roleArn ?? '',
      tags: [],
    };
    // The sample account shows as many jobs under way as the quota allows: one has to stop first.
    await own.stop(arn);
    expect((await own.describe(arn)).status).toBe('CREATE_STOPPING');
    const created = await own.create(made);
    expect(await own.describe(created)).toMatchObject({ name: 'made_here', status: 'CREATE_PENDING' });
    await expect(own.create(made)).rejects.toMatchObject({ failure: { kind: 'exists' } });
    await own.delete(failed?.id ?? '');
    expect((await own.describe(failed?.id ?? '')).status).toBe('DELETE_PENDING');
    await expect(own.stop(created, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });

  it('shows a failure of every kind that is explained, some that are not, and one without a reason', async () => {
    const { items } = await connection.jobs.list({
      ...everything,
      filters: [{ Key: 'Status', Value: 'CREATE_FAILED', Condition: 'IS' }],
    });
    const reasons = new Set(items.map(job => explainExportFailure(job)?.reason));
    expect([...reasons].sort()).toEqual([...failureRules.map(rule => rule.reason), undefined].sort());
    expect(items.filter(job => job.message === '')).toHaveLength(1);
    const elsewhere = items.filter(job => explainExportFailure(job)?.reason === 'roleOfOtherAccount');
    expect(elsewhere.map(job => parseArn(job.destination.roleArn ?? '')?.account)).not.toContain(
      parseArn(firstOf(items).arn ?? '')?.account,
    );
  });

  it('tells forecasts and tags', async () => {
    const { items } = await connection.jobs.forecasts(everything);
    const forecast = firstOf(items);
    expect(items.length).toBeGreaterThan(5);
    expect(firstOf(await connection.jobs.tags(forecast.arn))).toMatchObject({ key: 'team' });
  });

  it('rejects with a failure, as every port does', async () => {
    const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b';
    await expect(connection.jobs.describe(arn)).rejects.toBeInstanceOf(FailureError);
    await expect(connection.jobs.describe(arn)).rejects.toMatchObject({ failure: { kind: 'notFound' } });
    const badToken = connection.jobs.list({ ...everything, nextToken: 'x' });
    await expect(badToken).rejects.toMatchObject({ failure: { kind: 'invalidToken' } });
  });

  it('gives up where the caller did', async () => {
    const controller = new AbortController();
    const pending = connection.jobs.list(everything, controller.signal);
    controller.abort();
    await expect(pending).rejects.toBeInstanceOf(CancelledError);
  });

  it('has other jobs in some other regions and none in the rest, and no token of one is good in another', async () => {
    const count = async (region: string) => (await connection.inRegion(region).list(everything)).items.length;
    expect(await Promise.all(['us-east-1', 'eu-west-1', 'ap-south-1'].map(count))).toEqual([36, 12, 0]);
    const { nextToken } = await connection.jobs.list(everything);
    const elsewhere = connection.inRegion('us-east-1').list({ ...everything, nextToken: nextToken ?? '' });
    await expect(elsewhere).rejects.toMatchObject({ failure: { kind: 'invalidToken' } });
    connection.renew();
    connection.dispose();
  });

  it('says failures in the language of the editor', async () => {
    const arn = 'arn:aws:forecast:us-west-2:111122223333:forecast-export-job/a/b';
    const said = () =>
      connection.jobs.describe(arn).then(String, (error: unknown) => (error as FailureError).failure.what);
    const english = await said();
    const detail = `No resource found ${arn}`;
    useTranslations({ [english.replace(detail, '{0}')]: 'Gibt es nicht: {0}' });
    expect(await said()).toBe(`Gibt es nicht: ${detail}`);
    useTranslations({});
    expect(await said()).toBe(english);
  });
});
