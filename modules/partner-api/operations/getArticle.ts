import * as z from 'zod/mini';
import { isReadable } from '../../articles/article.ts';
import { instant } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { entityTag, isFresh } from '../../../platform/http/headers.ts';
import { articleOf } from '../articles/announcement.ts';
import { ninjsOf, ninjsType } from '../articles/ninjs.ts';
import { formatSchema } from '../articles/query.ts';
import { operation } from '../http/operation.ts';
import { articleSchema, ninjsSchema } from '../schemas/articles.ts';
import { annotated } from '../schemas/annotated.ts';
import type { ApiServices } from '../services.ts';

const headers = { ETag: 'Of this version, in this form.' };

export const getArticle = operation({
  id: 'getArticle',
  method: 'GET',
  path: '/v1/articles/{id}',
  tag: 'Articles',
  summary: 'Read an article as it is now',
  description:
    'Its newest version, with its content. Send the ETag that you have in `If-None-Match`, and an article that ' +
    'has not changed costs a 304. With `Accept: application/ninjs+json`, or `format=ninjs`, it comes as IPTC ' +
    'ninjs 3.0.',
  pathSchema: z.strictObject({
    id: annotated(z.string().check(z.regex(/^[0-9a-f]{32}$/)), 'The article.', '0123456789abcdef0123456789abcdef'),
  }),
  querySchema: z.strictObject({ format: formatSchema }),
  answers: {
    200: {
      description: 'The article.',
      content: { 'application/json': articleSchema, [ninjsType]: ninjsSchema },
      headers,
    },
    304: { description: 'It is what you have.', headers },
  },
  problems: { 410: 'The article was withdrawn, or has expired: take it off your site. `detail` says why.' },
  async run({ path, query, headers: asked, now }, services) {
    const edition = await newestOf(path.id, services, now);
    const format = query.format ?? (asked.accept?.includes(ninjsType) ? 'ninjs' : 'json');
    const etag = entityTag([path.id, String(edition.event.article.version), format]);
    // Private to its partner, who may keep it as long as it asks before it shows it.
    const common = { etag: `"${etag}"`, vary: 'accept', 'cache-control': 'private, no-cache' };
    if (isFresh({ etag, lastModified: undefined }, asked)) return { status: 304, headers: common };
    return format === 'ninjs'
      ? { status: 200, headers: common, contentType: ninjsType, body: ninjsOf(edition) }
      : { status: 200, headers: common, body: articleOf(edition) };
  },
});

/**
 * @throws Problem 404 for an article that was never published, 410 for one that was withdrawn or has just
 * expired
 */
async function newestOf(id: string, { editions, articles }: Pick<ApiServices, 'editions' | 'articles'>, now: Date) {
  const [edition, article] = await Promise.all([editions.newest(id), articles.get(id)]);
  if (!edition) throw new Problem(404, `No article ${id} was ever published here.`);
  const { type, reason } = edition.event;
  if (type === 'article.withdrawn' || edition.takenBack)
    throw new Problem(410, `The article is no longer available: ${reason ?? 'its publisher withdrew it'}.`);
  if (article && !isReadable(article, instant(now)))
    throw new Problem(
      410,
      `The article is no longer available: ${article.withdrawal?.reason ?? 'its time has run out'}.`,
    );
  return edition;
}
