import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ArticlesTable } from '../articles/articlesTable.ts';
import type { ListsTable } from '../articles/listsTable.ts';
import { instant } from '../../platform/values/time.ts';
import { hubLinks } from '../feed-writing/feedDocument.ts';
import type { ServedFeed } from '../feed-writing/feedDocument.ts';
import { parseFeedRequest, pathOf } from '../feed-writing/feedRequest.ts';
import type { FeedFormat } from '../feed-writing/feedRequest.ts';
import { renderers } from '../feed-writing/render.ts';
import { Problem } from '../../platform/http/problem.ts';
import { entityTag } from '../../platform/http/headers.ts';
import { forAllOrigins, isForAllOrigins, preflight } from './cors.ts';
import { findFeed } from './feed.ts';
import { fixedAnswers } from './fixed.ts';
import { refuse } from './refuse.ts';
import { renderAbout } from './pages/about.ts';
import { renderOpml } from './pages/opml.ts';
import { renderListPage } from './pages/page.ts';
import { documentResponse } from './respond.ts';
import { toRightAddress } from './rightAddress.ts';

export interface EditionServices {
  readonly lists: ListsTable;
  readonly articles: ArticlesTable;
  readonly publicUrl: string;
  readonly publication: string;
  /** An address for publishers to write to. */
  readonly contact: string;
}

const forms = {
  ...renderers,
  page: { type: 'text/html; charset=utf-8', render: renderListPage },
} satisfies Record<FeedFormat, { type: string; render: (document: ServedFeed) => string }>;

/** Answers one request of a reader. Refusals give the reason: to people on a page, to programs by RFC 9457. */
export async function answerReader(
  event: APIGatewayProxyEventV2,
  serving: EditionServices,
  now: Date,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (!isForAllOrigins(event.rawPath)) return answerRequest(event, serving, now);
  return event.requestContext.http.method === 'OPTIONS'
    ? preflight
    : forAllOrigins(await answerRequest(event, serving, now));
}

async function answerRequest(
  event: APIGatewayProxyEventV2,
  serving: EditionServices,
  now: Date,
): Promise<APIGatewayProxyStructuredResultV2> {
  const request = { method: event.requestContext.http.method, headers: event.headers };
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Problem(405, `This is read with GET or HEAD, not ${request.method.slice(0, 20)}.`, {
        headers: { allow: 'GET, HEAD' },
      });
    }
    return await answerPath(request, decodePath(event.rawPath), event, serving, now);
  } catch (error) {
    if (error instanceof Problem) return refuse(error, request, serving);
    throw error;
  }
}

async function answerPath(
  request: Request,
  path: string,
  { queryStringParameters = {}, rawQueryString }: APIGatewayProxyEventV2,
  serving: EditionServices,
  now: Date,
) {
  const fixed = fixedAnswers.get(path);
  if (fixed) return fixed;
  if (path === '/feeds.opml') return answerOpml(request, serving);
  if (path === '/about') return answerAbout(request, serving);
  try {
    return await answerFeed(request, path, queryStringParameters, serving, now);
  } catch (error) {
    const right =
      error instanceof Problem && error.status === 404
        ? toRightAddress(path, rawQueryString, serving.publicUrl)
        : undefined;
    if (right) return right;
    throw error;
  }
}

type Request = Parameters<typeof documentResponse>[0];

async function answerFeed(
  request: Request,
  path: string,
  query: Record<string, string | undefined>,
  serving: EditionServices,
  now: Date,
) {
  const feed = await findFeed(parseFeedRequest(path, query), serving, serving.publication, now);
  const { list, format, limit } = feed.request;
  const { type, render } = forms[format];
  const { publicUrl } = serving;
  const selfUrl = `${publicUrl}${pathOf(list, format)}${query.limit === undefined ? '' : `?limit=${limit}`}`;
  const content = async () => {
    const articles = await feed.articles();
    const about = {
      title: feed.title,
      publicUrl,
      list,
      selfUrl,
      updated: feed.lastModified ?? instant(now),
      ...(format === 'rss' || format === 'atom' ? { gone: feed.gone } : {}),
    };
    return {
      count: articles.length,
      render: (first: number) => render({ ...about, articles: articles.slice(0, first) }),
    };
  };
  return documentResponse(request, feed, type, content, format === 'page' ? undefined : hubLinks(publicUrl, selfUrl));
}

async function answerOpml(request: Request, { lists, publicUrl, publication }: EditionServices) {
  const body = renderOpml(publication, publicUrl, await lists.directory());
  return documentResponse(
    request,
    { etag: entityTag([body]), lastModified: undefined },
    'text/x-opml; charset=utf-8',
    () => Promise.resolve({ count: 0, render: () => body }),
  ); // a part of the directory would be none
}

async function answerAbout(request: Request, serving: EditionServices) {
  const body = renderAbout(serving);
  return documentResponse(request, { etag: entityTag([body]), lastModified: undefined }, forms.page.type, () =>
    Promise.resolve({ count: 0, render: () => body }),
  );
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Problem(400, 'The address has a broken percent-encoding.');
  }
}
