import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startLocalService } from '../../src/local/http';
import { awsCli, boto3 } from './rivals';
import { median, type Cell, type Table } from './table';

const run = promisify(execFile);

/** In a process of its own: the bundle loaded, and its first answer, beside a bare request to the same service. */
const script = (url: string) => `
const start = performance.now();
const { connect } = require('./dist/aws.js');
const loaded = performance.now();
const log = { debug() {}, info() {}, warn() {}, error() {} };
const choice = { kind: 'environment' };
const { jobs } = connect({ choice, region: 'us-west-2', endpoint: '${url}', askMfaCode: async () => undefined, log });
jobs.list({ filters: [], maxResults: 100 }).then(async () => {
  const first = performance.now();
  await jobs.list({ filters: [], maxResults: 100 });
  const second = performance.now();
  await new Promise(end => require('node:http').get('${url}', answer => answer.resume().on('end', end)));
  const bare = performance.now();
  console.log(JSON.stringify([loaded - start, first - loaded, second - first, bare - second]));
  process.exit();
});`;

export async function sdkTable(): Promise<Table> {
  const service = await startLocalService({ jobs: 1000, seed: 7 });
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: service.accessKeyId,
    AWS_SECRET_ACCESS_KEY: service.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const ours: number[][] = [];
  const theirs: { ready: number; first: number }[] = [];
  for (let turn = 0; turn < 5; turn++) {
    ours.push(
      JSON.parse((await run(process.execPath, ['-e', script(service.url)], { env })).stdout) as number[],
    );
    theirs.push(...[(await boto3(service)) ?? []].flat());
  }
  const cli = await awsCli(service, '--max-items', '100');
  await service.close();
  const of = (part: number) => median(ours.flatMap(times => times[part] ?? []));
  const ready = median(theirs.map(times => times.ready));
  const first = median(theirs.map(times => times.first));
  const rows: Cell[][] = [
    ['load the SDK, dist/aws.js', of(0), 'boto3: import, make a client', ready],
    ['its first answer, 100 jobs', of(1), 'boto3: first page', first],
    ['its second answer', of(2), 'a bare HTTP request and its answer', of(3)],
    ['both, from nothing to 100 jobs', (of(0) ?? NaN) + (of(1) ?? NaN), 'AWS CLI, first page', cli],
    ['load the sample account, dist/local.js', await loadTime('local'), '–', undefined],
    ['load the readers of exported data, dist/data.js', await loadTime('data'), '–', undefined],
  ];
  return {
    title: 'The SDK and other parts that are loaded on need, each in a fresh process',
    columns: ['what', 'ms', 'beside it', 'its ms'],
    rows,
  };
}

async function loadTime(bundle: string): Promise<number | undefined> {
  const code = `const t = performance.now(); require('./dist/${bundle}.js'); console.log(performance.now() - t)`;
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    times.push(Number((await run(process.execPath, ['-e', code])).stdout));
  }
  return median(times);
}
