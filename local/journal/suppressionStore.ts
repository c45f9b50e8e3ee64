import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** An address that the account does not send to. */
export interface SuppressedAddress {
  readonly address: string;
  readonly reason: string;
  readonly at: Date;
}

/** The account's suppression list, kept over a restart; addresses in lower case. */
export class SuppressionStore {
  readonly #statements: Record<'find' | 'put' | 'remove', StatementSync>;

  constructor(database: DatabaseSync) {
    this.#statements = {
      find: database.prepare('SELECT reason, at FROM suppressed_addresses WHERE address = ?'),
      put: database.prepare('INSERT OR REPLACE INTO suppressed_addresses (address, reason, at) VALUES (?, ?, ?)'),
      remove: database.prepare('DELETE FROM suppressed_addresses WHERE address = ?'),
    };
  }

  find(address: string): SuppressedAddress | undefined {
    const row = this.#statements.find.get(address.toLowerCase());
    return row === undefined
      ? undefined
      : { address: address.toLowerCase(), reason: String(row['reason']), at: new Date(Number(row['at'])) };
  }

  put(address: string, reason: string): void {
    this.#statements.put.run(address.toLowerCase(), reason, Date.now());
  }

  /** Whether it was there. */
  remove(address: string): boolean {
    return this.#statements.remove.run(address.toLowerCase()).changes > 0;
  }
}
