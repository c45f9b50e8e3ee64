import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A secret with its value of now. */
export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  /** The template's recipe for the value. */
  readonly recipe: string;
  readonly value: string;
  readonly version: string;
  readonly createdAt: Date;
}

/** The values of the secrets, kept over a restart. */
export class SecretStore {
  readonly #statements: Record<'find' | 'put' | 'keepOnly', StatementSync>;

  constructor(database: DatabaseSync) {
    this.#statements = {
      find: database.prepare('SELECT name, recipe, value, version, created_at FROM secrets WHERE arn = ?'),
      put: database.prepare(
        'INSERT OR REPLACE INTO secrets (arn, name, recipe, value, version, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      keepOnly: database.prepare('DELETE FROM secrets WHERE arn NOT IN (SELECT value FROM json_each(?))'),
    };
  }

  find(arn: string): StoredSecret | undefined {
    const row = this.#statements.find.get(arn);
    if (row === undefined) return undefined;
    const { name, recipe, value, version, created_at: createdAt } = row;
    return {
      arn,
      name: String(name),
      recipe: String(recipe),
      value: String(value),
      version: String(version),
      createdAt: new Date(Number(createdAt)),
    };
  }

  /** Gives a secret a value, as a new version. */
  put({ arn, name, recipe, value }: Pick<StoredSecret, 'arn' | 'name' | 'recipe' | 'value'>): void {
    this.#statements.put.run(arn, name, recipe, value, randomUUID(), Date.now());
  }

  /** Deletes every other secret. */
  keepOnly(arns: readonly string[]): void {
    this.#statements.keepOnly.run(JSON.stringify(arns));
  }
}
