import { generateRssFeed } from 'feedsmith';
import type { Article } from '../domain/article.ts';
import { urnOf } from '../domain/urn.ts';
import { xmlTexts } from '../domain/xmlText.ts';
import { escapeHtml } from '../http/escapeHtml.ts';
import { attributedContent, hubUrl, languageOf, pageUrl, updatedOf } from './feedDocument.ts';
import type { FeedDocument } from './feedDocument.ts';
import { withTombstones } from './tombstones.ts';

/** RSS 2.0 with content, dc, media, atom and dcterms (https://www.rssboard.org/rss-profile). */
export function renderRss(document: FeedDocument): string {
  const { title, publicUrl, selfUrl, updated, articles, gone } = xmlTexts(document);
  const feed = generateRssFeed({
    title,
    link: pageUrl(document),
    description: `${title}: the latest articles`,
    language: languageOf(articles),
    lastBuildDate: new Date(updated),
    generator: 'Caravan',
    ttl: 5,
    atom: { links: [{ rel: 'self', type: 'application/rss+xml', href: selfUrl }, { rel: 'hub', href: hubUrl(publicUrl) }] },
    items: articles.map((article) => itemOf(article, publicUrl)),
  });
  return withTombstones(feed, gone, updated);
}

function itemOf(article: Article, publicUrl: string) {
  const { id, title, url, summary, authors, topics, listedAt, source, image, enclosures, rights } = article;
  const [enclosure] = enclosures; // a second one is not valid in RSS
  return {
    title: title || undefined,
    link: url,
    guid: { value: urnOf(id), isPermaLink: false },
    description: escapeHtml(summary), // readers take it for HTML, even where it is none
    pubDate: new Date(listedAt),
    categories: topics.map(({ name }) => ({ name })),
    source: { title: source.name, url: `${publicUrl}/feeds/sources/${source.id}.rss` },
    enclosures: enclosure && [{ url: enclosure.url, type: enclosure.type ?? 'application/octet-stream', length: enclosure.lengthBytes ?? 0 }],
    content: { encoded: attributedContent(article) },
    dc: { creators: authors, rights: rights ? [rights] : undefined },
    dcterms: { modified: [new Date(updatedOf(article))] },
    media: image && { contents: [{ url: image.url, medium: 'image', width: image.width, height: image.height, description: image.alt ? { value: image.alt } : undefined }] },
  };
}
