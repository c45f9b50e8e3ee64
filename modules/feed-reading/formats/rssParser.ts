import type { EventEmitter } from 'node:events';
import RssParser from 'rss-parser';
import type { Names } from './names.ts';
import type { XmlNode } from './xmlNode.ts';

type Custom = { readonly [field: string]: XmlNode };

/** A feed as rss-parser reads it: each field a list of elements, just as they stand. */
export interface FeedElements {
  readonly feed: XmlNode;
  readonly items: readonly XmlNode[];
}

/**
 * Reads XML with rss-parser, once through.
 * @param xml from its root's "<" on
 * @param names is told of all elements and attributes, and says what they are called
 * @throws Error at the first place that is not well-formed, and where no feed is in it
 */
export async function readWithRssParser(xml: string, names: Names): Promise<FeedElements> {
  const parser = new RssParser<Custom, Custom>({
    defaultRSS: 2,
    // The types lack the list form for a feed's own fields; rss-parser reads both alike.
    customFields: { feed: feedFields.map(asIs) as unknown as string[], item: itemFields.map(asIs) },
    xml2js: {
      tagNameProcessors: [names.element],
      attrValueProcessors: [names.attribute],
      // All elements are objects: where one is a string, rss-parser takes String.prototype.link for a child of it.
      explicitCharkey: true,
      emptyTag: () => ({}),
    },
  });
  const { items, ...feed } = await Promise.race([parser.parseString(xml), firstErrorOf(parser)]);
  return { feed: feed as XmlNode, items: items as unknown as XmlNode[] };
}

/**
 * After an error rss-parser would read on to the end, for nothing, and make an error of each character that follows:
 * what is thrown as the first is told stops it.
 */
function firstErrorOf(parser: RssParser<Custom, Custom>): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  (parser as unknown as { readonly xmlParser: EventEmitter }).xmlParser.once('error', (error: Error) => {
    reject(error);
    throw error;
  });
  return promise;
}

const asIs = (name: string): (string | { keepArray: boolean })[] => [name, name, { keepArray: true }];

/**
 * The fields that rss-parser is asked for, by the names that `Names` gives: all lists, just as they stand. "$" are
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
