import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import * as l10n from '@vscode/l10n';
import { FailureError } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import type { ConnectionChoice, Log } from '../jobs/ports';
import { redact } from '../jobs/redact';
import { sourceOfMfaProfile } from './sharedConfig';

/** What the SDK's clients take credentials from; it is handed the client that asks. */
type CredentialProvider = ReturnType<typeof fromIni>;
type Identity = Awaited<ReturnType<CredentialProvider>>;

/** Asks the user for the code that the MFA device with this serial number shows; undefined: none was given. */
export type AskMfaCode = (serial: string) => Promise<string | undefined>;

/** As the SDK does it: credentials are renewed from five minutes before their end on. */
const renewBefore = 5 * 60_000;

/**
 * The credentials of one session with the service: asked for once, shared by the clients of all regions (each
 * would keep its own, and ask for an MFA code of its own), asked for again when they are about to expire.
 */
export class SessionCredentials {
  #identity: Identity | undefined;
  #pending: Promise<Identity> | undefined;

  constructor(private readonly provider: CredentialProvider) {}

  /** What the last request was signed with. */
  get identity(): Identity | undefined {
    return this.#identity;
  }

  readonly provide: CredentialProvider = async properties => {
    const identity = this.#identity;
    if (identity !== undefined && !expiresSoon(identity)) {
      return identity;
    }
    this.#pending ??= this.#ask(properties);
    return this.#pending;
  };

  async #ask(properties: Parameters<CredentialProvider>[0]): Promise<Identity> {
    try {
      this.#identity = await this.provider(properties);
      return this.#identity;
    } finally {
      this.#pending = undefined;
    }
  }
}

function expiresSoon({ expiration }: Identity): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < renewBefore;
}

export function sameIdentity(a: Identity | undefined, b: Identity | undefined): boolean {
  return (
    a?.accessKeyId === b?.accessKeyId &&
    a?.secretAccessKey === b?.secretAccessKey &&
    a?.sessionToken === b?.sessionToken
  );
}

/**
 * Where the credentials of a choice come from. A chosen profile goes to the provider for profiles, whose errors
 * say what is wrong; the default chain would turn each into "Could not load credentials from any providers".
 */
export function credentialsOf(
  choice: ConnectionChoice,
  askMfaCode: AskMfaCode,
  log: Log,
): CredentialProvider {
  const init = {
    // The SDK keeps the files' text for as long as the process runs.
    ignoreCache: true,
    mfaCodeProvider: async (serial: string): Promise<string> => {
      const code = (await askMfaCode(plainText(serial, 200)))?.trim();
      if (code === undefined || code === '') {
        throw noMfaCode();
      }
      return code;
    },
    // Without a logger the chain warns on the console. Its debug lines hold command lines: they go nowhere.
    logger: {
      trace: nowhere,
      debug: nowhere,
      info: nowhere,
      warn: (line: unknown) => log.warn(plainText(redact(String(line)), 500)),
      error: nowhere,
    },
  };
  if (choice.kind !== 'profile') {
    return fromNodeProviderChain(init);
  }
  const { profile } = choice;
  return async properties => {
    // Before anyone is asked for a code, see that the profile the role is assumed from has credentials at all.
    const source = await sourceOfMfaProfile(profile);
    if (source !== undefined) {
      await fromIni({ ...init, profile: source })(properties);
    }
    return fromIni({ ...init, profile })(properties);
  };
}

function nowhere(): void {
  // Dropped on purpose.
}

function noMfaCode(): FailureError {
  return new FailureError({
    kind: 'credentials',
    what: l10n.t('The profile needs an MFA code, and none was given.'),
    helps: l10n.t('Try again and enter the code that your device shows.'),
    remedies: [{ kind: 'retry' }, { kind: 'chooseProfile' }],
  });
}

/** Nobody is looking: a box to type into would come out of nothing. */
export function mfaNotAsked(): FailureError {
  return new FailureError({
    kind: 'credentials',
    what: l10n.t('The profile needs an MFA code, which is not asked for in the background.'),
    helps: l10n.t('Refresh the export jobs of that profile to be asked for it.'),
    remedies: [{ kind: 'retry' }, { kind: 'chooseProfile' }],
  });
}
