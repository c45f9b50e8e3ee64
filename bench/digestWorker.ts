import { createHash } from 'node:crypto';
import type { Article } from '../modules/articles/article.ts';
import type { ArticleLog } from '../modules/articles/articleLog.ts';
import type { ArticlesTable } from '../modules/articles/articlesTable.ts';
import { DigestMaker } from '../modules/digests/content/maker.ts';
import type { DigestsTable } from '../modules/digests/digestsTable.ts';
import { digestBatch } from '../modules/digests/sending/digestBatch.ts';
import type { PaceServices } from '../modules/digests/sending/sendAtPace.ts';
import type { SendRateTable } from '../modules/mail/sendRateTable.ts';
import { alikeKey } from '../modules/subscribers/preferences.ts';
import { issueLink } from '../modules/subscribers/readerKey.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import type { SubscribersTable } from '../modules/subscribers/subscribersTable.ts';
import { chunks } from '../platform/dynamodb/batches.ts';
import { topicOf } from '../platform/values/topic.ts';
import { aLogEntry, madeAnnouncedVersions, madeLog } from '../test/helpers/madeLog.ts';
import { anArticle } from '../test/helpers/records.ts';
import type { madeStories } from './madeStories.ts';

const batchSize = 10;

export const articleOf = (story: ReturnType<typeof madeStories>[number]): Article =>
  anArticle({
    id: createHash('sha256').update(story.guid).digest('hex').slice(0, 32),
    guid: story.guid,
    title: story.title,
    url: story.url,
    summary: story.summary,
    content: story.html,
    topics: story.topics.map((name) => topicOf(name)!),
    image: { url: `${story.url}.jpg`, width: 1200, height: 675 },
  });

/** A worker's services for these readers, with tables in memory. */
export function digestWorkerFor(
  who: readonly Subscriber[],
  articles: readonly Article[],
  { key, mailer, eachMs = 0 }: Pick<PaceServices, 'key' | 'mailer'> & { readonly eachMs?: number },
): PaceServices {
  const rows = new Map(who.map((one) => [one.id, one]));
  const entries = articles.map(({ id, source, topics }, index) =>
    aLogEntry(index + 1, { articleId: id, source, topics }),
  );
  const byId = new Map(articles.map((article) => [article.id, article]));
  const log = {
    ...madeLog(entries, articles.length),
    readUnsettled: async () => ({ entries: [], end: true }),
  } as unknown as ArticleLog;
  const about = { title: 'Bench', publicUrl: 'https://caravan.example' };
  return {
    ...about,
    key,
    subscribers: {
      getMany: async (ids: readonly string[]) => new Map(ids.map((id) => [id, rows.get(id)])),
      change: async (id: string, next: (row: Subscriber) => Subscriber | undefined) => {
        rows.set(id, next(rows.get(id)!)!);
      },
    } as unknown as SubscribersTable,
    digests: {
      getMany: async () => [],
      claim: async () => true,
      change: async () => true,
      putIssue: async () => undefined,
    } as unknown as DigestsTable,
    maker: new DigestMaker({
      log,
      articles: {
        getMany: async (ids: readonly string[]) => new Map(ids.map((id) => [id, byId.get(id)])),
      } as unknown as ArticlesTable,
      announcedVersions: madeAnnouncedVersions,
      publication: { ...about, postalAddress: 'Here', linksTo: 'publisher' },
      pageOf: (issue) => issueLink(issue, { key, ...about }),
    }),
    mailer,
    logger: { warn: (message) => console.warn(message) },
    pace: {
      reserve: async () => ({ startAtMs: 0, eachMs }),
      settle: async () => undefined,
    } as unknown as SendRateTable,
    noted: new WeakSet(),
    now: () => new Date(),
    sleep: async () => undefined,
    remainingMs: () => Number.POSITIVE_INFINITY,
  };
}

/** Sends all of them their digest, in batches of ten, in the order in which the schedule asks for them. */
export async function sendDigests(who: readonly Subscriber[], parts: PaceServices, until: number): Promise<void> {
  const inOrder = who.toSorted((one, other) => alikeKey(one.preferences).localeCompare(alikeKey(other.preferences)));
  let sent = 0;
  for (const readers of chunks(inOrder, batchSize)) {
    const batch = readers.map(({ id, dueAt }) => ({ subscriberId: id, dueAt: dueAt!, until }));
    sent += (await digestBatch(batch, parts)).filter((one) => 'outcome' in one && one.outcome.kind === 'taken').length;
  }
  if (sent !== who.length) throw new Error(`Of ${who.length} digests ${sent} were sent.`);
}
