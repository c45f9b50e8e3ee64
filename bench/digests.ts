import type { PaceServices } from '../modules/digests/sending/sendAtPace.ts';
import { readerKeyWith } from '../modules/subscribers/readerKey.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../platform/values/time.ts';
import { articleOf, digestWorkerFor, sendDigests } from './digestWorker.ts';
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
  const mailed = ({ html }: { html: string }) => {
    bytes.push(Buffer.byteLength(html));
    return { what: 'taken', messageId: 'm' } as const;
  };
  const mailer: PaceServices['mailer'] = {
    post: async (mail) => mailed(mail),
    postShared: async (mail) => mail.copies.map(() => mailed(mail)),
  };
  const worker = (who: readonly Subscriber[]) => () =>
    sendDigests(who, digestWorkerFor(who, articles, { key, mailer }), articles.length);
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
