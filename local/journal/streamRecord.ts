import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../template/json.ts';

/** A DynamoDB item in its wire form: `{ id: { S: "…" } }`. */
export type Item = JsonObject;

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A change, before the journal gives it a sequence number. */
export interface Change {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: JsonObject;
  /** Set where DynamoDB itself made the change. */
  readonly userIdentity?: JsonObject;
}

/**
 * DynamoDB's mark on a record of an item that it deleted because its time to live was over ("DynamoDB Streams and Time
 * to Live" in its developer guide).
 */
export const byTimeToLive: JsonObject = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/**
 * The change that a write made, as DynamoDB Streams tells it: `ApproximateCreationDateTime` is in whole seconds, and a
 * write that changes nothing leaves no record.
 */
export function changeOf(
  keys: Item,
  before: Item | undefined,
  after: Item | undefined,
  view: StreamViewType,
  now: Date,
): Change | undefined {
  if (before === undefined && after === undefined) return undefined;
  if (isDeepStrictEqual(before, after)) return undefined;
  const ofOld = after === undefined ? 'REMOVE' : 'MODIFY';
  const eventName = before === undefined ? 'INSERT' : ofOld;
  const withOld = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  const withNew = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  return {
    eventName,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now.getTime() / 1000),
      Keys: keys,
      ...(withNew && after !== undefined ? { NewImage: after } : {}),
      ...(withOld && before !== undefined ? { OldImage: before } : {}),
      SizeBytes: Buffer.byteLength(JSON.stringify([keys, withNew ? after : null, withOld ? before : null])),
      StreamViewType: view,
    },
  };
}
