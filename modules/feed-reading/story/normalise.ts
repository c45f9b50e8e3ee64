import { createHash } from 'node:crypto';
import { itemBytes } from '../../../platform/dynamodb/itemSize.ts';
import type { Topic } from '../../../platform/values/schema.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import type { Story } from '../../articles/article.ts';
import type { RawFeed, RawItem, RawText } from '../raw.ts';
import { parseDate } from './dates.ts';
import { embargoOf } from './embargo.ts';
import { enclosuresOf, leadImage } from './media.ts';
import { contentHtml, cutAtWord, maxContentBytes, plainText } from './plainText.ts';
import { canonicalUrl, resolveUrl } from './url.ts';

/** Inherited by an item from its document. */
export interface Surroundings {
  /** Absolute: the document's address, with the feed's `xml:base`. */
  readonly base: string;
  readonly siteUrl?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  /** The IANA zone of times that name none, where the operator has set one: embargoes are read by it. */
  readonly zone?: string | undefined;
}

export interface Normalised {
  readonly story: Story;
  /** Where the item leads to, absolute, with its fragment. */
  readonly address: string | undefined;
  readonly contentCut: boolean;
}

/** A longer one is no title, but a text in the wrong element. */
const titleLength = 500;
const guidLength = 2_048;
const summaryLength = 400;
/** A publisher's own summary may be longer than one that we cut, but is no article. */
const ownSummaryLength = 1_000;

/** In a row of DynamoDB (400 kB), what the article has beside its story needs room too. */
const maxStoryBytes = 360_000;

/** The surroundings of items, by their document's head. */
export function surroundingsOf(feed: RawFeed, documentUrl: string): Surroundings {
  const base = (feed.base === undefined ? undefined : resolveUrl(feed.base, documentUrl)) ?? documentUrl;
  return {
    base,
    siteUrl: feed.links.map((link) => resolveUrl(link, base)).find((url) => url !== undefined),
    language: languageTag(feed.language),
    rights: plainText(shortened(feed.rights)) || undefined,
  };
}

/**
 * An item as Caravan keeps it: plain text where plain text belongs, safe HTML where HTML does, absolute addresses.
 * @returns undefined for an item with neither guid, link nor title, which nothing could tell from another
 */
export function normalise(item: RawItem, around: Surroundings): Normalised | undefined {
  const base = (item.base === undefined ? undefined : resolveUrl(item.base, around.base)) ?? around.base;
  const link = item.links.map((candidate) => resolveUrl(candidate, base)).find((url) => url !== undefined);
  const title = cutAtWord(plainText(item.title), titleLength);
  if (item.guid === undefined && link === undefined && title === '') return undefined;

  const body = item.content ?? item.summary;
  // Without xml:base the only sensible base of an article's text is the article.
  const textBase = contentBase(body, item, base, link);
  const { html, cut } = contentHtml(body, textBase, maxContentBytes);
  const published = parseDate(item.published);
  const story: Story = {
    guid: bounded(item.guid ?? ''),
    ...given('url', link === undefined ? undefined : canonicalUrl(link)),
    title,
    summary: summaryOf(item, html),
    content: html,
    authors: authorsOf(item.authors),
    topics: topicsOf(item.topics),
    ...given('language', languageTag(item.language) ?? around.language),
    ...given('image', leadImage(item.images, html, base)),
    enclosures: enclosuresOf(item.enclosures, base),
    ...given('rights', plainText(shortened(item.rights)) || around.rights),
    ...given('published', published),
    ...given('updated', parseDate(item.updated)),
    ...embargoOf(item.embargoes ?? [], around.zone),
    ...given('expiresAt', parseDate(item.expiresAt)),
  };
  const excessBytes = itemBytes(story) - maxStoryBytes;
  if (excessBytes <= 0) return { story, address: link, contentCut: cut };
  return {
    story: { ...story, content: contentHtml(body, textBase, Buffer.byteLength(html) - excessBytes).html },
    address: link,
    contentCut: true,
  };
}

/** BCP 47, canonical, in lower case ("en-gb"); undefined for what is none. */
export function languageTag(raw: string | undefined): string | undefined {
  if (raw === undefined || raw.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(raw.trim().replaceAll('_', '-'))[0]?.toLowerCase();
  } catch {
    return undefined; // RangeError: the platform's word for an invalid tag
  }
}

function contentBase(body: RawText | undefined, item: RawItem, base: string, link: string | undefined): string {
  const own = body?.base === undefined ? undefined : resolveUrl(body.base, base);
  return own ?? (item.base === undefined ? link : undefined) ?? base;
}

function summaryOf(item: RawItem, html: string): string {
  const own = item.content === undefined ? '' : plainText(item.summary);
  if (own !== '') return cutAtWord(own, ownSummaryLength);
  return cutAtWord(plainText({ text: html, kind: 'html' }), summaryLength);
}

/** A guid must stay what it is; one that no row should carry is known by its hash. */
const bounded = (guid: string): string =>
  guid.length <= guidLength ? guid : `sha256:${createHash('sha256').update(guid).digest('hex')}`;

const shortened = (text: string | undefined): RawText | undefined =>
  text === undefined ? undefined : { text: text.slice(0, 500), kind: 'either' };

const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

/**
 * Names of authors: RSS's "email (Name)" and Dublin Core's plain names alike, without addresses, each once.
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

function nameIn(text: string): string {
  const inBrackets = /^[^\s@]+@[^\s@(]+ ?\(([^()]+)\)$/.exec(text)?.[1];
  const named = inBrackets ?? text.replace(/<?[^\s<>()]+>?/g, (word) => (/[^<]@[^>]/.test(word) ? '' : word));
  return named
    .replace(/^mailto:|^by /i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Topics of an item: the slug from letters and digits of every script, by which they are told apart.
 * @returns at most 10, in the document's order
 */
export function topicsOf(names: readonly string[]): Topic[] {
  const topics = new Map<string, Topic>();
  for (const raw of names.slice(0, 100)) {
    const name = plainText({ text: raw.slice(0, 200), kind: 'either' });
    const slug = slugOf(name);
    if (slug !== '' && !topics.has(slug)) topics.set(slug, { slug, name });
    if (topics.size === 10) break;
  }
  return [...topics.values()];
}
