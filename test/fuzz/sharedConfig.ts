import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { open } from '../../src/aws';
import {
  aboutProfile,
  configuredEndpoint,
  profiles,
  regionOf,
  sourceOfMfaProfile,
} from '../../src/aws/sharedConfig';
import { FailureError } from '../../src/jobs/failure';
import { anyText } from '../unit/anyText';
import { AnsweringServer, json } from '../unit/aws/support/answeringServer';
import { AwsHome, keysSection, secrets } from '../unit/aws/support/awsHome';
import { fuzzed, type FuzzProperty } from './fuzzProperty';

let home: AwsHome | undefined;
let server: AnsweringServer | undefined;

async function start(): Promise<void> {
  home = new AwsHome();
  server = await AnsweringServer.start();
  server.answer = () => json({});
  for (const service of ['FORECAST', 'STS', 'SSO', 'SSO_OIDC', 'SIGNIN']) {
    home.set(`AWS_ENDPOINT_URL_${service}`, server.url);
  }
}

async function stop(): Promise<void> {
  await server?.stop();
  home?.remove();
}

const name = fc.constantFrom('default', 'a', 'b', 'a.b', '__proto__', 'constructor');
/** Nothing that would be run: credentials are not asked for here. */
const anyLine = fc.oneof(
  name.map(profile => `[profile ${profile}]`),
  name.map(profile => `[${profile}]`),
  fc
    .tuple(
      fc.constantFrom(
        'region',
        'source_profile',
        'mfa_serial',
        'services',
        'endpoint_url',
        'role_arn',
        'sso_session',
        '__proto__',
      ),
      fc.constantFrom('=', ' = ', ' ', '=='),
      fc.oneof(name, anyText(20)),
    )
    .map(parts => parts.join('')),
  fc.constantFrom(
    '[',
    ']',
    '[]',
    '[profile ]',
    '[sso-session a]',
    '[services a]',
    'forecast =',
    '  endpoint_url = x',
    '#',
    ';',
    '\uFEFF',
  ),
  anyText(30),
);

async function isRead([config, credentials]: readonly [readonly string[], readonly string[]]): Promise<void> {
  home?.config(config.join('\n'));
  home?.credentials(credentials.join('\r\n'));
  const found = await profiles();
  for (const { name: profile, credentials: kind, region } of found) {
    assert.equal(typeof profile + typeof kind, 'stringstring');
    assert.ok(region === undefined || typeof region === 'string');
  }
  for (const profile of [
    'default',
    'a',
    '__proto__',
    'constructor',
    ...found.slice(0, 2).map(one => one.name),
  ]) {
    const { exists, signInProfile } = await aboutProfile(profile);
    assert.equal(
      exists,
      found.some(one => one.name === profile),
      profile,
    );
    assert.equal(typeof signInProfile, 'string');
    const source = await sourceOfMfaProfile(profile);
    assert.ok(source === undefined || typeof source === 'string');
    const endpoint = await configuredEndpoint(profile, 's3');
    assert.ok(endpoint === undefined || typeof endpoint === 'string');
    const region = await regionOf({ kind: 'profile', profile });
    assert.ok(region === undefined || typeof region === 'string');
  }
}

/**
 * Each of them does no harm when credentials are made from it. None asks for an MFA code: while one is asked for, the SDK
 * leaves the fault of a profile that is its own source unhandled.
 */
const setting = fc.constantFrom(
  ...keysSection.split('\n'),
  `aws_session_token = ${secrets.sessionToken}`,
  ...['AWS_ACCESS_KEY_ID = x', 'aws_access_key_id =', 'region = us-west-2', 'region = not a region'],
  ...['source_profile = a', 'source_profile = b', 'source_profile = default', 'source_profile = nobody'],
  ...['role_arn = arn:aws:iam::111122223333:role/r', 'role_arn = x'],
  ...['credential_source = Environment', 'credential_source = EcsContainer', 'credential_source = odd'],
  ...[
    'credential_process = /bin/false',
    `credential_process = /bin/echo ${secrets.password}`,
    'credential_process = /nowhere',
  ],
  ...['credential_process = /bin/echo {"Version":1}', 'web_identity_token_file = /nowhere'],
  ...['sso_session = s', 'sso_account_id = 111122223333', 'sso_role_name = r', 'sso_region = us-west-2'],
  ...[
    'sso_start_url = https://example.com',
    'login_session = arn:aws:iam::1:user/me',
    'duration_seconds = x',
  ],
);
const section = (header: string) =>
  fc.array(setting, { maxLength: 5 }).map(lines => [header, ...lines].join('\n'));
const credentialFiles = fc.tuple(
  section('[default]'),
  section('[profile a]'),
  section('[profile b]'),
  section('[sso-session s]'),
  section('[a]'),
);

/** Whatever a profile says: its jobs are listed, or a failure says in words, and without secrets, why not. */
async function isUsedOrExplained([first, a, b, session, own]: readonly string[]): Promise<void> {
  home?.config([first, a, b, session].join('\n'));
  home?.credentials(own ?? '');
  const said: string[] = [];
  const note = (line: string) => void said.push(line);
  try {
    const connection = await open({
      choice: { kind: 'profile', profile: 'a' },
      askMfaCode: () => Promise.resolve(undefined),
      log: { debug: note, info: note, warn: note, error: note },
    });
    try {
      await connection.jobs.list({ filters: [], maxResults: 10 });
    } finally {
      connection.dispose();
    }
  } catch (error) {
    assert.ok(error instanceof FailureError, error instanceof Error ? error.stack : String(error));
    const { what, helps } = error.failure;
    assert.match(what, /\S/);
    assert.doesNotMatch(what + helps, /[\p{Cc}\p{Cf}]/u);
    said.push(JSON.stringify(error.failure));
  }
  for (const secret of Object.values(secrets)) {
    assert.ok(!said.join('\n').includes(secret), 'a secret is told');
  }
}

const lines = fc.array(anyLine, { maxLength: 12 });

export const sharedConfig: readonly FuzzProperty[] = [
  fuzzed('config/any-files', fc.tuple(lines, lines), isRead, { quickRuns: 30, before: start, after: stop }),
  fuzzed('config/credentials', credentialFiles, isUsedOrExplained, {
    quickRuns: 10,
    before: start,
    after: stop,
  }),
];
