import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/jobs/failure';
import type { ObjectStore, StoredObject } from '../../../src/jobs/objectStore';
import type { Fault } from '../../../src/local/faults';
import type { LocalServiceHandle } from '../../../src/local/http';
import { startLocalService } from '../../../src/local/http';
import { Heard } from './support/asking';
import { AwsHome } from './support/awsHome';

/** The SDK's own client over HTTP, against S3's rules over the made account. */
const heard = new Heard();
const bucket = 'harborline-retail-forecasts';
/** Its region is another one than that of the jobs. */
const bucketElsewhere = 'harborline-energy-exports';
let home: AwsHome;
let local: LocalServiceHandle;
let store: ObjectStore;

beforeEach(async () => {
  home = new AwsHome();
  local = await startLocalService({ jobs: 60, seed: 7 });
  home.credentials(
    `[local]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = ${local.secretAccessKey}\n`,
  );
  home.set('AWS_ENDPOINT_URL_S3', local.url);
  store = heard.connectProfile('local', { region: local.region }).objects;
});
afterEach(async () => {
  heard.dispose();
  await local.close();
  home.remove();
});
afterAll(() => {
  heard.expectNoSecrets();
  expect(heard.lines.join('\n')).not.toMatch(/X-Amz-|Signature/);
});

function fails(...faults: readonly Fault[]): void {
  local.objects.faults.set(...faults);
}

function calls(): Record<string, number> {
  return Object.fromEntries(local.objects.calls);
}

/** The first part with rows of the folder that a small account certainly has. */
async function somePart(inBucket = bucket): Promise<StoredObject> {
  const prefix = inBucket === bucket ? 'store-sales/shared/' : '';
  const { items } = await store.list({ bucket: inBucket, prefix, maxKeys: 30 });
  const part = items.find(({ key, size }) => /_part\d+\./.test(key) && size > 10_000);
  if (part === undefined) throw new Error('There is none.');
  return part;
}

async function bytesOf(key: string, inBucket = bucket): Promise<Uint8Array> {
  const object = local.catalog.object(inBucket, key);
  if (object === undefined) throw new Error('There is none.');
  return local.catalog.bytes(inBucket, object);
}

describe('the store over S3', () => {
  it('lists what is there, page by page, with sizes, ETags and times', async () => {
    const found: StoredObject[] = [];
    let nextToken: string | undefined;
    do {
      const page = await store.list({
        bucket,
        prefix: 'store-sales/shared/',
        maxKeys: 5,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      found.push(...page.items);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    const expected = local.catalog.objects(bucket, 'store-sales/shared/');
    expect(found.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
    for (const object of expected) {
      const { size, etag } = await local.catalog.facts(bucket, object);
      expect(found.find(({ key }) => key === object.key)).toMatchObject({ size, etag });
    }
    expect(found[0]?.lastModified).toBeInstanceOf(Date);
    expect(calls()).toEqual({ ListObjectsV2: Math.ceil(found.length / 5) });
  });

  it('keeps odd keys as they are, in lists and in reads', async () => {
    const { service } = local;
    const [forecast] = service
      .listForecasts({ Filters: [{ Key: 'Status', Value: 'ACTIVE', Condition: 'IS' }] })
      .Forecasts.map(({ ForecastArn }) => ForecastArn);
    const folder = 'a b/50% off + more//Zürich #2?/é&<x>\'"(1)*~/';
    local.advance(7_200_000);
    service.createForecastExportJob({
      ForecastExportJobName: 'odd',
      ForecastArn: forecast,
      Destination: {
        S3Config: {
          Path: `s3://odd-keys/${folder}`,
          RoleArn: `arn:aws:iam::${service.account.accountId}:role/Export`,
        },
      },
    });
    local.advance(7_200_000);
    const { items } = await store.list({ bucket: 'odd-keys', prefix: `${folder}odd_` });
    expect(items.length).toBeGreaterThan(1);
    for (const { key, size } of items) {
      expect(key.startsWith(`${folder}odd_`)).toBe(true);
      const bytes = await store.read({ bucket: 'odd-keys', key, from: 0, to: size });
      expect(Buffer.compare(bytes, await bytesOf(key, 'odd-keys'))).toBe(0);
    }
  });

  it('reads ranges, and none where the range begins at the end or past it', async () => {
    const { key, size, etag } = await somePart();
    const whole = await bytesOf(key);
    expect(await store.read({ bucket, key, from: 100, to: 200, etag })).toEqual(whole.slice(100, 200));
    expect(await store.read({ bucket, key, from: size - 7, to: size + 1000 })).toEqual(whole.slice(-7));
    expect(await store.read({ bucket, key, from: size, to: size + 10 })).toHaveLength(0);
    expect(await store.read({ bucket, key, from: 5, to: 5 })).toHaveLength(0);
    expect(calls()).toMatchObject({ GetObject: 3 });
    expect(local.objects.ranges[0]).toBe('bytes=100-199');
  });

  it('reads an empty object', async () => {
    const { items } = await store.list({ bucket, prefix: 'store-sales/shared/' });
    const empty = items.find(({ key }) => key.endsWith('_CHECK'));
    expect(empty?.size).toBe(0);
    expect(await store.read({ bucket, key: empty?.key ?? '', from: 0, to: 10 })).toHaveLength(0);
  });
});

describe('the region of a bucket', () => {
  it('is found from the answer, and kept: the next request goes there at once', async () => {
    const { items } = await store.list({ bucket: bucketElsewhere, prefix: 'grid/', maxKeys: 3 });
    expect(items.length).toBeGreaterThan(0);
    expect(calls()).toEqual({ ListObjectsV2: 2 });
    await store.list({ bucket: bucketElsewhere, prefix: 'grid/', maxKeys: 3 });
    expect(calls()).toEqual({ ListObjectsV2: 3 });
    expect(await store.regionOf(bucketElsewhere)).toBe('eu-central-1');
    expect(calls()).toEqual({ ListObjectsV2: 3 });
  });

  it('is asked for with HeadBucket where nothing is known, and once', async () => {
    expect(await store.regionOf(bucketElsewhere)).toBe('eu-central-1');
    expect(await store.regionOf(bucketElsewhere)).toBe('eu-central-1');
    expect(await store.regionOf(bucket)).toBe('us-west-2');
    expect(calls()).toEqual({ HeadBucket: 2 });
    const part = await somePart(bucketElsewhere);
    expect(calls()).toMatchObject({ ListObjectsV2: 1 });
    await store.read({ bucket: bucketElsewhere, key: part.key, from: 0, to: 10 });
    expect(calls()).toMatchObject({ GetObject: 1 });
  });

  it('is not to be found for a bucket that is not there', async () => {
    const failure = await heard.failureOf(store.list({ bucket: 'nobodys-bucket', prefix: '' }));
    expect(failure).toMatchObject({ kind: 'notFound', code: 'NoSuchBucket' });
    expect(failure.what).toBe('There is no such bucket: nobodys-bucket');
  });
});

describe('a read that does not come through', () => {
  it('goes on from where the body was cut, of the same object', async () => {
    const { key, size } = await somePart();
    fails({ name: 'cut-body', operation: 'GetObject', times: 3 });
    const bytes = await store.read({ bucket, key, from: 0, to: size });
    expect(Buffer.compare(bytes, await bytesOf(key))).toBe(0);
    expect(calls()).toMatchObject({ GetObject: 4 });
    expect(local.objects.ranges.slice(0, 2)).toEqual([
      `bytes=0-${size - 1}`,
      `bytes=${size >> 1}-${size - 1}`,
    ]);
    expect(heard.lines.some(line => line.includes('the body was cut after'))).toBe(true);
  });

  it('fails where it is cut again and again', async () => {
    const { key, size } = await somePart();
    fails({ name: 'cut-body', operation: 'GetObject' });
    const failure = await heard.failureOf(store.read({ bucket, key, from: 0, to: size }));
    expect(failure.kind).toBe('network');
    expect(failure.what).toMatch(/cut before the answer was complete/);
    expect(calls()).toMatchObject({ GetObject: 6 });
  });

  it('does not put two objects together: one that is changed in between is refused', async () => {
    const { key, size, etag } = await somePart();
    fails({ name: 'cut-body', operation: 'GetObject', times: 1 });
    const log = {
      ...heard.log,
      info: (line: string) => {
        heard.log.info(line);
        if (line.includes('was cut after')) local.catalog.rewrite(bucket, key);
      },
    };
    const watched = heard.connectProfile('local', { region: local.region, log }).objects;
    const mixed = await heard.failureOf(watched.read({ bucket, key, from: 0, to: size }));
    expect(mixed.kind).toBe('changed');
    const failure = await heard.failureOf(store.read({ bucket, key, from: 0, to: size, etag }));
    expect(failure).toMatchObject({ kind: 'changed', code: 'PreconditionFailed' });
    expect(failure.remedies).toEqual([{ kind: 'retry' }]);
  });

  it('says that a file is gone', async () => {
    const { key } = await somePart();
    local.catalog.remove(bucket, key);
    const failure = await heard.failureOf(store.read({ bucket, key, from: 0, to: 1 }));
    expect(failure).toMatchObject({
      kind: 'notFound',
      what: `The file is no longer there: s3://${bucket}/${key}`,
    });
  });

  it('ends as cancelled where its caller gives it up, also in the middle', async () => {
    const { key, size } = await somePart();
    fails({ name: 'slow', ms: 60_000, operation: 'GetObject' });
    const controller = new AbortController();
    const read = store.read({ bucket, key, from: 0, to: size }, controller.signal);
    await expect.poll(() => calls().GetObject).toBe(1);
    controller.abort();
    await expect(read).rejects.toBeInstanceOf(CancelledError);
    await expect(store.list({ bucket, prefix: '' }, AbortSignal.abort())).rejects.toThrow(CancelledError);
  });

  it('ends as cancelled where the connection is closed', async () => {
    fails({ name: 'slow', ms: 60_000, operation: 'ListObjectsV2' });
    const list = store.list({ bucket, prefix: '' });
    await expect.poll(() => calls().ListObjectsV2).toBe(1);
    heard.dispose();
    await expect(list).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('a refusal of S3', () => {
  const cases: readonly (readonly [string, Fault, Record<string, unknown>, RegExp])[] = [
    [
      'names the right that reading needs',
      { name: 'denied' },
      { kind: 'denied', code: 'AccessDenied' },
      /^Access denied: s3:GetObject is not allowed for arn:aws:iam::111122223333:user\/analyst: s3:/,
    ],
    ['names it also where S3 says nothing', { name: 'denied-empty' }, { kind: 'denied' }, /s3:GetObject/],
    [
      'tells that the key of an encrypted file is missing',
      {
        name: 'error',
        code: 'AccessDenied',
        status: 403,
        message:
          'User: arn:aws:iam::1:user/u is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-west-2:1:key/k because no identity-based policy allows the kms:Decrypt action',
      },
      { kind: 'denied' },
      /kms:Decrypt.*arn:aws:kms:us-west-2:1:key\/k/,
    ],
    [
      'tells that a file is archived',
      { name: 'error', code: 'InvalidObjectState', status: 403, message: 'not valid for the storage class' },
      { kind: 'unavailable', code: 'InvalidObjectState' },
      /archived/,
    ],
    ['tells that there is too much to do', { name: 'throttle' }, { kind: 'throttled' }, /too many requests/],
    ['tells that S3 has a fault', { name: '503' }, { kind: 'unavailable' }, /Amazon S3 has a fault/],
    ['tells that a web page came', { name: 'html-502' }, { kind: 'unavailable' }, /Amazon S3/],
    [
      'shows a code that is not known',
      { name: 'error', code: 'BrandNewProblem', message: 'Something <b>new</b>', status: 400 },
      { kind: 'other', code: 'BrandNewProblem' },
      /BrandNewProblem: Something <b>new<\/b>/,
    ],
  ];
  it.each(cases)('%s', async (_, fault, failure, what) => {
    fails({ ...fault, operation: 'GetObject' });
    const said = await heard.failureOf(store.read({ bucket, key: 'x', from: 0, to: 1 }));
    expect(said).toMatchObject(failure);
    expect(said.what).toMatch(what);
  });

  it('names the right that listing needs, for the prefix at least', async () => {
    fails({ name: 'denied', operation: 'ListObjectsV2' });
    const failure = await heard.failureOf(store.list({ bucket, prefix: 'store-sales/' }));
    expect(failure.what).toMatch(/s3:ListBucket/);
    expect(failure.helps).toMatch(/at least for the prefix/);
  });

  it('asks nothing of S3 but the objects themselves', async () => {
    const part = await somePart(bucketElsewhere);
    await store.read({ bucket: bucketElsewhere, key: part.key, from: 0, to: 100 });
    expect(Object.keys(calls()).sort()).toEqual(['GetObject', 'ListObjectsV2']);
  });

  it('tells a place in the list that is no longer good', async () => {
    const failure = await heard.failureOf(store.list({ bucket, prefix: '', nextToken: 'x' }));
    expect(failure.kind).toBe('invalidToken');
  });

  it('of the key id is one of the credentials', async () => {
    home.credentials('[local]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = other\n');
    const other = heard.connectProfile('local', { region: local.region }).objects;
    const failure = await heard.failureOf(other.list({ bucket, prefix: '' }));
    expect(failure.kind).toBe('credentials');
  });
});

describe('a session that expires in the middle', () => {
  it('is renewed by the same call, once', async () => {
    const { key, size } = await somePart();
    fails(
      { name: 'cut-body', operation: 'GetObject', times: 1 },
      { name: 'expired', operation: 'GetObject', after: 1, times: 1 },
    );
    const bytes = await store.read({ bucket, key, from: 0, to: size });
    expect(Buffer.compare(bytes, await bytesOf(key))).toBe(0);
    expect(calls()).toMatchObject({ GetObject: 3 });
    expect(heard.lines.some(line => line.includes('trying again with renewed credentials'))).toBe(true);
  });

  it('that cannot be renewed is said', async () => {
    fails({ name: 'expired', operation: 'ListObjectsV2' });
    const failure = await heard.failureOf(store.list({ bucket, prefix: '' }));
    expect(failure.kind).toBe('expired');
    expect(calls()).toEqual({ ListObjectsV2: 2 });
  });
});

describe('the endpoint of S3', () => {
  it('is the one of the environment, the services section or the profile, and never that of Forecast', async () => {
    home.unset('AWS_ENDPOINT_URL_S3');
    home.config(`[profile local]\nservices = here\n[services here]\ns3 =\n  endpoint_url = ${local.url}\n`);
    const other = heard.connectProfile('local', { region: local.region, endpoint: 'http://127.0.0.1:1' });
    expect((await other.objects.list({ bucket, prefix: '', maxKeys: 1 })).items).toHaveLength(1);
    home.config(`[profile local]\nendpoint_url = ${local.url}\n`);
    const third = heard.connectProfile('local', { region: local.region });
    expect((await third.objects.list({ bucket, prefix: '', maxKeys: 1 })).items).toHaveLength(1);
  });

  it('that nobody answers at is said, without the setting of Forecast', async () => {
    home.set('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:1');
    const other = heard.connectProfile('local', { region: local.region });
    const failure = await heard.failureOf(other.objects.list({ bucket, prefix: '' }));
    expect(failure).toMatchObject({ kind: 'network', what: 'Nothing accepts connections at: 127.0.0.1:1' });
    expect(failure.remedies.map(({ kind }) => kind)).not.toContain('openSetting');
  });
});
