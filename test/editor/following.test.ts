import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ForecastExportJob } from '../../src/jobs/exportJob';
import { followedJob, type FollowedJob } from '../../src/jobs/followedJob';
import { JobClock } from '../../src/jobs/jobClock';
import type { LocalServiceHandle } from '../../src/local/http';
import { FollowedFolder } from '../../src/view/followedFolder';
import { FollowedJobs, type FollowedEnd } from '../../src/view/followedJobs';
import type { ToldEnd } from '../../src/view/endNotices';
import type { Row } from '../../src/view/rows';
import { calls, closeServices, connectTo, extension, jobRows, run, until } from './account';

const minute = 60_000;
const environment = { kind: 'environment' } as const;
const describeOne = 'DescribeForecastExportJob';
const listAll = 'ListForecastExportJobs';

/** Starts an export of this name. One that ends in `_fails` fails, the others here don't. */
function createExport(service: LocalServiceHandle, name: string): string {
  const { account } = service.service;
  const forecast = account.forecasts.all().find(({ status }) => status === 'ACTIVE');
  const created = service.service.call('CreateForecastExportJob', {
    ForecastArn: forecast?.arn,
    ForecastExportJobName: name,
    Destination: {
      S3Config: {
        Path: `s3://exports-of-tests/${name}`,
        RoleArn: `arn:aws:iam::${account.accountId}:role/ForecastExport`,
      },
    },
  }) as { ForecastExportJobArn: string };
  return created.ForecastExportJobArn;
}

/** The rows of jobs by their names. */
async function rowsOf(...names: string[]): Promise<Row[]> {
  await run('refresh');
  const { tree } = await extension();
  const rows = await jobRows();
  return names.map(name => {
    const row = rows.find(candidate => tree.job(candidate)?.name === name);
    assert.ok(row, `no row of ${name}`);
    return row;
  });
}

async function followByName(...names: string[]): Promise<void> {
  const rows = await rowsOf(...names);
  await run('follow', rows[0], rows);
  const { following } = await extension();
  await until('they are followed', () => following.jobs.list().length === names.length);
}

async function filesIn(folder: 'followed' | 'ended'): Promise<string[]> {
  const { storage } = await extension();
  return readdir(join(storage, folder));
}

describe('following', () => {
  let service: LocalServiceHandle;
  const told: ToldEnd[] = [];
  const disposables: vscode.Disposable[] = [];

  before(async () => {
    const { following } = await extension();
    disposables.push(following.notices.onDidTell(end => told.push(end)));
  });

  after(() => disposables.forEach(disposable => void disposable.dispose()));

  beforeEach(async () => {
    const { following } = await extension();
    // Its connections in the background are to the service of the test before.
    following.accounts.close();
    service = await connectTo({ jobs: 12, seed: 31, limits: { creatingAtOnce: 20 } });
    told.length = 0;
  });

  afterEach(async () => {
    const { following } = await extension();
    await following.jobs.stop(following.jobs.list().map(({ record }) => record));
    await until('nothing is in the folder', async () => (await filesIn('followed')).length === 0);
    await closeServices();
  });

  /** Lets time go by in the account, and asks about what is followed until so many ends were told. */
  async function tellEnds(count: number, milliseconds = 30 * minute): Promise<readonly ToldEnd[]> {
    const { clock } = await extension();
    service.advance(milliseconds);
    await clock.askNow();
    await until(`${count} ends were told`, () => told.length >= count);
    return told;
  }

  it('tells a ready export with its files and its details', async () => {
    createExport(service, 'is_ready');
    await followByName('is_ready');
    const [{ notice, end } = assert.fail()] = await tellEnds(1);
    assert.equal(notice.severity, 'information');
    assert.equal(notice.message, 'The export is ready: is_ready');
    assert.deepEqual(notice.actions, ['openS3Path', 'copyS3Uri', 'showDetails']);
    const { following } = await extension();
    await following.notices.act('copyS3Uri', end);
    assert.equal(await vscode.env.clipboard.readText(), 's3://exports-of-tests/is_ready');
    assert.deepEqual(following.jobs.list(), []);
    assert.equal(following.status.shown, undefined);
  });

  it('tells a failed export as an error with the reason of the service', async () => {
    const arn = createExport(service, 'it_fails');
    await followByName('it_fails');
    const [{ notice } = assert.fail()] = await tellEnds(1);
    const { message } = service.service.account.jobs.get(arn) ?? {};
    assert.ok(message);
    assert.equal(notice.severity, 'error');
    assert.ok(notice.message.startsWith('The export failed: it_fails — '), notice.message);
    assert.ok(notice.message.includes(message.slice(0, 60)));
    assert.deepEqual(notice.actions, ['showDetails']);
  });

  it('tells a stopped export and one that somebody deleted, neither as an error', async () => {
    const [stopped, deleted] = [createExport(service, 'gets_stopped'), createExport(service, 'gets_deleted')];
    await followByName('gets_stopped', 'gets_deleted');
    service.service.call('StopResource', { ResourceArn: stopped });
    service.advance(30 * minute);
    service.service.call('DeleteForecastExportJob', { ForecastExportJobArn: deleted });
    const messages = (await tellEnds(2)).map(({ notice }) => `${notice.severity}: ${notice.message}`);
    assert.deepEqual(messages.sort(), [
      'information: Someone deleted the export job while it was followed: gets_deleted',
      'information: The export was stopped before its end: gets_stopped',
    ]);
  });

  it('tells that a job could not be deleted, and that one whose deletion was followed is', async () => {
    const arns = ['it_stays', 'it_goes'].map(name => createExport(service, name));
    service.advance(30 * minute);
    arns.forEach(arn => service.service.call('DeleteForecastExportJob', { ForecastExportJobArn: arn }));
    await followByName('it_stays', 'it_goes');
    const { following } = await extension();
    assert.match(following.status.shown?.text ?? '', /2 export jobs being deleted$/);
    const messages = (await tellEnds(2)).map(({ notice }) => `${notice.severity}: ${notice.message}`);
    assert.deepEqual(messages.sort(), [
      'error: The export job could not be deleted: it_stays — An internal error occurred while the resource was being deleted.',
      'information: The export job is deleted, its files in S3 stay: it_goes',
    ]);
  });

  it('says that a status is not known, and follows no longer', async () => {
    createExport(service, 'odd_status');
    await followByName('odd_status');
    service.faults.set({ name: 'unknown-status' });
    const [{ notice } = assert.fail()] = await tellEnds(1);
    assert.equal(notice.severity, 'warning');
    assert.match(notice.message, /status is not known to this version \(.+\): odd_status$/);
  });

  it('tells each end once, however many windows follow', async () => {
    createExport(service, 'of_two_windows');
    await followByName('of_two_windows');
    const { following, session, storage } = await extension();
    const ends: FollowedEnd[] = [];
    const clock = clockOfTest();
    const others = [1, 2].map(() => {
      const other = new FollowedJobs(
        new FollowedFolder(storage, Date.now),
        following.accounts,
        session,
        clock,
        quietLog,
      );
      other.onDidEnd(end => ends.push(end));
      return other;
    });
    await Promise.all(others.map(other => other.start()));
    assert.deepEqual(
      others.map(other => other.list().map(({ job }) => job.name)),
      [['of_two_windows'], ['of_two_windows']],
    );
    service.advance(30 * minute);
    const { clock: own } = await extension();
    await Promise.all([own.askNow(), clock.askNow()]);
    await until('the end was told', () => ends.length + told.length > 0);
    await until('it is claimed and told', async () => (await filesIn('ended')).length === 0);
    await until('no window follows it', () =>
      [following.jobs, ...others].every(jobs => jobs.list().length === 0),
    );
    assert.equal(ends.length + told.length, 1);
    others.forEach(other => other.dispose());
    clock.dispose();
  });

  it('sees what another window follows and stops following', async () => {
    const arn = createExport(service, 'of_another_window');
    const { following, storage, session } = await extension();
    const folder = new FollowedFolder(storage, Date.now);
    const record = recordOf({ id: arn, arn, status: 'CREATE_PENDING', destination: {} });
    await folder.add(record);
    await until('it is followed here, too', () => following.jobs.list().length === 1);
    await until('its state was asked for', () => following.jobs.list()[0]?.job.name === 'of_another_window');
    assert.equal(session.board?.get(arn)?.status ?? 'CREATE_PENDING', 'CREATE_PENDING');
    await folder.remove(record);
    await until('it is not followed any more', () => following.jobs.list().length === 0);
    assert.deepEqual(told, []);
  });

  it('tells after a start what ended while the editor was closed, asking in the background', async () => {
    const [ready, failed] = [
      createExport(service, 'ended_meanwhile'),
      createExport(service, 'meanwhile_fails'),
    ];
    const place = await mkdtemp(join(tmpdir(), 'followed-'));
    const before = new FollowedFolder(place, Date.now);
    for (const arn of [ready, failed]) {
      await before.add(recordOf({ id: arn, arn, status: 'CREATE_PENDING', destination: {} }));
    }
    await writeFile(join(place, 'followed', `${'0'.repeat(40)}.json`), '{"version":1,"arn":"arn:aws');
    service.advance(30 * minute);
    const { following, session } = await extension();
    await session.choose({ kind: 'sample' });
    const ends: FollowedEnd[] = [];
    const clock = clockOfTest();
    const start = async () => {
      const jobs = new FollowedJobs(
        new FollowedFolder(place, Date.now),
        following.accounts,
        session,
        clock,
        quietLog,
      );
      jobs.onDidEnd(end => ends.push(end));
      await jobs.start();
      await until('nothing is followed', () => jobs.list().length === 0);
      return jobs;
    };
    const first = await start();
    await until('both ends were told', () => ends.length === 2);
    assert.deepEqual(ends.map(({ job }) => job.status).sort(), ['ACTIVE', 'CREATE_FAILED']);
    const [later] = [await start()];
    assert.equal(ends.length, 2);
    first.dispose();
    later.dispose();
    clock.dispose();
    await rm(place, { recursive: true, force: true });
  });

  it('goes on for a job of an account that is not shown any more; its buttons still work', async () => {
    createExport(service, 'left_behind');
    await followByName('left_behind');
    const { session, following } = await extension();
    await session.choose({ kind: 'sample' });
    await jobRows();
    const [{ notice, end } = assert.fail()] = await tellEnds(1);
    assert.equal(notice.message, 'The export is ready: left_behind');
    await following.notices.act('showDetails', end);
    const text = () => vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text(), /^Destination +s3:\/\/exports-of-tests\/left_behind$/m);
    assert.match(text(), /^Forecast +arn:aws:forecast/m);
    assert.doesNotMatch(text(), /could not be read/);
    assert.equal(session.choice?.kind, 'sample');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says in the status bar why it can’t ask, and goes on when it can', async () => {
    createExport(service, 'denied_for_a_while');
    await followByName('denied_for_a_while');
    service.faults.set({ name: 'denied', operation: describeOne }, { name: 'denied', operation: listAll });
    const { following, clock } = await extension();
    assert.match(following.status.shown?.text ?? '', /^\$\(sync~spin\) 1 export running, /);
    await clock.askNow();
    const { text, tooltip, accessibilityInformation } = following.status.shown ?? assert.fail();
    assert.match(text, /^\$\(warning\) 1 export running, /);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /denied\\_for\\_a\\_while/);
    assert.match(tooltip.value, /Could not ask the service: .*forecast\\:/);
    assert.doesNotMatch(accessibilityInformation?.label ?? '$(', /\$\(/);
    assert.deepEqual(told, []);
    service.faults.clear();
    await tellEnds(1);
  });

  it('tells the end of a job though Describe alone is denied', async () => {
    createExport(service, 'no_describe');
    await followByName('no_describe');
    service.faults.set({ name: 'denied', operation: describeOne });
    const [{ notice } = assert.fail()] = await tellEnds(1);
    assert.equal(notice.message, 'The export is ready: no_describe');
  });

  it('takes credentials of another account for no end', async () => {
    createExport(service, 'of_the_first_account');
    await followByName('of_the_first_account');
    const { following, clock } = await extension();
    const [{ record } = assert.fail()] = following.jobs.list();
    const other = { ...record, arn: record.arn.replace(/:\d{12}:/, ':999988887777:') };
    await following.jobs.stop([record]);
    await new FollowedFolder((await extension()).storage, Date.now).add(other);
    await until('it is asked about', () => following.jobs.list()[0]?.failure !== undefined);
    await clock.askNow();
    assert.match(following.jobs.list()[0]?.failure?.what ?? '', /another account now: \d{12}$/);
    assert.deepEqual(told, []);
  });

  it('marks its row, in sight and speech, and asks with the calls of the tree', async () => {
    createExport(service, 'marked');
    const [row = assert.fail()] = await rowsOf('marked');
    const { tree, clock } = await extension();
    assert.match(tree.getTreeItem(row).contextValue ?? '', /^job\b.*\bmoving$/);
    await run('follow', row);
    await until('it is marked', () => /followed/.test(tree.getTreeItem(row).contextValue ?? ''));
    const item = tree.getTreeItem(row);
    assert.match(String(item.description), /^following · /);
    assert.match(item.accessibilityInformation?.label ?? '', /^marked, Pending, following, /);
    const before = calls(service);
    await clock.askNow();
    assert.ok(calls(service) - before <= 1, 'one question for the tree and for what is followed');
    await run('stopFollowing', row);
    assert.doesNotMatch(String(tree.getTreeItem(row).description), /following/);
    assert.deepEqual(await filesIn('followed'), []);
  });

  it('follows of several jobs those that move, and stops those that are followed', async () => {
    createExport(service, 'first_of_three');
    createExport(service, 'second_of_three');
    const moving = await rowsOf('first_of_three', 'second_of_three');
    const { tree, following } = await extension();
    const ended = (await jobRows()).find(row => tree.job(row)?.status === 'ACTIVE');
    assert.ok(ended);
    await run('follow', ended, [ended, ...moving]);
    assert.deepEqual(
      following.jobs
        .list()
        .map(({ job }) => job.name)
        .sort(),
      ['first_of_three', 'second_of_three'],
    );
    assert.match(following.status.shown?.text ?? '', /^\$\(sync~spin\) 2 exports running, /);
    await run('follow', ended);
    assert.equal(following.jobs.list().length, 2);
    await run('stopFollowing', ended, [ended, ...moving.slice(0, 1)]);
    assert.deepEqual(
      following.jobs.list().map(({ job }) => job.name),
      ['second_of_three'],
    );
  });

  it('asks nobody about nothing', async () => {
    const { clock } = await extension();
    await jobRows();
    const before = calls(service, describeOne);
    await clock.askNow();
    assert.equal(calls(service, describeOne), before);
  });

  it('keeps jobs of the sample data in its window, and drops them with its account', async () => {
    const { session, following, tree } = await extension();
    await session.choose({ kind: 'sample' });
    const rows = await jobRows();
    const moving = rows.find(row => /\bmoving\b/.test(tree.getTreeItem(row).contextValue ?? ''));
    assert.ok(moving);
    await run('follow', moving);
    assert.equal(following.jobs.list().length, 1);
    assert.deepEqual(await filesIn('followed'), []);
    await session.choose(environment);
    assert.deepEqual(following.jobs.list(), []);
    assert.deepEqual(told, []);
  });
});

const quietLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A clock that asks when it is told to, and at once about what nobody has asked about. */
function clockOfTest(): JobClock {
  return new JobClock({
    pace: () => 'normal',
    isFocused: () => true,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

function recordOf(job: ForecastExportJob): FollowedJob {
  const record = followedJob(job, environment, 'us-west-2', new Date());
  assert.ok(record);
  return record;
}
