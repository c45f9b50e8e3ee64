import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readRow, schemaVersion, Table } from '../../../platform/dynamodb/table.ts';
import { articleKey } from '../../articles/articlesTable.ts';

/**
 * What is remembered of a story that came without a feed, so that it is known again after its article was forgotten:
 * what readers notice of it (`noticeMark`), and whether it was taken back. It is to such a story what the list of what
 * was seen is to those of feeds.
 */
const rememberedStorySchema = z.object({ notice: z.string(), isTakenBack: z.boolean() });
export type RememberedStory = z.infer<typeof rememberedStorySchema>;

/** Beside the article, and for as long as the table stands: a row of 150 bytes. */
const storyKey = (articleId: string) => ({ ...articleKey(articleId), sk: 'STORY' });

export class RememberedStories extends Table {
  async recall(articleId: string): Promise<RememberedStory | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: storyKey(articleId), ConsistentRead: true }),
    );
    return Item && readRow(rememberedStorySchema, Item);
  }

  async remember(articleId: string, story: RememberedStory): Promise<void> {
    await this.client.send(
      new PutCommand({ TableName: this.table, Item: { ...story, ...storyKey(articleId), schemaVersion } }),
    );
  }
}
