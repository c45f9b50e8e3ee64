import RssParser from 'rss-parser';
import { arrange } from './arrange.ts';
import { UnreadableFeed } from '../feedDocument.ts';
import type { RawFeed } from '../raw.ts';
import { readXmlFeed } from './xmlFeed.ts';
import { readXmlItem } from './xmlItem.ts';
import type { XmlNode } from './xmlNode.ts';

type Custom = { readonly [field: string]: XmlNode };

const asIs = (name: string): (string | { keepArray: boolean })[] => [name, name, { keepArray: true }];

/**
 * Reads a well-formed feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0.
 * @param xml what `repairXml` gave
 * @throws UnreadableFeed `unreadable` for what no repair made parseable
 */
export async function parseXml(xml: string): Promise<RawFeed> {
  const arranged = arrange(xml);
  const parser = new RssParser<Custom, Custom>({
    // The types lack the list form for a feed's own fields; rss-parser reads both alike.
    customFields: { feed: feedFields.map(asIs) as unknown as string[], item: itemFields.map(asIs) },
  });
  try {
    const feed = await parser.parseString(arranged.xml);
    return {
      format: arranged.format,
      ...readXmlFeed(feed),
      items: feed.items.map((item) => readXmlItem(item as unknown as XmlNode)),
    };
  } catch (cause) {
    throw new UnreadableFeed(
      'unreadable',
      'The document is broken beyond repair: ask the publisher to validate the feed.',
      [],
      { cause },
    );
  }
}

/**
 * The fields that rss-parser is asked for, by the names that `arrange` gives: all lists, just as they stand. "$" are
 * the attributes.
 */
const feedFields: readonly string[] = [
  '$',
  'rss:title',
  'rss:link',
  'rss:language',
  'rss:copyright',
  'rss:rights',
  'rss:ttl',
  'atom:title',
  'atom:link',
  'atom:rights',
  'dc:title',
  'dc:language',
  'dc:rights',
  'media:copyright',
  'sy:updateperiod',
  'sy:updatefrequency',
  'at:deleted-entry',
];

const itemFields: readonly string[] = [
  '$',
  'rss:title',
  'rss:link',
  'rss:description',
  'rss:guid',
  'rss:pubdate',
  'rss:author',
  'rss:category',
  'rss:enclosure',
  'rss:image',
  'rss:language',
  'rss:rights',
  'rss:copyright',
  'rss:content',
  'rss:body',
  'rss:fulltext',
  'rss:summary',
  'other:full-text',
  'module-content:encoded',
  'xhtml:body',
  'xhtml:div',
  'feedburner:origlink',
  'atom:id',
  'atom:title',
  'atom:link',
  'atom:summary',
  'atom:content',
  'atom:author',
  'atom:category',
  'atom:rights',
  'atom:published',
  'atom:issued',
  'atom:created',
  'atom:updated',
  'atom:modified',
  'dc:title',
  'dc:description',
  'dc:creator',
  'dc:subject',
  'dc:date',
  'dc:language',
  'dc:rights',
  'dc:identifier',
  'dcterms:created',
  'dcterms:issued',
  'dcterms:modified',
  'media:title',
  'media:description',
  'media:copyright',
  'media:credit',
  'media:keywords',
  'media:content',
  'media:group',
  'media:thumbnail',
  'itunes:author',
  'itunes:summary',
  'itunes:subtitle',
  'itunes:image',
  'prism:publicationdate',
  'prism:modificationdate',
  'prism:embargodate',
  'prism:expirationdate',
  'prism:copyright',
];
