import type { EventEmitter } from 'node:events';
import RssParser from 'rss-parser';
import type { Names } from './names.ts';
import { children } from './xmlNode.ts';
import type { XmlNode } from './xmlNode.ts';

type Custom = { readonly [field: string]: XmlNode };

/** The parsers inside of it: xml2js, and sax in that. */
interface Inner {
  readonly xmlParser: EventEmitter & { readonly saxParser: { trackPosition: boolean } };
}

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
  const parser = new RssParser<Custom>({
    defaultRSS: 2,
    // The types lack the list form for a feed's own fields; rss-parser reads both alike.
    customFields: { feed: feedFields.map(asIs) as unknown as string[] },
    xml2js: {
      tagNameProcessors: [names.element],
      attrValueProcessors: [names.attribute],
      // All elements are objects: where one is a string, rss-parser takes String.prototype.link for a child of it.
      explicitCharkey: true,
      emptyTag: () => ({}),
    },
  });
  const { xmlParser } = parser as unknown as Inner;
  // Lines and columns are counted character by character, a quarter of all that sax does; nobody reads them.
  xmlParser.saxParser.trackPosition = false;
  const read: XmlNode = await Promise.race([parser.parseString(xml), firstErrorOf(xmlParser)]);
  const [feed] = names.format === 'rdf' ? children(read, 'channel') : [read];
  if (feed === undefined) throw new Error('There is no channel in it.');
  return { feed, items: children(read, names.format === 'atom' ? 'atom:entry' : 'rss:item') };
}

/**
 * After an error rss-parser would read on to the end, for nothing, and make an error of each character that follows:
 * what is thrown as the first is told stops it.
 */
function firstErrorOf(xmlParser: EventEmitter): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  xmlParser.once('error', (error: Error) => {
    reject(error);
    throw error;
  });
  return promise;
}

const asIs = (name: string): (string | { keepArray: boolean })[] => [name, name, { keepArray: true }];

/**
 * The fields that rss-parser is asked for, by the names that `Names` gives: all lists, just as they stand. Items are
 * such fields too, with all that is in them. "$" are the attributes.
 */
const feedFields: readonly string[] = [
  '$',
  'channel',
  'rss:item',
  'atom:entry',
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
