import { hash as sha256 } from 'node:crypto';
import type { Image } from '../../../platform/values/schema.ts';
import type { Story } from '../../articles/article.ts';
import type { FeedItem } from '../feedDocument.ts';
import { headlineOf, isRepetition, traitsOf } from './traits.ts';
import type { Traits } from './traits.ts';

/** A story as it was read, and what of its item tells it from others. */
export interface ReadStory {
  /** Hash of the item as its document has it. */
  readonly raw: string;
  readonly story: Story;
  /** Where the item leads to, absolute, with its fragment. */
  readonly address: string | undefined;
}

/** So many titles under one guid and one address: the guid is a constant. */
const titlesOfConstant = 3;

/**
 * Gives every story its key, its traits and its content hash, and each story once: of several versions in one document
 * the first, which is the newest by the custom of feeds, stands.
 * @param sharesPages whether the feed is known for stories that differ in their address's fragment alone
 * @returns the items in the document's order, notes on what was left out, and whether stories share pages
 */
export function identify(stories: readonly ReadStory[], sharesPages = false) {
  const isShared = sharesPages || sharePages(stories);
  const repeated = repeatedGuids(stories);
  const given = stories.map(({ raw, story, address }) => ({
    raw,
    traits: traitsOf(story, address),
    story: isShared && address !== undefined ? { ...story, url: address } : story,
  }));
  const constants = constantGuids(given);
  const { distinct, same, differing } = withoutRepetitions(
    given.map(({ raw, traits, story }) => ({
      raw,
      traits: constants.has(traits.guid) ? { ...traits, guid: '' } : traits,
      story,
      contentHash: contentHashOf(story),
    })),
  );
  const keyOf = keysIn(distinct, repeated);
  const items = distinct.map((item): FeedItem => {
    const key = keyOf(item);
    return { ...item, key, story: item.story.guid === '' ? { ...item.story, guid: key } : item.story };
  });
  return { items, notes: notesOf(repeated.size, constants.size, same, differing), sharesPages: isShared };
}

type Unnamed = Omit<FeedItem, 'key'>;

function withoutRepetitions(all: readonly Unnamed[]) {
  const distinct: Unnamed[] = [];
  const byTrait = new Map<string, Unnamed[]>();
  let same = 0;
  let differing = 0;
  for (const item of all) {
    const places = [item.traits.guid, item.traits.url, item.traits.title].filter((trait) => trait !== '');
    const standing = places
      .flatMap((place) => byTrait.get(place) ?? [])
      .find((other) => isRepetition(item.traits, other.traits));
    if (standing === undefined) {
      distinct.push(item);
      for (const place of places) byTrait.set(place, [...(byTrait.get(place) ?? []), item]);
    } else if (standing.contentHash === item.contentHash) same += 1;
    else differing += 1;
  }
  return { distinct, same, differing };
}

const notesOf = (repeated: number, constants: number, same: number, differing: number): string[] => [
  ...(repeated > 0 ? [`told items with the same guid apart by their addresses (${repeated} guids)`] : []),
  ...(constants > 0
    ? [`told items with the same guid and address apart by titles and dates (${constants} guids)`]
    : []),
  ...(same > 0 ? [`left out ${same} exact repetitions of items`] : []),
  ...(differing > 0 ? [`left out ${differing} older versions of items in the same document`] : []),
];

/** Guids that stand for articles at different addresses: a constant, a category, a template left unfilled. */
function repeatedGuids(stories: readonly ReadStory[]): ReadonlySet<string> {
  const urls = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { story } of stories) {
    const { guid, url } = story;
    if (guid === '' || url === undefined) continue;
    if ((urls.get(guid) ?? url) !== url) repeated.add(guid);
    urls.set(guid, url);
  }
  return repeated;
}

/** Guids that stand for several stories at one address, as the titles and dates of these say. */
function constantGuids(items: readonly Pick<FeedItem, 'traits'>[]): ReadonlySet<string> {
  const byGuid = Map.groupBy(items, ({ traits }) => traits.guid);
  const isConstant = (same: readonly Pick<FeedItem, 'traits'>[]): boolean => {
    const distinct = (of: (traits: Traits) => unknown) => new Set(same.map(({ traits }) => of(traits))).size;
    const titles = distinct(({ title }) => title);
    const dates = distinct(({ publishedAt }) => publishedAt);
    return titles >= titlesOfConstant || (titles > 1 && titles === same.length && dates === same.length);
  };
  return new Set(
    [...byGuid].flatMap(([guid, same]) => (guid !== '' && same.length > 1 && isConstant(same) ? [guid] : [])),
  );
}

/** Whether there are items that lead to different places of one page: live blogs, release notes. */
function sharePages(stories: readonly ReadStory[]): boolean {
  const byPage = Map.groupBy(
    stories.filter(({ address }) => address !== undefined),
    ({ story }) => story.url,
  );
  return [...byPage.values()].some((same) => {
    const guids = new Set(same.map(({ story }) => story.guid));
    const isTold = guids.size === same.length || (guids.size === 1 && guids.has(''));
    return isTold && new Set(same.map(({ address }) => address)).size > 1;
  });
}

/** The key of each item: its guid, or its address, or its headline and date, by the first that is its own. */
function keysIn(items: readonly Unnamed[], repeated: ReadonlySet<string>): (item: Unnamed) => string {
  const guidOf = ({ story: { guid, url }, traits }: Unnamed): string | undefined => {
    const revised = /^(.+)#\d{1,6}$/.exec(guid)?.[1];
    // The BBC's guids are the address and "#" with a number that varies, in one document even: one article, not several.
    if (revised !== undefined && revised === url) return revised;
    return traits.guid === '' || (repeated.has(guid) && url !== undefined) ? undefined : guid;
  };
  const byUrl = Map.groupBy(
    items.filter((item) => guidOf(item) === undefined),
    ({ story }) => story.url,
  );
  return (item) => {
    const { url, published } = item.story;
    return (
      guidOf(item) ??
      (byUrl.get(url)?.length === 1 ? url : undefined) ??
      `title:${hash([headlineOf(item.story, url), published ?? ''])}`
    );
  };
}

/**
 * Hash of all that is shown of a story; articles/notice.ts says what of that readers notice. The dates are left out,
 * because many publishers touch them with no change (some stamp every item with the time of the request, and would
 * correct them all at every poll), and the guid, because nobody sees it.
 * @returns 32 hexadecimal digits of SHA-256
 */
export function contentHashOf(story: Story): string {
  return hash([
    story.url ?? '',
    story.title,
    story.summary,
    story.content,
    story.authors,
    story.topics.map(({ slug, name }) => [slug, name]),
    story.language ?? '',
    story.image === undefined ? [] : shownOf(story.image),
    story.enclosures.map(({ url, type, lengthBytes }) => [url, type ?? '', lengthBytes ?? 0]),
    story.rights ?? '',
    story.embargoUntil ?? '',
    story.expiresAt ?? '',
    ...(story.embargoUnread === undefined ? [] : [story.embargoUnread]),
  ]);
}

const shownOf = ({ url, width = 0, height = 0, alt = '', credit }: Image): (string | number)[] => [
  url,
  width,
  height,
  alt,
  ...(credit === undefined ? [] : [credit]),
];

/** Arrays only, so that there is one way to write them. */
const hash = (value: readonly unknown[]): string => sha256('sha256', JSON.stringify(value), 'hex').slice(0, 32);
