import { relationsIn } from '../hub.ts';
import type { RawFeed } from '../raw.ts';
import {
  addressOf,
  allTexts,
  attributeOf,
  children,
  firstText,
  wholeNumber,
  type XmlNode,
  rawText,
} from './xmlNode.ts';

const periodSeconds: Readonly<Record<string, number>> = {
  hourly: 3_600,
  daily: 86_400,
  weekly: 604_800,
  monthly: 2_629_800,
  yearly: 31_557_600,
};

/** Reads what a channel or a feed says of itself. */
export function readXmlFeed(feed: XmlNode): Omit<RawFeed, 'format' | 'items'> {
  const attributes: XmlNode = { $: (feed as { readonly $?: unknown }).$ };
  return {
    title: rawText(feed, ['rss:title', 'atom:title', 'dc:title'], 'either'),
    links: [...allTexts(feed, 'rss:link'), ...alternates(feed)],
    base: attributeOf(attributes, 'xml:base'),
    language: firstText(feed, 'rss:language', 'dc:language') ?? attributeOf(attributes, 'xml:lang'),
    rights: rawText(feed, ['rss:copyright', 'atom:rights', 'dc:rights', 'rss:rights', 'media:copyright'], 'either')
      ?.text,
    ttlSeconds: ttlSeconds(feed),
    hubs: related(feed, 'hub'),
    self: related(feed, 'self')[0],
    withdrawn: withdrawn(feed),
  };
}

/**
 * References of withdrawn items, the newest first: `when` is a date of RFC 3339 (RFC 6721, section 4), which sorts as
 * text in one zone, and nearly so in several.
 */
const withdrawn = (feed: XmlNode): string[] =>
  children(feed, 'at:deleted-entry')
    .map((entry) => ({ ref: attributeOf(entry, 'ref'), when: attributeOf(entry, 'when') ?? '' }))
    .sort((a, b) => Number(a.when < b.when) - Number(a.when > b.when))
    .map(({ ref }) => ref)
    .filter((ref) => ref !== undefined);

/** Addresses of `link` elements with a relation, of Atom and of RSS that has borrowed them. */
const related = (feed: XmlNode, relation: string): string[] =>
  [...children(feed, 'atom:link'), ...children(feed, 'rss:link')]
    .filter((link) => relationsIn(attributeOf(link, 'rel') ?? '').includes(relation))
    .map((link) => addressOf(link, 'href'))
    .filter((href) => href !== undefined);

/** Addresses of `link` elements that lead to the thing itself, HTML first (RFC 4287, section 4.2.7.2). */
export function alternates(node: XmlNode): string[] {
  const pages: string[] = [];
  const others: string[] = [];
  for (const link of [...children(node, 'atom:link'), ...children(node, 'rss:link')]) {
    const href = addressOf(link, 'href');
    if (href === undefined || (attributeOf(link, 'rel') ?? 'alternate') !== 'alternate') continue;
    (/html/.test(attributeOf(link, 'type') ?? 'html') ? pages : others).push(href);
  }
  return [...pages, ...others];
}

/** More than a year says nothing more, and a larger number than JavaScript counts with would spoil the row. */
const longestTtlMinutes = 366 * 24 * 60;

/** `ttl` in minutes (RSS 2.0), or a period over a frequency (RSS 1.0, module syndication). */
function ttlSeconds(feed: XmlNode): number | undefined {
  const minutes = wholeNumber(firstText(feed, 'rss:ttl'));
  if (minutes !== undefined && minutes > 0) return Math.min(minutes, longestTtlMinutes) * 60;
  const period = periodSeconds[firstText(feed, 'sy:updateperiod')?.toLowerCase() ?? ''];
  if (period === undefined) return undefined;
  return Math.round(period / Math.max(1, wholeNumber(firstText(feed, 'sy:updatefrequency')) ?? 1));
}
