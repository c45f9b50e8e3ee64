import { createHash } from 'node:crypto';
import { digestBatch } from '../modules/digests/sending/digestBatch.ts';
import type { PaceServices } from '../modules/digests/sending/sendAtPace.ts';
import type { ArticleLog } from '../modules/articles/articleLog.ts';
import type { ArticlesTable } from '../modules/articles/articlesTable.ts';
import type { DigestsTable } from '../modules/digests/digestsTable.ts';
import type { Mailer } from '../modules/mail/mailer.ts';
import type { SendRateTable } from '../modules/mail/sendRateTable.ts';
import type { SubscribersTable } from '../modules/subscribers/subscribersTable.ts';
import { DigestMaker } from '../modules/digests/content/maker.ts';
import type { Article } from '../modules/articles/article.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { topicOf } from '../platform/values/topic.ts';
import { epochSeconds } from '../platform/values/time.ts';
import { issueLink, readerKeyWith } from '../modules/subscribers/readerKey.ts';
import { aLogEntry, madeEditions, madeLog } from '../test/helpers/madeLog.ts';
import { anArticle } from '../test/helpers/records.ts';
import { inTurn, median, milliseconds } from './inTurn.ts';
import { madeChoices, madeReaders } from './madeReaders.ts';
import { usualHtmlBytes } from './madePublisher.ts';
import { madeStories } from './madeStories.ts';

export interface DigestsFigures {
  readonly readers: number;
  readonly choices: number;
  readonly articles: number;
  readonly mailBytes: number;
  readonly sharedASecond: number;
  /** The same worker where each reader has a window of their own, so that nothing can be shared. */
  readonly aloneASecond: number;
  readonly times: number;
}

const articleCount = 300;
const readerCount = 4_000;
const aloneCount = 200;
const batchSize = 10;
const rounds = 3;

/**
 * One digest worker, in batches of ten, with its tables and SES in memory here, as their milliseconds are not this
 * machine's: 4,000 readers of 20 choices, beside readers of whom each has a window of their own.
 */
export async function measureDigests(): Promise<DigestsFigures> {
  const articles = madeStories(articleCount, usualHtmlBytes).map(articleOf);
  const key = readerKeyWith('bench');
  const now = new Date();
  const readers = madeReaders(readerCount, epochSeconds(now), (address) => key.idOf(address));
  // before the first entry: other windows with the same stories
  const alone = readers.slice(0, aloneCount).map((one, index): Subscriber => ({ ...one, readTo: -index }));
  const bytes: number[] = [];
  const worker = (who: readonly Subscriber[]) => async () => {
    const parts = partsWith(who, articles, key, (html) => {
      bytes.push(Buffer.byteLength(html));
    });
    let sent = 0;
    for (let start = 0; start < who.length; start += batchSize) {
      const batch = who
        .slice(start, start + batchSize)
        .map(({ id, dueAt }) => ({ subscriberId: id, dueAt: dueAt!, until: articles.length }));
      sent += (await digestBatch(batch, parts)).filter(
        (one) => 'outcome' in one && one.outcome.kind === 'taken',
      ).length;
    }
    if (sent !== who.length) throw new Error(`Of ${who.length} digests ${sent} were sent.`);
  };
  const [sharedMs = [], aloneMs = []] = await inTurn(rounds, [
    () => milliseconds(worker(readers)),
    () => milliseconds(worker(alone)),
  ]);
  const [sharedASecond, aloneASecond] = [
    (readerCount / median(sharedMs)) * 1_000,
    (aloneCount / median(aloneMs)) * 1_000,
  ];
  return {
    readers: readerCount,
    choices: madeChoices.length,
    articles: articleCount,
    mailBytes: median(bytes),
    sharedASecond,
    aloneASecond,
    times: sharedASecond / aloneASecond,
  };
}

const articleOf = (story: ReturnType<typeof madeStories>[number]): Article =>
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

function partsWith(
  who: readonly Subscriber[],
  articles: readonly Article[],
  key: PaceServices['key'],
  mailed: (html: string) => void,
): PaceServices {
  const rows = new Map(who.map((one) => [one.id, one]));
  const entries = articles.map(({ id, source, topics }, index) =>
    aLogEntry(index + 1, { articleId: id, source, topics }),
  );
  const byId = new Map(articles.map((article) => [article.id, article]));
  const log = {
    ...madeLog(entries, articleCount),
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
      editions: madeEditions,
      publication: { ...about, postalAddress: 'Here', linksTo: 'publisher' },
      pageOf: (issue) => issueLink(issue, { key, ...about }),
    }),
    mailer: {
      post: async ({ html }: { html: string }) => {
        mailed(html);
        return { what: 'taken', messageId: 'm' };
      },
    } as unknown as Mailer,
    pace: {
      reserve: async () => ({ startAtMs: 0, eachMs: 0 }),
      settle: async () => undefined,
    } as unknown as SendRateTable,
    noted: new WeakSet(),
    now: () => new Date(),
    sleep: async () => undefined,
    remainingMs: () => 60_000,
  };
}
