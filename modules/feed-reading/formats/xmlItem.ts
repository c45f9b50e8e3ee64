import type { RawItem } from '../raw.ts';
import { readMedia } from './xmlMedia.ts';
import { alternates } from './xmlFeed.ts';
import { allTexts, attributeOf, children, firstText, textOf, type XmlNode, rawText } from './xmlNode.ts';

/** An `item` or an `entry`, whatever the version: the names do not overlap, so one order of preference serves all. */
export function readXmlItem(item: XmlNode): RawItem {
  const attributes: XmlNode = { $: (item as { readonly $?: unknown }).$ };
  const guid = children(item, 'rss:guid').find((node) => textOf(node) !== undefined);
  const about = attributeOf(attributes, 'rdf:about');
  const id = textOf(guid) ?? firstText(item, 'atom:id') ?? about ?? firstText(item, 'dc:identifier');
  const isAddress =
    attributeOf(guid, 'isPermaLink')?.toLowerCase() !== 'false' && id !== undefined && /^https?:\/\//i.test(id);
  const contentSources = children(item, 'atom:content')
    .map((content) => attributeOf(content, 'src'))
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
        ['atom:summary', 'rss:description', 'dc:description', 'itunes:summary', 'itunes:subtitle'],
        'html',
      ) ?? groupDescription(item),
    content: rawText(
      item,
      ['atom:content', 'module-content:encoded', 'xhtml:body', 'xhtml:div', 'rss:content'],
      'html',
    ),
    authors: [...persons(item), ...allTexts(item, 'rss:author', 'dc:creator', 'itunes:author')],
    topics: topics(item),
    language: firstText(item, 'dc:language', 'rss:language') ?? attributeOf(attributes, 'xml:lang'),
    ...readMedia(item),
    rights: rawText(
      item,
      ['atom:rights', 'dc:rights', 'rss:rights', 'rss:copyright', 'prism:copyright', 'media:copyright'],
      'either',
    )?.text,
    published: firstText(
      item,
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
    ),
    updated: firstText(item, 'atom:updated', 'atom:modified', 'dcterms:modified', 'prism:modificationdate'),
    embargoes: allTexts(item, 'prism:embargodate'),
    expiresAt: firstText(item, 'prism:expirationdate'),
  };
}

/**
 * Atom's authors by name; those of the feed count where an entry has none, but are the source's, which is named anyway.
 */
const persons = (item: XmlNode): string[] =>
  children(item, 'atom:author')
    .map((author) => firstText(author, 'atom:name') ?? textOf(author))
    .filter((name) => name !== undefined);

function topics(item: XmlNode): string[] {
  const ofAtom = children(item, 'atom:category').map(
    (category) => attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? textOf(category),
  );
  const keywords = allTexts(item, 'media:keywords').flatMap((list) => list.split(','));
  return [
    ...ofAtom.filter((topic) => topic !== undefined),
    ...allTexts(item, 'rss:category', 'dc:subject'),
    ...keywords,
  ];
}

/** Where a description stands in `media:group` only, as YouTube has it. */
function groupDescription(item: XmlNode): RawItem['summary'] {
  const [text] = [item, ...children(item, 'media:group')].flatMap((node) => allTexts(node, 'media:description'));
  return text === undefined ? undefined : { text, kind: 'either' };
}
