import { secondsOf } from '../../platform/values/time.ts';
import { decode } from './decode.ts';
import { discoverFeeds } from './discover.ts';
import { UnreadableFeed } from './feedDocument.ts';
import type { FeedDocument, KnownItems } from './feedDocument.ts';
import { hubOf } from './hub.ts';
import { rawHash, sliceItems } from './knownItems.ts';
import { heldNotes, notesOn } from './notes.ts';
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
 * (seenList.ts).
 */
const maxWithdrawn = 100_000;

const nothingKnown: KnownItems = { items: new Map(), around: '', sharesPages: false };

/**
 * Reads a feed of any format, as well as it can be read: bytes to text, text to well-formed XML (or JSON), that to raw
 * items, those to stories, each with its key. The same document, received at the same time, always gives the same
 * answer.
 * @param known items that stand in it as they stood in an earlier one are passed over
 * @throws UnreadableFeed where there is no feed in it; nothing else
 */
export async function readFeed(received: Received, known = nothingKnown): Promise<FeedDocument> {
  const { body, contentType, link, url, zone, encoding, now = new Date() } = received;
  const { text, notes: decodingNotes } = decode(body, contentType, encoding);
  const { feed, items, unchanged, notes: repairNotes } = await parseNews(text, url, known.items);
  const surroundings = { ...surroundingsOf(feed, url), zone };
  const around = rawHash(JSON.stringify([feed.format, surroundings]));
  if (unchanged.length > 0 && around !== known.around)
    return readFeed(received, { ...nothingKnown, sharesPages: known.sharesPages });

  const newest = newestOf(
    items,
    unchanged.map((raw) => known.items.get(raw)),
  );
  const stories = newest.flatMap(({ raw, item }) => {
    const normalised = normalise(item, { ...surroundings, now });
    return normalised === undefined ? [] : [{ ...normalised, raw }];
  });
  const identified = identify(stories, known.sharesPages);
  const withdrawn = [...new Set(feed.withdrawn)];
  const title = plainText(feed.title);
  return {
    format: feed.format,
    title: title === '' ? undefined : title,
    siteUrl: surroundings.siteUrl,
    language: surroundings.language,
    ttlSeconds: feed.ttlSeconds,
    hub: hubOf(link, feed, { header: url, document: surroundings.base }),
    items: identified.items,
    unchanged,
    around,
    sharesPages: identified.sharesPages,
    withdrawn: withdrawn.slice(0, maxWithdrawn),
    notes: [
      ...decodingNotes,
      ...repairNotes,
      ...notesOn({
        nameless: newest.length - stories.length,
        shortened: stories.filter(({ contentCut }) => contentCut).length,
        tooOld: items.length - newest.length,
        tooMany: withdrawn.length - maxWithdrawn,
        falseDates: stories.flatMap(({ falseDates }) => falseDates),
      }),
      ...identified.notes,
      ...heldNotes(identified.items),
    ],
  };
}

/** An item that is to be read, its hash, and its place among all of the document. */
interface PlacedItem {
  readonly item: RawItem;
  readonly raw: string;
  readonly place: number;
}

/** A text whose items cannot be told by their tags. */
const whole = (text: string): NonNullable<ReturnType<typeof sliceItems>> => ({
  rest: { text, raws: [], places: [] },
  known: [],
});

/** The items that are not known, parsed; those that are known are cut out before, where the text lets them be told. */
async function parseNews(text: string, url: string, known: KnownItems['items']) {
  const sliced = isJson(text) ? undefined : sliceItems(text, (raw) => known.has(raw));
  const { rest, known: cut } = sliced ?? whole(text);
  const parsed = await parse(rest.text, url);
  if (parsed.feed.items.length === rest.raws.length) {
    const items = parsed.feed.items.map((item, index): PlacedItem => ({
      item,
      raw: rest.raws[index]!,
      place: rest.places[index]!,
    }));
    return { ...parsed, items, unchanged: cut };
  }
  const { feed, notes } = cut.length === 0 ? parsed : await parse(text, url);
  const all = feed.items.map((item, place): PlacedItem => ({ item, raw: rawHash(JSON.stringify(item)), place }));
  return {
    feed,
    items: all.filter(({ raw }) => !known.has(raw)),
    unchanged: all.filter(({ raw }) => known.has(raw)).map(({ raw }) => raw),
    notes,
  };
}

const isJson = (text: string): boolean => ['{', '['].includes(/\S/.exec(text)?.[0] ?? '');

async function parse(text: string, url: string): Promise<{ feed: RawFeed; notes: readonly string[] }> {
  if (!/\S/.test(text))
    throw new UnreadableFeed('unreadable', 'The document is empty: ask the publisher whether the feed is still made.');
  if (isJson(text)) return { feed: parseJsonFeed(text), notes: [] };
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

/**
 * The items that are looked at, where there are more than can be kept: by date, an undated one by its neighbour's; by
 * place where none is dated, as feeds put the newest first.
 * @param others dates of the items that stand in the document beside these, in seconds since 1970
 */
function newestOf(items: readonly PlacedItem[], others: readonly (number | undefined)[]): readonly PlacedItem[] {
  if (items.length + others.length <= maxItems) return items;
  let last: number | undefined;
  const dates = items.map(({ item }) => {
    const at = parseDate(item.published);
    return (last = at === undefined ? last : secondsOf(at));
  });
  const sorted = [...dates, ...others].filter((at) => at !== undefined).toSorted((a, b) => b - a);
  if (sorted.length === 0) return items.filter(({ place }) => place < maxItems);
  const oldest = sorted[maxItems - 1] ?? -Infinity;
  const kept = items.filter((_, index) => (dates[index] ?? Infinity) >= oldest);
  return kept.slice(0, maxItems);
}
