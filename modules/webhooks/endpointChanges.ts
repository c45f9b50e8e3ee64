import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Table, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { endpointsRevisionKey } from './endpointKeys.ts';

/** An endpoint, by its names. */
export interface EndpointPlace {
  readonly partnerId: string;
  readonly endpointId: string;
}

/** How many changes the row names at least; when it names twice as many, the older half goes. Some 60 bytes each. */
export const namedChanges = 32;

const rowSchema = z.object({ revision: z._default(z.int(), 0), recent: z._default(z.array(z.string()), []) });

/**
 * Counts the changes of all endpoints that concern who hears what, in one row of the Subscribers table, and names the
 * last of them in their order: whoever keeps the list in memory reads those alone anew.
 */
export class EndpointChanges extends Table {
  /** To be called when a change is written. One write, and a second one for each 32nd change. */
  async note({ partnerId, endpointId }: EndpointPlace): Promise<void> {
    const { Attributes } = await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: endpointsRevisionKey,
        UpdateExpression: 'SET recent = list_append(if_not_exists(recent, :none), :change) ADD revision :one',
        ExpressionAttributeValues: { ':none': [], ':change': [`${partnerId}#${endpointId}`], ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    const { revision, recent } = z.parse(rowSchema, Attributes);
    if (recent.length >= 2 * namedChanges) await this.shorten(revision, recent.slice(-namedChanges));
  }

  /**
   * The changes after a revision, each endpoint once.
   * @param after a revision that this said before; undefined for none
   * @returns the revision now; `changed` is undefined where not all changes are named any more
   */
  async since(after: number | undefined): Promise<{ revision: number; changed: EndpointPlace[] | undefined }> {
    const { Item = {} } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: endpointsRevisionKey, ConsistentRead: true }),
    );
    const { revision, recent } = z.parse(rowSchema, Item);
    const count = after === undefined ? Number.NaN : revision - after;
    if (!(count >= 0 && count <= recent.length)) return { revision, changed: undefined };
    const names = [...new Set(recent.slice(recent.length - count))];
    const changed = names.map((name) => {
      const [partnerId = '', endpointId = ''] = name.split('#');
      return { partnerId, endpointId };
    });
    return { revision, changed };
  }

  /** Where somebody has noted a change meanwhile, theirs is the row to shorten. */
  private async shorten(revision: number, recent: readonly string[]): Promise<void> {
    await unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: endpointsRevisionKey,
          UpdateExpression: 'SET recent = :recent',
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':recent': recent, ':revision': revision },
        }),
      ),
    );
  }
}
