import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { scanPages } from '../../platform/dynamodb/pages.ts';
import { readRow, schemaVersion, Table, unlessConditionFails, updateOf } from '../../platform/dynamodb/table.ts';
import { fitsOneOf, keptKeySchema, makeKey, ownerOf, rotated } from '../../platform/values/apiKey.ts';
import { instantSchema } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import type { EpochSeconds, Instant } from '../../platform/values/time.ts';
import { entitlementSchema } from './entitlement.ts';
import { partnerIdSchema } from './endpoint.ts';
import { partnerKey, requestCountKey } from './endpointKeys.ts';

/** A site that republishes our articles. */
export const partnerSchema = z.object({
  id: partnerIdSchema,
  name: z.string(),
  /** Who is told by mail of endpoints that fail. */
  contact: z.optional(z.string()),
  /** Its API keys, the newest first. */
  keys: z.array(keptKeySchema),
  /** What it may have; everything where there is none. */
  entitlement: z.optional(entitlementSchema),
  /** Of the links that open its portal: SHA-256, as of its keys. */
  portals: z.optional(z.array(z.object({ hash: z.string(), createdAt: instantSchema, expiresAt: instantSchema }))),
  createdAt: instantSchema,
});
export type Partner = z.infer<typeof partnerSchema>;

/** A new key, to be shown once, and the hash that is kept of it. */
export const newApiKey = (partnerId: string): { key: string; hash: string } => makeKey('cvn', partnerId);

const overlapMs = 86_400_000;

/** A partner's keys with a new one; the one before ends in 24 hours. */
export const rotatedKeys = ({ keys }: Pick<Partner, 'keys'>, hash: string, now: Date): Partner['keys'] =>
  rotated(keys, hash, instant(now), instant(new Date(now.getTime() + overlapMs)));

/** The partner that a key names; undefined for what is no key at all. */
export const partnerOfKey = (key: string): string | undefined => ownerOf('cvn', key);

/** Whether a key is the partner's and still good. */
export const fits = (partner: Partner | undefined, key: string, now: Instant): boolean =>
  fitsOneOf(partner?.keys ?? [], key, now);

/** Partners, in the Subscribers table. */
export class PartnersTable extends Table {
  async get(id: string): Promise<Partner | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: partnerKey(id) }));
    return Item && readRow(partnerSchema, Item);
  }

  /** @returns false where a partner with this id stands already */
  async add(partner: Partner): Promise<boolean> {
    const row = { ...partner, ...partnerKey(partner.id), schemaVersion };
    return unlessConditionFails(
      this.client.send(
        new PutCommand({ TableName: this.table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
  }

  /** @returns false where the partner is gone */
  setKeys(id: string, keys: Partner['keys']): Promise<boolean> {
    return this.change(id, { keys });
  }

  /**
   * @param patch what is set, or removed with undefined
   * @returns false where the partner is gone
   */
  change(
    id: string,
    patch: Partial<Record<'keys' | 'contact' | 'portals' | 'entitlement', unknown>>,
  ): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: partnerKey(id),
          ...updateOf(patch),
          ConditionExpression: 'attribute_exists(pk)',
        }),
      ),
    );
  }

  async remove(id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: partnerKey(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }

  /**
   * Counts a request of a partner's in a window of time.
   * @returns how many there have been in it, this one included
   */
  async countRequest(id: string, window: number, expireAt: EpochSeconds): Promise<number> {
    const { Attributes } = await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: requestCountKey(id, window),
        UpdateExpression: 'ADD requests :one SET expireAt = :expireAt',
        ExpressionAttributeValues: { ':one': 1, ':expireAt': expireAt },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return z.parse(z.object({ requests: z.int() }), Attributes).requests;
  }

  /** Every partner: for operators only, as it reads the whole table. */
  async *all(): AsyncGenerator<Partner> {
    const pages = scanPages(this.client, {
      TableName: this.table,
      FilterExpression: 'sk = :partner',
      ExpressionAttributeValues: { ':partner': partnerKey('').sk },
    });
    for await (const page of pages) for (const item of page.Items ?? []) yield readRow(partnerSchema, item);
  }
}
