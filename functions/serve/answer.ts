import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ArticlesTable } from '../shared/aws/articlesTable.ts';
import type { ListsTable } from '../shared/aws/listsTable.ts';
import { instant } from '../shared/domain/time.ts';
import { hubLinks } from '../shared/feeds/feedDocument.ts';
import type { FeedDocument } from '../shared/feeds/feedDocument.ts';
import { parseFeedRequest, pathOf } from '../shared/feeds/feedRequest.ts';
import type { FeedFormat } from '../shared/feeds/feedRequest.ts';
import { renderers } from '../shared/feeds/render.ts';
import { Problem, problemResponse } from '../shared/http/problem.ts';
import { entityTag } from '../shared/http/validators.ts';
import { findFeed } from './feed.ts';
import { renderOpml } from './render/opml.ts';
import { renderPage } from './render/page.ts';
import { respond } from './respond.ts';

export interface Serving {
  readonly lists: ListsTable;
  readonly articles: ArticlesTable;
  readonly publicUrl: string;
  readonly publication: string;
}

const forms = {
  ...renderers,
  page: { type: 'text/html; charset=utf-8', render: renderPage },
} satisfies Record<FeedFormat, { type: string; render: (document: FeedDocument) => string }>;

/** Answers one request of a reader; what is wrong with it is said in words (RFC 9457). */
export async function answer(event: APIGatewayProxyEventV2, serving: Serving, now: Date): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    const { method } = event.requestContext.http;
    if (method !== 'GET' && method !== 'HEAD') {
      throw new Problem(405, `Feeds are read with GET or HEAD, not ${method}.`, { headers: { allow: 'GET, HEAD' } });
    }
    const request = { method, headers: event.headers };
    const path = decodePath(event.rawPath);
    return path === '/feeds.opml' ? await answerOpml(request, serving) : await answerFeed(request, path, event.queryStringParameters ?? {}, serving, now);
  } catch (error) {
    if (error instanceof Problem) return problemResponse(error, error.status === 404 ? { 'cache-control': 'public, max-age=60' } : {});
    throw error;
  }
}

type Request = Parameters<typeof respond>[0];

async function answerFeed(request: Request, path: string, query: Record<string, string | undefined>, serving: Serving, now: Date) {
  const feed = await findFeed(parseFeedRequest(path, query), serving, serving.publication, now);
  const { list, format, limit } = feed.request;
  const { type, render } = forms[format];
  const { publicUrl } = serving;
  const selfUrl = `${publicUrl}${pathOf(list, format)}${query.limit === undefined ? '' : `?limit=${limit}`}`;
  const content = async () => {
    const articles = await feed.articles();
    const about = { title: feed.title, publicUrl, list, selfUrl, updated: feed.lastModified ?? instant(now) };
    return { count: articles.length, render: (first: number) => render({ ...about, articles: articles.slice(0, first) }) };
  };
  return respond(request, feed, type, content, format === 'page' ? undefined : hubLinks(publicUrl, selfUrl));
}

async function answerOpml(request: Request, { lists, publicUrl, publication }: Serving) {
  const body = renderOpml(publication, publicUrl, await lists.directory());
  return respond(request, { etag: entityTag([body]), lastModified: undefined }, 'text/x-opml; charset=utf-8', () => Promise.resolve({ count: 0, render: () => body })); // a part of the directory would be none
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Problem(400, 'The address has a broken percent-encoding.');
  }
}
