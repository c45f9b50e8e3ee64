import { entityTag } from '../../platform/http/headers.ts';
import type { Validators } from '../../platform/http/headers.ts';
import { Problem } from '../../platform/http/problem.ts';
import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import { isReadable } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { filterOf, matches } from '../articles/filter.ts';
import type { ListName } from '../articles/filter.ts';
import type { KeptArticles } from '../articles/keptArticles.ts';
import type { ListEntry } from '../articles/listEntry.ts';
import type { ListsTable } from '../articles/listsTable.ts';
import type { FeedRequest } from '../feed-writing/feedRequest.ts';

/** A feed, known by its validators before any article is read. */
export interface Feed extends Validators {
  readonly request: FeedRequest;
  readonly title: string;
  /** The topic's or source's own name. */
  readonly name: string | undefined;
  /** The sort key of the last that is shown, where the list goes on after it. */
  readonly older: string | undefined;
  /** Reads the articles that the feed shows, newest first: no older version of any than the feed's tag stands for. */
  articles(): Promise<Article[]>;
  /** Those that have left the part of the list that the feed shows. */
  readonly gone: readonly Pick<ListEntry, 'id' | 'version' | 'changedAt'>[];
}

/**
 * Finds the feed that is asked for: one query, and a read of its title where it has one of its own.
 * @throws Problem 404 where no article was ever in it
 */
export async function findFeed(
  request: FeedRequest<ListName>,
  tables: { lists: ListsTable; kept: KeptArticles },
  publication: string,
  now: Date,
): Promise<Feed> {
  const { list, limit, before } = request;
  const at = instant(now);
  const wanted = request.format === 'page' ? limit + 1 : limit; // a page says whether the list goes on
  const [rows, place] = await Promise.all([
    tables.lists.newest(list, wanted, isShownAt(at), before),
    list.kind === 'all' ? undefined : tables.lists.describe(list),
  ]);
  if (list.kind !== 'all' && !place)
    throw new Problem(404, `There is no ${list.kind} "${list.slug}" here. All feeds are listed in /feeds.opml.`);
  const title = place ? `${publication}: ${place.title}` : publication;
  const standing = rows.filter(isShownAt(at));
  return {
    name: place?.title,
    older: standing.length > limit ? standing[limit - 1]?.sk : undefined,
    ...feedFrom({ request, title, rows, belongs: (article) => matches(filterOf(list), article) }, tables, at),
  };
}

/** Whether readers see an article, by its row in a list. */
export const isShownAt =
  (at: Instant) =>
  ({ gone, expiresAt }: ListEntry): boolean =>
    !gone && isReadable({ status: 'live', expiresAt }, at);

/** What a feed is made from: the rows of its list, and whether an article that is read after its row belongs to it. */
interface Made extends Pick<Feed, 'request' | 'title'> {
  readonly rows: readonly ListEntry[];
  readonly belongs: (article: Article) => boolean;
}

/** The feed that the rows of a list make. */
export function feedFrom(
  { request, title, rows, belongs }: Made,
  tables: { kept: KeptArticles },
  at: Instant,
): Omit<Feed, 'name' | 'older'> {
  const { limit } = request;
  const isShown = isShownAt(at);
  const shown = rows.filter(isShown).slice(0, limit);
  const gone = rows.filter((entry) => !isShown(entry)).slice(0, limit);
  return {
    request,
    title,
    lastModified: lastChange(rows, at),
    etag: entityTag([
      request.format,
      title,
      ...shown.map(({ id, version, rewordedAt = '' }) => `${id}.${version}${rewordedAt}`),
      ...gone.map(({ id, version }) => `-${id}.${version}`),
    ]),
    gone,
    async articles() {
      const found = await tables.kept.of(shown, Date.parse(at));
      return shown
        .flatMap(({ id }) => found.get(id) ?? [])
        .filter((article) => isReadable(article, at) && belongs(article));
    },
  };
}

/** When the list last changed: a row was written, or an article's time ran out. */
function lastChange(rows: readonly ListEntry[], now: Instant): Instant | undefined {
  const changes = rows.flatMap(({ changedAt, rewordedAt, expiresAt }) => [
    changedAt,
    ...(rewordedAt === undefined ? [] : [rewordedAt]),
    ...(expiresAt !== undefined && expiresAt <= now ? [expiresAt] : []),
  ]);
  return changes.toSorted().at(-1);
}
