import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../src/aws';
import type { LocalServiceHandle } from '../../src/local/http';
import { startLocalService } from '../../src/local/http';
import type { ObjectServerHandle } from '../../src/local/objectServer';
import { startObjectServer } from '../../src/local/objectServer';
import { AwsHome } from '../unit/aws/support/awsHome';
import { environmentOf, hasAwsCli, howToInstall, run } from './clients';

if (!hasAwsCli) console.warn(`Skipped: the AWS CLI against the local S3. To run it: ${howToInstall}`);

const bucket = 'harborline-retail-forecasts';
/** All that a key may hold, but an empty step, which s3rver can't keep. */
const oddFolder = "a b/50% off + more/Zürich #2?/é&<x>'(1)*~/";
let local: LocalServiceHandle;
let server: ObjectServerHandle;
let folder: string;

beforeAll(async () => {
  local = await startLocalService({ jobs: 60, seed: 7 });
  local.advance(7_200_000);
  const [forecast] = local.service.account.forecasts.all().filter(({ status }) => status === 'ACTIVE');
  local.service.createForecastExportJob({
    ForecastExportJobName: 'odd',
    ForecastArn: forecast?.arn,
    Destination: {
      S3Config: {
        Path: `s3://odd-keys/${oddFolder}`,
        RoleArn: `arn:aws:iam::${local.service.account.accountId}:role/Export`,
      },
    },
  });
  local.advance(7_200_000);
  server = await startObjectServer({ ...local, port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'forecast-exports-copied-'));
});
afterAll(async () => {
  await server.close();
  await local.close();
  rmSync(folder, { recursive: true });
});

async function aws(...args: readonly string[]): Promise<string> {
  const environment = { ...environmentOf(local), AWS_MAX_ATTEMPTS: '2', LC_ALL: 'C.UTF-8' };
  const { code, stdout, stderr } = await run('aws', [...args, '--endpoint-url', server.url], environment);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** Key (of the folder) and MD5 of each object. */
async function made(inBucket: string, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const object of local.catalog.objects(inBucket, prefix)) {
    const { etag } = await local.catalog.facts(inBucket, object);
    found.set(object.key.slice(prefix.length), etag.replaceAll('"', ''));
  }
  return found;
}

function copied(to: string): Map<string, string> {
  const files = readdirSync(to, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return new Map(
    files.map(file => {
      const path = join(file.parentPath, file.name);
      const md5 = createHash('md5').update(readFileSync(path)).digest('hex');
      return [path.slice(to.length + 1).replaceAll('\\', '/'), md5];
    }),
  );
}

describe.skipIf(!hasAwsCli)('the AWS CLI on the S3 of npm run local', () => {
  it('lists what an export has written, with the keys of Forecast', async () => {
    const prefix = 'store-sales/shared/';
    const { Contents } = JSON.parse(
      await aws('s3api', 'list-objects-v2', '--bucket', bucket, '--prefix', prefix),
    ) as { Contents: { Key: string; Size: number; ETag: string }[] };
    const expected = local.catalog.objects(bucket, prefix);
    expect(Contents.map(({ Key }) => Key)).toEqual(expected.map(({ key }) => key));
    for (const { Key, Size, ETag } of Contents) {
      const object = expected.find(({ key }) => key === Key);
      expect(object && (await local.catalog.facts(bucket, object))).toEqual({ size: Size, etag: ETag });
    }
  });

  it('lists buckets and folders', async () => {
    expect(await aws('s3', 'ls')).toContain(bucket);
    expect(await aws('s3', 'ls', `s3://${bucket}/`)).toContain('PRE store-sales/');
    expect(await aws('s3', 'ls', `s3://${bucket}/store-sales/shared/`)).toMatch(/ 0 _SUCCESS\n/);
  });

  it('copies a folder', async () => {
    const to = join(folder, 'shared');
    await aws('s3', 'cp', `s3://${bucket}/store-sales/shared/`, to, '--recursive', '--quiet');
    expect(copied(to)).toEqual(await made(bucket, 'store-sales/shared/'));
  });

  it('copies keys with odd characters', async () => {
    const to = join(folder, 'odd');
    await aws('s3', 'cp', 's3://odd-keys/', to, '--recursive', '--quiet');
    const expected = await made('odd-keys', '');
    expect(expected.size).toBeGreaterThan(2);
    expect(copied(to)).toEqual(expected);
  });

  it('reads a range', async () => {
    const object = local.catalog.objects(bucket, 'store-sales/shared/').find(({ source }) => source);
    const key = object?.key ?? '';
    const to = join(folder, 'range');
    await aws('s3api', 'get-object', '--bucket', bucket, '--key', key, '--range', 'bytes=10-19', to);
    const bytes = object && (await local.catalog.bytes(bucket, object));
    expect(readFileSync(to)).toEqual(Buffer.from(bytes?.slice(10, 20) ?? []));
  });
});

describe('the extension on the S3 of npm run local', () => {
  it('lists and reads as over any other, with keys of odd characters', async () => {
    const home = new AwsHome();
    home.credentials(
      `[local]\naws_access_key_id = ${local.accessKeyId}\naws_secret_access_key = ${local.secretAccessKey}\n`,
    );
    home.set('AWS_ENDPOINT_URL_S3', server.url);
    const silent = () => undefined;
    const connection = connect({
      choice: { kind: 'profile', profile: 'local' },
      region: local.region,
      askMfaCode: () => Promise.resolve(undefined),
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    try {
      const store = connection.objects;
      const { items, nextToken } = await store.list({ bucket: 'odd-keys', prefix: oddFolder });
      expect(nextToken).toBeUndefined();
      const expected = local.catalog.objects('odd-keys', oddFolder);
      expect(items.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
      for (const { key, size, etag } of items) {
        const bytes = await store.read({ bucket: 'odd-keys', key, from: 0, to: size, etag });
        expect(`"${createHash('md5').update(bytes).digest('hex')}"`).toBe(etag);
        expect(await store.read({ bucket: 'odd-keys', key, from: size, to: size + 5 })).toHaveLength(0);
      }
      expect(await store.regionOf('odd-keys')).toBe(local.region);
      await expect(store.list({ bucket: 'no-such-bucket', prefix: '' })).rejects.toMatchObject({
        failure: { kind: 'notFound' },
      });
    } finally {
      connection.dispose();
      home.remove();
    }
  });
});
