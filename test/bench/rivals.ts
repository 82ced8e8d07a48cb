import type { LocalServiceHandle } from '../../src/local/http';
import { environmentOf, hasAwsCli, python, run } from '../conformance/clients';

/** Milliseconds of the AWS CLI from its start to its end; undefined where there is none. */
export async function awsCli(
  service: LocalServiceHandle,
  ...args: readonly string[]
): Promise<number | undefined> {
  if (!hasAwsCli) {
    return undefined;
  }
  const command = ['forecast', 'list-forecast-export-jobs', '--endpoint-url', service.url, ...args];
  const start = performance.now();
  const { code, stderr } = await run('aws', command, environmentOf(service));
  if (code !== 0) {
    throw new Error(`the AWS CLI ended with ${code}: ${stderr}`);
  }
  return performance.now() - start;
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
  if (python === undefined) {
    return undefined;
  }
  const { code, stdout, stderr } = await run(python, ['-c', script(service.url)], environmentOf(service));
  if (code !== 0) {
    throw new Error(`boto3 ended with ${code}: ${stderr}`);
  }
  return JSON.parse(stdout) as Boto3Times;
}

/** How often the service was called so far. */
export function callsOf(service: LocalServiceHandle): number {
  return [...service.calls.values()].reduce((sum, count) => sum + count, 0);
}
