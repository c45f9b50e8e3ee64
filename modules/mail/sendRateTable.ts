import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Documents } from '../../platform/aws/documents.ts';
import { Table, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { answered, reserved, unusedRate } from './sendRate.ts';
import type { Answered, Reserved, SendLimits, SendRate } from './sendRate.ts';

// A row of an older release counts a day of its own, and no hours: it begins anew.
const paceSchema = z.object({
  revision: z.int(),
  nextAtMs: z.number(),
  sentByHour: z._default(z.record(z.string(), z.int()), {}),
  closedUntilMs: z.optional(z.number()),
  reason: z.optional(z.string()),
});
const maxTries = 20;

/** Key in the Subscribers table: when the next mail may go, and how many went in each hour. */
export const sendRateKey = { pk: 'MAIL-PACE', sk: 'MAIL-PACE' };

/**
 * The pace that all who send mail keep together, in one row of the Subscribers table: a read and a write for each
 * batch.
 */
export class SendRateTable extends Table {
  private readonly limits: SendLimits;

  constructor(client: Documents, table: string, limits: SendLimits) {
    super(client, table);
    this.limits = limits;
  }

  async now(): Promise<SendRate> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: sendRateKey, ConsistentRead: true }),
    );
    return Item ? paceSchema.parse(Item) : unusedRate;
  }

  /** Takes the next places for so many mails, or says why there are none. */
  async reserve(count: number, now: () => Date): Promise<Reserved> {
    for (let tries = 0; tries < maxTries; tries++) {
      const pace = await this.now();
      const { next, ...place } = reserved(pace, count, this.limits, now());
      if (next === undefined || (await this.put(next, pace))) return place;
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10 * (tries + 1)));
    }
    throw new Error(`${maxTries} others were faster to reserve their mails: too many workers send at once.`);
  }

  /**
   * Gives back the places that SES did not take, and shuts the pace where it takes no more for now: one read and one
   * write, or nothing to do.
   */
  async settle(answer: Answered): Promise<void> {
    if (answer.unused === 0 && answer.shut === undefined) return;
    for (let tries = 0; tries < maxTries; tries++) {
      const pace = await this.now();
      const next = answered(pace, answer);
      if (next === undefined || (await this.put(next, pace))) return;
    }
  }

  private put(next: Omit<SendRate, 'revision'>, { revision }: SendRate): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...next, ...sendRateKey, revision: revision + 1 },
          ConditionExpression: 'attribute_not_exists(pk) OR revision = :revision',
          ExpressionAttributeValues: { ':revision': revision },
        }),
      ),
    );
  }
}
