import type { RawEnclosure, RawImage, RawItem } from '../raw.ts';
import { alternates } from './xmlFeed.ts';
import { addressOf, allTexts, attributeOf, children, firstText, rawText, textOf, wholeNumber } from './xmlNode.ts';
import type { XmlNode } from './xmlNode.ts';

/** Images and enclosures of an item: Media RSS 1.5, RSS enclosures, Atom's `rel="enclosure"`, iTunes. */
export function readMedia(item: XmlNode): Pick<RawItem, 'images' | 'enclosures'> {
  const groups = [item, ...children(item, 'media:group')];
  const contents = groups.flatMap((node) => children(node, 'media:content'));
  // Of what is not said of one picture, what is said of all holds (Media RSS 1.5, "Optional elements").
  const credit = groups.map((node) => firstText(node, 'media:credit')).find((found) => found !== undefined);
  const credited = (node: XmlNode) => image(node, credit);
  const attached: RawEnclosure[] = [
    ...children(item, 'rss:enclosure').map((node) => enclosure(node, 'url', 'length')),
    ...children(item, 'atom:link')
      .filter((link) => attributeOf(link, 'rel') === 'enclosure')
      .map((node) => enclosure(node, 'href', 'length')),
  ].filter((found) => found !== undefined);
  const streams = contents
    .filter((node) => /^(?:audio|video)/.test(kindOf(node)))
    .map((node) => enclosure(node, 'url', 'fileSize'));
  const pictures = contents.filter((node) => kindOf(node).startsWith('image')).map(credited);
  const thumbnails = [...groups, ...contents].flatMap((node) => children(node, 'media:thumbnail')).map(credited);
  return {
    images: [
      ...bySize(pictures),
      ...attached.filter(({ type, url }) => (type ?? typeByName(url)).startsWith('image')).map(({ url }) => ({ url })),
      ...bySize(thumbnails),
      ...children(item, 'itunes:image').map((node) => ({ url: attributeOf(node, 'href') ?? '' })),
      ...children(item, 'rss:image').map((node) => ({
        url: firstText(node, 'rss:url') ?? firstText({ 'rss:image': [node] }, 'rss:image') ?? '',
      })),
    ].filter((found) => found !== undefined && found.url !== ''),
    enclosures: [...attached, ...streams.filter((found) => found !== undefined)],
  };
}

const typeByName = (url: string): string => (/\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])/i.test(url) ? 'image' : '');

/** `image`, `video/mp4`, …; what says nothing of itself is told by its name. */
const kindOf = (node: XmlNode): string =>
  (
    attributeOf(node, 'type') ??
    attributeOf(node, 'medium') ??
    typeByName(attributeOf(node, 'url') ?? '')
  ).toLowerCase();

function image(node: XmlNode, creditOfAll: string | undefined): RawImage | undefined {
  const url = attributeOf(node, 'url');
  if (url === undefined) return undefined;
  const alt = firstText(node, 'media:description', 'media:title');
  return {
    url,
    width: wholeNumber(attributeOf(node, 'width')),
    height: wholeNumber(attributeOf(node, 'height')),
    alt,
    credit: firstText(node, 'media:credit') ?? creditOfAll,
  };
}

function enclosure(node: XmlNode, url: string, length: string): RawEnclosure | undefined {
  const address = addressOf(node, url);
  return address === undefined
    ? undefined
    : { url: address, type: attributeOf(node, 'type'), lengthBytes: wholeNumber(attributeOf(node, length)) };
}

/** Widest first; those that do not say stay in the publisher's order, after those that do. */
const bySize = (images: readonly (RawImage | undefined)[]): RawImage[] =>
  images.filter((found) => found !== undefined).toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0));

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
  const ofAtom = children(item, 'atom:category').map((category) => ({
    name: attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? textOf(category),
    scheme: attributeOf(category, 'scheme'),
  }));
  const ofRss = children(item, 'rss:category').map((category) => ({
    name: textOf(category),
    scheme: attributeOf(category, 'domain'),
  }));
  const named = [...ofAtom, ...ofRss].flatMap(({ name, scheme }) =>
    name === undefined || isAddressLike(name) || (scheme !== undefined && isCode(name)) ? [] : [name],
  );
  const keywords = allTexts(item, 'media:keywords').flatMap((list) => list.split(','));
  return [...named, ...allTexts(item, 'dc:subject').filter((name) => !isAddressLike(name)), ...keywords];
}

/** Where a description stands in `media:group` only, as YouTube has it. */
function groupDescription(item: XmlNode): RawItem['summary'] {
  const [text] = [item, ...children(item, 'media:group')].flatMap((node) => allTexts(node, 'media:description'));
  return text === undefined ? undefined : { text, kind: 'either' };
}
