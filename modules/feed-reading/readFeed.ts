import type { Story } from '../articles/article.ts';
import { decode } from './decode.ts';
import { discoverFeeds } from './discover.ts';
import { UnreadableFeed, type FeedDocument } from './feedDocument.ts';
import { hubOf } from './hub.ts';
import { identify } from './story/identity.ts';
import { parseJsonFeed } from './formats/jsonFeed.ts';
import { normalise, surroundingsOf } from './story/normalise.ts';
import { parseXml } from './formats/parseXml.ts';
import { plainText } from './story/plainText.ts';
import type { RawFeed, RawItem } from './raw.ts';
import { parseDate } from './story/dates.ts';

export interface Received {
  readonly body: Uint8Array;
  /** The HTTP header's value. */
  readonly contentType?: string | undefined;
  /** The `Link` header's value. */
  readonly link?: string | undefined;
  /** Where it came from, absolute: the base of its relative addresses. */
  readonly url: string;
  /** The source's IANA zone, where the operator has set one. */
  readonly zone?: string | undefined;
  /** The encoding that the operator has set, whatever the document and its server say of themselves. */
  readonly encoding?: string | undefined;
  /** When it was received: dates from later are not believed. The time of the call where it is left out. */
  readonly now?: Date | undefined;
}

const maxItems = 1_000;
/**
 * Tombstones of a document that are looked at; a row of DynamoDB that holds what was seen takes a quarter of them
 * (seen.ts).
 */
const maxWithdrawn = 100_000;

/**
 * Reads a feed of any format, as well as it can be read: bytes to text, text to well-formed XML (or JSON), that to raw
 * items, those to stories, each with its key. The same document, received at the same time, always gives the same answer.
 * @throws UnreadableFeed where there is no feed in it; nothing else
 */
export async function readFeed({
  body,
  contentType,
  link,
  url,
  zone,
  encoding,
  now = new Date(),
}: Received): Promise<FeedDocument> {
  const { text, notes: decodingNotes } = decode(body, contentType, encoding);
  const { feed, notes: repairNotes } = await parse(text, url);
  const around = { ...surroundingsOf(feed, url), zone, now };
  const hub = hubOf(link, feed, { header: url, document: around.base });

  const stories = new Map<RawItem, Story>();
  let nameless = 0;
  let shortened = 0;
  const falseDates: string[] = [];
  for (const item of newestFirst(feed.items)) {
    if (stories.size === maxItems) break;
    const normalised = normalise(item, around);
    if (normalised === undefined) nameless += 1;
    else stories.set(item, normalised.story);
    if (normalised?.contentCut === true) shortened += 1;
    falseDates.push(...(normalised?.falseDates ?? []));
  }
  const identified = identify(feed.items.flatMap((item) => stories.get(item) ?? []));
  const withdrawn = [...new Set(feed.withdrawn)];
  const title = plainText(feed.title);
  return {
    format: feed.format,
    ...(title === '' ? {} : { title }),
    ...(around.siteUrl === undefined ? {} : { siteUrl: around.siteUrl }),
    ...(around.language === undefined ? {} : { language: around.language }),
    ...(feed.ttlSeconds === undefined ? {} : { ttlSeconds: feed.ttlSeconds }),
    ...(hub === undefined ? {} : { hub }),
    items: identified.items,
    withdrawn: withdrawn.slice(0, maxWithdrawn),
    notes: [
      ...decodingNotes,
      ...repairNotes,
      ...(nameless > 0 ? [`left out ${nameless} items with neither guid, link nor title`] : []),
      ...(shortened > 0
        ? [`cut the content of ${shortened} items, which may have 300 kB each, and 360 kB with all that goes with it`]
        : []),
      ...(feed.items.length - nameless > maxItems ? [`kept the newest ${maxItems} of ${feed.items.length} items`] : []),
      ...(withdrawn.length > maxWithdrawn
        ? [`looked at the newest ${maxWithdrawn} of ${withdrawn.length} withdrawals`]
        : []),
      ...identified.notes,
      ...dateNotes(falseDates),
      ...heldNotes(identified.items),
    ],
  };
}

/** A few of what is told, each once. */
const examples = (texts: readonly string[]): string =>
  [...new Set(texts)]
    .slice(0, 3)
    .map((text) => JSON.stringify(text.slice(0, 60)))
    .join(', ');

const dateNotes = (texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [`left out ${texts.length} dates that cannot be true (${examples(texts)})`];

/** An item that is held because nobody can say until when is told with its words, so that an operator may. */
function heldNotes(items: FeedDocument['items']): string[] {
  const unread = items.flatMap(({ story }) => story.embargoUnread ?? []);
  return unread.length === 0
    ? []
    : [
        `holds ${unread.length} items whose embargo cannot be read (${examples(unread)}): "caravan articles list --status ` +
          'embargoed" names them, "articles release" or "articles embargo" decides',
      ];
}

async function parse(text: string, url: string): Promise<{ feed: RawFeed; notes: readonly string[] }> {
  const start = /\S/.exec(text)?.[0];
  if (start === undefined)
    throw new UnreadableFeed('unreadable', 'The document is empty: ask the publisher whether the feed is still made.');
  if (start === '{' || start === '[') return { feed: parseJsonFeed(text), notes: [] };
  try {
    return await parseXml(text);
  } catch (error) {
    // A tag with a million attributes is more than a regular expression's stack holds.
    if (error instanceof RangeError)
      throw new UnreadableFeed(
        'unreadable',
        'The document is too strange to read: ask the publisher to validate the feed.',
        [],
        { cause: error },
      );
    if (!(error instanceof UnreadableFeed) || error.kind !== 'not-a-feed') throw error;
    const discovered = discoverFeeds(text, url);
    throw new UnreadableFeed(
      'not-a-feed',
      discovered.length === 0 ? error.message : `${error.message} It links to ${discovered[0]}.`,
      discovered,
    );
  }
}

/** By date where all are dated and not all can be kept; else in the document's order, as feeds put the newest first. */
function newestFirst(items: readonly RawItem[]): readonly RawItem[] {
  if (items.length <= maxItems) return items;
  const dated = items.map((item) => ({ item, at: parseDate(item.published) ?? '' }));
  return dated.some(({ at }) => at === '')
    ? items
    : dated.sort((a, b) => Number(a.at < b.at) - Number(a.at > b.at)).map(({ item }) => item);
}
