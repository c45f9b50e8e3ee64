import * as z from 'zod/mini';
import { entityTag, isFresh } from '../../../platform/http/headers.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { epochSeconds, instant, secondsOf } from '../../../platform/values/time.ts';
import type { EpochSeconds, Instant } from '../../../platform/values/time.ts';
import { limited, withinOf } from '../../webhooks/entitlement.ts';
import { isReadable } from '../../articles/article.ts';
import { mostShown } from '../../comments/commentsTable.ts';
import { partnerCommentOf } from '../../comments/partnerComment.ts';
import { ninjsOf, ninjsType } from '../articles/ninjs.ts';
import { apiAnnouncementOf, articleOf, articlesQuery, filterOf, formatSchema, pageOf } from '../articles/page.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import type { Place } from '../http/cursor.ts';
import { operation } from '../http/operation.ts';
import { annotated } from '../schemas/annotated.ts';
import type { ApiServices } from '../services.ts';
import { asEntitled, refuseFormat, refuseUnentitled } from '../webhooks/entitled.ts';

export const listArticles = operation({
  id: 'listArticles',
  method: 'GET',
  path: '/v1/articles',
  tag: 'Articles',
  summary: 'Read everything that was announced',
  description:
    'Every version of every article that was ever announced, in one order that never changes. Follow `next`, and ' +
    'you see each version once, also while others are published. ' +
    'Withdrawals are in it, too. At the end poll again with the last `next`. A page may be short, or empty, while `more` is true.',
  querySchema: articlesQuery,
  problems: { 403: 'You may not have articles in this form.' },
  async run({ partner, query, now }, services) {
    const format = query.format ?? 'json';
    refuseFormat(partner, format);
    const filter = filterOf(query);
    const { seq, since } =
      query.cursor === undefined ? await beginning(query.since, services, now) : placeOf(query.cursor, filter);
    const reading = {
      entries: (after: number, limit: number) => services.log.read(after, limit, now),
      announcedVersions: (of: readonly { articleId: string; version: number }[]) =>
        services.announcedVersions.getMany(of),
    };
    const within = limited(filter, withinOf(partner.entitlement, now));
    const page = await pageOf({ after: seq, since, filter: within, limit: query.limit }, reading, now);
    const stories = page.announcedVersions.filter(
      ({ event }) => event.type !== 'article.withdrawn' && event.comment === undefined,
    );
    await services.usage.add(
      partner.id,
      'pull',
      stories.map(({ event }) => event.article.source.id),
      now,
    );
    const articles = page.announcedVersions.map((announcedVersion) =>
      apiAnnouncementOf(asEntitled(partner, announcedVersion), format),
    );
    return { status: 200, body: { articles, next: cursorOf({ seq: page.after, since }, filter), more: page.more } };
  },
});

/** Clocks differ a little. */
const futureSeconds = 300;

async function beginning(text: string | undefined, { log }: Pick<ApiServices, 'log'>, now: Date): Promise<Place> {
  if (text === undefined) return { seq: 0 };
  const since = Math.max(1, secondsOf(text as Instant)) as EpochSeconds;
  if (since > epochSeconds(now) + futureSeconds)
    throw new Problem(400, 'The time in "since" has not come yet.', {
      errors: [{ parameter: 'since', detail: 'must not lie in the future' }],
    });
  return { seq: await log.placeOf(since), since };
}

const articlePathSchema = z.strictObject({
  id: annotated(z.string().check(z.regex(/^[0-9a-f]{32}$/)), 'The article.', '0123456789abcdef0123456789abcdef'),
});

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
  pathSchema: articlePathSchema,
  querySchema: z.strictObject({ format: formatSchema }),
  problems: {
    403: 'You may not have articles in this form.',
    410: 'The article was withdrawn, or has expired: take it off your site. `detail` says why.',
  },
  async run({ partner, path, query, headers: asked, now }, services) {
    const announcedVersion = asEntitled(partner, await newestOf(path.id, services, now));
    refuseUnentitled(partner, announcedVersion, now);
    const format = query.format ?? (asked.accept?.includes(ninjsType) ? 'ninjs' : 'json');
    refuseFormat(partner, format);
    const etag = entityTag([
      path.id,
      String(announcedVersion.event.article.version),
      format,
      partner.entitlement?.noFullText ? 'summary' : 'full',
    ]);
    // Private to its partner, who may keep it as long as it asks before it shows it.
    const common = { etag: `"${etag}"`, vary: 'accept', 'cache-control': 'private, no-cache' };
    if (isFresh({ etag, lastModified: undefined }, asked)) return { status: 304, headers: common };
    await services.usage.add(partner.id, 'pull', [announcedVersion.event.article.source.id], now);
    return format === 'ninjs'
      ? { status: 200, headers: common, contentType: ninjsType, body: ninjsOf(announcedVersion) }
      : { status: 200, headers: common, body: articleOf(announcedVersion) };
  },
});

export const listComments = operation({
  id: 'listComments',
  method: 'GET',
  path: '/v1/articles/{id}/comments',
  tag: 'Articles',
  summary: "Read an article's comments",
  description:
    'The comments that readers see under the article now, the newest 100 of them. Webhooks of type ' +
    '`comment.approved` and `comment.withdrawn` tell what changes. Comments go with their article: when it is ' +
    'published again, read them here.',
  pathSchema: articlePathSchema,
  problems: { 410: 'The article was withdrawn, or has expired: take it off your site. `detail` says why.' },
  async run({ partner, path, now }, services) {
    const [{ comments, hasMore }, article, announcedVersion] = await Promise.all([
      services.comments.shown(path.id, mostShown),
      services.articles.get(path.id),
      newestOf(path.id, services, now),
    ]);
    refuseUnentitled(partner, announcedVersion, now);
    return {
      status: 200,
      headers: { 'cache-control': 'private, no-cache' },
      body: {
        comments: article ? comments.map((one) => partnerCommentOf(one, article, services.publicUrl)) : [],
        more: hasMore,
      },
    };
  },
});

/**
 * @throws Problem 404 for an article that was never published, 410 for one that was withdrawn or has just
 * expired
 */
async function newestOf(
  id: string,
  { announcedVersions, articles }: Pick<ApiServices, 'announcedVersions' | 'articles'>,
  now: Date,
) {
  const [announcedVersion, article] = await Promise.all([announcedVersions.newest(id), articles.get(id)]);
  if (!announcedVersion) throw new Problem(404, `No article ${id} was ever published here.`);
  const { type, reason } = announcedVersion.event;
  if (type === 'article.withdrawn' || announcedVersion.takenBack)
    throw new Problem(410, `The article is no longer available: ${reason ?? 'its publisher withdrew it'}.`);
  if (article && !isReadable(article, instant(now)))
    throw new Problem(
      410,
      `The article is no longer available: ${article.withdrawal?.reason ?? 'its time has run out'}.`,
    );
  return announcedVersion;
}
