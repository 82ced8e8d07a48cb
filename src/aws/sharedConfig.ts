import {
  getProfileName,
  loadConfig,
  loadSharedConfigFiles,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
} from '@smithy/core/config';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionChoice, Profile } from '../jobs/ports';
import type { ServiceName } from './awsService';

type Section = Readonly<Record<string, string | undefined>>;

/** Sections of the config file that are not profiles; `profile.` only comes from a misplaced `[profile x]`. */
const notAProfile = /^(?:sso-session|services|profile)\./;

/** Both files as they are on disk now; where both have a key of a profile, the credentials file counts. */
async function readProfiles(): Promise<ReadonlyMap<string, Section>> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const merged = new Map<string, Section>();
  for (const [name, section] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
    if (!notAProfile.test(name)) {
      merged.set(name, { ...merged.get(name), ...section });
    }
  }
  return merged;
}

/** In the order in which the SDK's own provider looks at a profile. */
function credentialsKind(section: Section): Profile['credentials'] {
  if (section.role_arn !== undefined && (section.source_profile ?? section.credential_source) !== undefined) {
    return 'assumeRole';
  }
  if (section.aws_access_key_id !== undefined && section.aws_secret_access_key !== undefined) {
    return 'keys';
  }
  if (section.web_identity_token_file !== undefined && section.role_arn !== undefined) {
    return 'webIdentity';
  }
  if (section.credential_process !== undefined) {
    return 'process';
  }
  if (Object.keys(section).some(key => key.startsWith('sso_'))) {
    return 'sso';
  }
  return section.login_session === undefined ? 'unknown' : 'login';
}

/**
 * All profiles of the shared config and credentials files, read anew, `default` first and then by name. The SDK's
 * loader finds them: what it can't read is not there, and there is no error.
 */
export async function profiles(): Promise<Profile[]> {
  const found = await readProfiles();
  return [...found]
    .map(([name, section]) => ({
      name,
      ...(section.region === undefined ? {} : { region: section.region }),
      credentials: credentialsKind(section),
    }))
    .sort(
      (a, b) => Number(b.name === 'default') - Number(a.name === 'default') || a.name.localeCompare(b.name),
    );
}

/** The profile a choice stands for: with the environment's credentials the one that AWS_PROFILE names. */
export function profileNameOf(choice: ConnectionChoice): string {
  return getProfileName(choice.kind === 'profile' ? { profile: choice.profile } : {});
}

/**
 * The region of a choice: its own, else the SDK's answer (AWS_REGION, the profile's region, the region of the
 * machine on EC2, which may take a second), with the AWS CLI's AWS_DEFAULT_REGION before the last. Undefined
 * where there is none.
 */
export async function regionOf(choice: ConnectionChoice): Promise<string | undefined> {
  if (choice.kind === 'sample') {
    return undefined;
  }
  if (choice.region !== undefined && choice.region !== '') {
    return choice.region;
  }
  const { default: ofMachine } = NODE_REGION_CONFIG_OPTIONS;
  const load = loadConfig(
    {
      ...NODE_REGION_CONFIG_OPTIONS,
      default: async () => {
        const ofCli = process.env.AWS_DEFAULT_REGION;
        return ofCli !== undefined && ofCli !== ''
          ? ofCli
          : typeof ofMachine === 'function'
            ? ofMachine()
            : '';
      },
    },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, profile: profileNameOf(choice), ignoreCache: true },
  );
  const region = await load().catch(() => '');
  return region === '' ? undefined : region;
}

/**
 * The endpoint that environment or profile name for a service, as the SDKs reference guide has it
 * (AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services` section, its `endpoint_url`). The SDK
 * would look at the default profile instead of the chosen one.
 */
export async function configuredEndpoint(
  profile: string,
  service: ServiceName = 'forecast',
): Promise<string | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const section: Section = { ...credentialsFile[profile], ...configFile[profile] };
  const ignored = process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? section.ignore_configured_endpoint_urls;
  if (ignored?.toLowerCase() === 'true') {
    return undefined;
  }
  const services = section.services === undefined ? undefined : configFile[`services.${section.services}`];
  return [
    process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`],
    process.env.AWS_ENDPOINT_URL,
    services?.[`${service}.endpoint_url`],
    section.endpoint_url,
  ].find(url => url !== undefined && url !== '');
}

/** Paths of the files whose change may change profiles or credentials, whether they exist or not. */
export function configFiles(): string[] {
  const home =
    [process.env.HOME, process.env.USERPROFILE].find(path => path !== undefined && path !== '') ?? homedir();
  const inHome = (path: string): string => (path.startsWith('~/') ? join(home, path.slice(2)) : path);
  const chosen = (path: string | undefined, file: string): string =>
    path === undefined || path === '' ? join(home, '.aws', file) : inHome(path);
  return [
    chosen(process.env.AWS_CONFIG_FILE, 'config'),
    chosen(process.env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  ];
}

/** What a failure of a profile's credentials can be explained with. */
export interface AboutProfile {
  readonly exists: boolean;
  /** Keys the AWS CLI reads in any case, the SDK in lower case only. */
  readonly upperCaseKeys: boolean;
  /** The profile to sign in with: the one at the end of the chain of source profiles. */
  readonly signInProfile: string;
}

export async function aboutProfile(profile: string): Promise<AboutProfile> {
  const found = await readProfiles();
  const seen = new Set<string>();
  let last = profile;
  for (let next: string | undefined = profile; next !== undefined && found.has(next) && !seen.has(next);) {
    seen.add(next);
    last = next;
    next = found.get(next)?.source_profile;
  }
  const section = found.get(profile);
  return {
    exists: section !== undefined,
    upperCaseKeys: Object.keys(section ?? {}).some(key => key !== key.toLowerCase()),
    signInProfile: last,
  };
}

/** The profile that a role with MFA is assumed from, undefined where the profile is none of that kind. */
export async function sourceOfMfaProfile(profile: string): Promise<string | undefined> {
  const section = (await readProfiles()).get(profile);
  const source = section?.mfa_serial === undefined ? undefined : section.source_profile;
  return source === profile ? undefined : source;
}
