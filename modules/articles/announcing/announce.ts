import type { ArticleLog } from '../articleLog.ts';
import type { ArticleTopic } from '../articleTopic.ts';
import type { AnnouncedVersionsTable } from '../announcedVersionsTable.ts';
import type { ListsTable } from '../listsTable.ts';
import { isReadable } from '../article.ts';
import type { Article } from '../article.ts';
import { eventOf } from '../event.ts';
import type { ArticleEvent } from '../event.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Change } from './changes.ts';

export interface Exits {
  readonly lists: ListsTable;
  readonly log: ArticleLog;
  readonly editions: AnnouncedVersionsTable;
  readonly topic: ArticleTopic;
}

/**
 * Lets changes out: the lists behind the feeds first, then the log that webhooks and the pull API read, then SNS. All
 * are idempotent (a list row and an edition have one key, an event one id), so a batch that died half-way is simply
 * done again.
 * @returns the events that went out, and the first change that SNS refused: it and all after it must come again
 */
export async function announce(
  changes: readonly Change[],
  exits: Exits,
  now: Date,
): Promise<{ sent: ArticleEvent[]; resumeAt: string | undefined }> {
  const at = instant(now);
  await exits.lists.apply(changes.map(({ before, after }) => ({ before, after, readable: isReadable(after, at) })));
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
