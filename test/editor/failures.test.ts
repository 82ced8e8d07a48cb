import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explainExportFailure, hasFailed } from '../../src/jobs/exportFailures';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { failureRules } from '../../src/jobs/failureRules';
import type { Row } from '../../src/view/rows';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

const describeOperation = 'DescribeForecastExportJob';
const { token } = new vscode.CancellationTokenSource();

interface Shown {
  readonly row: Row;
  readonly job: ForecastExportJob;
  readonly item: vscode.TreeItem;
}

/** The rows of the jobs that are wanted, as the tree draws them. */
async function shown(wanted: (job: ForecastExportJob) => boolean): Promise<Shown[]> {
  const { tree } = await extension();
  return (await jobRows()).flatMap(row => {
    const job = tree.job(row);
    return job && wanted(job) ? [{ row, job, item: tree.getTreeItem(row) }] : [];
  });
}

async function tooltip({ row, item }: Shown): Promise<string> {
  const { tree } = await extension();
  const resolved = await tree.resolveTreeItem(item, row, token);
  assert.ok(resolved.tooltip instanceof vscode.MarkdownString);
  assert.ok(!resolved.tooltip.isTrusted && !resolved.tooltip.supportHtml);
  return resolved.tooltip.value;
}

/** What a reader sees of escaped Markdown. */
const read = (markdown: string) => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');

async function details({ row, job }: Shown): Promise<string> {
  await run('showDetails', row);
  const text = () => vscode.window.activeTextEditor?.document.getText() ?? '';
  await until('the details are read', () => text().includes(job.arn ?? 'Tags'));
  return text();
}

/** Runs the command and takes the first or the last of what its quick pick offers. */
async function report(choice: 'first' | 'last', ...args: unknown[]): Promise<string> {
  await vscode.env.clipboard.writeText('');
  let isOver = false;
  const done = run('copyFailureReport', ...args).finally(() => (isOver = true));
  await until('the report is copied', async () => {
    // Once the first of these is answered, what the command had asked for is open.
    await vscode.commands.executeCommand(`quickInput.${choice}`);
    await vscode.commands.executeCommand(`quickInput.${choice}`);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return isOver;
  });
  await done;
  return vscode.env.clipboard.readText();
}

describe('a failed job', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeServices();
  });

  it('says in its row, its tooltip and to a screen reader what the service said, then what that usually means', async () => {
    await connectTo({ jobs: 240, seed: 7 });
    const failed = await shown(hasFailed);
    const reasons = new Set(failed.map(({ job }) => explainExportFailure(job)?.reason));
    assert.equal(reasons.size, failureRules.length + 1, [...reasons].join());
    for (const one of failed) {
      const message = one.job.message ?? '';
      const spoken = one.item.accessibilityInformation?.label ?? '';
      const text = read(await tooltip(one));
      assert.match(String(one.item.contextValue), /^job\b.*\bfailed\b/);
      assert.ok(
        String(one.item.description).includes(message === '' ? 'no reason given' : message.slice(0, 60)),
      );
      const said =
        message === '' ? 'Reason: The service gave no reason.' : `The service says:\n\n> ${message}`;
      assert.ok(text.includes(said), text);
      assert.ok(spoken.includes(message === '' ? 'The service gave no reason.' : message), spoken);
      const known = explainExportFailure(one.job);
      assert.equal(text.includes('This usually means'), known !== undefined);
      assert.equal(spoken.includes('This usually means'), known !== undefined);
      if (known) {
        assert.ok(text.indexOf(known.means) > text.indexOf(said) && text.includes(known.helps), text);
      }
    }
    for (const one of await shown(job => !hasFailed(job))) {
      assert.doesNotMatch(String(one.item.contextValue), /failed/);
      assert.doesNotMatch(one.item.accessibilityInformation?.label ?? '', /usually means|no reason/);
    }
  });

  it('says the same in its details, apart from the service’s words', async () => {
    await connectTo({ jobs: 240, seed: 7 });
    const failed = await shown(hasFailed);
    const known = failed.find(({ job }) => explainExportFailure(job)?.reason === 'roleNotAssumed');
    const unknown = failed.find(({ job }) => job.message === 'Error code 4021');
    const silent = failed.find(({ job }) => job.message === undefined || job.message === '');
    assert.ok(known && unknown && silent);
    const text = await details(known);
    assert.match(text, /^The service says:\n {2}Amazon Forecast could not assume/m);
    assert.match(text, /^This usually means:\n {2}Amazon Forecast may not act as the role/m);
    assert.match(text, /^What to do:\n {2}In IAM,[^]*forecast\.amazonaws\.com/m);
    const alone = await details(unknown);
    assert.match(alone, /^The service says:\n {2}Error code 4021\n\n\S/m);
    assert.doesNotMatch(alone, /usually means|What to do/);
    assert.match(await details(silent), /The service gave no reason\./);
  });

  it('with a hostile message shows it as text, wherever it stands', async () => {
    await connectTo({ jobs: 60, seed: 24, faults: [{ name: 'hostile-strings' }] });
    const failed = await shown(hasFailed);
    assert.ok(failed.length > 1);
    for (const one of failed) {
      assert.doesNotMatch(await tooltip(one), /(^|[^\\])\]\((command|https?):|(^|[^\\])</);
    }
    const [first] = failed;
    assert.ok(first);
    const text = await details(first);
    assert.doesNotMatch(text.replace(/\n/g, ''), /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
    const copied = await report(
      'first',
      first.row,
      failed.map(({ row }) => row),
    );
    assert.equal(copied.match(/^`{3,}text$/gm)?.length, failed.length);
    assert.doesNotMatch(copied.replace(/\n/g, ''), /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
  });
});

describe('the failure report', () => {
  afterEach(closeServices);

  it('has what a ticket needs, with the account numbers or with names for them', async () => {
    const service = await connectTo({ jobs: 240, seed: 7 });
    const failed = await shown(job => explainExportFailure(job)?.reason === 'roleOfOtherAccount');
    const [one] = failed;
    assert.ok(one?.job.arn && one.job.destination.roleArn && one.job.creationTime);
    const open = await report('first', one.row);
    const { session } = await extension();
    const { forecastArn = '-', requestId = '-' } = await session.details(one.job);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    for (const part of [
      one.job.name,
      one.job.arn,
      one.job.destination.path,
      one.job.destination.roleArn,
      one.job.message,
      one.job.creationTime.toISOString(),
      'CREATE_FAILED',
      forecastArn,
      requestId,
      'us-west-2',
      'Forecast Exports 0.',
    ]) {
      assert.ok(open.includes(part ?? '-'), `${part ?? ''} is not in\n${open}`);
    }
    const masked = await report('last', one.row);
    assert.ok(masked.includes(requestId));
    assert.doesNotMatch(masked.replace(requestId, ''), /\d{12}/);
    const numbers = [...open.matchAll(/arn:aws:(?:forecast|iam):[\w-]*:(\d{12}):/g)].map(
      ([, number]) => number,
    );
    const names = [...masked.matchAll(/arn:aws:(?:forecast|iam):[\w-]*:(account-\d):/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(
      names.map(name => names.indexOf(name)),
      numbers.map(number => numbers.indexOf(number)),
    );
    assert.equal(calls(service, describeOperation), 1);
  });

  it('is of several jobs at once, and leaves out those that have not failed', async () => {
    await connectTo({ jobs: 60, seed: 7 });
    const failed = await shown(hasFailed);
    const others = await shown(job => job.status === 'ACTIVE');
    const rows = [...failed, ...others.slice(0, 2)].map(({ row }) => row);
    const copied = await report('first', rows[0], rows);
    assert.equal(copied.match(/^## /gm)?.length, failed.length);
    for (const { job } of failed) {
      assert.ok(copied.includes(job.arn ?? '-'));
    }
  });

  it('tells what is known where Describe is denied, and says so', async () => {
    const service = await connectTo({ jobs: 60, seed: 7 });
    const [one] = await shown(job => job.status === 'CREATE_FAILED');
    assert.ok(one?.job.arn);
    service.faults.set({ name: 'denied', operation: describeOperation });
    const copied = await report('last', one.row);
    assert.match(copied, /The rest could not be read\..*forecast:DescribeForecastExportJob/);
    assert.match(copied, /Request ID of DescribeForecastExportJob: `[0-9a-f-]{36}`/);
    assert.match(copied, /- Format: \(not known\)/);
    assert.match(copied, /- Destination: `s3:/);
  });

  it('is not made of a job that has not failed', async () => {
    const service = await connectTo({ jobs: 60, seed: 7 });
    const [active] = await shown(job => job.status === 'ACTIVE');
    await vscode.env.clipboard.writeText('as before');
    await run('copyFailureReport', active?.row);
    assert.equal(await vscode.env.clipboard.readText(), 'as before');
    assert.equal(calls(service, describeOperation), 0);
  });
});

describe('a job that is under way', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeServices();
  });

  it('tells since when, and how long others took', async () => {
    await connectTo({ jobs: 240, seed: 7 });
    const [running] = await shown(job => job.status === 'CREATE_IN_PROGRESS');
    assert.ok(running);
    assert.match(String(running.item.description), /· running for 1\d min$/);
    const words = /running for 1\d min; others took \d+ to \d+ min/;
    assert.match(read(await tooltip(running)), words);
    assert.match(running.item.accessibilityInformation?.label ?? '', words);
    assert.match(await details(running), words);
  });

  it('tells nothing of others where too few have finished', async () => {
    await connectTo({ jobs: 5, seed: 7 });
    const [running] = await shown(job => job.status === 'CREATE_IN_PROGRESS');
    assert.ok(running);
    assert.doesNotMatch(read(await tooltip(running)), /others took/);
  });
});

describe('a job without an ARN', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await closeServices();
  });

  it('has tags that were not asked for, and its details say so', async () => {
    const service = await connectTo({ jobs: 60, seed: 24, faults: [{ name: 'missing-fields' }] });
    const [nameless] = await shown(job => job.arn === undefined);
    assert.ok(nameless);
    const text = await details(nameless);
    assert.match(text, /^Tags\n\n {2}\(not asked for: the service sent no ARN\)/m);
    assert.equal(calls(service, 'ListTagsForResource'), 0);
  });
});
