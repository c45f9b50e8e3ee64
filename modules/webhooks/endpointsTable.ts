import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../../platform/aws/documents.ts';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { allShards } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, schemaVersion, Table, unlessConditionFails, updateOf } from '../../platform/dynamodb/table.ts';
import { plusSeconds } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import { EndpointChanges } from './endpointChanges.ts';
import { endpointSchema } from './endpoint.ts';
import type { Endpoint, HubSubscription } from './endpoint.ts';
import { endpointKey, endpointPartition } from './endpointKeys.ts';

/** Changes of a row; `undefined` removes. */
export type EndpointPatch = Partial<Record<Exclude<keyof Endpoint, 'hub'>, unknown>> & {
  readonly hub?: HubSubscription;
};

/** How long a subscription stays to be seen once its lease has ended. */
const keptSeconds = 7 * 86_400;
const forgottenAfter = (hub: HubSubscription | undefined) =>
  hub === undefined ? {} : { expireAt: plusSeconds(hub.leaseUntil, keptSeconds) };

/**
 * The endpoints of all partners, in the Subscribers table. Each change that concerns who hears what is noted
 * after it is written, so that fan-out may keep the list in memory and still never miss an endpoint that its partner
 * was told of.
 */
export class EndpointsTable extends Table {
  private readonly changes: EndpointChanges;

  constructor(client: Documents, table: string) {
    super(client, table);
    this.changes = new EndpointChanges(client, table);
  }

  async get(partnerId: string, id: string): Promise<Endpoint | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: endpointKey(partnerId, id), ConsistentRead: true }),
    );
    return Item && readRow(endpointSchema, Item);
  }

  async getMany(wanted: readonly { partnerId: string; endpointId: string }[]): Promise<Endpoint[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      wanted.map(({ partnerId, endpointId }) => endpointKey(partnerId, endpointId)),
      true,
    );
    return rows.map((row) => readRow(endpointSchema, row));
  }

  ofPartner(partnerId: string): Promise<Endpoint[]> {
    const { pk, sk } = endpointKey(partnerId, '');
    return this.query('pk = :pk AND begins_with(sk, :partner)', { ':pk': pk, ':partner': sk });
  }

  /** Every endpoint there is. */
  async all(): Promise<Endpoint[]> {
    return (
      await Promise.all(allShards.map((shard) => this.query('pk = :pk', { ':pk': endpointPartition(shard) })))
    ).flat();
  }

  /** @returns false where an endpoint with this id stands already */
  async add(endpoint: Endpoint): Promise<boolean> {
    const row = {
      ...endpoint,
      ...endpointKey(endpoint.partnerId, endpoint.id),
      schemaVersion,
      ...forgottenAfter(endpoint.hub),
    };
    const added = await unlessConditionFails(
      this.client.send(
        new PutCommand({ TableName: this.table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
    // also where it stood: whoever wrote it may have died before this
    await this.changes.note({ partnerId: endpoint.partnerId, endpointId: endpoint.id });
    return added;
  }

  /**
   * @param patch what is set, or removed with undefined
   * @param unseen the change is of no concern to fan-out, such as an endpoint's health
   * @param expecting the row's `updatedAt` that the change builds on, where it does
   * @returns the row as it is now; undefined where it is gone, or was changed meanwhile
   */
  async change(
    { partnerId, id }: Pick<Endpoint, 'partnerId' | 'id'>,
    patch: EndpointPatch,
    unseen = false,
    expecting?: Instant,
  ): Promise<Endpoint | undefined> {
    const set = updateOf({ ...patch, ...forgottenAfter(patch.hub) });
    const update = new UpdateCommand({
      TableName: this.table,
      Key: endpointKey(partnerId, id),
      ...set,
      ReturnValues: 'ALL_NEW',
      ConditionExpression: `attribute_exists(pk)${expecting === undefined ? '' : ' AND updatedAt = :expecting'}`,
      ...(expecting !== undefined && {
        ExpressionAttributeValues: { ...set.ExpressionAttributeValues, ':expecting': expecting },
      }),
    });
    let changed: Endpoint | undefined;
    const stands = await unlessConditionFails(
      this.client.send(update).then(({ Attributes }) => {
        changed = Attributes && readRow(endpointSchema, Attributes);
      }),
    );
    if (stands && !unseen) await this.changes.note({ partnerId, endpointId: id });
    return changed;
  }

  async remove(partnerId: string, id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: endpointKey(partnerId, id), ReturnValues: 'ALL_OLD' }),
    );
    await this.changes.note({ partnerId, endpointId: id });
    return Attributes !== undefined;
  }

  /** The endpoints that were changed since a revision: `EndpointChanges.since`. */
  changesSince(revision: number | undefined): ReturnType<EndpointChanges['since']> {
    return this.changes.since(revision);
  }

  private async query(
    KeyConditionExpression: string,
    ExpressionAttributeValues: Record<string, string>,
  ): Promise<Endpoint[]> {
    const pages = this.pages({ KeyConditionExpression, ExpressionAttributeValues, ConsistentRead: true });
    const endpoints: Endpoint[] = [];
    for await (const items of pages) endpoints.push(...items.map((item) => readRow(endpointSchema, item)));
    return endpoints;
  }
}
