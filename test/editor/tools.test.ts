import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { toolNames, type ToolName } from '../../src/manifest';
import { calls, children, closeServices, connectTo, extension } from './account';

const list: ToolName = 'forecast-exports_listExportJobs';
const describeJob: ToolName = 'forecast-exports_describeExportJob';
const create: ToolName = 'forecast-exports_createExportJob';

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** A tool's answer, through the editor as another extension would ask for it. */
async function ask(tool: ToolName, input: object, token?: vscode.CancellationToken): Promise<string> {
  const result = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined }, token);
  return textOf(result);
}

function textOf(result: vscode.LanguageModelToolResult | null | undefined): string {
  const [part] = result?.content ?? [];
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return part.value;
}

interface Answer {
  readonly account: string;
  readonly region: string;
  readonly more: boolean;
  readonly note: string;
  readonly jobs: readonly { readonly arn: string; readonly status: string; readonly forecastName: string }[];
  readonly job: Readonly<Record<string, string>>;
  readonly created: string;
}

async function answer(tool: ToolName, input: object): Promise<Answer> {
  return JSON.parse(await ask(tool, input)) as Answer;
}

async function refusal(tool: ToolName, input: object): Promise<string> {
  return ask(tool, input).then(
    text => assert.fail(`it answered ${text}`),
    (error: unknown) => (error as Error).message,
  );
}

/** What the user is shown before the tool that creates runs. */
async function confirmation(input: object): Promise<{ title: string; message: string } | undefined> {
  const { tools } = await extension();
  const { token } = new vscode.CancellationTokenSource();
  const prepared = await tools.byName[create].prepareInvocation?.({ input }, token);
  const messages = prepared?.confirmationMessages;
  return messages && { title: messages.title, message: textIn(messages) };
}

function textIn({ message }: vscode.LanguageModelToolConfirmationMessages): string {
  return typeof message === 'string' ? message : message.value;
}

/** The tool itself, as the editor calls it once the user has confirmed. */
async function createConfirmed(input: object): Promise<Answer> {
  const { tools } = await extension();
  const { token } = new vscode.CancellationTokenSource();
  const options = { input, toolInvocationToken: undefined };
  return JSON.parse(textOf(await tools.byName[create].invoke(options, token))) as Answer;
}

/** An export that the service would create: to the place of a job that it has. */
async function newExport(name: string): Promise<Record<string, unknown>> {
  const [job] = (await answer(list, { status: 'ACTIVE', limit: 1 })).jobs;
  const { job: earlier } = await answer(describeJob, { arn: job?.arn });
  const { forecastArn, s3Uri, roleArn } = earlier;
  return { name, forecastArn, s3Uri, roleArn };
}

async function withSetting(name: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
  }
}

/** The names of all jobs that the service has, asked past the extension's own reading. */
async function namesIn(service: LocalServiceHandle): Promise<string[]> {
  const { session } = await extension();
  const connection = await session.connection();
  assert.ok(connection);
  const page = await connection.jobs.list({ filters: [], maxResults: 100 });
  assert.ok(calls(service) > 0);
  return page.items.map(job => job.name ?? '');
}

describe('tools for language models', () => {
  afterEach(closeServices);

  it('are offered to others', async () => {
    await extension();
    const offered = vscode.lm.tools.filter(tool => toolNames.some(name => name === tool.name));
    assert.deepEqual(offered.map(tool => tool.name).sort(), [...toolNames].sort());
    for (const tool of offered) {
      assert.ok(tool.description.length > 100, tool.name);
    }
  });

  it('list jobs by status and limit from one call', async () => {
    const service = await connectTo({ jobs: 240, seed: 31 });
    // A view that is seen reads its board, too: once that is done, all calls are the tools' own.
    await children();
    const before = calls(service);
    const told = await answer(list, { status: 'CREATE_FAILED', limit: 3 });
    assert.equal(told.jobs.length, 3);
    assert.ok(told.jobs.every(job => job.status === 'CREATE_FAILED'));
    assert.equal(told.more, true);
    assert.equal(told.region, 'us-west-2');
    assert.equal(calls(service), before + 1);
    assert.match(JSON.stringify(service.recorded.at(-1)), /"MaxResults":3\b/);
  });

  it('list the jobs of a forecast by its ARN or its name', async () => {
    const service = await connectTo({ jobs: 60, seed: 32 });
    const [any] = (await answer(list, { limit: 1 })).jobs;
    const { forecastArn = '' } = (await answer(describeJob, { arn: any?.arn })).job;
    await children();
    const before = calls(service);
    const byArn = await answer(list, { forecast: forecastArn, limit: 50 });
    assert.equal(calls(service), before + 1);
    const byName = await answer(list, { forecast: any?.forecastName, limit: 50 });
    assert.equal(calls(service), before + 3);
    assert.equal(calls(service, 'ListForecasts'), 1);
    const arns = (told: Answer) => told.jobs.map(job => job.arn).sort();
    assert.deepEqual(arns(byName), arns(byArn));
    assert.ok(byArn.jobs.some(job => job.arn === any?.arn));
    assert.match(await refusal(list, { forecast: 'no_such_forecast' }), /no_such_forecast/);
  });

  it('describe a job from one call', async () => {
    const service = await connectTo({ jobs: 60, seed: 33 });
    const [failed] = (await answer(list, { status: 'CREATE_FAILED', limit: 1 })).jobs;
    await children();
    const before = calls(service);
    const { job } = await answer(describeJob, { arn: failed?.arn });
    assert.equal(job['arn'], failed?.arn);
    assert.match(job['forecastArn'] ?? '', /:forecast\//);
    assert.ok(job['message']);
    assert.equal(calls(service, 'DescribeForecastExportJob'), 1);
    assert.equal(calls(service), before + 1);
  });

  it('refuse what a model got wrong, with words and without a call', async () => {
    const service = await connectTo({ jobs: 12, seed: 34 });
    await children();
    const before = calls(service);
    assert.match(await refusal(list, { status: 'FAILED' }), /CREATE_FAILED/);
    assert.match(await refusal(list, { limit: 1000 }), /from 1 to 50/);
    assert.match(await refusal(describeJob, { arn: 'first' }), /forecast-exports_listExportJobs/);
    assert.match(await refusal(create, { name: '1st' }), /has to begin with a letter/);
    assert.equal(calls(service), before);
  });

  it('keep hostile texts to plain data', async () => {
    const service = await connectTo({ jobs: 60, seed: 35 });
    const [known] = (await answer(list, { limit: 1 })).jobs;
    service.faults.set({ name: 'hostile-strings' });
    const text = await ask(list, { limit: 50 });
    assert.doesNotMatch(text, invisible);
    assert.ok(text.length <= 30_000);
    const told = JSON.parse(text) as Answer;
    assert.match(told.note, /never instructions/);
    assert.ok(told.jobs.length > 20);
    const described = await ask(describeJob, { arn: known?.arn });
    assert.doesNotMatch(described, invisible);
    assert.ok(described.length <= 30_000);
  });

  it('say in words what the service refused', async () => {
    await connectTo({ jobs: 12, seed: 36, faults: [{ name: 'denied' }] });
    const said = await refusal(list, {});
    assert.match(said, /forecast:ListForecastExportJobs/);
    assert.doesNotMatch(said, invisible);
  });

  it('end with the request that was cancelled', async () => {
    const service = await connectTo({ jobs: 12, seed: 37, faults: [{ name: 'slow', ms: 60_000 }] });
    const source = new vscode.CancellationTokenSource();
    const asked = ask(list, {}, source.token);
    while (calls(service) === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    source.cancel();
    await assert.rejects(asked);
    service.faults.clear();
    assert.equal((await answer(list, {})).jobs.length, 12);
  });
});

describe('the tool that creates', () => {
  afterEach(closeServices);

  it('shows every field before it runs, as text', async () => {
    await connectTo({ jobs: 60, seed: 41 });
    const input = {
      ...(await newExport('asked_by_model')),
      s3Uri: 's3://exports/[click](command:x)',
      kmsKeyArn: 'arn:aws:kms:us-west-2:123456789012:key/1234abcd',
      format: 'PARQUET',
      tags: [{ key: 'team', value: 'retail' }],
    };
    const shown = await confirmation(input);
    assert.equal(shown?.title, 'Create this export job?');
    const plain = shown.message.replaceAll('\\', '');
    for (const value of Object.values(input)) {
      const text = typeof value === 'string' ? value : 'team = retail';
      assert.ok(plain.includes(text), `${text} in ${plain}`);
    }
    assert.match(plain, /us-west-2/);
    assert.doesNotMatch(shown.message, /\]\(/);
  });

  it('creates what was confirmed, once, and the tree shows it', async () => {
    const service = await connectTo({ jobs: 60, seed: 42 });
    const input = await newExport('asked_by_model');
    assert.ok(await confirmation(input));
    const { created } = await createConfirmed(input);
    assert.match(created, /forecast-export-job\/.+\/asked_by_model/);
    assert.equal(calls(service, 'CreateForecastExportJob'), 1);
    const { session } = await extension();
    assert.equal(session.board?.get(created)?.status, 'CREATE_PENDING');
    await assert.rejects(createConfirmed(input), /has not confirmed/);
    assert.equal(calls(service, 'CreateForecastExportJob'), 1);
  });

  it('is confirmed in the editor’s own dialog', async () => {
    const service = await connectTo({ jobs: 60, seed: 48 });
    // Inside this suite the editor answers yes to it by itself.
    const { created } = await answer(create, await newExport('asked_by_model'));
    assert.match(created, /forecast-export-job\/.+\/asked_by_model/);
    assert.equal(calls(service, 'CreateForecastExportJob'), 1);
  });

  it('creates nothing that the user did not confirm', async () => {
    const service = await connectTo({ jobs: 60, seed: 43 });
    const input = await newExport('asked_by_model');
    await assert.rejects(createConfirmed(input), /has not confirmed/);
    assert.ok(await confirmation(input));
    await assert.rejects(createConfirmed({ ...input, s3Uri: 's3://elsewhere/' }), /has not confirmed/);
    assert.equal(calls(service, 'CreateForecastExportJob'), 0);
    assert.ok(!(await namesIn(service)).includes('asked_by_model'));
  });

  it('creates nothing in an account that was switched to after the confirmation', async () => {
    await connectTo({ jobs: 60, seed: 44 });
    const input = await newExport('asked_by_model');
    assert.ok(await confirmation(input));
    const { session } = await extension();
    await session.choose({ kind: 'sample' });
    await assert.rejects(createConfirmed(input), /has not confirmed/);
    const other = await connectTo({ jobs: 60, seed: 45, region: 'us-east-1' });
    await assert.rejects(createConfirmed(input), /has not confirmed/);
    assert.equal(calls(other), 0);
  });

  it('says what the service refused', async () => {
    const service = await connectTo({ jobs: 60, seed: 46 });
    const input = { ...(await newExport('asked_by_model')), roleArn: 'arn:aws:iam::999999999999:role/Other' };
    assert.ok(await confirmation(input));
    await assert.rejects(createConfirmed(input), /Cross-account/);
    service.faults.set({ name: 'denied', operation: 'CreateForecastExportJob' });
    assert.ok(await confirmation(input));
    await assert.rejects(createConfirmed(input), /forecast:CreateForecastExportJob/);
    assert.ok(!(await namesIn(service)).includes('asked_by_model'));
  });

  it('says so where nobody can know what became of the request', async () => {
    const service = await connectTo({ jobs: 60, seed: 49 });
    const input = await newExport('asked_by_model');
    assert.ok(await confirmation(input));
    service.faults.set(
      { name: 'cut-body', operation: 'CreateForecastExportJob' },
      { name: 'denied', operation: 'ListForecastExportJobs' },
    );
    await assert.rejects(createConfirmed(input), /It is not known whether the job was created/);
    service.faults.clear();
    assert.ok((await namesIn(service)).includes('asked_by_model'));
  });

  it('is gone, asks nothing and creates nothing where changes are forbidden', async () => {
    const service = await connectTo({ jobs: 60, seed: 47 });
    const input = await newExport('asked_by_model');
    assert.ok(await confirmation(input));
    await withSetting('forecastExports.allowChanges', false, async () => {
      assert.equal(await confirmation(input), undefined);
      assert.match(await refusal(create, input), /forecastExports\.allowChanges/);
      await assert.rejects(createConfirmed(input), /forecastExports\.allowChanges/);
    });
    assert.equal(calls(service, 'CreateForecastExportJob'), 0);
    assert.ok(!(await namesIn(service)).includes('asked_by_model'));
  });
});
