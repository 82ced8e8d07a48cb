import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/jobs/ports';
import { connectSample } from '../../../src/local';
import { HeldConnections } from '../../../src/view/heldConnections';
import { AccountInMemory } from '../jobs/accountInMemory';

function madeConnection(): { connection: Connection; disposed: () => number } {
  let count = 0;
  const jobs = new AccountInMemory([]);
  const connection: Connection = {
    choice: { kind: 'environment' },
    region: 'us-west-2',
    jobs,
    objects: connectSample().objects,
    queries: connectSample().queries,
    inRegion: () => jobs,
    renew: () => undefined,
    dispose: () => {
      count += 1;
    },
  };
  return { connection, disposed: () => count };
}

describe('a connection that work goes on with', () => {
  it('is closed at once where nobody holds it', () => {
    const { connection, disposed } = madeConnection();
    new HeldConnections().close(connection);
    expect(disposed()).toBe(1);
  });

  it('is closed when the last that holds it has given it back, and once', () => {
    const { connection, disposed } = madeConnection();
    const held = new HeldConnections();
    const first = held.hold(connection);
    const second = held.hold(connection);
    held.close(connection);
    first();
    expect(disposed()).toBe(0);
    second();
    expect(disposed()).toBe(1);
  });

  it('stays open after it was given back, until it is closed', () => {
    const { connection, disposed } = madeConnection();
    const held = new HeldConnections();
    held.hold(connection)();
    expect(disposed()).toBe(0);
    held.close(connection);
    expect(disposed()).toBe(1);
  });

  it('is not waited for when the editor closes', () => {
    const { connection, disposed } = madeConnection();
    const held = new HeldConnections();
    held.hold(connection);
    held.close(connection);
    held.dispose();
    expect(disposed()).toBe(1);
  });
});
