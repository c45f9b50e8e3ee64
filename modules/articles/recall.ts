import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../../platform/aws/documents.ts';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Article } from './article.ts';

const recallKey = { pk: 'RECALL', sk: 'RECALL' };
const recallSchema = z.object({ mark: z.string() });

/**
 * Whether a change of an article takes it from readers in a way that its version before does not foresee: withdrawn,
 * held, or with another expiry. That an expiry comes, the version itself says.
 */
export const isRecall = (before: Article, after: Article): boolean =>
  before.status === 'live' &&
  (before.expiresAt !== after.expiresAt || (after.status !== 'live' && after.status !== 'expired'));

/**
 * Says to whoever keeps rows of articles that one is about to be taken from readers. It is said before the row is
 * written, so that a writer who dies in between has said too much, and never too little.
 * @param table of the articles
 */
export async function markRecall(client: Documents, table: string): Promise<void> {
  await client.send(new PutCommand({ TableName: table, Item: { ...recallKey, mark: randomUUID() } }));
}

/** The mark of the last recall: another one after each. Undefined where there was none. */
export async function lastRecall(client: Documents, table: string): Promise<string | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: recallKey }));
  return Item && z.parse(recallSchema, Item).mark;
}
