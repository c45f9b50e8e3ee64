import { urnOf } from '../../platform/values/schema.ts';
import { headingOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { attributedContent, hubOf, languageOf, pageUrl, updatedOf } from './feedDocument.ts';
import type { ServedFeed } from './feedDocument.ts';
import type { Generators } from './generatorsWhenAsked.ts';
import { generateXml } from './generateXml.ts';
import { withTombstones } from './tombstones.ts';

/** Atom 1.0 (RFC 4287). */
export function renderAtom(document: ServedFeed, { generateAtomFeed }: Generators): string {
  const { title, selfUrl, updated, articles, gone } = document;
  const hub = hubOf(document);
  const feed = generateXml(generateAtomFeed, {
    id: selfUrl,
    title: { value: title },
    updated: new Date(updated),
    authors: [{ name: title }],
    generator: { text: 'Caravan' },
    links: [
      { rel: 'self', type: 'application/atom+xml', href: selfUrl },
      { rel: 'alternate', type: 'text/html', href: pageUrl(document) },
      ...(hub === undefined ? [] : [{ rel: 'hub', href: hub }]),
    ],
    xml: { lang: languageOf(articles) },
    entries: articles.map(entryOf),
  });
  return withTombstones(feed, gone, updated);
}

function entryOf(article: Article) {
  const { id, url, summary, authors, topics, listedAt, source, enclosures, image, rights, language } = article;
  return {
    id: urnOf(id),
    title: { value: headingOf(article) },
    published: new Date(listedAt),
    updated: new Date(updatedOf(article)),
    authors: (authors.length > 0 ? authors : [source.name]).map((name) => ({ name })),
    categories: topics.map(({ slug, name }) => ({ term: slug, label: name })),
    links: [
      ...(url ? [{ rel: 'alternate', type: 'text/html', href: url }] : []),
      ...enclosures.map((enclosure) => ({
        rel: 'enclosure',
        href: enclosure.url,
        type: enclosure.type,
        length: enclosure.lengthBytes,
      })),
    ],
    summary: { value: summary },
    content: { value: attributedContent(article), type: 'html' },
    rights: rights ? { value: rights } : undefined,
    source: {
      id: source.url ?? `urn:caravan:source:${source.id}`,
      title: { value: source.name },
      updated: new Date(updatedOf(article)),
    },
    media: image && { contents: [{ url: image.url, medium: 'image', width: image.width, height: image.height }] },
    xml: { lang: language },
  };
}
