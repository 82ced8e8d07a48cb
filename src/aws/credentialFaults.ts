import * as l10n from '@vscode/l10n';
import type { Failure, Remedy } from '../jobs/failure';
import { chooseProfile, retry } from '../jobs/faultWords';
import { plainText } from '../jobs/plainText';
import { redact } from '../jobs/redact';
import type { ErrorFacts, FailureContext } from './failureContext';
import { shellWord } from './shellWord';

/** What a credential provider has said, and of which profile. */
interface Said {
  readonly message: string;
  /** The name of the context's profile, safe to show. */
  readonly profile: string;
  readonly context: FailureContext;
}

type Say = (said: Said) => Failure;

function profileName(name: string): string {
  return plainText(redact(name), 100);
}

/** A failure of the profile's set-up: what is wrong stands in the config file. */
function setUp(what: string, helps: string): Failure {
  return { kind: 'credentials', what, helps, remedies: [chooseProfile, retry] };
}

/** New credentials are needed: the profile's set-up is right. */
function expired(what: string, helps: string, ...first: readonly Remedy[]): Failure {
  return { kind: 'expired', what, helps, remedies: [...first, retry, chooseProfile] };
}

/** `aws sso login` or `aws login`, with a button for a terminal where the profile's name can be quoted safely. */
function signIn(what: string, command: string, profile: string): Failure {
  const word = shellWord(profile);
  if (word === undefined) {
    return expired(
      what,
      l10n.t(
        'Sign in with the AWS CLI ({0}) for this profile, then try again: {1}',
        command,
        profileName(profile),
      ),
    );
  }
  const line = `${command} --profile ${word}`;
  return expired(what, l10n.t('Sign in, then try again; nothing has to be restarted. Command: {0}', line), {
    kind: 'signIn',
    command: line,
  });
}

const unknownProfile: Say = ({ message, profile, context: { chosen, about } }) => {
  const [, inMessage] = /profile: \[([^\]]*)\]/.exec(message) ?? [];
  const named = inMessage === undefined ? profile : profileName(inMessage);
  if (about.exists && named === profile) {
    return setUp(
      l10n.t('No credentials can be made from what the config files say of the profile: {0}', named),
      about.upperCaseKeys
        ? l10n.t('Its keys have to be written in lower case, as aws_access_key_id.')
        : l10n.t(
            'Complete it with the AWS CLI (aws configure or aws configure sso), or choose another profile.',
          ),
    );
  }
  return setUp(
    about.exists
      ? l10n.t('A profile that it takes its credentials from is missing or incomplete: {0}', named)
      : l10n.t('The AWS config files have no profile with this name: {0}', named),
    chosen
      ? l10n.t('Choose another profile, or add this one to the AWS config files and try again.')
      : l10n.t(
          'AWS_PROFILE may name a profile that is not there. Choose another one, or add it and try again.',
        ),
  );
};

/** Messages of the SDK's credential providers. Each was seen with the versions in package.json; the tests provoke them. */
const byMessage: readonly (readonly [RegExp, Say])[] = [
  [/^Could not resolve credentials using profile: \[/, unknownProfile],
  [/could not be found in shared credentials file|^Profile .* was not found\.$/, unknownProfile],
  [
    /^The SSO session token associated with profile=|^The SSO session associated with this profile is invalid/,
    ({ profile, context }) =>
      signIn(
        l10n.t('You are not signed in to IAM Identity Center with the profile: {0}', profile),
        'aws sso login',
        context.about.signInProfile,
      ),
  ],
  [
    /^Token is expired\.|^The SSO session associated with this profile has expired|^Value not present for '.*' in SSO Token|^UnauthorizedException: /,
    ({ profile, context }) =>
      signIn(
        l10n.t('The sign-in to IAM Identity Center has expired for the profile: {0}', profile),
        'aws sso login',
        context.about.signInProfile,
      ),
  ],
  [
    /^ForbiddenException: /,
    ({ profile }) =>
      setUp(
        l10n.t('IAM Identity Center does not give you the role and account of the profile: {0}', profile),
        l10n.t('Check sso_account_id and sso_role_name, ask for access, or choose another profile.'),
      ),
  ],
  [
    /reading 'sso_region'|^Sso session '.*' (?:could not be found|is missing)/,
    ({ profile }) =>
      setUp(
        l10n.t('The sso-session section is missing or incomplete that this profile refers to: {0}', profile),
        l10n.t('Run aws configure sso-session, or correct sso_session in the config file, then try again.'),
      ),
  ],
  [
    /^Profile is configured with invalid SSO credentials|^Conflicting SSO |^Profile '.*' is missing required property 'sso_session'/,
    ({ profile }) =>
      setUp(
        l10n.t('The settings for IAM Identity Center are incomplete in the profile: {0}', profile),
        l10n.t(
          'It needs sso_account_id, sso_role_name, and an sso_session or sso_region and sso_start_url. Run aws configure sso.',
        ),
      ),
  ],
  [
    /aws login|^Failed to load (?:a )?token (?:from|for) |^Token validation failed|^Your session has expired\. Please reauthenticate|^Unable to refresh credentials because|^Failed to refresh token|^Token refresh response|^Failed to generate Dpop proof/,
    ({ profile, context }) =>
      signIn(
        l10n.t('You are not signed in to AWS, or the sign-in has expired, with the profile: {0}', profile),
        'aws login',
        context.about.signInProfile,
      ),
  ],
  [
    /requires multi-factor authentication|MultiFactorAuthentication failed|no MFA code|MFA serial|MFA code/i,
    ({ message, profile }) => ({
      kind: 'credentials',
      what: /invalid MFA|one time pass code/i.test(message)
        ? l10n.t('AWS refused the MFA code for the profile: {0}', profile)
        : l10n.t('An MFA code is needed, and none was given, for the profile: {0}', profile),
      helps: l10n.t('Try again and enter the code that your device shows now; each code can be used once.'),
      remedies: [retry, chooseProfile],
    }),
  ],
  [
    // Holds the command line, and with it perhaps a secret: nothing of it is shown.
    /^Command failed: |^spawn |maxBuffer|^stdout maxBuffer/,
    ({ profile }) =>
      setUp(
        l10n.t(
          'The program that makes the credentials (credential_process) failed for the profile: {0}',
          profile,
        ),
        l10n.t(
          'Run it in a terminal to see why; it is not shown here since it may hold secrets. Then try again.',
        ),
      ),
  ],
  [
    /credential_process returned expired credentials/,
    ({ profile }) =>
      expired(
        l10n.t(
          'The program that makes the credentials (credential_process) gave expired ones for the profile: {0}',
          profile,
        ),
        l10n.t('Renew what it reads from, then try again.'),
      ),
  ],
  [
    /credential_process (?:returned|did not return)|did not contain credential_process/,
    ({ profile }) =>
      setUp(
        l10n.t(
          'The program that makes the credentials (credential_process) did not give them in the form that AWS expects, for the profile: {0}',
          profile,
        ),
        l10n.t('It has to print JSON with Version 1, AccessKeyId and SecretAccessKey, and nothing else.'),
      ),
  ],
  [
    /^Detected a cycle/,
    ({ profile }) =>
      setUp(
        l10n.t('The source profiles lead back to where they started, for the profile: {0}', profile),
        l10n.t('Correct source_profile in the config file, then try again.'),
      ),
  ],
  [
    /^Unsupported credential source/,
    ({ profile }) =>
      setUp(
        l10n.t('The credential_source is none that exists in the profile: {0}', profile),
        l10n.t('It can be Environment, Ec2InstanceMetadata or EcsContainer.'),
      ),
  ],
  [
    /^Resolved credential object is not valid|Invalid character in header content/,
    ({ profile }) =>
      setUp(
        l10n.t(
          'The credentials are incomplete or hold characters that none can have, for the profile: {0}',
          profile,
        ),
        l10n.t('Write the access key id, the secret access key and the session token anew.'),
      ),
  ],
  [
    /^Could not load credentials from any providers|^Unable to find environment variable credentials|^EC2 Instance Metadata|^Could not load credentials/,
    ({ profile, context }) =>
      setUp(
        context.chosen || context.profile !== 'default'
          ? l10n.t('No credentials were found for the profile: {0}', profile)
          : l10n.t('No credentials were found in the environment, the default profile or this machine.'),
        l10n.t(
          'Choose a profile, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY before the editor starts.',
        ),
      ),
  ],
];

/** What the credential providers say, in the user's words; undefined where it is not about credentials. */
export function describeCredentialFault(facts: ErrorFacts, context: FailureContext): Failure | undefined {
  const [, say] = byMessage.find(([pattern]) => pattern.test(facts.message)) ?? [];
  if (say !== undefined) {
    return say({ message: facts.message, profile: profileName(context.profile), context });
  }
  if (facts.code === 'ENOENT' && facts.path !== '') {
    return setUp(
      l10n.t(
        'A file that the credentials are made from is not there: {0}',
        plainText(redact(facts.path), 200),
      ),
      l10n.t('Check web_identity_token_file in the config file, or choose another profile.'),
    );
  }
  return undefined;
}

/** An error of a credential provider that is not known: its text is shown, safely. */
export function unknownCredentialFault(facts: ErrorFacts, context: FailureContext): Failure {
  return setUp(
    l10n.t('The credentials could not be loaded: {0}', plainText(redact(facts.message), 300)),
    l10n.t(
      'Correct the profile or choose another one, then try again. Profile: {0}',
      profileName(context.profile),
    ),
  );
}
