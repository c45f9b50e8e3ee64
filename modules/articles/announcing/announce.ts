import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import type { StreamWork } from '../../../platform/runtime/streamHandler.ts';
import type { SqsQueue } from '../../../platform/sqs/queue.ts';
import { instant } from '../../../platform/values/time.ts';
import type { AnnouncedVersionsTable } from '../announcedVersions.ts';
import { isReadable } from '../article.ts';
import type { Article } from '../article.ts';
import type { ArticleLog } from '../articleLog.ts';
import type { ArticleTopic } from '../articleTopic.ts';
import { eventOf } from '../event.ts';
import type { ArticleEvent } from '../event.ts';
import type { ListChange } from '../listEntry.ts';
import type { ListsTable } from '../listsTable.ts';
import { readChange } from './changes.ts';
import type { ArticleChange } from './changes.ts';

export interface Exits {
  readonly lists: ListsTable;
  /** Lists by words: whoever searches knows what a word is. */
  readonly search: { apply(changes: readonly ListChange[]): Promise<void> };
  readonly log: ArticleLog;
  readonly editions: AnnouncedVersionsTable;
  readonly topic: ArticleTopic;
}

/** The stream of Articles: its changes are announced, and rows that cannot be read become dead letters. */
export const announcements: StreamWork<ArticleChange, Exits & { readonly deadLetters: SqsQueue }> = {
  read: readChange,
  bury: (rows, { deadLetters }) => deadLetters.sendAll(rows.map((row) => ({ MessageBody: JSON.stringify(row) }))),
  run: async (changes, services) => {
    const { sent, resumeAt } = await announce(changes, services, new Date());
    reportAnnounced(sent, new Date(), services);
    return resumeAt;
  },
};

/**
 * Lets changes out: the lists behind feeds and searches first, then the log that webhooks and the pull API read, then SNS. All
 * are idempotent (a list row and an edition have one key, an event one id), so a batch that died half-way is simply
 * done again.
 * @returns the events that went out, and the first change that SNS refused: it and all after it must come again
 */
export async function announce(
  changes: readonly ArticleChange[],
  exits: Exits,
  now: Date,
): Promise<{ sent: ArticleEvent[]; resumeAt: string | undefined }> {
  const at = instant(now);
  const listed = changes.map(({ before, after }) => ({ before, after, readable: isReadable(after, at) }));
  await exits.lists.apply(listed);
  await exits.search.apply(listed);
  const candidates = changes.flatMap(({ before, after, sequenceNumber }) => {
    const event = eventOf(before, after, at);
    return event
      ? [{ before, event, content: event.type === 'article.withdrawn' ? undefined : after.content, sequenceNumber }]
      : [];
  });
  const events: typeof candidates = [];
  for (const one of candidates)
    if (one.event.type !== 'article.withdrawn' || (await isNews(one.event, one.before, events, exits, now)))
      events.push(one);
  await exits.log.enter(
    events.map(({ event, content }) => ({ event, content })),
    now,
  );
  for (const { event } of events) {
    if (event.type === 'article.withdrawn') await exits.editions.takeBack(event.article.id, event.article.version);
  }
  const refused = await exits.topic.publish(events.map(({ event }) => event));
  return {
    sent: events.map(({ event }) => event).filter(({ id }) => !refused.has(id)),
    resumeAt: events.find(({ event }) => refused.has(event.id))?.sequenceNumber,
  };
}

/**
 * Editions are kept as long as the article was when it was last changed; what changed within this time has all of its
 * own still.
 */
const surelyKeptMs = 86_400_000;

/** Whether the end of an article is news: one that expired before it was announced was told to nobody. */
async function isNews(
  { article: { id, version } }: ArticleEvent,
  before: Article | undefined,
  announced: readonly { readonly event: ArticleEvent }[],
  { editions }: Exits,
  now: Date,
): Promise<boolean> {
  if (before !== undefined && now.getTime() - Date.parse(before.changedAt) > surelyKeptMs) return true;
  if (announced.some(({ event }) => event.article.id === id)) return true;
  return (await editions.ofArticle(id)).some(({ event }) => event.article.version < version);
}

/** Says in logs and metrics which versions went out, and how long after they were written. */
function reportAnnounced(sent: readonly ArticleEvent[], now: Date, { logger, metrics }: Telemetry): void {
  for (const { id, type, at, traceId, article } of sent) {
    logger.info(type, {
      traceId,
      eventId: id,
      articleId: article.id,
      version: article.version,
      sourceId: article.source.id,
    });
    measurePromise(metrics, promises.publish, (now.getTime() - Date.parse(at)) / 1_000);
  }
  metrics.addMetric('EventsPublished', MetricUnit.Count, sent.length);
}
