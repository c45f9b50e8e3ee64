import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { announcedVersionSchema, withoutStory } from './announcedVersion.ts';
import type { AnnouncedVersion } from './announcedVersion.ts';
import { announcedVersionKey, announcedVersionKeyPrefix } from './articleKeys.ts';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { readRow } from '../../platform/dynamodb/row.ts';
import { Table } from '../../platform/dynamodb/table.ts';

/** The announced versions of each article, in the Articles table. `ArticleLog` enters them. */
export class AnnouncedVersionsTable extends Table {
  /** By article and version; versions that were never announced are not in the answer. */
  async getMany(wanted: readonly { articleId: string; version: number }[]): Promise<AnnouncedVersion[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      wanted.map(({ articleId, version }) => announcedVersionKey(articleId, version)),
      true,
    );
    return rows.map((row) => readRow(announcedVersionSchema, row));
  }

  /** All announced versions of an article from one on, oldest first. */
  async ofArticle(articleId: string, fromVersion = 1): Promise<AnnouncedVersion[]> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :article AND sk BETWEEN :from AND :last',
      ExpressionAttributeValues: {
        ':article': announcedVersionKey(articleId, 0).pk,
        ':from': announcedVersionKey(articleId, fromVersion).sk,
        ':last': `${announcedVersionKeyPrefix}~`,
      },
      ConsistentRead: true,
    });
    const editions: AnnouncedVersion[] = [];
    for await (const items of pages) editions.push(...items.map((item) => readRow(announcedVersionSchema, item)));
    return editions;
  }

  /** The last announced version of an article. */
  async newest(articleId: string): Promise<AnnouncedVersion | undefined> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :article AND begins_with(sk, :edition)',
        ExpressionAttributeValues: {
          ':article': announcedVersionKey(articleId, 0).pk,
          ':edition': announcedVersionKeyPrefix,
        },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items[0] && readRow(announcedVersionSchema, Items[0]);
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
            Key: announcedVersionKey(articleId, event.article.version),
            UpdateExpression: 'SET #event = :event, takenBack = :true REMOVE content',
            ExpressionAttributeNames: { '#event': 'event' },
            ExpressionAttributeValues: { ':event': withoutStory(event), ':true': true },
          }),
        ),
      ),
    );
  }
}
