import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalServiceHandle } from '../../src/local/http';
import { openForecastExports, type ForecastExports } from '../harness/forecastExports';
import { AnsweringServer, assumedRole } from '../unit/aws/support/answeringServer';
import { closePalettes, expectQuietRun, sessionToken, startService } from './quietRun';

let first: LocalServiceHandle;
let second: LocalServiceHandle;
let sts: AnsweringServer;
let app: ForecastExports;

const mfaCode = '91420756';

beforeAll(async () => {
  sts = await AnsweringServer.start();
  first = await startService({ jobs: 30 });
  second = await startService({ jobs: 20, seed: 99, accessKeyId: 'SECONDACCOUNTEXAMPLE' });
  app = await openForecastExports({ env: { AWS_ENDPOINT_URL_STS: sts.url } });
  await writeProfiles();
});

closePalettes(() => app);

afterAll(async () => {
  await app.close();
  await sts.stop();
  await first.close();
  await second.close();
});

const inAws = (name: string) => join(app.editor.home, '.aws', name);
const message = () => expect.poll(() => app.jobs.message(), { timeout: 20_000 });

/** A profile of each kind that users have had trouble with. */
async function writeProfiles(): Promise<void> {
  const program = inAws('print-credentials.sh');
  const answer = {
    Version: 1,
    AccessKeyId: first.accessKeyId,
    SecretAccessKey: first.secretAccessKey,
    SessionToken: sessionToken,
  };
  await writeFile(program, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
  await chmod(program, 0o700);
  await writeFile(
    inAws('config'),
    [
      '[default]\nregion = us-east-1',
      '[sso-session company]\nsso_start_url = https://company.example/start\nsso_region = us-east-1',
      '[profile company.with.dots]\nsso_session = company\nsso_account_id = 111122223333\nsso_role_name = Analyst\nregion = us-west-2',
      '[profile role-of-another]\nrole_arn = arn:aws:iam::111122223333:role/Analyst\nsource_profile = second\nregion = us-west-2',
      `[profile from-a-program]\ncredential_process = ${program}\nendpoint_url = ${first.url}\nregion = us-west-2\ncli_pager =\n`,
      `[profile second]\nendpoint_url = ${second.url}\nregion = us-west-2`,
      '[profile UPPER]\nREGION = us-west-2\nAWS_ACCESS_KEY_ID = UPPERCASEEXAMPLEKEY\nAWS_SECRET_ACCESS_KEY = nothing',
      '[services local]\nforecast =\n  endpoint_url = http://127.0.0.1:1',
    ].join('\n\n'),
  );
  await writeFile(inAws('credentials'), credentialsOf('second', second));
}

function credentialsOf(profile: string, service: LocalServiceHandle): string {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${service.accessKeyId}`,
    `aws_secret_access_key = ${service.secretAccessKey}`,
    `aws_session_token = ${sessionToken}\n`,
  ].join('\n');
}

async function choose(profile: string): Promise<void> {
  const { quickInput } = app.workbench;
  await app.workbench.runCommand('Forecast Exports: Choose Profile…');
  await quickInput.waitFor('Choose Profile');
  await quickInput.choose(profile);
  await quickInput.waitUntilClosed();
}

const waitForJobs = () => app.jobs.waitForRows('export jobs', rows => rows.some(row => row.level === 2));

it('lists every kind of profile with its region, the environment and the sample data', async () => {
  await app.openView();
  await app.jobs.clickWelcome('Choose Profile');
  await app.workbench.quickInput.waitFor('Choose Profile');
  const items = await app.workbench.quickInput.waitForItems('profiles', list => list.length > 5);
  expect(items.map(({ label, description }) => [label, description])).toEqual([
    ['default', 'us-east-1'],
    ['company.with.dots', 'us-west-2 · IAM Identity Center'],
    ['from-a-program', 'us-west-2 · credential process'],
    ['role-of-another', 'us-west-2 · assumes a role'],
    ['second', 'us-west-2 · access keys'],
    ['UPPER', ''],
    ['Environment', 'AWS_PROFILE, access keys or a role of this machine'],
    ['Sample data', 'A made-up account; nothing leaves this machine'],
  ]);
});

it('reads an account with the credentials that a program prints', async () => {
  await choose('from-a-program');
  await waitForJobs();
  await message().toBe('from-a-program · us-west-2');
  expect(first.recorded.every(call => call.code === undefined)).toBe(true);
});

it('empties the view at once on a switch, and never shows the old account again', async () => {
  const own = new Set(second.service.account.jobs.all().map(job => job.name));
  second.faults.set({ name: 'slow', ms: 3000, times: 1 });
  await choose('second');
  await app.jobs.waitForRows('nothing', rows => rows.length === 0);
  expect(await app.jobs.welcome()).toEqual([]);
  const rows = await waitForJobs();
  expect(rows.filter(row => row.level === 2 && !own.has(row.label)).map(row => row.label)).toEqual([]);
  await message().toBe('second · us-west-2');
});

it('drops the answer that comes after the user has gone back', async () => {
  second.faults.set({ name: 'slow', ms: 1500 });
  await app.workbench.runCommand('Forecast Exports: Refresh');
  await choose('from-a-program');
  await waitForJobs();
  second.faults.clear();
  await message().toBe('from-a-program · us-west-2');
  const jobs = new Set(first.service.account.jobs.all().map(job => job.name));
  const rows = await app.jobs.allRows();
  expect(rows.filter(row => row.level === 2 && !jobs.has(row.label)).map(row => row.label)).toEqual([]);
});

it('takes a region from the list or as typed, and says when it is not the region of the service', async () => {
  await app.workbench.runCommand('Forecast Exports: Choose Region…');
  await app.workbench.quickInput.waitFor('Choose Region');
  const items = await app.workbench.quickInput.items();
  expect(items.find(item => item.description === 'current')?.label).toBe('us-west-2');
  expect(items.map(item => item.label)).toContain('eu-central-1');
  await app.workbench.quickInput.type('eu-south-9');
  await app.workbench.quickInput.choose('eu-south-9');
  await message().toBe('from-a-program · eu-south-9');
  await app.jobs.waitForRow('Retry');
  await app.workbench.runCommand('Forecast Exports: Choose Region…');
  await app.workbench.quickInput.waitFor('Choose Region');
  await app.workbench.quickInput.choose('us-west-2');
  await waitForJobs();
});

it('says that a sign-in is missing, offers it, and goes on by itself once credentials are there', async () => {
  await choose('company.with.dots');
  const failure = await app.jobs.waitForRow(/not signed in to IAM Identity Center/);
  expect(failure.description).toContain('aws sso login --profile company.with.dots');
  await app.jobs.waitForRow('Sign In in a Terminal');
  expect((await app.jobs.rows()).map(row => row.label)).toContain('Retry');
  const role =
    'role_arn = arn:aws:iam::111122223333:role/Analyst\nsource_profile = second\nmfa_serial = arn:aws:iam::111122223333:mfa/me';
  const profiles = [
    `[profile company.with.dots]\nregion = us-west-2\nendpoint_url = ${first.url}\n`,
    // Of the next test: a change of the files while a code is asked for would ask for another.
    `[profile with-mfa]\n${role}\nregion = us-west-2\nendpoint_url = ${second.url}\n`,
  ];
  await writeFile(inAws('config'), profiles.join('\n'));
  const credentials = [credentialsOf('company.with.dots', first), credentialsOf('second', second)];
  await writeFile(inAws('credentials'), credentials.join('\n'));
  await waitForJobs();
});

it('asks for the code of an MFA device, and goes on with the session that it gives', async () => {
  const { accessKeyId, secretAccessKey } = second;
  sts.answer = () => assumedRole(accessKeyId, secretAccessKey, sessionToken);
  await choose('with-mfa');
  await app.workbench.quickInput.waitFor('MFA Code');
  await app.workbench.quickInput.type(mfaCode);
  await app.workbench.quickInput.accept();
  await waitForJobs();
  await message().toBe('with-mfa · us-west-2');
  expect(sts.asked.map(({ body }) => new URLSearchParams(body).get('TokenCode'))).toEqual([mfaCode]);
});

it('leaves no secret anywhere', async () => {
  await app.workbench.notifications.expectNoErrors();
  await expectQuietRun(app, [
    first.accessKeyId,
    second.accessKeyId,
    'local/forecast/service',
    sessionToken,
    'UPPERCASEEXAMPLEKEY',
    mfaCode,
  ]);
});
