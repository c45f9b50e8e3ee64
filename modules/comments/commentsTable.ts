import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { readRow, schemaVersion, ExpiringTable, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { epochSeconds, instant, plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { commentSchema, decided, heldComment } from './comment.ts';
import type { Comment, Decision, SentComment } from './comment.ts';

/** Keys in the Articles table. Rows without an index key stand in no list. */
const commentKey = (id: string) => ({ pk: `COMMENT#${id}`, sk: 'COMMENT' });
const closedKey = (articleId: string) => ({ pk: `COMMENTS#${articleId}`, sk: 'CLOSED' });

/**
 * The index by which comments are listed: what waits for a person in one list, what is approved in one of its article.
 * A comment goes from one to the other with the one write that changes its status.
 */
export const commentIndex = { name: 'comments', list: 'commentList', place: 'commentPlace' } as const;
const heldList = 'HELD';
/** The approved comments that a page shows. */
export const mostShown = 100;
/** Comes after every time, so that it is the first row of the newest. */
const closedPlace = 'CLOSED';

/** The list that a comment stands in; none where it is rejected. */
function listed({ id, articleId, status, sentAt, heldAt }: Comment): Record<string, string> {
  if (status === 'rejected') return {};
  const isHeld = status === 'held';
  return {
    [commentIndex.list]: isHeld ? heldList : articleId,
    [commentIndex.place]: `${isHeld ? heldAt : sentAt}#${id}`,
  };
}

/** The comments of an article that readers see. */
export interface ShownComments {
  /** Oldest first. */
  readonly comments: readonly Comment[];
  /** There are older ones that are not among them. */
  readonly hasMore: boolean;
  /** An operator has closed the article for comments. */
  readonly isClosed: boolean;
}

const maxTries = 5;

/** Comments, each a row of its own. No write does anything twice. */
export class CommentsTable extends ExpiringTable {
  async get(id: string): Promise<Comment | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: commentKey(id), ConsistentRead: true }),
    );
    return Item && readRow(commentSchema, Item);
  }

  /** Keeps a comment until a person decides. @returns its row, which may stand already, and be decided */
  async hold(sent: SentComment, now: Date): Promise<Comment> {
    const comment = heldComment(sent, now);
    const isNew = await unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: this.row(comment),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    return isNew ? comment : ((await this.get(sent.id)) ?? comment);
  }

  /**
   * Carries a person's decision out, as often as it is made.
   * @returns the comment as it is then, and whether that changed it; undefined where there is none
   */
  async decide(id: string, decision: Decision, now: Date): Promise<{ comment: Comment; changed: boolean } | undefined> {
    for (let tries = 0; tries < maxTries; tries++) {
      const before = await this.get(id);
      if (before === undefined) return undefined;
      const after = decided(before, decision, now);
      if (after === undefined) return { comment: before, changed: false };
      if (await this.replace(before, after)) return { comment: after, changed: true };
    }
    throw new Error(`The comment ${id} is being changed by others, ${maxTries} times running: try again.`);
  }

  /** Erases a comment, whatever its status. @returns whether there was one */
  async forget(id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: commentKey(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }

  /** What waits for a person, the first that came first: one query. @param limit may be Infinity */
  async held(limit: number): Promise<Comment[]> {
    return (await this.list(heldList, limit, true)).map((row) => readRow(commentSchema, row));
  }

  /** The newest approved comments of an article: one query. */
  async shown(articleId: string, limit: number): Promise<ShownComments> {
    const rows = await this.list(articleId, limit + 2, false); // one more, and the row that says that it is closed
    const approved = rows.filter(({ sk }) => sk !== closedKey('').sk);
    return {
      comments: approved
        .slice(0, limit)
        .map((row) => readRow(commentSchema, row))
        .toReversed(),
      hasMore: approved.length > limit,
      isClosed: approved.length < rows.length,
    };
  }

  /** Takes no more comments on an article, or takes them again. */
  async close(articleId: string, isClosed: boolean, now: Date): Promise<void> {
    const key = closedKey(articleId);
    if (!isClosed) {
      await this.client.send(new DeleteCommand({ TableName: this.table, Key: key }));
      return;
    }
    const place = { [commentIndex.list]: articleId, [commentIndex.place]: closedPlace };
    const expireAt = plusSeconds(epochSeconds(now), this.retentionSeconds);
    await this.client.send(
      new PutCommand({ TableName: this.table, Item: { ...key, ...place, closedAt: instant(now), expireAt } }),
    );
  }

  async isClosed(articleId: string): Promise<boolean> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: closedKey(articleId) }));
    return Item !== undefined;
  }

  private async list(list: string, limit: number, isOldestFirst: boolean): Promise<Record<string, unknown>[]> {
    const pages = this.pages({
      IndexName: commentIndex.name,
      KeyConditionExpression: '#list = :list',
      ExpressionAttributeNames: { '#list': commentIndex.list },
      ExpressionAttributeValues: { ':list': list },
      ScanIndexForward: isOldestFirst,
      ...(Number.isFinite(limit) && { Limit: limit }),
    });
    const rows: Record<string, unknown>[] = [];
    for await (const page of pages) {
      rows.push(...page);
      if (rows.length >= limit) break;
    }
    return rows.slice(0, limit);
  }

  private replace({ status }: Comment, after: Comment): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: this.row(after),
          ConditionExpression: '#status = :status',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': status },
        }),
      ),
    );
  }

  private row(comment: Comment) {
    const expireAt: EpochSeconds = plusSeconds(secondsOf(comment.sentAt), this.retentionSeconds);
    return { ...comment, ...commentKey(comment.id), ...listed(comment), schemaVersion, expireAt };
  }
}
