import { generateJsonFeed } from 'feedsmith';
import type { Article } from '../../shared/domain/article.ts';
import { urnOf } from '../../shared/domain/urn.ts';
import { attributedContent, languageOf, pageUrl, updatedOf } from './common.ts';
import type { FeedDocument } from './common.ts';

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function renderJson(document: FeedDocument): string {
  const { title, selfUrl, articles } = document;
  const feed = generateJsonFeed({
    title,
    home_page_url: pageUrl(document),
    feed_url: selfUrl,
    language: languageOf(articles),
    items: articles.map(itemOf),
  });
  return JSON.stringify({ ...(feed as object), ...(articles.length === 0 && { items: [] }) }); // the library drops an empty list, the format wants it
}

function itemOf(article: Article) {
  const { id, title, url, summary, authors, topics, listedAt, source, enclosures, image, language, attribution } = article;
  return {
    id: urnOf(id),
    url,
    title: title || undefined,
    summary,
    content_html: attributedContent(article),
    image: image?.url,
    date_published: new Date(listedAt),
    date_modified: new Date(updatedOf(article)),
    authors: authors.map((name) => ({ name })),
    tags: topics.map((topic) => topic.name),
    language,
    attachments: enclosures.map((enclosure) => ({ url: enclosure.url, mime_type: enclosure.type ?? 'application/octet-stream', size_in_bytes: enclosure.lengthBytes })),
    _caravan: { about: 'https://caravan.example/json-feed', attribution, source: { name: source.name, url: source.url }, version: article.version },
  };
}
