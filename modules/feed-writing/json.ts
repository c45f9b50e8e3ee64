import { urnOf } from '../../platform/values/schema.ts';
import { mediaTypeOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { attributedContent, hubOf, languageOf, pageUrl, updatedOf } from './feedDocument.ts';
import type { ServedFeed } from './feedDocument.ts';
import type { Generators } from './generatorsWhenAsked.ts';

/** Where the edition says what is ours in its feeds. */
const aboutOf = ({ publicUrl }: Pick<ServedFeed, 'publicUrl'>): string => `${publicUrl}/about#json-feed`;

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function renderJson(document: ServedFeed, { generateJsonFeed }: Generators): string {
  const { title, selfUrl, articles, gone = [] } = document;
  const hub = hubOf(document);
  const about = aboutOf(document);
  const feed = generateJsonFeed({
    title,
    home_page_url: pageUrl(document),
    feed_url: selfUrl,
    language: languageOf(articles),
    hubs: hub === undefined ? undefined : [{ type: 'WebSub', url: hub }],
    items: [...articles.map((article) => itemOf(article, about)), ...gone.map((one) => goneOf(one, about))],
  });
  // the library drops an empty list, the format wants it
  return JSON.stringify({ ...(feed as object), ...(articles.length + gone.length === 0 && { items: [] }) });
}

/** JSON Feed has no word for it; its text is for whoever does not know ours. */
const goneOf = ({ id, version }: { id: string; version?: number }, about: string) => ({
  id: urnOf(id),
  content_text: 'This article has been withdrawn.',
  _caravan: { about, withdrawn: true, version },
});

function itemOf(article: Article, about: string) {
  const { id, title, url, summary, authors, topics, listedAt, source, enclosures, image, language, attribution } =
    article;
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
    attachments: enclosures.map((enclosure) => ({
      url: enclosure.url,
      mime_type: mediaTypeOf(enclosure),
      size_in_bytes: enclosure.lengthBytes,
    })),
    _caravan: { about, attribution, source: { name: source.name, url: source.url }, version: article.version },
  };
}
