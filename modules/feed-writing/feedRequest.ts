import * as z from 'zod/mini';
import { Problem } from '../../platform/http/problem.ts';
import type { ListName } from '../articles/filter.ts';

/** The forms of a feed that programs read. */
export const feedFormats = ['rss', 'atom', 'json'] as const;

/** Their media types: RSS Advisory Board's, RFC 4287 and JSON Feed 1.1. */
export const mediaTypes: Readonly<Record<(typeof feedFormats)[number], string>> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};

/** `page` is the list for a person with a browser. */
export type FeedFormat = (typeof feedFormats)[number] | 'page';

/** What words find: one more list, made when it is asked for. */
export interface SearchName {
  readonly kind: 'search';
  /** As a person typed them; '' where nothing is asked yet. */
  readonly words: string;
}

/** What a feed or a page shows. */
export type ShownList = ListName | SearchName;

/** Which feed a reader asks for. */
export interface FeedRequest<List extends ShownList = ShownList> {
  readonly list: List;
  readonly format: FeedFormat;
  /** Number of articles: by default 50, at most 200. */
  readonly limit: number;
  /** Of a page: only what stands in the list further down than this sort key. */
  readonly before?: string | undefined;
}

const defaultLimit = 50;
/** Of a question: more than any headline has. */
export const mostOfQuestion = 200;

/** One line, without what nobody can see. */
const plainly = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFD]+/gu, ' ')
    .trim();

/** Unknown parameters pass: mails, social networks and scripts add their own to any address. */
const querySchema = z.object({
  /** Where the page before this one ended. */
  before: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\.[0-9a-f]{32}$/))),
  limit: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number)).check(z.gte(1), z.lte(200))),
  q: z.optional(z.pipe(z.string(), z.transform(plainly)).check(z.maxLength(mostOfQuestion))),
});

/** What is wrong with a parameter. */
const refusals: Readonly<Record<string, string>> = {
  before: 'Older stories are found by the links below a list, or by a day.',
  limit: 'The limit of a feed is a whole number from 1 to 200.',
  q: `A search has at most ${mostOfQuestion} characters: name the words that matter most.`,
};

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
  const parameters = querySchema.safeParse(kind === 'search' ? query : { ...query, q: undefined });
  if (!parameters.success)
    throw new Problem(400, refusals[String(parameters.error.issues[0]?.path[0])] ?? 'A parameter is not right.');
  const { limit = defaultLimit, before, q } = parameters.data;
  const list = listAt(kind, slug, q);
  if (format !== undefined) return { list, format: format as FeedFormat, limit };
  return { list, format: 'page', limit, before: before?.replace('Z.', 'Z#') };
}

function listAt(kind: string, slug = '', words = ''): ShownList {
  if (kind === 'search') return { kind, words };
  if (kind === 'topics') return { kind: 'topic', slug };
  return kind === 'sources' ? { kind: 'source', slug } : { kind: 'all' };
}

/** The page of what stands further down in a list than this sort key. */
export const olderPath = (path: string, sortKey: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}before=${sortKey.replace('#', '.')}`;

/** No slug is longer than 64 characters (topicSchema), and no key of DynamoDB than 2,048 bytes. */
const pathPatterns = [
  /^\/feeds\/(all|search)()\.(rss|atom|json)$/,
  /^\/feeds\/(topics|sources)\/([^/]{1,64})\.(rss|atom|json)$/,
  /^\/(search|)$/,
  /^\/(topics|sources)\/([^/]{1,64})$/,
];

/** Where a list is found, after the site's name; a search's words are a query. */
export function pathOf(list: ShownList, format: FeedFormat): string {
  if (list.kind === 'search') {
    const query = list.words === '' ? '' : `?q=${encodeURIComponent(list.words)}`;
    return `${format === 'page' ? '/search' : `/feeds/search.${format}`}${query}`;
  }
  const place = list.kind === 'all' ? '' : `${list.kind}s/${encodeURIComponent(list.slug)}`;
  return format === 'page' ? `/${place}` : `/feeds/${place || 'all'}.${format}`;
}
