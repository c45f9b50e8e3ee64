import { createHash } from 'node:crypto';
import { itemBytes } from '../../../platform/dynamodb/itemSize.ts';
import type { Topic } from '../../../platform/values/schema.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import type { Story } from '../../articles/article.ts';
import type { RawFeed, RawItem, RawText } from '../raw.ts';
import { isCredible, parseDate } from './dates.ts';
import { embargoOf } from './embargo.ts';
import { enclosuresOf, leadImage } from './media.ts';
import { languageTag } from './language.ts';
import { contentHtml, cutAtWord, maxContentBytes, plainText, titleText } from './plainText.ts';
import { canonicalUrl, firstUrl, resolveUrl } from './url.ts';

/** Inherited by an item from its document. */
export interface Surroundings {
  /** Absolute: the document's address, with the feed's `xml:base`. */
  readonly base: string;
  readonly siteUrl?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  /** Whether the feed has an `xml:base`, which is in scope for its items. */
  readonly hasBase?: boolean | undefined;
  /** The IANA zone of times that name none, where the operator has set one. */
  readonly zone?: string | undefined;
  /** When it is read: no story is from later. */
  readonly now: Date;
}

export interface Normalised {
  readonly story: Story;
  /** Where the item leads to, absolute, with its fragment. */
  readonly address: string | undefined;
  readonly contentCut: boolean;
  /** Dates that cannot be true, as they are written. */
  readonly falseDates: readonly string[];
}

/** A longer one is no title, but a text in the wrong element. */
const titleLength = 500;
const guidLength = 2_048;
const summaryLength = 400;
/** A publisher's own summary may be longer than one that we cut, but is no article. */
const ownSummaryLength = 1_000;

/** In a row of DynamoDB (400 kB), what the article has beside its story needs room too. */
const maxStoryBytes = 360_000;
/** With a content of so few characters no story takes as much: all else in it is bounded, to 150 kB in all. */
const shortContent = 50_000;

/** The surroundings of items, by their document's head. */
export function surroundingsOf(feed: RawFeed, documentUrl: string): Omit<Surroundings, 'zone' | 'now'> {
  const base = (feed.base === undefined ? undefined : resolveUrl(feed.base, documentUrl)) ?? documentUrl;
  return {
    base,
    hasBase: feed.base !== undefined,
    siteUrl: firstUrl(feed.links, base),
    language: languageTag(feed.language),
    rights: plainText(shortened(feed.rights)) || undefined,
  };
}

/**
 * An item as Caravan keeps it: plain text where plain text belongs, safe HTML where HTML does, absolute addresses.
 * @returns undefined for an item with neither guid, link, title nor text, which nothing could tell from another
 */
export function normalise(item: RawItem, around: Surroundings): Normalised | undefined {
  const base = (item.base === undefined ? undefined : resolveUrl(item.base, around.base)) ?? around.base;
  const link = firstUrl(item.links, base);
  const title = cutAtWord(titleText(item.title), titleLength);
  const summary = summaryOf(item);
  if (item.guid === undefined && link === undefined && title === '' && summary === '') return undefined;

  const body = item.content ?? item.summary;
  const textBase = contentBase(body, item, { base, link, around });
  const { html, cut } = contentHtml(body, textBase, maxContentBytes);
  const embargo = embargoOf(item.embargoes ?? [], around.zone);
  const { falseDates, ...dates } = datesOf(item, around, embargo.embargoUntil);
  const story: Story = {
    guid: bounded(item.guid ?? ''),
    ...given('url', link === undefined ? undefined : canonicalUrl(link)),
    title,
    summary,
    content: html,
    authors: authorsOf(item.authors),
    topics: topicsOf(item.topics),
    ...given('language', languageTag(item.language) ?? around.language),
    ...given('image', leadImage(item.images, html, base)),
    enclosures: enclosuresOf(item.enclosures, base),
    ...given('rights', plainText(shortened(item.rights)) || around.rights),
    ...dates,
    ...embargo,
    ...given('expiresAt', parseDate(item.expiresAt, around.zone)),
  };
  const excessBytes = html.length < shortContent ? 0 : itemBytes(story) - maxStoryBytes;
  if (excessBytes <= 0) return { story, address: link, contentCut: cut, falseDates };
  return {
    story: { ...story, content: contentHtml(body, textBase, Buffer.byteLength(html) - excessBytes).html },
    address: link,
    contentCut: true,
    falseDates,
  };
}

/**
 * The dates of a story that can be true. Software that has none writes 1970, or 9999, by which no reader would ever see
 * the story, or nothing else.
 */
function datesOf(
  { published, updated }: RawItem,
  { zone, now }: Surroundings,
  heldUntil: Instant | undefined,
): Pick<Story, 'published' | 'updated'> & Pick<Normalised, 'falseDates'> {
  const falseDates: string[] = [];
  const read = (text: string | undefined): Instant | undefined => {
    const date = parseDate(text, zone);
    if (text === undefined || date === undefined || isCredible(date, now, heldUntil)) return date;
    if (!falseDates.includes(text)) falseDates.push(text);
    return undefined;
  };
  const [first, last] = [read(published), read(updated)];
  return { ...given('published', first ?? last), ...given('updated', last), falseDates };
}

/**
 * The base of the relative addresses in an item's text: any base that the document sets (RFC 4287, section 2; XML
 * Base, section 4), or else the article, the only sensible one. Where its link leads through another host, as those of
 * feed proxies do, its address on the publisher's own site is that.
 */
function contentBase(
  body: RawText | undefined,
  item: RawItem,
  { base, link, around }: { readonly base: string; readonly link: string | undefined; readonly around: Surroundings },
): string {
  const bases = body?.bases ?? [];
  const isSet = bases.length > 0 || item.base !== undefined || around.hasBase === true;
  const article = isSet ? base : (onSite(item, base, link, around.siteUrl) ?? link ?? base);
  return bases.reduce((outer, own) => resolveUrl(own, outer) ?? outer, article);
}

/** An item's address on the publisher's site, where the first leads elsewhere. */
function onSite(
  { links }: RawItem,
  base: string,
  link: string | undefined,
  siteUrl: string | undefined,
): string | undefined {
  if (siteUrl === undefined || links.length < 2 || link === undefined || hostOf(link) === hostOf(siteUrl))
    return undefined;
  return links
    .map((each) => resolveUrl(each, base))
    .find((url) => url !== undefined && hostOf(url) === hostOf(siteUrl));
}

/** Of an address as `resolveUrl` gives it. */
const hostOf = (url: string): string | undefined => /^https?:\/\/(?:www\.)?([^/?#]*)/.exec(url)?.[1];

/** From the document's own words: those of our links for what is embedded are none of them. */
function summaryOf({ content, summary }: RawItem): string {
  const own = content === undefined ? '' : plainText(summary, ownSummaryLength);
  return own === ''
    ? cutAtWord(plainText(content ?? summary, summaryLength), summaryLength)
    : cutAtWord(own, ownSummaryLength);
}

/** A guid must stay what it is; one that no row should carry is known by its hash. */
const bounded = (guid: string): string =>
  guid.length <= guidLength ? guid : `sha256:${createHash('sha256').update(guid).digest('hex')}`;

const shortened = (text: string | undefined): RawText | undefined =>
  text === undefined ? undefined : { text: text.slice(0, 500), kind: 'either' };

const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

/**
 * Names of authors without their addresses, each once.
 * @returns at most 20
 */
export function authorsOf(raw: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const text of raw.slice(0, 100)) {
    const name = nameIn(plainText({ text: text.slice(0, 300), kind: 'either' }));
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()].slice(0, 20);
}

/** A name beside its address in any order: "mail (Name)", "Name <mail>", "Name (mail)", "mail, Name". */
function nameIn(text: string): string {
  const inBrackets = /^[^\s@]+@[^\s@(]+ ?\(([^()@]+)\)$/.exec(text)?.[1];
  const named = inBrackets ?? text.replace(/[^\s<>()[\],;]+/g, (word) => (/^[^@]+@[^@]+$/.test(word) ? '' : word));
  return named
    .replace(/\(\s?\)|<\s?>|\[\s?\]/g, '')
    .replace(/^by /i, '')
    .replace(/\s+/g, ' ')
    .replaceAll(' ,', ',')
    .replace(/^[\s,;:|–-]+/, '')
    .replace(/(?<![\s,;:|–-])[\s,;:|–-]+$/, '');
}

/**
 * Topics of an item: the slug from letters and digits of every script, by which they are told apart.
 * @returns at most 10, in the document's order; of more the first ten of the alphabet
 */
export function topicsOf(names: readonly string[]): Topic[] {
  const topics = new Map<string, Topic>();
  for (const raw of names.slice(0, 100)) {
    const name = plainText({ text: raw.slice(0, 200), kind: 'either' });
    const slug = slugOf(name);
    if (slug !== '' && !topics.has(slug)) topics.set(slug, { slug, name });
  }
  const all = [...topics.values()];
  // some feeds list theirs in another order at each poll: which ten are kept must not depend on it
  return all.length <= 10
    ? all
    : all.toSorted((a, b) => Number(a.slug > b.slug) - Number(a.slug < b.slug)).slice(0, 10);
}
