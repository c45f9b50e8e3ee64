import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readRow } from '../../../platform/dynamodb/table.ts';
import { articleSchema } from '../article.ts';
import type { Article } from '../article.ts';

/** One change of an article's row, as the stream tells it. */
export interface ArticleChange {
  readonly sequenceNumber: string;
  readonly before: Article | undefined;
  readonly after: Article;
}

/**
 * Reads a change from a record of the stream.
 * @returns undefined where it says nothing to readers: TTL removed the row, or a restore has just brought it back, and
 * readers have been told
 * @throws where a row cannot be read
 */
export function readChange({ dynamodb, eventName }: DynamoDBRecord): ArticleChange | undefined {
  if (eventName === 'REMOVE' || !dynamodb?.NewImage || isRestored(dynamodb)) return undefined;
  return {
    sequenceNumber: dynamodb.SequenceNumber ?? '',
    after: articleIn(dynamodb.NewImage),
    before: dynamodb.OldImage && articleIn(dynamodb.OldImage),
  };
}

/** A restore marks the rows that it writes; whoever changes one afterwards leaves the mark out. */
const isRestored = ({
  OldImage: before,
  NewImage: after,
}: Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'OldImage' | 'NewImage'>): boolean =>
  after?.['restoredAt']?.S !== undefined && after['restoredAt'].S !== before?.['restoredAt']?.S;

// The stream's image and the SDK's are one shape with two type declarations.
const articleIn = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Article =>
  readRow(articleSchema, unmarshall(image as Record<string, AttributeValue>));
