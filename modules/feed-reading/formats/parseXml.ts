import { arrange, baseWithin, textConstructs } from './arrange.ts';
import { Names } from './names.ts';
import type { FeedElements } from './rssParser.ts';
import { readWithRssParser } from './rssParser.ts';
import { UnreadableFeed } from '../feedDocument.ts';
import type { RawFeed } from '../raw.ts';
import { isMisc, readProlog } from '../repair/prolog.ts';
import { holdsForbidden, Repairs } from '../repair/repairTag.ts';
import { repairXml } from '../repair/repair.ts';
import { readXmlFeed } from './xmlFeed.ts';
import { readXmlItem } from './xmlItem.ts';
import { children } from './xmlNode.ts';
import type { XmlNode } from './xmlNode.ts';

/** A feed, and what was wrong with its XML, in words. */
export interface ParsedXml {
  readonly feed: RawFeed;
  readonly notes: readonly string[];
}

/**
 * Reads a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0. rss-parser reads it as it came, where that gives all of it;
 * what it refuses, or would lose a part of, it reads repaired and arranged.
 * @throws UnreadableFeed `not-a-feed` where there is none in it, `unreadable` for what no repair made parseable
 */
export const parseXml = async (text: string): Promise<ParsedXml> => (await asItCame(text)) ?? (await repaired(text));

async function asItCame(text: string): Promise<ParsedXml | undefined> {
  if (holdsForbidden(text)) return undefined;
  const repairs = new Repairs();
  const { rootAt } = readProlog(text, repairs);
  if (!endsWithItsRoot(text, rootAt)) return undefined;
  const names = new Names(false);
  const read = await readWithRssParser(text.slice(rootAt), names).catch(() => undefined);
  if (read === undefined || names.items !== read.items.length || hasMarkup(read)) return undefined;
  if (names.undeclared > 0) repairs.count('prefix', names.undeclared);
  return { feed: rawFeed(read, names), notes: repairs.notes() };
}

async function repaired(text: string): Promise<ParsedXml> {
  const { xml, notes } = repairXml(text);
  const { xml: arranged, format } = arrange(xml);
  const names = new Names(true);
  try {
    const read = await readWithRssParser(arranged, names);
    return { feed: { ...rawFeed(read, names), format }, notes };
  } catch (cause) {
    throw new UnreadableFeed(
      'unreadable',
      'The document is broken beyond repair: ask the publisher to validate the feed.',
      [],
      { cause },
    );
  }
}

function rawFeed({ feed, items }: FeedElements, names: Names): RawFeed {
  return {
    format: names.format,
    ...readXmlFeed({ ...(feed as object), $: attributesOf(feed, names) }),
    items: items.map(readXmlItem),
  };
}

/** Of the channel, and of the root around it: the base and the language count. */
function attributesOf(feed: XmlNode, { format, rootAttributes }: Names): Readonly<Record<string, string>> {
  const own = (feed as { readonly $?: Readonly<Record<string, string>> }).$ ?? {};
  const base = own['xml:base'];
  return format === 'atom' || base === undefined
    ? { ...rootAttributes, ...own }
    : { ...rootAttributes, ...own, 'xml:base': baseWithin(rootAttributes['xml:base'], base) };
}

/** Whether a document goes on to its root's end tag, the only one, and has nothing of account behind it. */
function endsWithItsRoot(text: string, rootAt: number): boolean {
  const name = /<([^\s/>]+)/y;
  name.lastIndex = rootAt;
  const tag = `</${name.exec(text)?.[1]}>`;
  const at = text.lastIndexOf(tag);
  const rest = text.slice(at + tag.length);
  return at > rootAt && text.indexOf(tag, rootAt) === at && rest.length < 10_000 && isMisc(rest);
}

/** Whether elements stand among a text, where they are HTML, and their order counts. */
const hasMarkup = ({ feed, items }: FeedElements): boolean =>
  holdsMarkup(feed) || items.some((item) => holdsMarkup(item) || children(item, 'media:group').some(holdsMarkup));

function holdsMarkup(node: XmlNode): boolean {
  for (const name in node as object)
    if (textConstructs.has(name) && children(node, name).some(hasElements)) return true;
  return false;
}

function hasElements(node: XmlNode): boolean {
  for (const name in node as object) if (name !== '$' && name !== '_') return true;
  return false;
}
