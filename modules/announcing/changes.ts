import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readRow } from '../../platform/dynamodb/table.ts';
import type { Article } from '../articles/article.ts';
import { articleIn } from '../articles/articlesTable.ts';
import { commentChangeOf } from '../comments/commentEvent.ts';
import type { CommentChange } from '../comments/commentEvent.ts';
import { commentSchema } from '../comments/comment.ts';
import type { Comment } from '../comments/comment.ts';

/** One change of an article's row, as the stream tells it. */
export interface ArticleChange {
  readonly sequenceNumber: string;
  readonly before: Article | undefined;
  readonly after: Article;
}

/** What the stream tells: of an article, or of a comment on one. */
export type Change = ArticleChange | (CommentChange & { readonly sequenceNumber: string });

/**
 * Reads a change from a record of the stream.
 * @returns undefined where it says nothing to readers: TTL removed the row, or a restore has just brought it back, and
 * readers have been told
 * @throws where a row cannot be read
 */
export function readChange({ dynamodb, eventName, userIdentity }: DynamoDBRecord): Change | undefined {
  // "Time to Live" in the developer guide of DynamoDB, "DynamoDB Streams and Time to Live"
  const isExpired = (userIdentity as { principalId?: string } | undefined)?.principalId === 'dynamodb.amazonaws.com';
  if (dynamodb === undefined || isExpired || isRestored(dynamodb)) return undefined;
  const { NewImage: after, OldImage: before, SequenceNumber: sequenceNumber = '', Keys: keys } = dynamodb;
  if (keys?.['sk']?.S === 'COMMENT') {
    const change = before && commentChangeOf(commentIn(before), after && commentIn(after), atOf(dynamodb));
    return change && { ...change, sequenceNumber };
  }
  if (eventName === 'REMOVE' || after === undefined) return undefined;
  return { sequenceNumber, after: articleIn(rowIn(after)), before: before && articleIn(rowIn(before)) };
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** A restore marks the rows that it writes; whoever changes one afterwards leaves the mark out. */
const isRestored = ({
  OldImage: before,
  NewImage: after,
}: Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'OldImage' | 'NewImage'>): boolean =>
  after?.['restoredAt']?.S !== undefined && after['restoredAt'].S !== before?.['restoredAt']?.S;

// The stream's image and the SDK's are one shape with two type declarations, but for bytes: an event of Lambda is JSON.
const rowIn = ({ packed, ...image }: NonNullable<Image>) =>
  unmarshall({
    ...image,
    ...(packed && { packed: { B: Buffer.from(packed.B ?? '', 'base64') } }),
  });
const commentIn = (image: NonNullable<Image>): Comment => readRow(commentSchema, rowIn(image));

/** When a row was removed: it has no time of its own. */
const atOf = ({ ApproximateCreationDateTime: seconds = 0 }: NonNullable<DynamoDBRecord['dynamodb']>): Date =>
  new Date(seconds * 1_000);
