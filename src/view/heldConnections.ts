import type { Connection } from '../jobs/ports';

/**
 * Connections that work goes on with after the user has switched to another: what was confirmed for an account is
 * done in that account, to its end. Each is disposed of when the last that holds it has given it back.
 */
export class HeldConnections {
  readonly #holders = new Map<Connection, number>();
  readonly #closing = new Set<Connection>();

  /** @returns what gives it back; to be called once */
  hold(connection: Connection): () => void {
    this.#holders.set(connection, (this.#holders.get(connection) ?? 0) + 1);
    return () => {
      const others = (this.#holders.get(connection) ?? 1) - 1;
      if (others > 0) {
        this.#holders.set(connection, others);
        return;
      }
      this.#holders.delete(connection);
      if (this.#closing.delete(connection)) {
        connection.dispose();
      }
    };
  }

  /** Disposes of a connection, as soon as nobody holds it. */
  close(connection: Connection): void {
    if (this.#holders.has(connection)) {
      this.#closing.add(connection);
    } else {
      connection.dispose();
    }
  }

  /** The editor is closing: nothing is waited for. */
  dispose(): void {
    this.#closing.forEach(connection => connection.dispose());
    this.#closing.clear();
    this.#holders.clear();
  }
}
