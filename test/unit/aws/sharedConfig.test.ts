import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFiles, profiles, regionOf } from '../../../src/aws/sharedConfig';
import { configuredEndpoint } from '../../../src/aws/sharedConfig';
import { AwsHome, keysSection } from './support/awsHome';

let home: AwsHome;
beforeEach(() => {
  home = new AwsHome();
});
afterEach(() => home.remove());

async function namesAndKinds(): Promise<Record<string, string>> {
  return Object.fromEntries((await profiles()).map(({ name, credentials }) => [name, credentials]));
}

describe('the list of profiles', () => {
  it('has every kind, of both files, and no section that is none', async () => {
    home.config(`
[default]
region = us-east-1
[profile sso]
sso_session = corp
[profile sso.old]
sso_start_url = https://example.com
[profile login]
login_session = arn:aws:iam::1:user/me
[profile role]
role_arn = arn:aws:iam::1:role/r
source_profile = default
[profile role-ec2]
role_arn = arn:aws:iam::1:role/r
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::1:role/r
web_identity_token_file = /t
[profile tool]
credential_process = /bin/true
[profile region-only]
region = eu-west-1
[sso-session corp]
sso_region = us-east-1
[services local]
forecast =
  endpoint_url = http://127.0.0.1:1
`);
    home.credentials(
      `[default]\n${keysSection}[only.in-credentials]\n${keysSection}[profile misplaced]\n${keysSection}`,
    );
    expect(await namesAndKinds()).toEqual({
      default: 'keys',
      'only.in-credentials': 'keys',
      'region-only': 'unknown',
      role: 'assumeRole',
      'role-ec2': 'assumeRole',
      sso: 'sso',
      'sso.old': 'sso',
      login: 'login',
      tool: 'process',
      web: 'webIdentity',
    });
    expect((await profiles())[0]).toEqual({ name: 'default', region: 'us-east-1', credentials: 'keys' });
  });

  it('reads names with dots and other signs, blank values and comments', async () => {
    home.config(
      '[profile team.prod]\ncli_pager=\nregion = eu-west-1 ; near\n[profile "user@example.com/x"]\noutput=\nregion=us-west-2\n# end\n',
    );
    expect(await profiles()).toEqual([
      { name: 'team.prod', region: 'eu-west-1', credentials: 'unknown' },
      { name: 'user@example.com/x', region: 'us-west-2', credentials: 'unknown' },
    ]);
  });

  it('lists a profile whose keys are in upper case', async () => {
    home.credentials(`[upper]\n${keysSection.toUpperCase()}`);
    expect(await namesAndKinds()).toEqual({ upper: 'unknown' });
  });

  it('is read anew each time', async () => {
    home.credentials(`[one]\n${keysSection}`);
    expect(Object.keys(await namesAndKinds())).toEqual(['one']);
    home.credentials(`[one]\n${keysSection}[two]\n${keysSection}`);
    expect(Object.keys(await namesAndKinds())).toEqual(['one', 'two']);
  });

  it('is empty without files or with files that are none', async () => {
    expect(await profiles()).toEqual([]);
    home.config('\u0000\u0001 garbage [[[ = \n]');
    expect(await profiles()).toEqual([]);
    home.set('AWS_CONFIG_FILE', home.directory);
    expect(await profiles()).toEqual([]);
  });

  it('takes no harm of names that mean something to JavaScript', async () => {
    home.config('[profile constructor]\nregion = us-west-2\n[profile toString]\nregion = us-west-2\n');
    expect(Object.keys(await namesAndKinds()).sort()).toEqual(['constructor', 'toString']);
    home.config('[profile __proto__]\nregion = us-west-2\n');
    expect(await profiles()).toEqual([]);
  });
});

describe('the region', () => {
  const choice = { kind: 'profile', profile: 'dev' } as const;

  it('is the chosen one, else of the environment, else of the profile', async () => {
    home.config('[profile dev]\nregion = eu-west-1\n[default]\nregion = us-east-2\n');
    expect(await regionOf({ ...choice, region: 'ap-south-1' })).toBe('ap-south-1');
    expect(await regionOf(choice)).toBe('eu-west-1');
    expect(await regionOf({ kind: 'environment' })).toBe('us-east-2');
    home.set('AWS_PROFILE', 'dev');
    expect(await regionOf({ kind: 'environment' })).toBe('eu-west-1');
    home.set('AWS_REGION', 'us-west-2');
    expect(await regionOf(choice)).toBe('us-west-2');
  });

  it('follows a change of the file', async () => {
    home.config('[profile dev]\nregion = eu-west-1\n');
    expect(await regionOf(choice)).toBe('eu-west-1');
    home.config('[profile dev]\nregion = eu-central-1\n');
    expect(await regionOf(choice)).toBe('eu-central-1');
  });

  it('may be that of the AWS CLI, or none', async () => {
    expect(await regionOf(choice)).toBeUndefined();
    expect(await regionOf({ kind: 'sample' })).toBeUndefined();
    home.set('AWS_DEFAULT_REGION', 'us-east-2');
    expect(await regionOf(choice)).toBe('us-east-2');
  });
});

describe('the config files', () => {
  it('are those of the environment, with ~ for the home directory, else those in it', () => {
    expect(configFiles()).toEqual([home.configFile, home.credentialsFile]);
    home.set('AWS_CONFIG_FILE', '~/elsewhere');
    home.unset('AWS_SHARED_CREDENTIALS_FILE');
    expect(configFiles()).toEqual([
      join(home.directory, 'elsewhere'),
      join(home.directory, '.aws', 'credentials'),
    ]);
  });

  it('are the ones that profiles are read from', async () => {
    home.unset('AWS_CONFIG_FILE');
    mkdirSync(join(home.directory, '.aws'));
    writeFileSync(configFiles()[0] ?? '', '[profile here]\nregion = us-west-2\n');
    expect(Object.keys(await namesAndKinds())).toEqual(['here']);
  });
});

describe('the endpoint that a profile names', () => {
  it('is its own, not that of the default profile', async () => {
    home.config(
      '[default]\nendpoint_url = http://default:1\n[profile plain]\nregion = us-west-2\n[profile own]\nendpoint_url = http://own:1\n' +
        '[profile part]\nservices = local\n[services local]\nforecast =\n  endpoint_url = http://part:1\ns3 =\n  endpoint_url = http://s3:1\n',
    );
    expect(await configuredEndpoint('plain')).toBeUndefined();
    expect(await configuredEndpoint('own')).toBe('http://own:1');
    expect(await configuredEndpoint('part')).toBe('http://part:1');
    home.set('AWS_ENDPOINT_URL', 'http://all:1');
    expect(await configuredEndpoint('own')).toBe('http://all:1');
    home.set('AWS_ENDPOINT_URL_FORECAST', 'http://forecast:1');
    expect(await configuredEndpoint('own')).toBe('http://forecast:1');
    home.set('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
    expect(await configuredEndpoint('own')).toBeUndefined();
  });
});
