import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { scanPages } from '../../../platform/dynamodb/pages.ts';
import { readRow, schemaVersion, Table, unlessConditionFails } from '../../../platform/dynamodb/table.ts';
import type { KeptKey } from '../../../platform/values/apiKey.ts';
import { sourceKey } from '../sourcesTable.ts';
import { ownSourceSchema } from './ownSource.ts';
import type { OwnSource } from './ownSource.ts';

/** Sources without a feed, in the Sources table, where one id stands for one source of any kind. */
export class OwnSourcesTable extends Table {
  /** @returns undefined also for a source that has a feed */
  async get(id: string): Promise<OwnSource | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: sourceKey(id), ConsistentRead: true }),
    );
    return Item?.kind === 'own' ? readRow(ownSourceSchema, Item) : undefined;
  }

  /** @returns false where a source with this id stands already */
  async add(source: OwnSource): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...source, ...sourceKey(source.id), schemaVersion },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  }

  /** @returns false where the source is gone */
  async setKeys(id: string, keys: readonly KeptKey[]): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: sourceKey(id),
          UpdateExpression: 'SET #keys = :keys',
          ConditionExpression: '#kind = :own',
          ExpressionAttributeNames: { '#keys': 'keys', '#kind': 'kind' },
          ExpressionAttributeValues: { ':keys': keys, ':own': 'own' },
        }),
      ),
    );
  }

  async remove(id: string): Promise<void> {
    await this.client.send(new DeleteCommand({ TableName: this.table, Key: sourceKey(id) }));
  }

  /** Every source without a feed: for operators only, as it reads the whole table. */
  async *all(): AsyncGenerator<OwnSource> {
    const pages = scanPages(this.client, {
      TableName: this.table,
      FilterExpression: '#kind = :own',
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: { ':own': 'own' },
    });
    for await (const { Items = [] } of pages) for (const item of Items) yield readRow(ownSourceSchema, item);
  }
}
