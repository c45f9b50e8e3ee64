import { paginateQuery, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { editionSchema, withoutStory } from './edition.ts';
import type { Edition } from './edition.ts';
import { editionKey, editionKeyPrefix } from './articleKeys.ts';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { readRow } from '../../platform/dynamodb/row.ts';

/** What was announced of each version of each article, in the Articles table. `ArticleLog` enters them. */
export class EditionsTable {
  private readonly client: DynamoDBDocumentClient;
  private readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }

  /** By article and version; versions that were never announced are not in the answer. */
  async getMany(wanted: readonly { articleId: string; version: number }[]): Promise<Edition[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      wanted.map(({ articleId, version }) => editionKey(articleId, version)),
      true,
    );
    return rows.map((row) => readRow(editionSchema, row));
  }

  /** All announced versions of an article from one on, oldest first. */
  async ofArticle(articleId: string, fromVersion = 1): Promise<Edition[]> {
    const pages = paginateQuery(
      { client: this.client },
      {
        TableName: this.table,
        KeyConditionExpression: 'pk = :article AND sk BETWEEN :from AND :last',
        ExpressionAttributeValues: {
          ':article': editionKey(articleId, 0).pk,
          ':from': editionKey(articleId, fromVersion).sk,
          ':last': `${editionKeyPrefix}~`,
        },
        ConsistentRead: true,
      },
    );
    const editions: Edition[] = [];
    for await (const { Items = [] } of pages) editions.push(...Items.map((item) => readRow(editionSchema, item)));
    return editions;
  }

  /** The last announced version of an article. */
  async newest(articleId: string): Promise<Edition | undefined> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :article AND begins_with(sk, :edition)',
        ExpressionAttributeValues: { ':article': editionKey(articleId, 0).pk, ':edition': editionKeyPrefix },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items[0] && readRow(editionSchema, Items[0]);
  }

  /** An article was taken back: what earlier versions said of it is removed, so that nobody who comes late is told. */
  async takeBack(articleId: string, beforeVersion: number): Promise<void> {
    const told = (await this.ofArticle(articleId)).filter(
      ({ event, takenBack }) => event.article.version < beforeVersion && !takenBack,
    );
    await Promise.all(
      told.map(({ event }) =>
        this.client.send(
          new UpdateCommand({
            TableName: this.table,
            Key: editionKey(articleId, event.article.version),
            UpdateExpression: 'SET #event = :event, takenBack = :true REMOVE content',
            ExpressionAttributeNames: { '#event': 'event' },
            ExpressionAttributeValues: { ':event': withoutStory(event), ':true': true },
          }),
        ),
      ),
    );
  }
}
