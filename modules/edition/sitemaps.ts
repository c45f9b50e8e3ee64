import { html } from '../../platform/http/html.ts';
import { instant } from '../../platform/values/time.ts';
import { headingOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { articlePath } from '../articles/articlePath.ts';
import { updatedOf } from '../feed-writing/feedDocument.ts';
import { pathOf } from '../feed-writing/feedRequest.ts';
import { findFeed } from './feed.ts';
import type { EditionServices } from './services.ts';

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

/** Older ones search engines have found, and find by the pages of older stories. */
const newestCount = 500;
/** "Only include URLs for articles that were created in the last two days": Google's guide to news sitemaps. */
const newsForMs = 2 * 86_400_000;

/** Every list, and the newest articles whose page is their own (https://www.sitemaps.org/protocol.html). */
export async function renderSitemap(services: EditionServices, now: Date): Promise<string> {
  const { publicUrl } = services.site;
  const [directory, articles] = await Promise.all([services.lists.directory(), newestAtHome(services, now)]);
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

/** Articles of the last two days, for programs that look for news (Google's news sitemap). */
export async function renderNewsSitemap(services: EditionServices, now: Date): Promise<string> {
  const { publicUrl, publication } = services.site;
  const since = new Date(now.getTime() - newsForMs).toISOString();
  const articles = (await newestAtHome(services, now)).filter(({ listedAt }) => listedAt >= since);
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

/** The newest articles whose page here is what search engines should show. */
async function newestAtHome(services: EditionServices, now: Date): Promise<Article[]> {
  const feed = await findFeed({ list: { kind: 'all' }, format: 'page', limit: newestCount }, services, '', now);
  const articles = await feed.articles();
  return articles.filter(({ url }) => services.site.linksTo === 'edition' || url === undefined);
}
