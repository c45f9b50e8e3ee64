import { UnreadableFeed } from '../feedDocument.ts';
import type { Repairs } from './repairTag.ts';

/** The prefixes that the rest of the code goes by, and the namespaces that they stand for. */
export const namespaceOf = {
  atom: 'http://www.w3.org/2005/Atom',
  rss: 'http://purl.org/rss/1.0/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  dcterms: 'http://purl.org/dc/terms/',
  media: 'http://search.yahoo.com/mrss/',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  sy: 'http://purl.org/rss/1.0/modules/syndication/',
  prism: 'http://prismstandard.org/namespaces/basic/2.0/',
  at: 'http://purl.org/atompub/tombstones/1.0',
  xhtml: 'http://www.w3.org/1999/xhtml',
  feedburner: 'http://rssnamespace.org/feedburner/ext/1.0',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

/** Older and misspelt names of the same namespaces. */
const aliases: readonly (readonly [string, string])[] = [
  ['http://purl.org/atom/ns#', 'atom'], // Atom 0.3
  ['http://my.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://channel.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://backend.userland.com/rss2', 'rss'],
  ['http://video.search.yahoo.com/mrss', 'media'],
  ['http://tools.search.yahoo.com/mrss', 'media'],
  ['http://prismstandard.org/namespaces/1.2/basic/', 'prism'],
  ['http://prismstandard.org/namespaces/basic/2.1/', 'prism'],
  ['http://prismstandard.org/namespaces/basic/3.0/', 'prism'],
];

const normal = (uri: string): string =>
  uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/[/#]$/, '');
const prefixes = new Map(
  [...Object.entries(namespaceOf).map(([prefix, uri]) => [uri, prefix] as const), ...aliases].map(([uri, prefix]) => [
    normal(uri),
    prefix,
  ]),
);

/** Our prefix for a namespace, whatever prefix the document gave it; undefined for one that means nothing to us. */
export const prefixOf = (uri: string): string | undefined => prefixes.get(normal(uri));

/** The text before a feed's root element. */
export interface Prolog {
  /** Index of the root's "<". */
  readonly rootAt: number;
  /** The text to write before the root; the document's own text where nothing is wrong with it. */
  readonly text: string;
}

const feedRoot = /<(?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed)(?=[\s/>])/i;
const htmlRoot = /<(?:html|head|body)(?=[\s/>])/i;
const piece = /\s+|<!--|<\?|<!DOCTYPE|<(?=[A-Za-z_:])/iy;

/**
 * Finds the root of a feed, and drops what may not stand before it: PHP warnings, blank lines before the declaration,
 * document types. Entities that a document type declares are never expanded (the "billion laughs").
 * @throws UnreadableFeed `not-a-feed` where there is no such root
 */
export function readProlog(text: string, repairs: Repairs): Prolog {
  const { rootAt, kept, sound } = walk(text, repairs);
  feedRootAt.lastIndex = rootAt;
  if (rootAt >= 0 && feedRootAt.test(text)) {
    if (!sound) repairs.say('removed what stood before the XML declaration');
    return { rootAt, text: sound ? kept : '' };
  }
  const found = text.search(feedRoot);
  if (found < 0) throw notAFeed(text);
  const html = text.search(htmlRoot);
  if (html >= 0 && html < found) throw notAFeed(text);
  repairs.say('removed text before the feed');
  return { rootAt: found, text: '' };
}

const feedRootAt = new RegExp(feedRoot.source, 'iy');

function walk(text: string, repairs: Repairs): { rootAt: number; kept: string; sound: boolean } {
  let kept = '';
  let sound = true;
  let at = 0;
  for (;;) {
    piece.lastIndex = at;
    const token = piece.exec(text)?.[0];
    if (token === '<') return { rootAt: at, kept, sound };
    if (token === undefined) return { rootAt: -1, kept: '', sound: false };
    const end = token.trim() === '' ? at + token.length : endOf(text, at, token);
    if (end < 0) return { rootAt: -1, kept: '', sound: false };
    const part = text.slice(at, end);
    if (/^<!doctype/i.test(part)) {
      if (/<!ENTITY/i.test(part)) repairs.say('ignored the entities that its document type declares');
    } else {
      if (/^<\?xml\s/i.test(part) && at > 0) sound = false;
      if (token === '<!--' && part.slice(4, -3).includes('--')) sound = false;
      kept += part;
    }
    at = end;
  }
}

function endOf(text: string, at: number, token: string): number {
  const closes = (mark: string): number => {
    const found = text.indexOf(mark, at + token.length);
    return found < 0 ? -1 : found + mark.length;
  };
  if (token === '<!--') return closes('-->');
  if (token === '<?') return closes('?>');
  const subset = /\[|>/g;
  subset.lastIndex = at;
  if (subset.exec(text)?.[0] !== '[') return closes('>');
  const close = /\]\s{0,100}>/g;
  close.lastIndex = at;
  return close.exec(text) === null ? -1 : close.lastIndex;
}

function notAFeed(text: string): UnreadableFeed {
  const root = /<([A-Za-z_][\w.:-]{0,40})/.exec(text)?.[1];
  return new UnreadableFeed(
    'not-a-feed',
    root === undefined
      ? 'The document is neither XML nor JSON: check the address.'
      : `The document is <${root}>, not a feed: check the address.`,
  );
}

const misc = /\s+|<!--(?:(?!--).)*-->|<\?(?!xml\s).*?\?>/isy;

/**
 * Whether nothing stands in a text but what may follow a document: white space, comments, instructions (XML 1.0,
 * section 2.8).
 */
export function isMisc(text: string): boolean {
  misc.lastIndex = 0;
  while (misc.lastIndex < text.length) if (!misc.test(text)) return false;
  return true;
}
