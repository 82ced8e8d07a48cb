import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startLocalService } from '../../src/local/http';
import { callOver } from '../unit/local/signedRequest';
import { run } from './clients';

const folder = mkdtempSync(join(tmpdir(), 'forecast-local-'));
const program = join(folder, 'localService.js');
const env = {
  ...process.env,
  NODE_PATH: join(import.meta.dirname, '../../node_modules'),
  // What a killed one leaves goes with the folder.
  TMPDIR: folder,
};
const started: ChildProcessWithoutNullStreams[] = [];

beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, '../../src/local/main.ts')];
  await build({
    entryPoints,
    outfile: program,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    // Required, it is found by the path of modules below.
    external: ['s3rver'],
    supported: { 'dynamic-import': false },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts the program and waits for the lines that it prints when it answers. */
async function start(
  args: string,
): Promise<{ child: ChildProcessWithoutNullStreams; lines: readonly string[] }> {
  const child = spawn(process.execPath, [program, ...args.split(' ')], { env });
  started.push(child);
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.split('\n').length > 6) break;
  }
  return { child, lines: text.split('\n') };
}

function variables(lines: readonly string[]) {
  const value = (name: string) =>
    lines.find(line => line.startsWith(`export ${name}=`))?.split(/=(.*)/)[1] ?? '';
  return {
    url: value('AWS_ENDPOINT_URL_FORECAST'),
    region: value('AWS_REGION'),
    accessKeyId: value('AWS_ACCESS_KEY_ID'),
    secretAccessKey: value('AWS_SECRET_ACCESS_KEY'),
  };
}

describe('npm run local', () => {
  it('prints what a shell can take over, and answers then', async () => {
    const { lines } = await start('--port 0 --jobs 12 --seed 3 --region eu-west-1');
    expect(lines).toEqual([
      expect.stringMatching(/^export AWS_ENDPOINT_URL_FORECAST=http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^export AWS_ENDPOINT_URL_S3=http:\/\/127\.0\.0\.1:\d+$/),
      'export AWS_REGION=eu-west-1',
      'export AWS_DEFAULT_REGION=eu-west-1',
      expect.stringMatching(/^export AWS_ACCESS_KEY_ID=\w+$/),
      expect.stringMatching(/^export AWS_SECRET_ACCESS_KEY=[\w/+]+$/),
      '',
    ]);
    const { body } = await callOver(variables(lines), 'ListForecastExportJobs');
    expect((JSON.parse(body) as { ForecastExportJobs: unknown[] }).ForecastExportJobs).toHaveLength(12);
  });

  it('makes the same account for the same arguments, and faults from its start', async () => {
    const arns = async (lines: readonly string[]) => {
      const { body } = await callOver(variables(lines), 'ListForecasts');
      return body;
    };
    const args = '--port 0 --jobs 12 --seed 3 --fault throttle:operation=ListForecastExportJobs';
    const [first, second] = await Promise.all([start(args), start(args)]);
    expect((await callOver(variables(first.lines), 'ListForecastExportJobs')).body).toContain(
      'ThrottlingException',
    );
    const strip = (body: string) => body.replace(/"(CreationTime|LastModificationTime)":[\d.]+/g, '');
    expect(strip(await arns(first.lines))).toBe(strip(await arns(second.lines)));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends well at %s', async signal => {
    const { child } = await start('--port 0 --jobs 1');
    const filled = () => readdirSync(folder).filter(name => name.startsWith('forecast-exports-s3-'));
    const before = filled().length;
    expect(before).toBeGreaterThan(0);
    const ended = new Promise(resolve => child.once('exit', code => resolve(code)));
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(filled()).toHaveLength(before - 1);
  });

  it('says in one line why it can not start', async () => {
    const taken = await startLocalService({ jobs: 0, seed: 0 });
    const outcome = await run(process.execPath, [program, '--port', `${taken.port}`, '--jobs', '1'], env);
    const ports = ['--port', '0', '--s3-port', `${taken.port}`];
    const ofS3 = await run(process.execPath, [program, ...ports, '--jobs', '1'], env);
    await taken.close();
    expect(ofS3).toMatchObject({ code: 1, stdout: '', stderr: outcome.stderr });
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^The port is taken\..*\n$/);
    const wrong = await run(process.execPath, [program, '--jobs', 'many'], {});
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^--jobs must be .*\n$/);
  });

  it('has a help', async () => {
    const { code, stdout } = await run(process.execPath, [program, '--help'], {});
    expect(code).toBe(0);
    expect(stdout).toContain('--port');
  });
});
