import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { changeQuestion, type PlannedChange } from '../../src/view/changeQuestion';
import { changeJobs } from '../../src/view/commands/change';
import { changesAllowed } from '../../src/view/settings';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';
import { change, compare, compareTree, onlyReport, rowOf, some } from './changing';

const list = 'ListForecastExportJobs';
const describeJob = 'DescribeForecastExportJob';
const deleteJob = 'DeleteForecastExportJob';
const stopJob = 'StopResource';

async function withSetting(value: boolean, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('forecastExports');
  await settings.update('allowChanges', value, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await settings.update('allowChanges', undefined, vscode.ConfigurationTarget.Global);
  }
}

describe('changes of export jobs', () => {
  afterEach(closeServices);

  describe('the setting that forbids them', () => {
    it('is on until it is turned off', async () => {
      assert.equal(changesAllowed(), true);
      await withSetting(false, async () => {
        assert.equal(await Promise.resolve(changesAllowed()), false);
      });
    });

    it('holds for the commands themselves, wherever they are called from', async () => {
      const service = await connectTo({ jobs: 60 });
      const jobs = await some('delete', 2);
      await withSetting(false, async () => {
        for (const command of ['stopExport', 'deleteExportJob']) {
          await run(command, jobs.map(rowOf)[0], jobs.map(rowOf)).catch(() => undefined);
        }
        const { plans, reports } = await change('delete', jobs);
        assert.deepEqual([plans, reports], [[], []]);
      });
      assert.deepEqual([calls(service, deleteJob), calls(service, stopJob)], [0, 0]);
    });

    it('holds also when it is turned off while the question stands', async () => {
      const service = await connectTo({ jobs: 60 });
      const jobs = await some('delete', 3);
      const settings = vscode.workspace.getConfiguration('forecastExports');
      try {
        const told = await change('delete', jobs, async () => {
          await settings.update('allowChanges', false, vscode.ConfigurationTarget.Global);
          return 'go' as const;
        });
        assert.deepEqual(compare(service, onlyReport(told)), { 'Not tried': 3 });
      } finally {
        await settings.update('allowChanges', undefined, vscode.ConfigurationTarget.Global);
      }
      assert.equal(calls(service, deleteJob), 0);
    });
  });

  it('do nothing unless they are confirmed', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 3);
    for (const answer of [undefined, 'look'] as const) {
      assert.deepEqual((await change('delete', jobs, () => answer)).reports, []);
    }
    assert.equal(calls(service, deleteJob), 0);
  });

  it('delete several, and the rows show it at once, from one more call', async () => {
    const service = await connectTo({ jobs: 240 });
    const jobs = await some('delete', 12);
    const before = calls(service);
    const report = onlyReport(await change('delete', jobs));
    assert.equal(report.severity, 'done');
    assert.deepEqual(compare(service, report), { 'Being deleted': 12 });
    assert.equal(calls(service), before + 13);
    await compareTree(service, jobs);
  });

  it('stop what is pending or in progress, and leave out the rest of the selection', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = [...(await some('stop', 2)), ...(await some('delete', 2))];
    const told = await change('stop', jobs);
    const [plan] = told.plans;
    assert.ok(plan);
    assert.equal(plan.leftOut.length, 2);
    assert.match(changeQuestion(plan).detail, /Left out: Active: 2$/);
    assert.deepEqual(compare(service, onlyReport(told)), { 'Being stopped': 2 });
    await compareTree(service, jobs);
  });

  it('ask nothing where none of the selection can be changed', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 2);
    const { session, tree, details } = await extension();
    const asked: string[] = [];
    void changeJobs(
      { session, tree, details, log: vscode.window.createOutputChannel('Changes under test', { log: true }) },
      {
        ask: plan => Promise.resolve(void asked.push(plan.account)),
        showPlan: () => Promise.resolve(),
        tell: () => Promise.resolve(),
        sleep: () => Promise.resolve(),
      },
      'stop',
      undefined,
      jobs.map(rowOf),
    );
    await new Promise(resolve => setImmediate(resolve));
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.deepEqual([asked, calls(service, stopJob)], [[], 0]);
  });

  it('go on after throttling in the middle of many', async () => {
    const service = await connectTo({ jobs: 240 });
    const jobs = await some('delete', 9);
    service.faults.set({ name: 'throttle', operation: deleteJob, after: 4, times: 7 });
    const told = await change('delete', jobs);
    assert.ok(told.waits > 0);
    assert.deepEqual(compare(service, onlyReport(told)), { 'Being deleted': 9 });
    await compareTree(service, jobs);
  });

  it('wait while the service stops no more at a time', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('stop', 1);
    service.faults.set({ name: 'error', operation: stopJob, code: 'LimitExceededException', times: 4 });
    const told = await change('stop', jobs);
    // The connection tries three times by itself.
    assert.equal(told.waits, 1);
    assert.deepEqual(compare(service, onlyReport(told)), { 'Being stopped': 1 });
    await compareTree(service, jobs);
  });

  it('take a job that was deleted while the question stood for deleted', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 3);
    const report = onlyReport(
      await change('delete', jobs, () => {
        service.service.call(deleteJob, { ForecastExportJobArn: jobs[1]?.arn });
        service.advance(600_000);
        return 'go';
      }),
    );
    assert.equal(report.severity, 'done');
    assert.deepEqual(compare(service, report), { Deleted: 1, 'Being deleted': 2 });
    await compareTree(service, jobs);
  });

  it('say in which status a job is that ended before it could be stopped', async () => {
    const service = await connectTo({ jobs: 60 });
    const [job] = await some('stop', 1);
    assert.ok(job);
    const report = onlyReport(
      await change('stop', [job], () => {
        service.advance(3 * 3_600_000);
        return 'go';
      }),
    );
    assert.match(report.message, /could not be stopped: .*its status is now: Active \(ACTIVE\)\.$/);
    assert.equal(service.service.account.jobs.get(job.arn ?? '')?.status, 'ACTIVE');
    await compareTree(service, [job]);
  });

  it('say who may not stop, and who may not delete; one denial does not keep the others from going on', async () => {
    const service = await connectTo({ jobs: 60 });
    service.faults.set({ name: 'denied', operation: stopJob });
    const stops = await some('stop', 2);
    const stopped = onlyReport(await change('stop', stops));
    assert.deepEqual(compare(service, stopped), { 'Could not be stopped': 2 });
    assert.match(stopped.message, /forecast:StopResource is not allowed/);
    service.faults.set({ name: 'denied', operation: deleteJob, after: 1, times: 1 });
    const jobs = await some('delete', 4);
    const deleted = onlyReport(await change('delete', jobs));
    assert.deepEqual(compare(service, deleted), { 'Could not be deleted': 1, 'Being deleted': 3 });
    await compareTree(service, [...stops, ...jobs]);
  });

  it('need neither Describe nor List to be allowed', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 3);
    service.faults.set({ name: 'denied', operation: describeJob }, { name: 'denied', operation: list });
    assert.deepEqual(compare(service, onlyReport(await change('delete', jobs))), { 'Being deleted': 3 });
    await compareTree(service, jobs);
  });

  it('find out what became of a request whose answer was lost', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 3);
    service.faults.set({ name: 'cut-body', operation: deleteJob });
    assert.deepEqual(compare(service, onlyReport(await change('delete', jobs))), { 'Being deleted': 3 });
    await compareTree(service, jobs);
  });

  it('say that a job is as before where the request did not arrive', async () => {
    const service = await connectTo({ jobs: 60 });
    const jobs = await some('delete', 2);
    service.faults.set({ name: 'cut', operation: deleteJob });
    const report = onlyReport(await change('delete', jobs));
    assert.deepEqual(compare(service, report), { 'Could not be deleted': 2 });
    assert.match(report.message, /The export job is as before: /);
    await compareTree(service, jobs);
  });

  it('say that they do not know where nothing answers any more', async () => {
    const service = await connectTo({ jobs: 60 });
    const [job] = await some('delete', 1);
    assert.ok(job);
    service.faults.set({ name: 'cut-body', operation: deleteJob }, { name: 'cut', operation: describeJob });
    const report = onlyReport(await change('delete', [job]));
    assert.match(report.message, /^It is not known whether the export job is being deleted: /);
    assert.equal(report.severity, 'error');
    service.faults.clear();
    await run('refresh');
    await compareTree(service, [job]);
  });

  it('end in the account that they were confirmed for when another is chosen meanwhile', async () => {
    const first = await connectTo({ jobs: 240, seed: 31 });
    const jobs = await some('delete', 8);
    first.faults.set({ name: 'slow', operation: deleteJob, ms: 60 });
    const telling = change('delete', jobs);
    await until('some are asked for', () => calls(first, deleteJob) >= 3);
    const second = await connectTo({ jobs: 240, seed: 31 });
    await jobRows();
    const report = onlyReport(await telling);
    assert.deepEqual(compare(first, report), { 'Being deleted': 8 });
    assert.match(report.message, /This was in another account: Environment · us-west-2\.?$/);
    assert.equal(calls(second, deleteJob), 0);
    await compareTree(second, jobs);
  });

  it('are for the account that the question named, also when another is chosen while it stands', async () => {
    const first = await connectTo({ jobs: 60, seed: 32 });
    const jobs = await some('delete', 2);
    let second: LocalServiceHandle | undefined;
    const report = onlyReport(
      await change('delete', jobs, async () => {
        second = await connectTo({ jobs: 60, seed: 32 });
        await jobRows();
        return 'go' as const;
      }),
    );
    assert.deepEqual(compare(first, report), { 'Being deleted': 2 });
    assert.ok(second);
    assert.equal(calls(second, deleteJob), 0);
  });

  it('name hostile jobs as text, in a question of bounded size', async () => {
    await connectTo({ jobs: 240, faults: [{ name: 'hostile-strings', operation: list }] });
    await jobRows();
    const { session } = await extension();
    const jobs = (session.board?.all() ?? []).slice(0, 60);
    const plan: PlannedChange = {
      change: 'delete',
      jobs: jobs.map(job => ({ ...job, arn: job.arn ?? '' })),
      leftOut: jobs,
      account: 'x',
    };
    const { message, detail } = changeQuestion(plan);
    assert.equal(message, 'Delete 60 export jobs?');
    assert.doesNotMatch(detail.replaceAll('\n', ''), /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
    assert.ok(detail.length < 2500, detail);
  });

  it('select what failed', async () => {
    await vscode.commands.executeCommand('forecastExports.jobs.focus');
    const service = await connectTo({ jobs: 60 });
    const [job, other] = await some('delete', 2);
    assert.ok(job && other);
    service.faults.set({ name: 'denied', operation: deleteJob, times: 1 });
    const { tree } = await extension();
    compare(service, onlyReport(await change('delete', [job, other])));
    await until('the job that failed is selected', () =>
      tree.selection.some(row => row.kind === 'job' && row.id === job.id),
    );
  });
});
