import { html } from '../../platform/http/html.ts';
import { instant } from '../../platform/values/time.ts';
import { headingOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import type { DirectoryEntry } from '../articles/listsTable.ts';
import { articlePath } from '../articles/articlePath.ts';
import { updatedOf } from '../feed-writing/feedDocument.ts';
import { pathOf } from '../feed-writing/feedRequest.ts';
import type { Site } from './site.ts';

/** Search engines stay out of the forms of single readers, and of paths for programs (RFC 9309). */
export const robots = (publicUrl: string): string => `User-agent: *
Allow: /v1/docs
Disallow: /v1
Disallow: /hub
Disallow: /websub/
Disallow: /preferences
Disallow: /unsubscribe
Disallow: /digests
Disallow: /subscribe/
Disallow: /comments/
Disallow: /articles/*/comments

Sitemap: ${publicUrl}/sitemap.xml
Sitemap: ${publicUrl}/news-sitemap.xml
`;

/** Every list, and the newest articles whose page is their own (https://www.sitemaps.org/protocol.html). */
export function renderSitemap(
  { publicUrl }: Pick<Site, 'publicUrl'>,
  directory: readonly DirectoryEntry[],
  articles: readonly Article[],
): string {
  const pages = [
    '/',
    '/topics',
    '/sources',
    '/about',
    ...directory.map(({ kind, slug }) => pathOf({ kind, slug }, 'page')),
  ];
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map((path) => html`<url><loc>${publicUrl}${path}</loc></url>\n`)}${articles.map(
    (article) =>
      html`<url><loc>${publicUrl}${articlePath(article)}</loc><lastmod>${updatedOf(article)}</lastmod></url>\n`,
  )}</urlset>
`.text;
}

/** For programs that look for news (Google's news sitemap). @param articles of the last two days */
export function renderNewsSitemap(
  { publicUrl, publication }: Pick<Site, 'publicUrl' | 'publication'>,
  articles: readonly Article[],
): string {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${articles.map(
  (article) => html`<url><loc>${publicUrl}${articlePath(article)}</loc><news:news>
<news:publication><news:name>${publication}</news:name><news:language>${languageOf(article)}</news:language></news:publication>
<news:publication_date>${instant(new Date(article.listedAt))}</news:publication_date>
<news:title>${headingOf(article)}</news:title>
</news:news></url>\n`,
)}</urlset>
`.text;
}

/** ISO 639 alone, except for Chinese (the same guide). */
const languageOf = ({ language = 'en' }: Article): string =>
  /^zh/i.test(language) ? 'zh-cn' : (language.split('-')[0] ?? 'en').toLowerCase();
