import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readRow } from '../../../platform/dynamodb/row.ts';
import { articleSchema } from '../article.ts';
import type { Article } from '../article.ts';

/** One change of an article's row, as the stream tells it. */
export interface Change {
  readonly sequenceNumber: string;
  readonly before: Article | undefined;
  readonly after: Article;
}

/** A record that no retry can read: it goes to the dead letters, and the shard goes on. */
export interface Unreadable {
  readonly sequenceNumber: string;
  readonly keys: unknown;
  readonly reason: string;
}

/**
 * Sorts a batch of the stream into changes and unreadable records, in order. Rows that TTL removed say nothing to
 * readers, nor do those that a restore has just brought back: they have been told.
 */
export function readChanges(records: readonly DynamoDBRecord[]): { changes: Change[]; unreadable: Unreadable[] } {
  const changes: Change[] = [];
  const unreadable: Unreadable[] = [];
  for (const { dynamodb, eventName } of records) {
    if (eventName === 'REMOVE' || !dynamodb?.NewImage || isRestored(dynamodb)) continue;
    const sequenceNumber = dynamodb.SequenceNumber ?? '';
    const [before, after] = [parse(dynamodb.OldImage), parse(dynamodb.NewImage)];
    if (after?.data && before?.error === undefined)
      changes.push({ sequenceNumber, before: before?.data, after: after.data });
    else
      unreadable.push({
        sequenceNumber,
        keys: dynamodb.Keys,
        reason: after?.error?.message ?? before?.error?.message ?? 'no image',
      });
  }
  return { changes, unreadable };
}

/** A restore marks the rows that it writes; whoever changes one afterwards leaves the mark out. */
const isRestored = ({
  OldImage: before,
  NewImage: after,
}: Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'OldImage' | 'NewImage'>): boolean =>
  after?.['restoredAt']?.S !== undefined && after['restoredAt'].S !== before?.['restoredAt']?.S;

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

// The stream's image and the SDK's are one shape with two type declarations.
const parse = (image: Image): { readonly data?: Article; readonly error?: Error } | undefined => {
  if (!image) return undefined;
  try {
    return { data: readRow(articleSchema, unmarshall(image as Record<string, AttributeValue>)) };
  } catch (error) {
    return { error: error as Error };
  }
};
