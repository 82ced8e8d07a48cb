import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LocalServiceHandle } from '../../src/local/http';
import { FollowedFolder } from '../../src/view/followedFolder';
import { FollowedJobs } from '../../src/view/followedJobs';
import type { FollowedEnd } from '../../src/view/followedStates';
import type { ToldEnd } from '../../src/view/endNotices';
import { extension, jobRows, until } from './account';
import {
  clockOfTest,
  connectToFollow,
  createExport,
  filesIn,
  followByName,
  followNothing,
  minute,
  quietLog,
  recordOf,
} from './followedExports';

const describeOne = 'DescribeForecastExportJob';

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
    service = await connectToFollow();
    told.length = 0;
  });

  afterEach(followNothing);

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
    assert.deepEqual(notice.actions, ['previewData', 'openS3Path', 'copyS3Uri', 'showDetails']);
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
});
