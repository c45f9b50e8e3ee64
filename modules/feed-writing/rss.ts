import { escapeHtml } from '../../platform/http/html.ts';
import { urnOf } from '../../platform/values/schema.ts';
import type { Enclosure } from '../../platform/values/schema.ts';
import { mediaTypeOf, mediumOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { attributedContent, hubOf, languageOf, pageUrl, updatedOf } from './feedDocument.ts';
import type { ServedFeed } from './feedDocument.ts';
import type { Generators } from './generatorsWhenAsked.ts';
import { generateXml } from './generateXml.ts';
import { withTombstones } from './tombstones.ts';

/** RSS 2.0 with content, dc, media, atom and dcterms (https://www.rssboard.org/rss-profile). */
export function renderRss(document: ServedFeed, { generateRssFeed }: Generators): string {
  const { title, publicUrl, selfUrl, updated, articles, gone } = document;
  const hub = hubOf(document);
  const feed = generateXml(generateRssFeed, {
    title,
    link: pageUrl(document),
    description: `${title}: the latest articles`,
    language: languageOf(articles),
    lastBuildDate: new Date(updated),
    generator: 'Caravan',
    ttl: 5,
    atom: {
      links: [
        { rel: 'self', type: 'application/rss+xml', href: selfUrl },
        ...(hub === undefined ? [] : [{ rel: 'hub', href: hub }]),
      ],
    },
    items: articles.map((article) => itemOf(article, publicUrl)),
  });
  return withTombstones(feed, gone, updated);
}

function itemOf(article: Article, publicUrl: string) {
  const { id, title, url, summary, authors, topics, listedAt, source, image, enclosures, rights } = article;
  // A second one is not valid in RSS: what is heard or seen goes first, as programs for podcasts know nothing else.
  const enclosure = enclosures.find((one) => ['audio', 'video'].includes(mediumOf(one) ?? '')) ?? enclosures[0];
  return {
    title: title || undefined,
    link: url,
    guid: { value: urnOf(id), isPermaLink: false },
    description: escapeHtml(summary), // readers take it for HTML, even where it is none
    pubDate: new Date(listedAt),
    categories: topics.map(({ name }) => ({ name })),
    source: { title: source.name, url: `${publicUrl}/feeds/sources/${source.id}.rss` },
    enclosures: enclosure && [{ url: enclosure.url, type: mediaTypeOf(enclosure), length: enclosure.lengthBytes ?? 0 }],
    content: { encoded: attributedContent(article) },
    dc: { creators: authors, rights: rights ? [rights] : undefined },
    dcterms: { modified: [new Date(updatedOf(article))] },
    media: mediaOf({ image, enclosures: enclosures.filter((one) => one !== enclosure) }),
  };
}

/**
 * Media RSS 1.5.1: the article's picture, and the files that RSS itself has no place for. What is both is told once.
 */
function mediaOf({ image, enclosures }: Pick<Article, 'image' | 'enclosures'>) {
  const file = (enclosure: Enclosure) => ({
    url: enclosure.url,
    fileSize: enclosure.lengthBytes,
    type: mediaTypeOf(enclosure),
    medium: mediumOf(enclosure),
  });
  const [same] = enclosures.filter(({ url }) => url === image?.url).map(file);
  const picture = image && {
    ...same,
    url: image.url,
    medium: 'image' as const,
    width: image.width,
    height: image.height,
    description: image.alt ? { value: image.alt } : undefined,
  };
  const contents = [...(picture ? [picture] : []), ...enclosures.filter(({ url }) => url !== image?.url).map(file)];
  return contents.length > 0 ? { contents } : undefined;
}
