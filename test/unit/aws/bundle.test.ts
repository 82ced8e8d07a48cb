import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnsweringServer, json } from './support/answeringServer';
import { AwsHome, keysSection } from './support/awsHome';
import { companyCa, ofCompany, ofOtherHost, outdated } from './support/certificates';

/** What can only be seen in a process of its own: the bundle as it is built for the package, on this Node.js. */
let home: AwsHome;
let server: AnsweringServer;

beforeAll(async () => {
  home = new AwsHome();
  home.credentials(`[keys]\n${keysSection}`);
  server = await AnsweringServer.start();
  await build({
    entryPoints: ['src/aws/index.ts'],
    outfile: join(home.directory, 'aws.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
  });
});
beforeEach(() => {
  server.answer = () => json({ ForecastExportJobs: [{ ForecastExportJobArn: 'arn:job', Status: 'ACTIVE' }] });
});
afterAll(async () => {
  await server.stop();
  home.remove();
});

interface Outcome {
  readonly stderr: string;
  readonly ids?: readonly string[];
  readonly failure?: { readonly kind: string; readonly what: string };
  readonly seen?: readonly string[];
}

/** Lists the first page in a process of its own, after `before` has run there. */
async function listInProcess(
  endpoint: string,
  environment: Readonly<Record<string, string>> = {},
  before = '',
): Promise<Outcome> {
  const script = home.file(
    'list.cjs',
    `const seen = []; let translations;
    ${before}
    const aws = require('./aws.js');
    aws.useTranslations(translations);
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const connection = aws.connect({ choice: { kind: 'profile', profile: 'keys' }, region: 'us-west-2',
      endpoint: process.argv[2], askMfaCode: async () => undefined, log });
    connection.jobs.list({ filters: [], maxResults: 100 }).then(
      page => ({ ids: page.items.map(job => job.id) }),
      error => ({ failure: error.failure ?? { kind: 'bare', what: String(error.stack) } }),
    ).then(outcome => { console.log(JSON.stringify({ ...outcome, seen })); connection.dispose(); });`,
  );
  const env = { ...process.env, ...environment };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, endpoint], { env });
  return { ...(JSON.parse(stdout) as Omit<Outcome, 'stderr'>), stderr };
}

describe('the bundle in the extension host', () => {
  it('lists, and writes nothing on the console: no word about the version of Node.js', async () => {
    const outcome = await listInProcess(server.url);
    expect(outcome.ids).toEqual(['arn:job']);
    expect(outcome.stderr).toBe('');
  });

  it.each(['http', 'https'])('sends its requests through node:%s as VS Code has patched it', async scheme => {
    const target = scheme === 'http' ? server : await AnsweringServer.start(ofCompany);
    // As VS Code does it: new functions assigned to the module that is already loaded.
    const patch = `const patched = require('${scheme}'); const { request } = patched;
      Object.assign(patched, { request: (...given) => { seen.push(given[0].path + ' ' + given[0].port);
        return request(...given); } });`;
    const { seen } = await listInProcess(target.url, {}, patch);
    expect(seen).toContain(`/ ${String(target.port)}`);
    if (target !== server) {
      await target.stop();
    }
  });

  it('speaks the language that it is handed', async () => {
    const translations = `translations = { 'Nothing accepts connections at: {0}': 'Dort nimmt nichts Verbindungen an: {0}' };`;
    const { failure } = await listInProcess('http://127.0.0.1:1', {}, translations);
    expect(failure?.what).toBe('Dort nimmt nichts Verbindungen an: 127.0.0.1:1');
  });
});

describe("a company's CA", () => {
  async function asked(certificate: typeof ofCompany): Promise<Outcome> {
    const secure = await AnsweringServer.start(certificate);
    secure.answer = server.answer;
    const outcome = await listInProcess(secure.url, { NODE_EXTRA_CA_CERTS: home.file('ca.pem', companyCa) });
    await secure.stop();
    return outcome;
  }

  it('is trusted where the user has made it known', async () => {
    expect((await asked(ofCompany)).ids).toEqual(['arn:job']);
  });

  it('does not make an outdated certificate good, nor one of another host', async () => {
    const old = await asked(outdated);
    expect(old.failure?.kind).toBe('certificate');
    expect(old.failure?.what).toMatch(/outdated or not yet valid/);
    const other = await asked(ofOtherHost);
    expect(other.failure?.kind).toBe('certificate');
    expect(other.failure?.what).toMatch(/for another host than: 127\.0\.0\.1/);
  });
});
