import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../platform/http/problem.ts';
import { parseFeedRequest } from '../feed-writing/feedRequest.ts';
import { generatorsWhenAsked } from '../feed-writing/generatorsWhenAsked.ts';
import { languageOf } from '../locales/readersLanguage.ts';
import { answerArticle } from './answers/article.ts';
import { answerCommentFeed, commentFeedAddress } from './answers/comments.ts';
import { answerDirectory } from './answers/directory.ts';
import { answerPage, answerText } from './answers/document.ts';
import type { Answer } from './answers/document.ts';
import { answerList } from './answers/feed.ts';
import { answerNewsSitemap, answerSitemap } from './answers/sitemaps.ts';
import { forAllOrigins, isForAllOrigins, preflight } from './cors.ts';
import { endOfDay } from './endOfDay.ts';
import { fixedAnswers } from './fixed.ts';
import { renderManifest } from './manifest.ts';
import { renderOpml } from './opml.ts';
import { renderAbout } from './pages/about.ts';
import { renderPrivacy } from './pages/privacy.ts';
import { refuse } from './refuse.ts';
import { toRightAddress } from './rightAddress.ts';
import type { EditionServices } from './services.ts';
import type { EditionRequest } from './site.ts';
import { robots } from './sitemaps.ts';

/** Answers one request of a reader. Refusals give the reason: to people on a page, to programs by RFC 9457. */
export async function answerReader(
  event: APIGatewayProxyEventV2,
  services: EditionServices,
  now: Date,
): Promise<Answer> {
  if (!isForAllOrigins(event.rawPath)) return answerRequest(event, services, now);
  return event.requestContext.http.method === 'OPTIONS'
    ? preflight
    : forAllOrigins(await answerRequest(event, services, now));
}

async function answerRequest(event: APIGatewayProxyEventV2, services: EditionServices, now: Date): Promise<Answer> {
  const request = requestOf(event, now);
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Problem(405, `This is read with GET or HEAD, not ${request.method.slice(0, 20)}.`, {
        headers: { allow: 'GET, HEAD' },
      });
    }
    return await answerPath({ ...request, path: decodePath(event.rawPath) }, services);
  } catch (error) {
    if (error instanceof Problem) return refuse(error, request, services);
    throw error;
  }
}

function requestOf(event: APIGatewayProxyEventV2, now: Date): EditionRequest {
  const { queryStringParameters: query = {}, headers, rawPath, rawQueryString } = event;
  const language = languageOf(query['language'], headers['accept-language']);
  return {
    method: event.requestContext.http.method,
    headers,
    path: rawPath,
    query,
    rawQuery: rawQueryString,
    language,
    languageIsChosen: query['language'] === language,
    now,
  };
}

/** Answers that need no more than a look at the path, by it. */
const answers: Readonly<Record<string, (request: EditionRequest, services: EditionServices) => Promise<Answer>>> = {
  '/feeds.opml': async (request, { lists, site }) => {
    const [generators, directory] = await Promise.all([generatorsWhenAsked(), lists.directory()]);
    const document = renderOpml(site.publication, site.publicUrl, directory, generators);
    return answerText(request, 'text/x-opml; charset=utf-8', document);
  },
  '/about': (request, services) => answerPage(request, services, ['about'], renderAbout),
  '/privacy': (request, services) =>
    answerPage(request, services, ['privacy'], (frame) => renderPrivacy(frame, services.comments !== undefined)),
  '/topics': (request, services) => answerDirectory(request, 'topic', services),
  '/sources': (request, services) => answerDirectory(request, 'source', services),
  '/robots.txt': (request, { site }) => answerText(request, 'text/plain; charset=utf-8', robots(site.publicUrl)),
  '/manifest.webmanifest': (request, { site }) =>
    answerText(request, 'application/manifest+json', renderManifest(site)),
  '/sitemap.xml': answerSitemap,
  '/news-sitemap.xml': answerNewsSitemap,
};

async function answerPath(request: EditionRequest, services: EditionServices): Promise<Answer> {
  const { path } = request;
  const fixed = fixedAnswers.get(path);
  if (fixed) return fixed;
  const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
  if (answer) return answer(request, services);
  const [, articleId] = /^\/articles\/([0-9a-f]{32})(?:\/|$)/.exec(path) ?? [];
  if (articleId !== undefined) return answerArticle(request, articleId, services);
  const [, commentsOn, format = ''] = commentFeedAddress.exec(path) ?? [];
  if (commentsOn !== undefined) return answerCommentFeed(request, commentsOn, format, services);
  try {
    const asked = parseFeedRequest(path, request.query);
    const { day } = request.query;
    const isDay = asked.format === 'page' && day !== undefined;
    return await answerList(
      request,
      isDay ? { ...asked, before: endOfDay(day, services.site.timeZone) } : asked,
      services,
    );
  } catch (error) {
    const right =
      error instanceof Problem && error.status === 404
        ? toRightAddress(path, request.rawQuery, services.site.publicUrl)
        : undefined;
    if (right) return right;
    throw error;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Problem(400, 'The address has a broken percent-encoding.');
  }
}
