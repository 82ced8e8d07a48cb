import { execFile } from 'node:child_process';
import { copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import S3rver from 's3rver';
import type { MadeFolder } from './madeExport';

const run = promisify(execFile);
const bucket = 'exports';

/**
 * What people do without the extension: copy all parts by the AWS CLI, here from an S3 server of this process, and
 * search the copies by grep. In milliseconds; undefined where there is no AWS CLI.
 */
export async function downloadAllThenGrep(
  { folder }: MadeFolder,
  item: string,
): Promise<{ readonly copy: number; readonly search: number } | undefined> {
  if (!(await run('aws', ['--version']).catch(() => undefined))) {
    return undefined;
  }
  const directory = await mkdtemp(join(tmpdir(), 'forecast-exports-bench-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    directory: join(directory, 's3'),
    silent: true,
    vhostBuckets: false,
  });
  try {
    for (const name of await readdir(folder)) {
      const object = server.store.getResourcePath(bucket, `demand/${name}`, 'object');
      await mkdir(dirname(object), { recursive: true });
      await link(join(folder, name), object).catch(() => copyFile(join(folder, name), object));
    }
    const { port } = await server.run();
    const copies = join(directory, 'copies');
    const copy = await timed('aws', [
      ...['s3', 'cp', '--recursive', '--only-show-errors', `s3://${bucket}/demand/`, copies],
      ...['--endpoint-url', `http://127.0.0.1:${port}`],
    ]);
    const search = await timed('grep', ['-rh', `^${item},`, copies]);
    return { copy, search };
  } finally {
    server.httpServer.close();
    server.httpServer.closeAllConnections();
    await rm(directory, { recursive: true, force: true });
  }
}

async function timed(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  await run(command, args, {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    maxBuffer: 2 ** 28,
  });
  return performance.now() - start;
}
