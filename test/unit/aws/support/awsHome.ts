import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Values that look like secrets and must never be seen in a log line or a failure. */
export const secrets = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: `IQoJb3JpZ2luX2VjE${'AbCd0123+/'.repeat(12)}==`,
  ssoToken: 'sso-access-token-7f3a9c',
  password: 'hunter2-of-the-command-line',
  // The longest there is: six digits are in the random ID of some request now and then.
  mfaCode: '91420756',
};

export const keysSection = `aws_access_key_id = ${secrets.accessKeyId}\naws_secret_access_key = ${secrets.secretAccessKey}\n`;

/** A home directory with AWS config files of its own, which the environment of this process points to. */
export class AwsHome {
  readonly directory = mkdtempSync(join(tmpdir(), 'aws-home-'));
  readonly configFile = join(this.directory, 'my config');
  readonly credentialsFile = join(this.directory, 'my credentials');
  readonly #before = { ...process.env };

  constructor() {
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) {
        this.unset(name);
      }
    }
    process.env.HOME = this.directory;
    process.env.AWS_CONFIG_FILE = this.configFile;
    process.env.AWS_SHARED_CREDENTIALS_FILE = this.credentialsFile;
    // Nothing outside of this machine is asked for credentials or a region.
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
  }

  config(text: string): void {
    writeFileSync(this.configFile, text);
  }

  credentials(text: string): void {
    writeFileSync(this.credentialsFile, text);
  }

  /** A program that can stand as credential_process. */
  program(name: string, script: string): string {
    const path = join(this.directory, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  file(name: string, text: string): string {
    const path = join(this.directory, name);
    writeFileSync(path, text);
    return path;
  }

  /** What `aws sso login` leaves: `session` is the name of the sso-session, or the start URL of the old form. */
  ssoToken(session: string, token: Readonly<Record<string, unknown>>): void {
    const cache = join(this.directory, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const name = createHash('sha1').update(session).digest('hex');
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
  }

  set(name: string, value: string): void {
    process.env[name] = value;
  }

  unset(name: string): void {
    Reflect.deleteProperty(process.env, name);
  }

  remove(): void {
    for (const name of Object.keys(process.env)) {
      if (!(name in this.#before)) {
        this.unset(name);
      }
    }
    Object.assign(process.env, this.#before);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
