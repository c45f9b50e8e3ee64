import * as z from 'zod/mini';
import { Problem } from '../../platform/http/problem.ts';
import type { ListName } from '../articles/filter.ts';

/** The forms of a feed that programs read. */
export const feedFormats = ['rss', 'atom', 'json'] as const;

/** `page` is the list for a person with a browser. */
export type FeedFormat = (typeof feedFormats)[number] | 'page';

/** Which feed a reader asks for. */
export interface FeedRequest {
  readonly list: ListName;
  readonly format: FeedFormat;
  /** Number of articles: by default 50, at most 200. */
  readonly limit: number;
  /** Of a page: only what stands in the list further down than this sort key. */
  readonly before?: string | undefined;
}

const defaultLimit = 50;
/** Unknown parameters pass: mails, social networks and scripts add their own to any address. */
const querySchema = z.object({
  /** Where the page before this one ended. */
  before: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\.[0-9a-f]{32}$/))),
  limit: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number)).check(z.gte(1), z.lte(200))),
});

/**
 * @param path decoded, such as /feeds/topics/economy.rss or /topics/economy
 * @throws Problem 404 for a path that is no feed's, 400 for a limit that is none
 */
export function parseFeedRequest(path: string, query: Record<string, string | undefined>): FeedRequest {
  const [, kind, slug, format] =
    pathPatterns.map((pattern) => pattern.exec(path)).find((match) => match !== null) ?? [];
  if (kind === undefined)
    throw new Problem(
      404,
      `There is no feed at ${path.slice(0, 200)}. All feeds are listed in /feeds.opml; each ends in .rss, .atom or .json.`,
    );
  const parameters = querySchema.safeParse(query);
  if (!parameters.success)
    throw new Problem(
      400,
      parameters.error.issues.some(({ path: [name] }) => name === 'before')
        ? 'Older stories are found by the links below a list, or by a day.'
        : 'The limit of a feed is a whole number from 1 to 200.',
    );
  const list: ListName =
    kind === 'topics' || kind === 'sources'
      ? { kind: kind === 'topics' ? 'topic' : 'source', slug: slug ?? '' }
      : { kind: 'all' };
  const { limit = defaultLimit, before } = parameters.data;
  if (format !== undefined) return { list, format: format as FeedFormat, limit };
  return { list, format: 'page', limit, before: before?.replace('Z.', 'Z#') };
}

/** The page of what stands further down in a list than this sort key. */
export const olderPath = (path: string, sortKey: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}before=${sortKey.replace('#', '.')}`;

/** No slug is longer than 64 characters (topicSchema), and no key of DynamoDB than 2,048 bytes. */
const pathPatterns = [
  /^\/feeds\/(all)()\.(rss|atom|json)$/,
  /^\/feeds\/(topics|sources)\/([^/]{1,64})\.(rss|atom|json)$/,
  /^\/()$/,
  /^\/(topics|sources)\/([^/]{1,64})$/,
];

export function pathOf(list: ListName, format: FeedFormat): string {
  const place = list.kind === 'all' ? '' : `${list.kind}s/${encodeURIComponent(list.slug)}`;
  return format === 'page' ? `/${place}` : `/feeds/${place || 'all'}.${format}`;
}
