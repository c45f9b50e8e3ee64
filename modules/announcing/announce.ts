import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../../platform/runtime/lambda.ts';
import { measurePromise } from '../../platform/runtime/measurePromise.ts';
import { promises } from '../../platform/runtime/promises.ts';
import type { StreamWork } from '../../platform/runtime/streamHandler.ts';
import type { SqsQueue } from '../../platform/sqs/queue.ts';
import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import { isReadable } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import type { ArticleLog } from '../articles/articleLog.ts';
import type { ArticlesTable } from '../articles/articlesTable.ts';
import type { ArticleTopic } from '../articles/articleTopic.ts';
import { eventOf } from '../articles/event.ts';
import type { ArticleEvent } from '../articles/event.ts';
import type { ListChange } from '../articles/listEntry.ts';
import type { ListsTable } from '../articles/listsTable.ts';
import { commentEventOf } from '../comments/commentEvent.ts';
import { readChange } from './changes.ts';
import type { ArticleChange, Change } from './changes.ts';

export interface Exits {
  /** On which comments stand. */
  readonly articles: Pick<ArticlesTable, 'getMany'>;
  readonly lists: ListsTable;
  /** Lists by words: whoever searches knows what a word is. */
  readonly search: { apply(changes: readonly ListChange[]): Promise<void> };
  readonly log: ArticleLog;
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly topic: ArticleTopic;
}

/** The stream of Articles: its changes are announced, and rows that cannot be read become dead letters. */
export const announcements: StreamWork<Change, Exits & { readonly deadLetters: SqsQueue }> = {
  read: readChange,
  bury: (rows, { deadLetters }) => deadLetters.sendAll(rows.map((row) => ({ MessageBody: JSON.stringify(row) }))),
  run: async (changes, services) => {
    const { sent, resumeAt } = await announce(changes, services, new Date());
    reportAnnounced(sent, new Date(), services);
    return resumeAt;
  },
};

/**
 * Lets changes out: the lists behind feeds and searches first, then the log that webhooks and the pull API read, then
 * SNS. All are idempotent (a list row and an announced version have one key, an event one id), so a batch that died
 * half-way is simply done again.
 * @returns the events that went out, and the first change that SNS refused: it and all after it must come again
 */
export async function announce(
  changes: readonly Change[],
  exits: Exits,
  now: Date,
): Promise<{ sent: ArticleEvent[]; resumeAt: string | undefined }> {
  const at = instant(now);
  const listed = changes
    .filter(isOfArticle)
    .map(({ before, after }) => ({ before, after, readable: isReadable(after, at) }));
  await exits.lists.apply(listed);
  await exits.search.apply(listed);
  const events = await newsIn(changes, exits, now);
  await exits.log.enter(
    events.map(({ event, content, expiresAt }) => ({ event, content, expiresAt })),
    now,
  );
  for (const { event } of events) {
    if (event.type === 'article.withdrawn')
      await exits.announcedVersions.takeBack(event.article.id, event.article.version);
  }
  const refused = await exits.topic.publish(events.map(({ event }) => event));
  return {
    sent: events.map(({ event }) => event).filter(({ id }) => !refused.has(id)),
    resumeAt: events.find(({ event }) => refused.has(event.id))?.sequenceNumber,
  };
}

const isOfArticle = (change: Change): change is ArticleChange => 'after' in change;

interface News {
  readonly event: ArticleEvent;
  readonly content?: string | undefined;
  readonly expiresAt?: Instant | undefined;
  readonly sequenceNumber: string;
}

/** The changes that readers are told of, in their order. */
async function newsIn(changes: readonly Change[], exits: Exits, now: Date): Promise<News[]> {
  const commented = changes.flatMap((change) => (isOfArticle(change) ? [] : [change.comment.articleId]));
  const articles = await exits.articles.getMany([...new Set(commented)], true);
  const events: News[] = [];
  for (const change of changes) {
    const event = isOfArticle(change)
      ? eventOf(change.before, change.after, instant(now))
      : eventOfComment(change, articles.get(change.comment.articleId), now);
    if (event === undefined) continue;
    const before = isOfArticle(change) ? change.before : undefined;
    if (event.type === 'article.withdrawn' && !(await isNews(event, before, events, exits, now))) continue;
    const { content, expiresAt } =
      isOfArticle(change) && event.type !== 'article.withdrawn' ? change.after : ({} as Partial<Article>);
    events.push({ event, content, expiresAt, sequenceNumber: change.sequenceNumber });
  }
  return events;
}

/** An article that is not out takes its comments along: only the end of one is told still. */
const eventOfComment = (
  change: Exclude<Change, ArticleChange>,
  article: Article | undefined,
  now: Date,
): ArticleEvent | undefined =>
  article !== undefined && (change.type === 'comment.withdrawn' || isReadable(article, instant(now)))
    ? commentEventOf(change, article)
    : undefined;

/**
 * Announced versions are kept as long as the article was when it was last changed; what changed within this time has
 * all of its own still.
 */
const surelyKeptMs = 86_400_000;

/** Whether the end of an article is news: one that expired before it was announced was told to nobody. */
async function isNews(
  { article: { id, version } }: ArticleEvent,
  before: Article | undefined,
  announced: readonly { readonly event: ArticleEvent }[],
  { announcedVersions }: Exits,
  now: Date,
): Promise<boolean> {
  if (before !== undefined && now.getTime() - Date.parse(before.changedAt) > surelyKeptMs) return true;
  if (announced.some(({ event }) => event.article.id === id)) return true;
  return (await announcedVersions.ofArticle(id)).some(({ event }) => event.article.version < version);
}

/** Says in logs and metrics which versions went out, and how long after they were written. */
function reportAnnounced(sent: readonly ArticleEvent[], now: Date, { logger, metrics }: Telemetry): void {
  for (const { id, type, at, traceId, article, comment } of sent) {
    logger.info(type, {
      traceId,
      eventId: id,
      articleId: article.id,
      version: article.version,
      commentId: comment?.id,
      sourceId: article.source.id,
    });
    measurePromise(metrics, promises.publish, (now.getTime() - Date.parse(at)) / 1_000);
  }
  metrics.addMetric('EventsPublished', MetricUnit.Count, sent.length);
}
