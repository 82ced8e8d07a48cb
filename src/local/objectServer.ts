import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Store } from 's3rver';
import type { MadeObject, ObjectCatalog } from './exported/catalog';

export interface ObjectServerOptions {
  readonly catalog: ObjectCatalog;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** 0: any that is free. */
  readonly port: number;
}

export interface ObjectServerHandle {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A real S3 server over the made data, in a folder that is removed when the process ends. What is asked for is written
 * to the folder first. It is s3rver, which is no part of the package: loaded here, and only here.
 */
export async function startObjectServer(options: ObjectServerOptions): Promise<ObjectServerHandle> {
  await expectFree(options.port);
  const { default: S3rver } = await import('s3rver');
  const { default: account } = await import('s3rver/lib/models/account.js');
  // Of a signature of version 4 it looks at the key alone.
  account.DUMMY_ACCOUNT.createKeyPair(options.accessKeyId, options.secretAccessKey);
  const directory = mkdtempSync(join(tmpdir(), 'forecast-exports-s3-'));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  process.once('exit', remove);
  const server = new S3rver({
    address: '127.0.0.1',
    port: options.port,
    directory,
    silent: true,
    vhostBuckets: false,
  });
  const store = filledStore(server.store, options.catalog);
  for (const bucket of options.catalog.buckets()) {
    if (isBucketName(bucket)) mkdirSync(join(directory, bucket));
  }
  server.store = store;
  server.context.store = store;
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.httpServer.close(() => {
          remove();
          process.off('exit', remove);
          resolve();
        });
        server.httpServer.closeAllConnections();
      }),
  };
}

/** The server would end the process. Rejects with the socket's error where the port can't be had. */
function expectFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/** The server's own store, to which the objects that a request is about are written before it is answered. */
function filledStore(store: Store, catalog: ObjectCatalog): Store {
  const written = new Set<string>();

  async function fill(bucket: string, objects: readonly MadeObject[]): Promise<void> {
    for (const object of objects) {
      const path = store.getResourcePath(bucket, object.key, 'object');
      // What someone has changed or deleted since stays as it is.
      if (written.has(path)) continue;
      const bytes = await catalog.bytes(bucket, object);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
      await utimes(path, new Date(), new Date(object.modified));
      written.add(path);
    }
  }

  async function fillKey(bucket: string, key: string): Promise<void> {
    const object = isBucketName(bucket) && isFilePath(key) ? catalog.object(bucket, key) : undefined;
    if (object !== undefined) await fill(bucket, [object]);
  }

  const filled: Partial<Store> = {
    async getBucket(bucket) {
      const isMade = isBucketName(bucket) && catalog.regionOf(bucket) !== undefined;
      return isMade ? store.putBucket(bucket) : store.getBucket(bucket);
    },
    async listObjects(bucket, options) {
      const { prefix = '', delimiter = '' } = options;
      const objects = catalog.objects(bucket, prefix).filter(({ key }) => isFilePath(key));
      const folders = new Map(objects.map(object => [object, folderOf(object.key, prefix, delimiter)]));
      await fill(
        bucket,
        objects.filter(object => folders.get(object) === undefined),
      );
      // Its tokens are made with a cipher that Node.js has no more: it answers all in one page.
      const listed = await store.listObjects(bucket, { ...options, maxKeys: Infinity });
      const prefixes = [...folders.values()].filter(folder => folder !== undefined);
      return { ...listed, commonPrefixes: [...new Set([...listed.commonPrefixes, ...prefixes])].sort() };
    },
    async getObject(bucket, key, options) {
      await fillKey(bucket, key);
      const found = await store.getObject(bucket, key, options);
      if (found?.size === 0 && options?.start !== undefined) {
        // It would promise a byte that never comes. Without content, the range is refused, as S3 refuses it.
        found.content?.destroy();
        found.content = null;
      }
      return found;
    },
    async existsObject(bucket, key) {
      await fillKey(bucket, key);
      return store.existsObject(bucket, key);
    },
  };
  return Object.assign(Object.create(store) as Store, filled);
}

/** The common prefix that a key is listed under; undefined where it is listed itself. */
function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}

function isBucketName(bucket: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
}

/** Keys become paths: one with an empty step, or one that leads out of the folder, is not kept. */
function isFilePath(key: string): boolean {
  return !key.includes('\0') && key.split('/').every(step => !['', '.', '..'].includes(step));
}
