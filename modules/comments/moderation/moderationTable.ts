import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Table, unlessConditionFails } from '../../../platform/dynamodb/table.ts';
import { instantSchema } from '../../../platform/values/schema.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';

const key = { pk: 'COMMENT-MAIL', sk: 'COMMENT-MAIL' };
const slotMs = 10 * 60_000;

const slotSchema = z.object({
  claimedAt: z.optional(instantSchema),
  /** The moderator has had all in a mail that waited at this moment. */
  toldAt: z.optional(instantSchema),
  /** The comments that the last mail showed. */
  told: z.optional(z.array(z.string())),
});
export type Slot = z.infer<typeof slotSchema>;

/** When the next mail to the moderator may go, in milliseconds since 1970. */
export const nextMailAtMs = ({ claimedAt }: Slot): number =>
  claimedAt === undefined ? 0 : Date.parse(claimedAt) + slotMs;

/** One row of the Articles table: mails to the moderator go one in ten minutes, and each tells all that waits. */
export class ModerationTable extends Table {
  async slot(): Promise<Slot> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: key, ConsistentRead: true }));
    return slotSchema.parse(Item ?? {});
  }

  /** Takes the next mail upon oneself. @returns false where another has it */
  claim(now: Date): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: key,
          UpdateExpression: 'SET claimedAt = :now',
          ConditionExpression: 'attribute_not_exists(claimedAt) OR claimedAt <= :before',
          ExpressionAttributeValues: { ':now': instant(now), ':before': instant(new Date(now.getTime() - slotMs)) },
        }),
      ),
    );
  }

  /** @param at when the list of what waits was read @param ids of the comments that the mail showed */
  async told(at: Instant, ids: readonly string[]): Promise<void> {
    await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: key,
        UpdateExpression: 'SET toldAt = :at, told = :ids',
        ExpressionAttributeValues: { ':at': at, ':ids': ids },
      }),
    );
  }
}
