import * as z from 'zod/mini';
import type { ListName } from '../shared/aws/articleKeys.ts';
import { Problem } from './problem.ts';

export const formats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof formats)[number];

/** Which feed a reader asks for. */
export interface FeedRequest {
  readonly list: ListName;
  readonly format: FeedFormat;
  /** How many articles: 50 unless told, 200 at most. */
  readonly limit: number;
}

const defaultLimit = 50;
const querySchema = z.strictObject({
  limit: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number)).check(z.gte(1), z.lte(200))),
});

/**
 * @param path decoded, such as /feeds/topics/economy.rss
 * @throws Problem 404 for a path that is no feed's, 400 for parameters that are none
 */
export function parseFeedRequest(path: string, query: Record<string, string | undefined>): FeedRequest {
  const match = /^\/feeds\/(?:(all)|(topics|sources)\/([^/]+))\.(rss|atom|json)$/u.exec(path);
  if (!match) throw new Problem(404, `There is no feed at ${path}. All feeds are listed in /feeds.opml; each ends in .rss, .atom or .json.`);
  const parameters = querySchema.safeParse(query);
  if (!parameters.success) throw new Problem(400, 'Feeds take one parameter: limit, a whole number from 1 to 200.');
  const [, all, kind, slug] = match;
  const list: ListName = all ? { kind: 'all' } : { kind: kind === 'topics' ? 'topic' : 'source', slug: slug ?? '' };
  return { list, format: match[4] as FeedFormat, limit: parameters.data.limit ?? defaultLimit };
}

export const pathOf = (list: ListName, format: FeedFormat): string =>
  list.kind === 'all' ? `/feeds/all.${format}` : `/feeds/${list.kind}s/${encodeURIComponent(list.slug)}.${format}`;
