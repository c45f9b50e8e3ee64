import type { IncomingMessage } from 'node:http';
import { page, plain } from './answer.ts';
import type { Answer } from './answer.ts';
import { articlePath } from './pages/address.ts';
import { articlePage } from './pages/article.ts';
import { frontPage } from './pages/front.ts';
import { notFoundPage, withdrawnPage } from './pages/notice.ts';
import { topicPage } from './pages/topic.ts';
import type { Library } from './store/library.ts';
import { receive } from './webhook.ts';
import type { WebhookOptions } from './webhook.ts';

export const webhookPath = '/webhooks/caravan';

const frontCount = 23;
const topicCount = 60;
const relatedCount = 10;
const navigationCount = 7;

export interface RouteOptions extends WebhookOptions {
  readonly library: Library;
}

/** The answer to a request: the webhook, or a page. */
export async function route(request: IncomingMessage, options: RouteOptions): Promise<Answer> {
  const { library } = options;
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === webhookPath) return request.method === 'POST' ? receive(request, options) : notAllowed('POST');
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET, HEAD');
  const [folder, name = '', ...rest] = path.slice(1).split('/').map(decode);
  if (path === '/') return page(200, frontPage(library.latest(frontCount), library.topics(navigationCount)));
  if (folder === 'articles' && rest.length < 2) return answerArticle(library, name, path);
  if (folder === 'topics' && rest.length === 0) return answerTopic(library, name);
  return notFound(library);
}

function answerArticle(library: Library, id: string, path: string): Answer {
  const found = library.find(id);
  const topics = library.topics(navigationCount);
  if (found === undefined) return notFound(library);
  if (found.status === 'withdrawn') return page(410, withdrawnPage(found.withdrawal, topics));
  const { story, content } = found;
  const own = articlePath(story);
  // Asked again each time: a title can change and change back, and two remembered redirects would make a circle.
  if (decode(path) !== decode(own)) return { status: 301, headers: { location: own, 'cache-control': 'no-cache' } };
  const [topic] = story.topics;
  const related = topic === undefined ? [] : library.ofTopic(topic.slug, relatedCount);
  return page(200, articlePage({ story, content, related, latest: library.latest(frontCount), topics }));
}

function answerTopic(library: Library, slug: string): Answer {
  const topic = library.topic(slug);
  return topic === undefined
    ? notFound(library)
    : page(200, topicPage(topic, library.ofTopic(slug, topicCount), library.topics(navigationCount)));
}

const notFound = (library: Library): Answer => page(404, notFoundPage(library.topics(navigationCount)));

function notAllowed(allow: string): Answer {
  const answer = plain(405, `Only ${allow} is answered here.`);
  return { ...answer, headers: { ...answer.headers, allow } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // no page has such an address
  }
}
