import { hash } from 'node:crypto';
import { secondsOf } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { Story } from '../../articles/article.ts';
import { lettersOf, placeOf } from '../../articles/notice.ts';
import { canonicalUrl, isPlain } from './url.ts';

/**
 * What tells a story from others, as hashes in hexadecimal digits; what a story lacks is an empty text. They are kept in
 * the list of what was seen, so that a story is known again when its publisher changes one of them.
 */
export interface Traits {
  /** Of the guid as it is written: 8 digits. */
  readonly exact: string;
  /** Of the guid: of one that is an address without scheme, host, tracking and letter case: 16 digits. */
  readonly guid: string;
  /** Of the address without its scheme, with its fragment: 16 digits. */
  readonly url: string;
  /** Of the letters and digits of the headline, or of one without them as it is written: 16 digits. */
  readonly title: string;
  /** When it was published. */
  readonly publishedAt: EpochSeconds | undefined;
}

/**
 * The words by which a story is told from others beside its guid and its address: its title; where it has none of the
 * three, as RSS 2.0 allows an item that has a description alone, the beginning of its text.
 */
export const headlineOf = (
  { guid, title, summary }: Pick<Story, 'guid' | 'title' | 'summary'>,
  address: string | undefined,
): string => (title === '' && guid === '' && address === undefined ? summary : title);

const spellingOf = (headline: string): string => lettersOf(headline) || headline;

/** @param address of the article, resolved, with its fragment: the story's own has none */
export const traitsOf = (
  story: Pick<Story, 'guid' | 'title' | 'summary' | 'published'>,
  address: string | undefined,
): Traits => ({
  exact: hashOf(story.guid, 8),
  guid: hashOf(plainGuid(story.guid), 16),
  url: hashOf(address === undefined ? '' : placeWithin(address), 16),
  title: hashOf(spellingOf(headlineOf(story, address)), 16),
  publishedAt: story.published === undefined || secondsOf(story.published) < 0 ? undefined : secondsOf(story.published),
});

/**
 * A guid that is an address is often written by the software that serves the page: it changes with the site's scheme,
 * host and session. What is left of a bare host is nothing, so that stands as it is.
 */
export function plainGuid(guid: string): string {
  const address = /^https?:\/\//i.test(guid) ? URL.parse(guid) : null;
  if (address === null) return guid;
  const { pathname, search, hash } = isPlain(guid) ? address : new URL(canonicalUrl(guid));
  // The BBC's guids end with "#" and a number that varies: one article, not several.
  const fragment = hash || (/#\d{1,6}$/.test(guid) ? '' : address.hash);
  const path = pathname.replace(/\/$/, '') + search + fragment;
  return (path === '' ? guid : path).toLowerCase();
}

/** Without tracking, and with the fragment. */
function placeWithin(address: string): string {
  if (isPlain(address)) return placeOf(address);
  const url = new URL(canonicalUrl(address));
  url.hash = new URL(address).hash;
  return placeOf(url.href);
}

const hashOf = (text: string, digits: number): string =>
  text === '' ? '' : hash('sha256', text, 'hex').slice(0, digits);

/** How far two traits agree: `differs` needs both. */
export function agreement(one: Traits, other: Traits) {
  const compare = <T>(a: T, b: T) => ({ same: Boolean(a) && a === b, differs: Boolean(a) && Boolean(b) && a !== b });
  return {
    exact: compare(one.exact, other.exact),
    guid: compare(one.guid, other.guid),
    url: compare(one.url, other.url),
    title: compare(one.title, other.title),
    published: compare(one.publishedAt, other.publishedAt),
  };
}

/**
 * Whether two items of one document are the same story, or versions of it. Feeds repeat items; and some give one guid,
 * or one address, to all of them: then title and date tell them apart.
 */
export function isRepetition(one: Traits, other: Traits): boolean {
  const { guid, url, title, published } = agreement(one, other);
  if (guid.same) return !url.differs && !(title.differs && published.differs);
  if (url.same) return title.same && !published.differs;
  const isBare = ![one, other].some((traits) => traits.guid || traits.url);
  return isBare && title.same && !published.differs && one.publishedAt === other.publishedAt;
}
