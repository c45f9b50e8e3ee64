import RssParser from 'rss-parser';
import { arrange } from './arrange.ts';
import { UnreadableFeed } from '../feedDocument.ts';
import type { RawFeed } from '../raw.ts';
import { feedFields, itemFields } from './xmlFields.ts';
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
