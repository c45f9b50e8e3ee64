import { Problem } from '../../platform/http/problem.ts';
import { instant } from '../../platform/values/time.ts';
import type { KeptArticles } from '../articles/keptArticles.ts';
import type { FeedRequest, SearchName } from '../feed-writing/feedRequest.ts';
import type { SearchTable } from '../search/searchTable.ts';
import { findableWhenAsked } from '../search/whenAsked.ts';
import { feedFrom, isShownAt } from './feed.ts';
import type { Feed } from './feed.ts';

/** A feed of what words find. */
export interface FoundFeed extends Omit<Feed, 'name'> {
  /** There is a word in the question. */
  readonly asks: boolean;
  /** It cost as much as a search may, and what is older has not been looked at yet. */
  readonly cutShort: boolean;
}

/**
 * Finds articles by words: a query or two for each word, and more where many articles have one of them.
 * @throws Problem 400 where a feed is asked for, and there is nothing to look for
 */
export async function findBySearch(
  request: FeedRequest<SearchName>,
  tables: { readonly search: SearchTable; readonly kept: KeptArticles },
  publication: string,
  now: Date,
): Promise<FoundFeed> {
  const { list, format, limit, before } = request;
  const at = instant(now);
  const { findableBy, finds, readingsOf } = await findableWhenAsked();
  const readings = readingsOf(list.words);
  const asks = readings.length > 0;
  if (!asks && format !== 'page')
    throw new Problem(400, 'A feed of a search names its words: /feeds/search.rss?q=oil+prices.');
  const found = asks
    ? await tables.search.find(readings, limit, isShownAt(at), before)
    : { rows: [], older: undefined, cutShort: false };
  const title = list.words === '' ? publication : `${publication}: ${list.words}`;
  const belongs = (article: Parameters<typeof findableBy>[0]) => finds(readings, findableBy(article));
  return {
    asks,
    older: found.older,
    cutShort: found.cutShort,
    ...feedFrom({ request, title, rows: found.rows, belongs }, tables, at),
  };
}
