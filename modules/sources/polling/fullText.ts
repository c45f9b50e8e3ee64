import { createHash } from 'node:crypto';
import type { Article, Story } from '../../articles/article.ts';
import { lettersOf, noticeOf } from '../../articles/notice.ts';
import type { FeedDocument, FeedItem } from '../../feed-reading/feedDocument.ts';
import type { PageText } from '../../full-text/page.ts';
import type { Source } from '../source.ts';
import type { Arrival, News } from './news.ts';

/** Reads one page; its end is `Pages`. */
export interface PageReading {
  readonly read: (address: string, sites: readonly string[]) => Promise<PageText>;
  /** What the poll has left for pages. */
  readonly leftMs: () => number;
}

/** How many pages of a poll came to what. */
export interface PageCounts {
  readonly read: number;
  readonly refused: number;
  readonly failed: number;
  /** Stories that stay at their summaries, as the poll had no room for their pages. */
  readonly left: number;
}

export interface FullTexts {
  /** By arrival, the text in place of its item's. */
  readonly contents: ReadonlyMap<Arrival, string>;
  /** Undefined where no page was wanted. */
  readonly counts: PageCounts | undefined;
  readonly notes: readonly string[];
}

/** Pages of one poll, one after another. */
const mostPages = 10;
/** A page may take as long as that: it is not begun with less. */
const pageMs = 15_000;
/** A text of that length is no summary, whatever it is called. */
const fullLength = 1_000;

/** The beginning of a row's hash, where it has the page of an item with this hash. */
const markWithPage = (contentHash: string): string =>
  createHash('sha256')
    .update(`page ${contentHash.slice(0, 16)}`)
    .digest('hex')
    .slice(0, 16);
/** What readers can notice of a text, in 16 digits. */
const noticeOfText = (story: Story): string => noticeOf(story).text.slice(0, 16);

/**
 * What an article's row says of an item whose page was read: which item, and what readers can notice of its own text;
 * the same for the same item, whatever the page says.
 */
export const hashWithPage = ({ contentHash, story }: FeedItem): string =>
  markWithPage(contentHash) + noticeOfText(story);

/** Whether a row is of just this item, with the text of its page or without. */
export const isOfItem = (article: Article, item: FeedItem): boolean =>
  [item.contentHash, hashWithPage(item)].includes(article.contentHash);

/**
 * The texts of pages for stories that are new or changed, where an operator has switched that on. A page is read once
 * for an item, and again where its headline or its words have changed: pages change with each visit, and feeds in what
 * nobody notices.
 */
export async function fullTextsOf(
  source: Source,
  { siteUrl = source.siteUrl }: FeedDocument,
  news: News,
  known: ReadonlyMap<string, Article>,
  pages: PageReading,
): Promise<FullTexts> {
  if (source.fullText !== true) return { contents: new Map(), counts: undefined, notes: [] };
  const kept = news.changed.flatMap((arrival) => {
    const before = known.get(arrival.id);
    return before !== undefined && keepsPage(arrival, before) ? [[arrival, before.content] as const] : [];
  });
  const contents = new Map<Arrival, string>(kept);
  // the newest first
  const wanted = [...news.unseen.toReversed(), ...news.changed].filter(
    (one) => !contents.has(one) && wantsPage(one, known.get(one.id)),
  );
  const sites = siteUrl === undefined ? [source.url] : [source.url, siteUrl];
  const told: PageText[] = [];
  for (const arrival of wanted.slice(0, mostPages)) {
    if (pages.leftMs() < pageMs || told.some((one) => 'isPause' in one)) break;
    const text = await pages.read(arrival.item.story.url!, sites);
    const isMore = 'content' in text && lengthOf(text.content) > lengthOf(arrival.item.story.content);
    if (isMore) contents.set(arrival, text.content);
    told.push('content' in text && !isMore ? { failed: 'no more on the page than in the feed' } : text);
  }
  return { contents, ...saidOf(told, wanted.length) };
}

/** The text of the page stays with an item that tells readers nothing else, and where our reading alone has changed. */
function keepsPage({ item: { story: is }, story: was, ourReading }: Arrival, before: Article): boolean {
  if (was === undefined || !before.contentHash.startsWith(markWithPage(was.content))) return false;
  return ourReading !== undefined || (isTitledSo(before, is) && before.contentHash.endsWith(noticeOfText(is)));
}

/**
 * An item that is new, or tells readers something else, and has no more than a summary. What its page says would be a
 * correction of nothing else.
 */
function wantsPage({ item, story: was }: Arrival, before: Article | undefined): boolean {
  if (item.story.url === undefined || was?.content === item.contentHash.slice(0, 16)) return false;
  if (before && isTitledSo(before, item.story) && noticeOfText(before) === noticeOfText(item.story)) return false;
  return lengthOf(item.story.content) < Math.max(fullLength, item.story.summary.length);
}

const isTitledSo = (article: Article, { title }: Story): boolean => lettersOf(article.title) === lettersOf(title);

/** Of the text of safe HTML. */
const lengthOf = (html: string): number => html.replace(/<[^<>]*>/g, '').trim().length;

function saidOf(told: readonly PageText[], wanted: number): Pick<FullTexts, 'counts' | 'notes'> {
  if (wanted === 0) return { counts: undefined, notes: [] };
  const refused = told.flatMap((one) => ('refused' in one ? [one.refused] : []));
  const failed = told.flatMap((one) => ('failed' in one ? [one.failed] : []));
  const counts = {
    read: told.length - refused.length - failed.length,
    refused: refused.length,
    failed: failed.length,
    left: wanted - told.length,
  };
  const words = [
    `full text: read ${counts.read} pages`,
    ...each(refused, (count, why) => `${count} refused ${why}`),
    ...each(failed, (count, why) => `${count} failed (${why})`),
    ...(counts.left > 0 ? [`${counts.left} stay at their summaries, as a poll reads ${mostPages} at most`] : []),
  ];
  return { counts, notes: [words.join(', ')] };
}

const each = (whys: readonly string[], said: (count: number, why: string) => string): string[] =>
  [...Map.groupBy(whys, (why) => why)].map(([why, all]) => said(all.length, why));
