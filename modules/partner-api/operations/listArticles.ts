import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { apiAnnouncementOf } from '../articles/announcement.ts';
import { pageOf } from '../articles/page.ts';
import { articlesQuery, filterOf } from '../articles/query.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import type { Place } from '../http/cursor.ts';
import { json, operation } from '../http/operation.ts';
import { pageSchema } from '../schemas/articles.ts';
import type { ApiServices } from '../services.ts';

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
  answers: { 200: json('A part of the list.', pageSchema) },
  async run({ query, now }, services) {
    const filter = filterOf(query);
    const { seq, since } =
      query.cursor === undefined ? await beginning(query.since, services, now) : placeOf(query.cursor, filter);
    const reading = {
      entries: (after: number, limit: number) => services.log.read(after, limit, now),
      editions: (of: readonly { articleId: string; version: number }[]) => services.editions.getMany(of),
    };
    const page = await pageOf({ after: seq, since, filter, limit: query.limit }, reading, now);
    const articles = page.editions.map((edition) => apiAnnouncementOf(edition, query.format ?? 'json'));
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
