import { generateAtomFeed } from 'feedsmith';
import type { Article } from '../../shared/domain/article.ts';
import { urnOf } from '../../shared/domain/urn.ts';
import { xmlTexts } from '../../shared/domain/xmlText.ts';
import { attributedContent, headingOf, languageOf, pageUrl, updatedOf } from './common.ts';
import type { FeedDocument } from './common.ts';

/** Atom 1.0 (RFC 4287). */
export function renderAtom(document: FeedDocument): string {
  const { title, selfUrl, updated, articles } = xmlTexts(document);
  return generateAtomFeed({
    id: selfUrl,
    title: { value: title },
    updated: new Date(updated),
    authors: [{ name: title }],
    generator: { text: 'Caravan' },
    links: [
      { rel: 'self', type: 'application/atom+xml', href: selfUrl },
      { rel: 'alternate', type: 'text/html', href: pageUrl(document) },
    ],
    xml: { lang: languageOf(articles) },
    entries: articles.map(entryOf),
  });
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
      ...enclosures.map((enclosure) => ({ rel: 'enclosure', href: enclosure.url, type: enclosure.type, length: enclosure.lengthBytes })),
    ],
    summary: { value: summary },
    content: { value: attributedContent(article), type: 'html' },
    rights: rights ? { value: rights } : undefined,
    source: { id: source.url ?? `urn:caravan:source:${source.id}`, title: { value: source.name }, updated: new Date(updatedOf(article)) },
    media: image && { contents: [{ url: image.url, medium: 'image', width: image.width, height: image.height }] },
    xml: { lang: language },
  };
}
