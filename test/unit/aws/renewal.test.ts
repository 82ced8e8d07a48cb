import { beforeEach, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Answer, Asked } from './support/answeringServer';
import { assumedRole, error, json } from './support/answeringServer';
import { answeredAws } from './support/answeredAws';
import { firstPage } from './support/asking';
import type { AwsHome } from './support/awsHome';
import { secrets } from './support/awsHome';

let home: AwsHome;
const { server, heard } = await answeredAws(fresh => (home = fresh));

const keyIdOf = (asked: Asked | undefined): string | undefined =>
  /Credential=([^/]*)\//.exec(asked?.headers.authorization ?? '')?.[1];
const newKeys =
  '[keys]\naws_access_key_id = AKIANEWNEWNEWNEWNEW1\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYNEWNEWKEY1\n';

/** Refuses every request that is not signed with this key. */
function onlyFor(keyId: string, refusal: Answer): (asked: Asked) => Answer {
  return asked => (keyIdOf(asked) === keyId ? json({}) : refusal);
}

describe('credentials renewed outside', () => {
  it('are picked up from the credentials file after an answer that they expired, within one call', async () => {
    const { jobs } = heard.connect();
    await jobs.list(firstPage);
    home.credentials(newKeys);
    server.answer = onlyFor(
      'AKIANEWNEWNEWNEWNEW1',
      error('ExpiredTokenException', 'The security token included in the request is expired'),
    );
    expect(await jobs.list(firstPage)).toEqual({ items: [] });
    expect(server.asked.map(keyIdOf)).toEqual([
      secrets.accessKeyId,
      secrets.accessKeyId,
      'AKIANEWNEWNEWNEWNEW1',
    ]);
    await jobs.list(firstPage);
    expect(server.asked).toHaveLength(4);
  });

  it('are tried once more only: an answer that they expired twice is a failure', async () => {
    server.answer = () => error('ExpiredTokenException');
    const failure = await heard.failureOf(heard.connect().jobs.list(firstPage));
    expect(failure.kind).toBe('expired');
    expect(failure.remedies[0]).toEqual({ kind: 'retry' });
    expect(server.asked).toHaveLength(2);
  });

  it('are picked up after a key was rotated; a key that is still the same is not tried again', async () => {
    server.answer = onlyFor(
      'AKIANEWNEWNEWNEWNEW1',
      error('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    );
    const { jobs } = heard.connect();
    expect((await heard.failureOf(jobs.list(firstPage))).kind).toBe('credentials');
    expect(server.asked).toHaveLength(1);
    home.credentials(newKeys);
    expect(await jobs.list(firstPage)).toEqual({ items: [] });
  });

  it('are asked of credential_process again', async () => {
    const counter = home.file('count', '');
    const program = home.program(
      'tool',
      `echo x >> "${counter}"; N=$(wc -l < "${counter}" | tr -d ' '); echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"AKIARUN$N\\",\\"SecretAccessKey\\":\\"s\\"}"`,
    );
    home.config(`[profile tool]\ncredential_process = "${program}"\n`);
    server.answer = onlyFor('AKIARUN2', error('ExpiredTokenException'));
    const { jobs } = heard.connectProfile('tool');
    await jobs.list(firstPage);
    await jobs.list(firstPage);
    expect(server.asked.map(keyIdOf)).toEqual(['AKIARUN1', 'AKIARUN2', 'AKIARUN2']);
    expect(readFileSync(counter, 'utf8')).toBe('x\nx\n');
  });

  it('are made of a new token after a sign-in: Retry is enough', async () => {
    home.config(
      '[profile dev]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.com\n',
    );
    home.ssoToken('corp', { accessToken: 'old', expiresAt: '2020-01-01T00:00:00Z' });
    server.answer = asked =>
      asked.url.startsWith('/federation')
        ? json({
            roleCredentials: {
              accessKeyId: 'ASIASSO',
              secretAccessKey: secrets.secretAccessKey,
              sessionToken: secrets.sessionToken,
              expiration: 4_000_000_000_000,
            },
          })
        : json({});
    const { jobs } = heard.connectProfile('dev');
    expect((await heard.failureOf(jobs.list(firstPage))).kind).toBe('expired');
    home.ssoToken('corp', { accessToken: secrets.ssoToken, expiresAt: '2099-01-01T00:00:00Z' });
    expect(await jobs.list(firstPage)).toEqual({ items: [] });
    expect(server.asked[0]?.headers['x-amz-sso_bearer_token']).toBe(secrets.ssoToken);
    expect(keyIdOf(server.asked[1])).toBe('ASIASSO');
  });

  it('are found when the profile appears, or its session section is corrected', async () => {
    const { jobs } = heard.connectProfile('late');
    expect((await heard.failureOf(jobs.list(firstPage))).what).toMatch(/no profile with this name: late$/);
    home.credentials(newKeys.replace('[keys]', '[late]'));
    expect(await jobs.list(firstPage)).toEqual({ items: [] });
  });

  it('are renewed once by requests that fail together', async () => {
    const counter = home.file('count', '');
    const program = home.program(
      'tool',
      `echo x >> "${counter}"; N=$(wc -l < "${counter}" | tr -d ' '); echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"AKIARUN$N\\",\\"SecretAccessKey\\":\\"s\\"}"`,
    );
    home.config(`[profile tool]\ncredential_process = "${program}"\n`);
    server.answer = onlyFor('AKIARUN2', error('ExpiredTokenException'));
    const connection = heard.connectProfile('tool');
    const regions = ['us-west-2', 'us-east-1', 'eu-west-1'];
    await Promise.all([...regions, ...regions].map(region => connection.inRegion(region).list(firstPage)));
    expect(readFileSync(counter, 'utf8')).toBe('x\nx\n');
    expect(server.asked).toHaveLength(12);
  });

  it('are asked for anew after renew()', async () => {
    const connection = heard.connect();
    await connection.jobs.list(firstPage);
    home.credentials(newKeys);
    await connection.jobs.list(firstPage);
    connection.renew();
    await connection.jobs.list(firstPage);
    expect(server.asked.map(keyIdOf)).toEqual([
      secrets.accessKeyId,
      secrets.accessKeyId,
      'AKIANEWNEWNEWNEWNEW1',
    ]);
  });
});

describe('the environment', () => {
  it('gives credentials', async () => {
    home.set('AWS_ACCESS_KEY_ID', secrets.accessKeyId);
    home.set('AWS_SECRET_ACCESS_KEY', secrets.secretAccessKey);
    home.set('AWS_SESSION_TOKEN', secrets.sessionToken);
    await heard.connect({ choice: { kind: 'environment' } }).jobs.list(firstPage);
    expect(keyIdOf(server.asked[0])).toBe(secrets.accessKeyId);
    expect(server.asked[0]?.headers['x-amz-security-token']).toBe(secrets.sessionToken);
  });

  it('names a profile by AWS_PROFILE, which is renewed as a chosen one is', async () => {
    home.set('AWS_PROFILE', 'keys');
    const { jobs } = heard.connect({ choice: { kind: 'environment' } });
    await jobs.list(firstPage);
    home.credentials(newKeys);
    server.answer = onlyFor('AKIANEWNEWNEWNEWNEW1', error('ExpiredToken'));
    await jobs.list(firstPage);
    expect(server.asked).toHaveLength(3);
  });

  it('does not stand in for a chosen profile', async () => {
    home.set('AWS_ACCESS_KEY_ID', 'AKIAENVIRONMENT');
    home.set('AWS_SECRET_ACCESS_KEY', 'x');
    await heard.connectProfile('keys').jobs.list(firstPage);
    expect(keyIdOf(server.asked[0])).toBe(secrets.accessKeyId);
  });

  it('keeps the variable that the SDK reads about its warning as it was', async () => {
    await heard.connect().jobs.list(firstPage);
    expect(process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED).toBeUndefined();
  });
});

describe('a role with MFA', () => {
  beforeEach(() => {
    home.config(
      '[profile mfa]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = keys\nmfa_serial = arn:aws:iam::1:mfa/me\n',
    );
    server.answer = asked =>
      asked.body.includes('AssumeRole')
        ? assumedRole('ASIAROLE', secrets.secretAccessKey, secrets.sessionToken)
        : json({});
  });

  it('asks for one code, for all regions and requests', async () => {
    const asked: string[] = [];
    const connection = heard.connectProfile('mfa', {
      askMfaCode: serial => {
        asked.push(serial);
        return Promise.resolve(secrets.mfaCode);
      },
    });
    await Promise.all([
      connection.jobs.list(firstPage),
      connection.inRegion('us-east-1').list(firstPage),
      connection.jobs.list(firstPage),
    ]);
    expect(asked).toEqual(['arn:aws:iam::1:mfa/me']);
    expect(server.asked.filter(({ operation }) => operation !== '').map(keyIdOf)).toEqual([
      'ASIAROLE',
      'ASIAROLE',
      'ASIAROLE',
    ]);
  });

  it('asks for no other code where the config files change while it is asked for', async () => {
    let asked = 0;
    const meanwhile: Promise<unknown>[] = [];
    const connection = heard.connectProfile('mfa', {
      askMfaCode: () => {
        asked += 1;
        connection.renew();
        if (asked === 1) {
          meanwhile.push(connection.inRegion('us-east-1').list(firstPage));
        }
        return Promise.resolve(secrets.mfaCode);
      },
    });
    await connection.jobs.list(firstPage);
    await Promise.all(meanwhile);
    expect(meanwhile).toHaveLength(1);
    expect(asked).toBe(1);
    connection.renew();
    await connection.jobs.list(firstPage);
    expect(asked).toBe(2);
  });
});
