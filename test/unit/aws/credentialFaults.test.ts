import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/jobs/failure';
import type { Answer, Asked } from './support/answeringServer';
import { json, stsError } from './support/answeringServer';
import { answeredAws } from './support/answeredAws';
import { firstPage } from './support/asking';
import type { AwsHome } from './support/awsHome';
import { keysSection, secrets } from './support/awsHome';

let home: AwsHome;
const { server, heard } = await answeredAws(fresh => (home = fresh));

function listing(profile: string): Promise<Failure> {
  return heard.failureOf(heard.connectProfile(profile).jobs.list(firstPage));
}

function commandOf(failure: Failure): string | undefined {
  return failure.remedies.flatMap(remedy => (remedy.kind === 'signIn' ? [remedy.command] : []))[0];
}

const ssoSession = (name: string): string =>
  `[sso-session ${name}]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n`;
const ssoProfile = (name: string, session: string): string =>
  `[profile ${name}]\nsso_session = ${session}\nsso_account_id = 123456789012\nsso_role_name = Reader\n`;
const expiredToken = { accessToken: secrets.ssoToken, expiresAt: '2020-01-01T00:00:00Z' };
const goodToken = { accessToken: secrets.ssoToken, expiresAt: '2099-01-01T00:00:00Z' };

describe('a profile that gives no credentials', () => {
  it('is not in the config files', async () => {
    const failure = await listing('gone');
    expect(failure.kind).toBe('credentials');
    expect(failure.what).toBe('The AWS config files have no profile with this name: gone');
    expect(failure.remedies[0]).toEqual({ kind: 'chooseProfile' });
  });

  it('has settings but nothing that credentials are made from', async () => {
    home.config('[profile plain]\nregion = us-west-2\n');
    expect((await listing('plain')).what).toMatch(/No credentials can be made.*: plain$/);
  });

  it('has its keys in upper case, which the AWS CLI reads and the SDK does not', async () => {
    home.credentials(`[upper]\n${keysSection.replaceAll('aws_', 'AWS_')}`);
    expect((await listing('upper')).helps).toContain('lower case');
  });

  it('takes them from a profile that is not there', async () => {
    home.config('[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = gone\n');
    expect((await listing('role')).what).toMatch(/takes its credentials from is missing.*: gone$/);
  });

  it('goes round in a circle', async () => {
    const role = 'role_arn = arn:aws:iam::123456789012:role/r';
    home.config(`[profile a]\n${role}\nsource_profile = b\n[profile b]\n${role}\nsource_profile = a\n`);
    expect((await listing('a')).what).toMatch(/lead back to where they started.*: a$/);
  });

  it('names a credential_source that does not exist, or one that has none', async () => {
    const role = 'role_arn = arn:aws:iam::123456789012:role/r';
    home.config(
      `[profile odd]\n${role}\ncredential_source = Magic\n[profile env]\n${role}\ncredential_source = Environment\n`,
    );
    expect((await listing('odd')).what).toMatch(/credential_source is none that exists.*: odd$/);
    expect((await listing('env')).what).toMatch(/No credentials were found.*: env$/);
  });

  it('names a web identity token file that is not there', async () => {
    home.config(
      '[profile web]\nrole_arn = arn:aws:iam::123456789012:role/r\nweb_identity_token_file = /nowhere/token\n',
    );
    expect((await listing('web')).what).toMatch(/is not there: \/nowhere\/token$/);
  });

  it('has keys with characters that none can have', async () => {
    home.credentials(
      '[odd]\naws_access_key_id = AKIDé\naws_secret_access_key = x\naws_session_token = tök☃\n',
    );
    expect((await listing('odd')).what).toMatch(/incomplete or hold characters.*: odd$/);
  });
});

describe('IAM Identity Center', () => {
  it('was not signed in to: the command is named and can be run', async () => {
    home.config(ssoProfile('dev', 'corp') + ssoSession('corp'));
    const failure = await listing('dev');
    expect(failure.kind).toBe('expired');
    expect(failure.what).toMatch(/You are not signed in.*: dev$/);
    expect(failure.helps).toContain('aws sso login --profile dev');
    expect(failure.remedies.slice(0, 2)).toEqual([
      { kind: 'signIn', command: 'aws sso login --profile dev' },
      { kind: 'retry' },
    ]);
  });

  it('has a token that expired and can not be renewed, or not any more', async () => {
    home.config(
      ssoProfile('a', 'no-refresh') +
        ssoSession('no-refresh') +
        ssoProfile('b', 'refused') +
        ssoSession('refused'),
    );
    home.ssoToken('no-refresh', expiredToken);
    home.ssoToken('refused', {
      ...expiredToken,
      clientId: 'c',
      clientSecret: secrets.password,
      refreshToken: secrets.sessionToken,
    });
    server.answer = () => json({ error: 'invalid_grant' }, 400);
    for (const profile of ['a', 'b']) {
      const failure = await listing(profile);
      expect(failure.what).toMatch(new RegExp(`has expired.*: ${profile}$`));
      expect(commandOf(failure)).toBe(`aws sso login --profile ${profile}`);
    }
  });

  it('says so for profiles of the old form', async () => {
    const old = (name: string): string =>
      `[profile ${name}]\nsso_start_url = https://example.com/${name}\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n`;
    home.config(old('expired') + old('never'));
    home.ssoToken('https://example.com/expired', expiredToken);
    expect((await listing('expired')).what).toMatch(/has expired.*: expired$/);
    expect((await listing('never')).what).toMatch(/You are not signed in.*: never$/);
  });

  it('does not know the token any more, or does not give the role', async () => {
    home.config(ssoProfile('dev', 'corp') + ssoSession('corp'));
    home.ssoToken('corp', goodToken);
    const refuse = (code: string, status: number): Answer => ({
      status,
      headers: { 'x-amzn-errortype': code, 'content-type': 'application/json' },
      body: '{"message":"no"}',
    });
    server.answer = () => refuse('UnauthorizedException', 401);
    expect(commandOf(await listing('dev'))).toBe('aws sso login --profile dev');
    server.answer = () => refuse('ForbiddenException', 403);
    expect((await listing('dev')).what).toMatch(/does not give you the role.*: dev$/);
  });

  it('has a section missing or incomplete', async () => {
    home.config(`${ssoProfile('dev', 'gone')}[profile half]\nsso_start_url = https://example.com/start\n`);
    expect((await listing('dev')).what).toMatch(/sso-session section is missing.*: dev$/);
    expect((await listing('half')).what).toMatch(/Identity Center are incomplete.*: half$/);
  });

  it('signs in with the profile at the end of the chain of roles', async () => {
    home.config(
      `${ssoProfile('base', 'corp')}${ssoSession('corp')}[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n`,
    );
    expect(commandOf(await listing('role'))).toBe('aws sso login --profile base');
  });

  it('offers no command for a name that no quoting makes harmless', async () => {
    const hostile = `x'; touch ${home.directory}/pwned; '`;
    home.credentials(`[${hostile}]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n`);
    home.config(ssoSession('corp'));
    const failure = await listing(hostile);
    expect(failure.kind).toBe('expired');
    expect(commandOf(failure)).toBeUndefined();
    expect(failure.remedies[0]).toEqual({ kind: 'retry' });
  });
});

describe('aws login', () => {
  it('was not run', async () => {
    home.config('[profile me]\nlogin_session = arn:aws:iam::123456789012:user/me\n');
    const failure = await listing('me');
    expect(failure.kind).toBe('expired');
    expect(commandOf(failure)).toBe('aws login --profile me');
  });
});

describe('credential_process', () => {
  const processProfile = (name: string, script: string): string =>
    `[profile ${name}]\ncredential_process = ${home.program(name, script)} --password ${secrets.password}\n`;

  it('fails: neither its command line nor its output is shown', async () => {
    home.config(
      `${processProfile('fails', `echo ${secrets.ssoToken} >&2; exit 3`)}[profile none]\ncredential_process = /nowhere ${secrets.password}\n`,
    );
    for (const profile of ['fails', 'none']) {
      const failure = await listing(profile);
      expect(failure.what).toMatch(new RegExp(`credential_process\\) failed for the profile: ${profile}$`));
    }
  });

  it('prints what is no JSON, not the version, no key, or expired credentials', async () => {
    home.config(
      processProfile('text', `echo '{${secrets.ssoToken}'`) +
        processProfile('version', `echo '{"Version":2}'`) +
        processProfile('nokey', `echo '{"Version":1}'`) +
        processProfile(
          'old',
          `echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"2020-01-01T00:00:00Z"}'`,
        ),
    );
    for (const profile of ['text', 'version', 'nokey']) {
      expect((await listing(profile)).what).toMatch(
        new RegExp(`in the form that AWS expects.*: ${profile}$`),
      );
    }
    const old = await listing('old');
    expect(old.kind).toBe('expired');
    expect(old.what).toMatch(/gave expired ones.*: old$/);
  });
});

describe('a role', () => {
  const role = 'role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = keys\n';

  it('may not be assumed: sts:AssumeRole and the caller are named', async () => {
    home.config(`[profile role]\n${role}`);
    server.answer = () =>
      stsError(
        'AccessDenied',
        'User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/r',
      );
    const failure = await listing('role');
    expect(failure.kind).toBe('denied');
    expect(failure.what).toBe('Access denied: sts:AssumeRole is not allowed for arn:aws:iam::1:user/me');
    server.answer = () => stsError('AccessDenied', '');
    expect((await listing('role')).what).toContain('sts:AssumeRole');
  });

  it('asks for an MFA code; none given, or a wrong one', async () => {
    home.config(`[profile mfa]\n${role}mfa_serial = arn:aws:iam::1:mfa/me\n`);
    const asked: string[] = [];
    const askMfaCode = (code: string | undefined) => (serial: string) => {
      asked.push(serial);
      return Promise.resolve(code);
    };
    const none = await heard.failureOf(
      heard.connectProfile('mfa', { askMfaCode: askMfaCode(undefined) }).jobs.list(firstPage),
    );
    expect(none.what).toContain('MFA code');
    expect(asked).toEqual(['arn:aws:iam::1:mfa/me']);
    let sent: Asked | undefined;
    server.answer = request => {
      sent = request;
      return stsError(
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      );
    };
    const wrong = await heard.failureOf(
      heard.connectProfile('mfa', { askMfaCode: askMfaCode(` ${secrets.mfaCode} `) }).jobs.list(firstPage),
    );
    expect(sent?.body).toContain(`TokenCode=${secrets.mfaCode}`);
    expect(wrong.what).toMatch(/refused the MFA code.*: mfa$/);
  });

  it('asks for no MFA code where the user has asked for nothing', async () => {
    home.config(`[profile mfa]\n${role}mfa_serial = arn:aws:iam::1:mfa/me\n`);
    let asked = 0;
    const askMfaCode = (): Promise<undefined> => {
      asked += 1;
      return Promise.resolve(undefined);
    };
    const connection = heard.connectProfile('mfa', { askMfaCode });
    const quiet = await heard.failureOf(connection.inRegion('us-west-2', true).list(firstPage));
    expect(quiet.what).toContain('not asked for in the background');
    expect(asked).toBe(0);
    const loud = await heard.failureOf(connection.jobs.list(firstPage));
    expect(loud.what).toContain('none was given');
    expect(asked).toBe(1);
    await heard.failureOf(connection.inRegion('us-west-2', true).list(firstPage));
    expect(asked).toBe(1);
  });

  it('asks for no code while the profile it starts from is not signed in', async () => {
    home.config(
      `${ssoProfile('base', 'corp')}${ssoSession('corp')}[profile mfa]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nmfa_serial = s\n`,
    );
    let asked = 0;
    const askMfaCode = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('1');
    };
    const failure = await heard.failureOf(heard.connectProfile('mfa', { askMfaCode }).jobs.list(firstPage));
    expect(failure.kind).toBe('expired');
    expect(asked).toBe(0);
  });
});

describe('the environment', () => {
  it('has no credentials', async () => {
    home.credentials('');
    const failure = await heard.failureOf(
      heard.connect({ choice: { kind: 'environment' } }).jobs.list(firstPage),
    );
    expect(failure.what).toMatch(/No credentials were found in the environment/);
  });

  it('names a profile by AWS_PROFILE that is not there', async () => {
    home.set('AWS_PROFILE', 'gone');
    const failure = await heard.failureOf(
      heard.connect({ choice: { kind: 'environment' } }).jobs.list(firstPage),
    );
    expect(failure.what).toBe('No credentials were found for the profile: gone');
    expect(failure.helps).toContain('AWS_PROFILE');
  });
});

describe('the region', () => {
  it('is missing', async () => {
    const failure = await heard.failureOf(heard.connect({ region: '' }).jobs.list(firstPage));
    expect(failure.kind).toBe('region');
    expect(failure.remedies[0]).toEqual({ kind: 'chooseRegion' });
  });

  it('is no name of one', async () => {
    const failure = await heard.failureOf(heard.connect({ region: 'no region!' }).jobs.list(firstPage));
    expect(failure.kind).toBe('region');
    expect(failure.what).toMatch(/no region!$/);
  });
});
