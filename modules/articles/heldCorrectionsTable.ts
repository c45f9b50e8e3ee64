import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { shardOf } from '../../platform/dynamodb/dueIndex.ts';
import { ExpiringTable, readRow, schemaVersion } from '../../platform/dynamodb/table.ts';
import { epochSeconds, plusSeconds, secondsOf } from '../../platform/values/time.ts';
import { endOfTime, storySchema } from './article.ts';
import { articleKey } from './articlesTable.ts';
import type { IncomingItem } from './articleLifecycle.ts';

const rowSchema = z.object({ id: z.string(), contentHash: z.string(), story: storySchema });

/** Beside the article, whose `correctionOnHold` names the one that waits; any other is of no account. */
const correctionKey = (id: string) => ({ ...articleKey(id), sk: 'CORRECTION' });

/** The last correction of an article that matched an editor's rule, as it came: article and correction fill a row each. */
export class HeldCorrectionsTable extends ExpiringTable {
  /** Before the article names it. In the due index it stands at the end of time, where people look for what waits. */
  async put({ id, contentHash, story }: IncomingItem, now: Date): Promise<void> {
    const Item = {
      ...correctionKey(id),
      id,
      contentHash,
      story,
      schemaVersion,
      dueShard: shardOf(id),
      dueAt: secondsOf(endOfTime),
      expireAt: plusSeconds(epochSeconds(now), this.retentionSeconds),
    };
    await this.client.send(new PutCommand({ TableName: this.table, Item }));
  }

  async get(id: string): Promise<IncomingItem | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: correctionKey(id), ConsistentRead: true }),
    );
    return Item && readRow(rowSchema, Item);
  }
}
