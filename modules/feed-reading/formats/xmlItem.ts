import type { RawEnclosure, RawImage, RawItem } from '../raw.ts';
import { alternates } from './xmlFeed.ts';
import { addressOf, allTexts, attributeOf, children, firstText, rawText, textOf, wholeNumber } from './xmlNode.ts';
import type { XmlNode } from './xmlNode.ts';

/** Images and enclosures of an item: Media RSS 1.5, RSS enclosures, Atom's `rel="enclosure"`, iTunes. */
export function readMedia(item: XmlNode): Pick<RawItem, 'images' | 'enclosures'> {
  const groups = [item, ...children(item, 'media:group')];
  const contents = within(groups, 'media:content');
  // Of what is not said of one picture, what is said of all holds (Media RSS 1.5, "Optional elements").
  const credit = within(groups, 'media:credit')
    .map(textOf)
    .find((found) => found !== undefined);
  const pictures: RawImage[] = [];
  const streams: RawEnclosure[] = [];
  for (const node of contents) {
    const kind = kindOf(node);
    if (kind.startsWith('image')) pictures.push(...image(node, credit));
    else if (/^(?:audio|video)/.test(kind)) streams.push(...enclosure(node, 'url', 'fileSize'));
  }
  const attached: RawEnclosure[] = [];
  for (const node of children(item, 'rss:enclosure')) attached.push(...enclosure(node, 'url', 'length'));
  for (const link of children(item, 'atom:link'))
    if (attributeOf(link, 'rel') === 'enclosure') attached.push(...enclosure(link, 'href', 'length'));
  const thumbnails = [...within(groups, 'media:thumbnail'), ...within(contents, 'media:thumbnail')];
  const urls = [
    ...children(item, 'itunes:image').map((node) => attributeOf(node, 'href')),
    ...children(item, 'rss:image').map((node) => firstText(node, 'rss:url') ?? textOf(node)),
  ].filter((url) => url !== undefined);
  return {
    images: [
      ...bySize(pictures),
      ...attached.filter(({ type, url }) => (type ?? typeByName(url)).startsWith('image')).map(({ url }) => ({ url })),
      ...bySize(thumbnails.flatMap((node) => image(node, credit))),
      ...urls.map((url) => ({ url })),
    ],
    enclosures: [...attached, ...streams],
  };
}

/** The elements of a name in any of the nodes. */
function within(nodes: readonly XmlNode[], name: string): readonly XmlNode[] {
  return nodes.length === 1 ? children(nodes[0], name) : nodes.flatMap((node) => children(node, name));
}

const typeByName = (url: string): string => (/\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])/i.test(url) ? 'image' : '');

/** `image`, `video/mp4`, …; what says nothing of itself is told by its name. */
const kindOf = (node: XmlNode): string =>
  (
    attributeOf(node, 'type') ??
    attributeOf(node, 'medium') ??
    typeByName(attributeOf(node, 'url') ?? '')
  ).toLowerCase();

/** @returns none for one without an address */
function image(node: XmlNode, creditOfAll: string | undefined): RawImage[] {
  const url = attributeOf(node, 'url');
  if (url === undefined) return [];
  const alt = firstText(node, 'media:description', 'media:title');
  const credit = firstText(node, 'media:credit') ?? creditOfAll;
  const [width, height] = [wholeNumber(attributeOf(node, 'width')), wholeNumber(attributeOf(node, 'height'))];
  return [{ url, width, height, alt, credit }];
}

/** @returns none for one without an address */
function enclosure(node: XmlNode, address: string, length: string): RawEnclosure[] {
  const url = addressOf(node, address);
  return url === undefined
    ? []
    : [{ url, type: attributeOf(node, 'type'), lengthBytes: wholeNumber(attributeOf(node, length)) }];
}

/** Widest first; those that do not say stay in the publisher's order, after those that do. */
const bySize = (images: readonly RawImage[]): readonly RawImage[] =>
  images.length < 2 ? images : images.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));

/** Elements that hold the whole text, in order of preference. */
const contentNames = [
  'atom:content',
  'module-content:encoded',
  'xhtml:body',
  'xhtml:div',
  'rss:content',
  'rss:fulltext',
  'other:full-text', // of Yandex's namespace
  'rss:body',
];
const publishedNames = [
  'atom:published',
  'atom:issued',
  'rss:pubdate',
  'dc:date',
  'dcterms:issued',
  'dcterms:created',
  'atom:created',
  'prism:publicationdate',
  'atom:updated',
  'atom:modified',
];

/** An `item` or an `entry`, whatever the version: the names do not overlap, so one order of preference serves all. */
export function readXmlItem(item: XmlNode): RawItem {
  const attributes: XmlNode = { $: (item as { readonly $?: unknown }).$ };
  const guid = children(item, 'rss:guid').find((node) => textOf(node) !== undefined);
  const about = attributeOf(attributes, 'rdf:about');
  const id = textOf(guid) ?? firstText(item, 'atom:id') ?? about ?? firstText(item, 'dc:identifier');
  const isAddress =
    attributeOf(guid, 'isPermaLink')?.toLowerCase() !== 'false' && id !== undefined && /^https?:\/\//i.test(id);
  const contentSources = children(item, 'atom:content')
    .map((content) => addressOf(content, 'src'))
    .filter((src) => src !== undefined);
  return {
    guid: id,
    links: [
      ...allTexts(item, 'feedburner:origlink', 'rss:link'),
      ...alternates(item),
      ...(isAddress ? [id] : []),
      ...(about === undefined ? [] : [about]),
      ...contentSources,
    ],
    base: attributeOf(attributes, 'xml:base'),
    title: rawText(item, ['atom:title', 'rss:title', 'dc:title', 'media:title'], 'either'),
    summary:
      rawText(
        item,
        ['atom:summary', 'rss:description', 'dc:description', 'rss:summary', 'itunes:summary', 'itunes:subtitle'],
        'html',
      ) ?? groupDescription(item),
    content: rawText(item, contentNames, 'html'),
    authors: [...persons(item), ...allTexts(item, 'dc:creator', 'itunes:author')],
    topics: topics(item),
    language: firstText(item, 'dc:language', 'rss:language') ?? attributeOf(attributes, 'xml:lang'),
    ...readMedia(item),
    rights: rawText(
      item,
      ['atom:rights', 'dc:rights', 'rss:rights', 'rss:copyright', 'prism:copyright', 'media:copyright'],
      'either',
    )?.text,
    published: firstText(item, ...publishedNames),
    updated: firstText(item, 'atom:updated', 'atom:modified', 'dcterms:modified', 'prism:modificationdate'),
    embargoes: allTexts(item, 'prism:embargodate'),
    expiresAt: firstText(item, 'prism:expirationdate'),
  };
}

/**
 * Authors by name, of Atom and of RSS that has borrowed its elements; those of the feed count where an entry has none,
 * but are the source's, which is named anyway.
 */
const persons = (item: XmlNode): string[] =>
  ['atom', 'rss']
    .flatMap((format) => children(item, `${format}:author`).map((author) => ({ format, author })))
    .map(({ format, author }) => firstText(author, `${format}:name`) ?? textOf(author))
    .filter((name) => name !== undefined);

/** Names of things among machines: addresses, and with a scheme also numbers and codes. */
const isAddressLike = (term: string): boolean => /^[a-z][\w+.-]{1,20}:\/\/|^(?:urn|tag):/i.test(term);
const isCode = (term: string): boolean =>
  /^[\d.:_-]+$|^[a-z]{2,12}:\d+$|^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(term);

/** Categories in words that readers know: Atom's label stands for its term (RFC 4287, section 4.2.2.3). */
function topics(item: XmlNode): string[] {
  const found: string[] = [];
  const add = (name: string | undefined, scheme?: string): void => {
    if (name !== undefined && !isAddressLike(name) && (scheme === undefined || !isCode(name))) found.push(name);
  };
  for (const category of children(item, 'atom:category'))
    add(
      attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? textOf(category),
      attributeOf(category, 'scheme'),
    );
  for (const category of children(item, 'rss:category')) add(textOf(category), attributeOf(category, 'domain'));
  for (const subject of children(item, 'dc:subject')) add(textOf(subject));
  for (const list of allTexts(item, 'media:keywords')) found.push(...list.split(','));
  return found;
}

/** Where a description stands in `media:group` only, as YouTube has it. */
function groupDescription(item: XmlNode): RawItem['summary'] {
  const [text] = [item, ...children(item, 'media:group')].flatMap((node) => allTexts(node, 'media:description'));
  return text === undefined ? undefined : { text, kind: 'either' };
}
