import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/jobs/failure';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';
import type { StoredObject } from '../../../src/jobs/objectStore';
import { parseS3Path } from '../../../src/jobs/s3Path';
import { connectSample, type SampleConnection } from '../../../src/local';
import { hostileItems } from '../../../src/local/exported/items';
import { firstOf, start } from './made';

const connection = connectSample({ now: () => start });

async function jobsOf(status: string): Promise<ForecastExportJob[]> {
  const jobs: ForecastExportJob[] = [];
  let nextToken: string | undefined;
  do {
    const page = await connection.jobs.list({
      filters: [{ Key: 'Status', Value: status, Condition: 'IS' }],
      maxResults: 100,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    jobs.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return jobs;
}

function folderOf(job: ForecastExportJob): { bucket: string; folder: string } {
  const { bucket = '', prefix = '' } = parseS3Path(job.destination.path) ?? {};
  return { bucket, folder: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}

const partName = /^(\w+)_(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)_part(\d+)\.(csv|parquet)$/;

/** The parts of a job by name and time, as whoever looks at the bucket has to find them. */
async function partsOf(job: ForecastExportJob, store = connection.objects): Promise<StoredObject[]> {
  const { bucket, folder } = folderOf(job);
  const { items } = await store.list({ bucket, prefix: `${folder}${job.name ?? ''}_` });
  return items.filter(({ key }) => {
    const [, name, stamp = ''] = partName.exec(key.slice(folder.length)) ?? [];
    const time = Date.parse(stamp.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
    return (
      name === job.name &&
      time >= (job.creationTime?.getTime() ?? NaN) &&
      time <= (job.lastModificationTime?.getTime() ?? NaN)
    );
  });
}

async function textOf(bucket: string, { key, size, etag }: StoredObject): Promise<string> {
  const bytes = await connection.objects.read({ bucket, key, from: 0, to: size, etag });
  return new TextDecoder().decode(bytes);
}

async function rowsOf(job: ForecastExportJob): Promise<Record<string, string>[]> {
  const { bucket } = folderOf(job);
  const rows: Record<string, string>[] = [];
  for (const part of await partsOf(job)) {
    const text = await textOf(bucket, part);
    rows.push(...Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data);
  }
  return rows;
}

async function activeOf(forecast: string, format: 'CSV' | 'PARQUET'): Promise<ForecastExportJob[]> {
  const found: ForecastExportJob[] = [];
  for (const job of await jobsOf('ACTIVE')) {
    if (!job.arn?.includes(`/${forecast}/`) && !job.arn?.includes(`/${forecast}_01`)) continue;
    if ((await connection.jobs.describe(job.arn)).format === format) found.push(job);
  }
  return found.sort((a, b) => (b.creationTime?.getTime() ?? 0) - (a.creationTime?.getTime() ?? 0));
}

describe('the files of the sample account', () => {
  it('are there for each active job: parts without gaps, within the time of the job, and a marker', async () => {
    const formats = new Set<string>();
    const jobs = await jobsOf('ACTIVE');
    for (const job of jobs.filter((_, index) => index % 5 === 0)) {
      const { bucket, folder } = folderOf(job);
      const parts = await partsOf(job);
      const numbers = parts.map(({ key }) => Number(partName.exec(key.slice(folder.length))?.[3]));
      expect(numbers.sort((a, b) => a - b)).toEqual(parts.map((_, index) => index));
      expect(parts.length).toBeGreaterThanOrEqual(2);
      const details = await connection.jobs.describe(job.id);
      parts.forEach(({ key }) =>
        formats.add(`${details.format ?? ''} ${key.slice(key.lastIndexOf('.') + 1)}`),
      );
      const markers = await connection.objects.list({ bucket, prefix: `${folder}_` });
      expect(markers.items.map(({ key }) => key.slice(folder.length))).toContain('_CHECK');
    }
    expect([...formats].sort()).toEqual(['CSV csv', 'PARQUET parquet']);
  });

  it('are the same each time, in the size that the list says, some 50 to 300 KB a part', async () => {
    const job = firstOf(await jobsOf('ACTIVE'));
    const { bucket } = folderOf(job);
    const again = connectSample({ now: () => start });
    const parts = await partsOf(job);
    expect(await partsOf(job, again.objects)).toEqual(parts);
    for (const { key, size } of parts) {
      const read = { bucket, key, from: 0, to: size + 10 };
      const bytes = await connection.objects.read(read);
      expect(bytes.length).toBe(size);
      expect(await again.objects.read(read)).toEqual(bytes);
      expect(size).toBeLessThan(400_000);
    }
  });

  it('are told apart from namesakes of other forecasts in the same folder by their time alone', async () => {
    const byPlace = new Map<string, ForecastExportJob[]>();
    for (const job of await jobsOf('ACTIVE')) {
      const at = `${job.destination.path} ${job.name ?? ''}`;
      byPlace.set(at, [...(byPlace.get(at) ?? []), job]);
    }
    const namesakes = [...byPlace.values()].filter(jobs => jobs.length > 1);
    expect(namesakes.length).toBeGreaterThan(0);
    for (const jobs of namesakes) {
      const keys = (await Promise.all(jobs.map(job => partsOf(job)))).flat().map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('have the columns of the forecast, with dimensions, and believable numbers', async () => {
    const expected: readonly (readonly [string, string])[] = [
      ['store_sales_daily', 'item_id,store_id,date,p10,p50,p90'],
      ['fresh_produce_weekly', 'item_id,price_band,date,p10,p50,p90,mean'],
      ['solar_output_15min', 'item_id,date,p1,p10,p50,p90,p99'],
      ['online_returns', 'item_id,date,p50,mean'],
    ];
    for (const [forecast, header] of expected) {
      const job = firstOf(await activeOf(forecast, 'CSV'));
      const parts = await partsOf(job);
      const texts = await Promise.all(parts.map(part => textOf(folderOf(job).bucket, part)));
      expect(new Set(texts.filter(text => text !== '').map(text => text.split('\n')[0]))).toEqual(
        new Set([header]),
      );
    }
    const rows = await rowsOf(firstOf(await activeOf('store_sales_daily', 'CSV')));
    expect(rows.every(({ date = '' }) => /^\d{4}-\d\d-\d\dT00:00:00Z$/.test(date))).toBe(true);
    const values = rows.map(({ p10, p50, p90 }) => [Number(p10), Number(p50), Number(p90)]);
    const crossing = values.filter(([low = 0, middle = 0]) => low > middle).length;
    expect(crossing).toBeGreaterThan(0);
    expect(crossing).toBeLessThan(rows.length / 100);
    expect(values.every(row => row.every(Number.isFinite))).toBe(true);
  });

  it('have small numbers as the service writes them, some below zero, and items without a price', async () => {
    const sun = (await rowsOf(firstOf(await activeOf('solar_output_15min', 'CSV')))).map(
      ({ p10 = '' }) => p10,
    );
    expect(sun.filter(value => /^-\d(\.\d+)?e-\d\d$/.test(value)).length).toBeGreaterThan(0);
    const priceless = await rowsOf(firstOf(await activeOf('fresh_produce_weekly', 'CSV')));
    expect(priceless.some(row => row.price_band === '')).toBe(true);
  });

  it('spread the items over the parts in no order', async () => {
    const job = firstOf(await activeOf('store_sales_daily', 'CSV'));
    const { bucket } = folderOf(job);
    const itemsByPart = await Promise.all(
      (await partsOf(job)).map(async part => {
        const { data } = Papa.parse<Record<string, string>>(await textOf(bucket, part), { header: true });
        return [...new Set(data.map(row => row.item_id ?? ''))];
      }),
    );
    const filled = itemsByPart.filter(items => items.length > 1);
    expect(filled.some(items => [...items].sort().join() !== items.join())).toBe(true);
    const [one, other] = filled;
    expect(one?.some(item => other?.includes(item))).toBe(true);
  });

  it('hold hostile item ids in some exports', async () => {
    const found = new Set<string>();
    for (const forecast of ['store_sales_daily', 'online_returns', 'parcel_volume', 'fresh_produce_weekly']) {
      const job = (await activeOf(forecast, 'CSV'))[0];
      for (const row of job ? await rowsOf(job) : []) found.add(row.item_id ?? '');
    }
    expect(hostileItems.filter(item => found.has(item)).length).toBeGreaterThan(3);
  });

  it('of two successive exports have the same items and some of the same dates, with other numbers', async () => {
    const [later, earlier] = await activeOf('online_returns', 'CSV');
    const key = ({ item_id = '', date = '' }: Record<string, string>) => `${item_id} ${date}`;
    const before = new Map((earlier ? await rowsOf(earlier) : []).map(row => [key(row), row.p50]));
    const after = later ? await rowsOf(later) : [];
    const both = after.filter(row => before.has(key(row)));
    expect(both.length).toBeGreaterThan(100);
    expect(both.every(row => before.get(key(row)) !== row.p50)).toBe(true);
  });

  it('are read as Parquet with the same rows as columns of their types', async () => {
    const job = firstOf(await activeOf('store_sales_daily', 'PARQUET'));
    const { bucket } = folderOf(job);
    let rows = 0;
    for (const { key, size } of await partsOf(job)) {
      if (size === 0) continue;
      const bytes = await connection.objects.read({ bucket, key, from: 0, to: size });
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
      for (const row of await parquetReadObjects({ file })) {
        rows++;
        expect(row).toMatchObject({
          item_id: expect.any(String) as unknown,
          p50: expect.any(Number) as unknown,
        });
      }
    }
    expect(rows).toBeGreaterThan(3000);
  });

  it('have a part with only a header and an empty part in some exports, and one folder without _SUCCESS', async () => {
    const sizes: number[] = [];
    let withoutSuccess = 0;
    for (const job of (await jobsOf('ACTIVE')).slice(0, 80)) {
      const { bucket, folder } = folderOf(job);
      const parts = await partsOf(job);
      const least = parts.reduce((smallest, part) => (part.size < smallest.size ? part : smallest));
      sizes.push(least.size);
      const marker = await connection.objects.list({ bucket, prefix: `${folder}_SUCCESS` });
      if (marker.items.length === 0) withoutSuccess++;
    }
    expect(sizes.filter(size => size === 0).length).toBeGreaterThan(3);
    expect(sizes.filter(size => size > 0 && size < 80).length).toBeGreaterThan(3);
    expect(withoutSuccess).toBeGreaterThan(0);
    expect(withoutSuccess).toBeLessThan(6);
  });

  it('are not there for what failed, in part for what is under way, and come with the clock', async () => {
    const clock = { now: start };
    const moving = connectSample({ now: () => clock.now });
    const filter = (Value: string) => [{ Key: 'Status', Value, Condition: 'IS' } as const];
    for (const job of await jobsOf('CREATE_FAILED')) expect(await partsOf(job)).toEqual([]);
    const { items } = await moving.jobs.list({ filters: filter('CREATE_IN_PROGRESS'), maxResults: 1 });
    const job = firstOf(items);
    const { bucket, folder } = folderOf(job);
    const early = await partsOf(job, moving.objects);
    const markers = await moving.objects.list({ bucket, prefix: `${folder}_CHECK` });
    expect(markers.items).toHaveLength(1);
    clock.now += 3_600_000;
    const done = await moving.jobs.describe(job.id);
    expect(done.status).toBe('ACTIVE');
    const late = await partsOf(done, moving.objects);
    expect(late.length).toBeGreaterThan(early.length);
    expect(late.slice(0, early.length)).toEqual(early);
  });

  it('come for a job that is created, and stay when it is deleted', async () => {
    const clock = { now: start };
    const own = connectSample({ now: () => clock.now });
    clock.now += 7_200_000;
    const { items } = await own.jobs.forecasts({
      filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }],
      maxResults: 1,
    });
    const arn = await own.jobs.create({
      name: 'made_here',
      forecastArn: firstOf(items).arn,
      path: 's3://my-own-bucket/a b/+%/',
      roleArn: 'arn:aws:iam::111122223333:role/ForecastExportRole',
      tags: [],
    });
    const keys = async () =>
      (await own.objects.list({ bucket: 'my-own-bucket', prefix: 'a b/+%/made_here_' })).items;
    expect(await keys()).toEqual([]);
    clock.now += 3_600_000;
    expect((await own.jobs.describe(arn)).status).toBe('ACTIVE');
    const written = await keys();
    expect(written.length).toBeGreaterThanOrEqual(2);
    await own.jobs.delete(arn);
    clock.now += 3_600_000;
    await expect(own.jobs.describe(arn)).rejects.toMatchObject({ failure: { kind: 'notFound' } });
    expect(await keys()).toEqual(written);
    expect(await own.objects.regionOf('my-own-bucket')).toBe('us-west-2');
  });
});

describe('the store of the sample account', () => {
  const store = connection.objects;
  const bucket = 'harborline-retail-forecasts';

  it('lists by pages, in the order of the keys, and goes on by its token', async () => {
    const keys: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await store.list({
        bucket,
        prefix: 'store-sales/',
        maxKeys: 7,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      expect(page.items.length).toBeLessThanOrEqual(7);
      keys.push(...page.items.map(({ key }) => key));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const whole = await store.list({ bucket, prefix: 'store-sales/' });
    expect(keys).toEqual(whole.items.map(({ key }) => key));
    expect(keys).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    await expect(store.list({ bucket, prefix: '', nextToken: 'x' })).rejects.toMatchObject({
      failure: { kind: 'invalidToken' },
    });
  });

  it('reads ranges, none past the end', async () => {
    const { key, size } = firstOf(
      (await store.list({ bucket, prefix: 'store-sales/', maxKeys: 5 })).items.filter(
        object => object.size > 100,
      ),
    );
    const whole = await store.read({ bucket, key, from: 0, to: size });
    expect(await store.read({ bucket, key, from: 10, to: 20 })).toEqual(whole.slice(10, 20));
    expect(await store.read({ bucket, key, from: size - 5, to: size + 500 })).toEqual(whole.slice(-5));
    expect(await store.read({ bucket, key, from: size, to: size + 1 })).toHaveLength(0);
  });

  it('tells the regions of buckets, some of which are in another one than the jobs', async () => {
    expect(await store.regionOf(bucket)).toBe('us-west-2');
    expect(await store.regionOf('harborline-energy-exports')).toBe('eu-central-1');
    await expect(store.regionOf('nobodys')).rejects.toMatchObject({ failure: { kind: 'notFound' } });
  });

  it('refuses what has changed, is gone, or was never there', async () => {
    const own: SampleConnection = connectSample({ now: () => start });
    const { items } = await own.objects.list({ bucket, prefix: 'store-sales/' });
    const { key, etag, size } = firstOf(items.filter(object => object.size > 0));
    const read = { bucket, key, from: 0, to: 10, etag };
    await own.objects.read(read);
    own.catalog.rewrite(bucket, key);
    await expect(own.objects.read(read)).rejects.toMatchObject({ failure: { kind: 'changed' } });
    const { items: now } = await own.objects.list({ bucket, prefix: key });
    expect(now).toMatchObject([{ size: size + 1 }]);
    own.catalog.remove(bucket, key);
    await expect(own.objects.read(read)).rejects.toMatchObject({ failure: { kind: 'notFound' } });
    await expect(own.objects.read({ ...read, bucket: 'nobodys' })).rejects.toMatchObject({
      failure: { kind: 'notFound' },
    });
  });

  it('fails as it is told to', async () => {
    const own = connectSample({ now: () => start }).objects;
    const request = { bucket, prefix: '' };
    const kinds = [
      ['denied', 'denied'],
      ['expired', 'expired'],
      ['throttle', 'throttled'],
      ['503', 'unavailable'],
    ] as const;
    for (const [name, kind] of kinds) {
      own.faults.set({ name, operation: 'ListObjectsV2', times: 1 });
      await expect(own.list(request)).rejects.toMatchObject({ failure: { kind } });
    }
    own.faults.set({ name: 'error', code: 'InvalidObjectState', status: 403, operation: 'GetObject' });
    await expect(own.read({ bucket, key: 'x', from: 0, to: 1 })).rejects.toMatchObject({
      failure: { kind: 'unavailable', code: 'InvalidObjectState' },
    });
  });

  it('gives up where the caller did', async () => {
    const controller = new AbortController();
    const pending = connection.objects.list({ bucket, prefix: '' }, controller.signal);
    controller.abort();
    await expect(pending).rejects.toBeInstanceOf(CancelledError);
    await expect(connection.objects.regionOf(bucket, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });
});
