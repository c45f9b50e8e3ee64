import type { Article } from '../../articles/article.ts';
import { findFeed } from '../feed.ts';
import type { Feed } from '../feed.ts';
import type { EditionServices } from '../services.ts';
import type { EditionRequest } from '../site.ts';
import { renderNewsSitemap, renderSitemap } from '../sitemaps.ts';
import { answerDocument } from './document.ts';
import type { Answer } from './document.ts';

/** Older ones search engines have found, and find by the pages of older stories. */
const newestCount = 500;
const hourMs = 3_600_000;
/** "Only include URLs for articles that were created in the last two days": Google's guide to news sitemaps. */
const newsForHours = 48;
const type = 'application/xml; charset=utf-8';

export async function answerSitemap(request: EditionRequest, services: EditionServices): Promise<Answer> {
  const [directory, feed] = await Promise.all([services.lists.directory(), newestOf(services, request)]);
  return answerDocument(request, type, [feed.etag, JSON.stringify(directory)], async () =>
    renderSitemap(services.site, directory, await atHome(feed, services)),
  );
}

export async function answerNewsSitemap(request: EditionRequest, services: EditionServices): Promise<Answer> {
  const feed = await newestOf(services, request);
  // By full hours, so that its tag can tell what has grown old.
  const since = new Date((Math.floor(request.now.getTime() / hourMs) - newsForHours) * hourMs).toISOString();
  return answerDocument(request, type, [feed.etag, since], async () => {
    const articles = await atHome(feed, services);
    return renderNewsSitemap(
      services.site,
      articles.filter(({ listedAt }) => listedAt >= since),
    );
  });
}

const newestOf = (services: EditionServices, { now }: EditionRequest): Promise<Feed> =>
  findFeed({ list: { kind: 'all' }, format: 'page', limit: newestCount }, services, '', now);

/** Those whose page here is what search engines should show. */
const atHome = async (feed: Feed, { site }: EditionServices): Promise<Article[]> =>
  (await feed.articles()).filter(({ url }) => site.linksTo === 'edition' || url === undefined);
