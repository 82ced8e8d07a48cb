import { expect } from 'vitest';
import type { ConnectOptions } from '../../../../src/aws';
import { connect } from '../../../../src/aws';
import type { Failure } from '../../../../src/jobs/failure';
import { FailureError } from '../../../../src/jobs/failure';
import type { Connection, Log } from '../../../../src/jobs/ports';
import { secrets } from './awsHome';

/** Everything the tests of a file logged or were told, to be searched for secrets at their end. */
export class Heard {
  readonly lines: string[] = [];
  readonly #open: Connection[] = [];
  readonly log: Log = {
    debug: line => void this.lines.push(line),
    info: line => void this.lines.push(line),
    warn: line => void this.lines.push(line),
    error: line => void this.lines.push(line),
  };

  connect(options: Partial<ConnectOptions> = {}): Connection {
    const connection = connect({
      choice: { kind: 'profile', profile: 'keys' },
      region: 'us-west-2',
      askMfaCode: () => Promise.resolve(undefined),
      log: this.log,
      ...options,
    });
    this.#open.push(connection);
    return connection;
  }

  connectProfile(profile: string, options: Partial<ConnectOptions> = {}): Connection {
    return this.connect({ choice: { kind: 'profile', profile }, ...options });
  }

  /** The failure that `asked` rejects with; anything else fails the test. */
  async failureOf(asked: Promise<unknown>): Promise<Failure> {
    const outcome: unknown = await asked.then(
      () => 'an answer',
      (thrown: unknown) => thrown,
    );
    expect(outcome).toBeInstanceOf(FailureError);
    const { failure } = outcome as FailureError;
    this.lines.push(JSON.stringify(failure));
    expect(failure.what).toMatch(/\S/);
    expect(`${failure.what}${failure.helps}`).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    return failure;
  }

  dispose(): void {
    for (const connection of this.#open.splice(0)) {
      connection.dispose();
    }
  }

  expectNoSecrets(): void {
    const all = this.lines.join('\n');
    for (const secret of Object.values(secrets)) {
      expect(all).not.toContain(secret);
    }
    expect(all).not.toMatch(/Signature=(?!\[redacted\])/);
    expect(all).not.toMatch(/AWS4-HMAC-SHA256/);
  }
}

export const firstPage = { filters: [], maxResults: 100 };
