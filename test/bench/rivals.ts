import type { LocalServiceHandle } from '../../src/local/http';
import { environmentOf, hasAwsCli, python, run } from '../conformance/clients';
import { messageOf } from '../harness/plainError';

/** What a program prints; undefined, and a word about it, where it fails: a rival that can't run spoils no table. */
async function printed(
  service: LocalServiceHandle,
  program: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const { code, stdout, stderr } = await run(program, args, environmentOf(service));
    if (code === 0) {
      return stdout;
    }
    console.error(`${program} ended with ${code}: ${stderr}`);
  } catch (error) {
    console.error(messageOf(error));
  }
  return undefined;
}

/** Milliseconds of the AWS CLI from its start to its end; undefined where there is none. */
export async function awsCli(
  service: LocalServiceHandle,
  ...args: readonly string[]
): Promise<number | undefined> {
  const command = ['forecast', 'list-forecast-export-jobs', '--endpoint-url', service.url, ...args];
  const start = performance.now();
  const answer = hasAwsCli ? await printed(service, 'aws', command) : undefined;
  return answer === undefined ? undefined : performance.now() - start;
}

/** What boto3 took. Milliseconds and bytes. */
export interface Boto3Times {
  /** Importing it and making a client. */
  readonly ready: number;
  /** The first page, by a client that is ready. */
  readonly first: number;
  /** All pages by its paginator, the jobs kept in a list; those that follow of the process, too. */
  readonly all: number;
  readonly cpu: number;
  readonly memory: number;
}

const script = (url: string) => `
import json, resource, time
start = time.perf_counter()
import boto3
client = boto3.client("forecast", endpoint_url="${url}")
ready = time.perf_counter()
client.list_forecast_export_jobs(MaxResults=100)
first = time.perf_counter()
before = resource.getrusage(resource.RUSAGE_SELF)
pages = client.get_paginator("list_forecast_export_jobs").paginate(PaginationConfig={"PageSize": 100})
jobs = [job for page in pages for job in page["ForecastExportJobs"]]
end = time.perf_counter()
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "ready": (ready - start) * 1000,
    "first": (first - ready) * 1000,
    "all": (end - first) * 1000,
    "cpu": (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000,
    "memory": (after.ru_maxrss - before.ru_maxrss) * 1024,
}))`;

/** Undefined where there is no boto3. */
export async function boto3(service: LocalServiceHandle): Promise<Boto3Times | undefined> {
  const answer = python && (await printed(service, python, ['-c', script(service.url)]));
  return answer ? (JSON.parse(answer) as Boto3Times) : undefined;
}

/** How often the service was called so far. */
export function callsOf(service: LocalServiceHandle): number {
  return [...service.calls.values()].reduce((sum, count) => sum + count, 0);
}
