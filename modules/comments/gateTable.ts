import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { countIn } from '../../platform/dynamodb/limits.ts';
import { Table, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { foldedOf } from './plainText.ts';

const bansPartition = 'COMMENT-BANS';
const textKey = (pseudonym: string) => ({ pk: `COMMENT-TEXT#${pseudonym}`, sk: 'COMMENT-TEXT' });
const knownTextSeconds = 7 * 86_400;

const banSchema = z.object({ sk: z.string(), words: z.string() });

/** What keeps machines out, in the Articles table: counts and texts, which are forgotten soon, and banned words. */
export class GateTable extends Table {
  /** @param who a pseudonym @returns how often in this window of time, this once included */
  count(what: string, who: string, now: Date, windowSeconds: number): Promise<number> {
    return countIn(this.client, this.table, { what, who, now: epochSeconds(now), windowSeconds });
  }

  /**
   * Keeps a text's pseudonym as that of a comment.
   * @returns false where another comment has had the same text within a week
   */
  knowText(pseudonym: string, commentId: string, now: Date): Promise<boolean> {
    const at: EpochSeconds = epochSeconds(now);
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...textKey(pseudonym), commentId, expireAt: plusSeconds(at, knownTextSeconds) },
          ConditionExpression: 'attribute_not_exists(pk) OR commentId = :commentId OR expireAt <= :now',
          ExpressionAttributeValues: { ':commentId': commentId, ':now': at },
        }),
      ),
    );
  }

  /** All banned words: as an operator wrote them, and as texts are compared with them. */
  async bans(): Promise<{ words: string; folded: string }[]> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :bans',
      ExpressionAttributeValues: { ':bans': bansPartition },
    });
    const bans: { words: string; folded: string }[] = [];
    for await (const page of pages)
      bans.push(...page.map((row) => banSchema.parse(row)).map(({ sk, words }) => ({ words, folded: sk })));
    return bans;
  }

  /** @param words a word, a phrase, or the domain of links, with a letter or a digit in it */
  async ban(words: string, now: Date): Promise<void> {
    const Item = { pk: bansPartition, sk: foldedOf(words), words, bannedAt: instant(now) };
    await this.client.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** @returns whether they were banned */
  async lift(words: string): Promise<boolean> {
    const Key = { pk: bansPartition, sk: foldedOf(words) };
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }
}
