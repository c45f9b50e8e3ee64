import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readRow, schemaVersion, Table, unlessConditionFails } from './table.ts';

const rowSchema = z.object({ rules: z.unknown(), revision: z.int() });

/** One row of rules that operators change and functions read: each change is made from the rules as they stand. */
export abstract class RulesRow<T> extends Table {
  /** Its partition key, and its sort key. */
  protected abstract readonly name: string;
  /** What holds where nobody has made a rule yet. */
  protected abstract readonly none: T;
  protected abstract readonly schema: z.ZodMiniType<T>;

  /** The rules as they stand, also those of a moment ago. */
  async all(): Promise<T> {
    return (await this.read()).rules;
  }

  /** Changes the rules, again from the start where another operator came between. @returns the rules as they are now */
  async change(decide: (rules: T) => T): Promise<T> {
    for (let tries = 0; tries < 5; tries++) {
      const { rules, revision } = await this.read();
      const after = decide(rules);
      const write = new PutCommand({
        TableName: this.table,
        Item: { ...this.key, rules: after, revision: revision + 1, schemaVersion },
        ConditionExpression: 'attribute_not_exists(pk) OR revision = :revision',
        ExpressionAttributeValues: { ':revision': revision },
      });
      if (await unlessConditionFails(this.client.send(write))) return after;
    }
    throw new Error(`The row ${this.name} changed under each of 5 tries to change it.`);
  }

  private get key() {
    return { pk: this.name, sk: this.name };
  }

  private async read(): Promise<{ rules: T; revision: number }> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: this.key, ConsistentRead: true }),
    );
    if (Item === undefined) return { rules: this.none, revision: 0 };
    const { rules, revision } = readRow(rowSchema, Item);
    return { rules: this.schema.parse(rules), revision };
  }
}
