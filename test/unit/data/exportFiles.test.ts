import { describe, expect, it } from 'vitest';
import { exportPlace, ownTimestamps, readPartName } from '../../../src/data/exportFileNames';
import { ExportFiles } from '../../../src/data/exportFiles';
import type { ForecastExportJob } from '../../../src/jobs/exportJob';
import { failed, ObjectsInMemory } from './objectsInMemory';

const job: ForecastExportJob = {
  id: 'job',
  name: 'sales',
  status: 'ACTIVE',
  destination: { path: 's3://exports/retail/shared/' },
  creationTime: new Date('2026-06-08T17:50:00Z'),
  lastModificationTime: new Date('2026-06-08T18:10:00Z'),
};
const own = '2026-06-08T17-53-31Z';
const folder = 'retail/shared/';
const part = (number: number, timestamp = own, name = 'sales') =>
  `${folder}${name}_${timestamp}_part${number}.csv`;

function stored(...keys: readonly string[]): ObjectsInMemory {
  return ObjectsInMemory.of(Object.fromEntries(keys.map(key => [key, 'item_id'])));
}

describe("the place of an export's files", () => {
  it.each([
    ['s3://exports/retail/', 'retail/'],
    ['s3://exports/retail', 'retail/'],
    ['s3://exports', ''],
    ['s3://exports/', ''],
    ['s3://exports/solar//archive/what?/', 'solar//archive/what?/'],
    ['s3://exports/50% off + returns/Zürich #2', '50% off + returns/Zürich #2/'],
  ])('of %s is the folder "%s"', (path, expected) => {
    expect(exportPlace({ ...job, destination: { path } })).toEqual({
      bucket: 'exports',
      folder: expected,
      prefix: `${expected}sales_`,
    });
  });

  it('is none without a name, or where the destination is no S3 path', () => {
    expect(
      exportPlace({ id: 'job', status: 'ACTIVE', destination: { path: 's3://exports' } }),
    ).toBeUndefined();
    expect(exportPlace({ ...job, destination: {} })).toBeUndefined();
    expect(exportPlace({ ...job, destination: { path: 'https://exports' } })).toBeUndefined();
  });
});

describe('the name of a part', () => {
  const place = exportPlace(job);

  it('is taken apart exactly', () => {
    expect(place && readPartName(part(12), place)).toEqual({ timestamp: own, number: 12, format: 'CSV' });
    expect(place && readPartName(part(0).replace('csv', 'parquet'), place)?.format).toBe('PARQUET');
  });

  it.each([
    part(0, own, 'sales_2'),
    part(0, own, 'presales'),
    `${folder}sub/sales_${own}_part0.csv`,
    `${folder}sales_${own}_part0.csv.gz`,
    `${folder}sales_${own}_part.csv`,
    `${folder}sales_${own}_part-1.csv`,
    `${folder}sales_2026-06-08_part0.csv`,
    `${folder}sales_x_${own}_part0.csv`,
    `${folder}Sales_${own}_part0.csv`,
    `${folder}_SUCCESS`,
  ])('is not that of %s', key => {
    expect(place && readPartName(key, place)).toBeUndefined();
  });
});

describe('the timestamps of a job', () => {
  it('are those of the time in which it ran', () => {
    const { own: found, certain } = ownTimestamps(['2026-06-01T00-00-00Z', own, '2026-06-20T00-00-00Z'], job);
    expect([...found]).toEqual([own]);
    expect(certain).toBe(true);
  });

  it('are not certain where several are of that time, or none is', () => {
    expect(ownTimestamps([own, '2026-06-08T17-59-00Z'], job)).toMatchObject({ certain: false });
    const none = ownTimestamps(['2026-06-01T00-00-00Z'], job);
    expect(none.certain).toBe(false);
    expect([...none.own]).toEqual(['2026-06-01T00-00-00Z']);
  });

  it('are not certain where the service gave no times and there are several', () => {
    const untimed: ForecastExportJob = { id: 'job', status: 'ACTIVE', destination: {} };
    expect(ownTimestamps([own], untimed).certain).toBe(true);
    expect(ownTimestamps([own, '2026-06-20T00-00-00Z'], untimed).certain).toBe(false);
  });
});

describe("an export's files", () => {
  it('are its own parts in the order of their numbers, from one list of its prefix and one of the markers', async () => {
    const store = stored(
      ...[10, 2, 0, 1].map(number => part(number)),
      part(0, own, 'sales_2'),
      part(0, '2026-01-01T00-00-00Z'),
      `${folder}_CHECK`,
      `${folder}_SUCCESS`,
      'retail/other.csv',
    );
    const files = new ExportFiles(store, job);
    expect(store.lists).toEqual([]);
    await files.next();
    expect(files.parts.map(({ number }) => number)).toEqual([0, 1, 2, 10]);
    expect(files.parts[0]).toMatchObject({
      bucket: 'exports',
      key: part(0),
      name: `sales_${own}_part0.csv`,
      size: 7,
    });
    expect(store.lists.map(({ prefix }) => prefix)).toEqual([`${folder}sales_`, `${folder}_`]);
    expect(files.tail).toEqual({ kind: 'end' });
    expect(files.wholeness).toMatchObject({ listed: true, missing: [3, 4, 5, 6, 7, 8, 9], certain: true });
    expect(files.wholeness.markers?.success?.key).toBe(`${folder}_SUCCESS`);
    expect(files.timestamps).toEqual([own]);
  });

  it('come page by page, and the markers with the last', async () => {
    const store = stored(...Array.from({ length: 5 }, (_, number) => part(number)));
    store.pageSize = 2;
    const files = new ExportFiles(store, job);
    await files.next();
    expect(files.parts).toHaveLength(2);
    expect(files.tail.kind).toBe('more');
    expect(files.wholeness.listed).toBe(false);
    await Promise.all([files.next(), files.next()]);
    expect(store.lists).toHaveLength(2);
    expect(await files.all()).toHaveLength(5);
    expect(store.lists).toHaveLength(4);
    expect(files.wholeness.markers).toEqual({});
  });

  it('that came stay when a page fails, and it goes on from there', async () => {
    const store = stored(...[0, 1, 2].map(number => part(number)));
    store.pageSize = 2;
    const files = new ExportFiles(store, job);
    await files.next();
    store.before = () => Promise.reject(failed('denied'));
    await files.next();
    expect(files.parts).toHaveLength(2);
    expect(files.tail).toMatchObject({ kind: 'failed', failure: { kind: 'denied' } });
    await expect(files.all()).rejects.toThrow('denied');
    store.before = () => undefined;
    expect(await files.all()).toHaveLength(3);
  });

  it('are there though the markers are denied', async () => {
    const store = stored(part(0));
    store.before = request => {
      if ('prefix' in request && request.prefix.endsWith('_') && !request.prefix.includes('sales')) {
        throw failed('denied');
      }
    };
    const files = new ExportFiles(store, job);
    await files.next();
    expect(files.parts).toHaveLength(1);
    expect(files.tail.kind).toBe('end');
    expect(files.markersFailure?.kind).toBe('denied');
  });

  it('are none without a call where the destination is no S3 path', async () => {
    const store = stored(part(0));
    const files = new ExportFiles(store, { ...job, destination: { path: 'nowhere' } });
    expect(await files.all()).toEqual([]);
    expect(store.lists).toEqual([]);
  });

  it('of 10,000 parts cost ten lists and one of the markers', async () => {
    const store = stored(...Array.from({ length: 10_000 }, (_, number) => part(number)));
    const files = new ExportFiles(store, job);
    expect(await files.all()).toHaveLength(10_000);
    expect(store.lists).toHaveLength(11);
    expect(files.wholeness.missing).toEqual([]);
  });

  it('end as cancelled where they are no longer wanted', async () => {
    const ending = new AbortController();
    const store = stored(part(0));
    store.before = () => ending.abort();
    await expect(new ExportFiles(store, job, ending.signal).all()).rejects.toMatchObject({
      name: 'CancelledError',
    });
  });
});
