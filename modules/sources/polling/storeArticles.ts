import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { chunks } from '../../../platform/dynamodb/batches.ts';
import { changeArticle } from '../../articles/changeArticle.ts';
import type { SourcesTable } from '../sourcesTable.ts';
import type { Article } from '../../articles/article.ts';
import { newArticle, newArticleAfterExpiry, revised, withdrawn } from '../../articles/articleLifecycle.ts';
import type { IncomingItem } from '../../articles/articleLifecycle.ts';
import type { Source } from '../source.ts';
import type { FeedDocument, FeedItem } from '../../feed-reading/feedDocument.ts';
import { articleId, decodeSeen, documentHashOf, encodeSeen, heededOf, maxEntries, newsOf, seenIn } from './seen.ts';

export interface ArticleStores {
  readonly sources: SourcesTable;
  readonly articles: ArticlesTable;
  /** An article that was published longer ago when it is first seen is backlog. */
  readonly backlogHours: number;
}

export interface StoredArticles {
  readonly documentHash: string;
  readonly created: number;
  readonly revised: number;
  readonly withdrawn: number;
  /** Faults, in words for the source's row. */
  readonly notes: readonly string[];
}

/** Writes under way at once: a first poll's thousand items should not take a thousand round trips one by one. */
const parallelWrites = 10;

/**
 * Brings Articles in step with a document. An equal document costs nothing. Articles are written before the list of
 * what was seen, and that before the source's row (by the caller): a crash between any two is made good by the next
 * poll, as every write finds out by itself that it was done.
 */
export async function storeArticles(
  source: Source,
  document: FeedDocument,
  { sources, articles, backlogHours }: ArticleStores,
  now: Date,
): Promise<StoredArticles> {
  const documentHash = documentHashOf(seenIn(source.id, document));
  const notes = notesOf(document);
  if (documentHash === source.documentHash) return { documentHash, created: 0, revised: 0, withdrawn: 0, notes };

  const isFirst = source.documentHash === undefined;
  const before = decodeSeen(await sources.getSeen(source.id));
  const heeded = heededOf(source.id, document, before);
  const news = newsOf(source.id, document, before, heeded);
  // oldest first, as feeds begin with the newest
  const arrivals = news.unseen.map((item) => arrivalOf(source, item)).toReversed();
  const corrections = news.changed.map((item) => arrivalOf(source, item));
  // Consistent: what a read that lags does not know would be passed over, and stand in the list of what was seen as
  // done.
  const known = await articles.getMany(
    [...corrections.map(({ id }) => id), ...news.withdrawn.map((key) => articleId(source.id, key))],
    true,
  );

  const isOld = ({ story: { published } }: IncomingItem) =>
    isFirst || (published !== undefined && Date.parse(published) < now.getTime() - backlogHours * 3_600_000);
  const created = await each(arrivals, (arrival) =>
    storeNew(arrival, newArticle(arrival, source, now, isOld(arrival)), articles, now),
  );
  const corrected = await each(corrections, (arrival) =>
    known.has(arrival.id)
      ? changeArticle(articles, arrival.id, (article) => revised(article, arrival, now), known.get(arrival.id))
      : storeNew(arrival, newArticleAfterExpiry(arrival, source, now), articles, now),
  );
  const takenBack = await each(news.withdrawn, (key) => {
    const id = articleId(source.id, key);
    return known.has(id)
      ? changeArticle(
          articles,
          id,
          (article) => withdrawn(article, 'publisher', 'withdrawn by the publisher', now),
          known.get(id),
        )
      : Promise.resolve(undefined);
  });
  await sources.putSeen(source.id, encodeSeen(seenIn(source.id, { items: document.items, withdrawn: heeded })));
  const all = [...created, ...corrected];
  return {
    documentHash,
    created: all.filter((article) => article !== undefined && isNew(article)).length,
    revised: all.filter((article) => article !== undefined && !isNew(article)).length,
    withdrawn: takenBack.filter((article) => article !== undefined).length,
    notes,
  };
}

/** Of more withdrawals than can be heeded at once, an operator is told. */
function notesOf({ items, withdrawn: takenBack }: FeedDocument): readonly string[] {
  const mostHeeded = maxEntries - items.length;
  if (takenBack.length <= mostHeeded) return [];
  return [
    `it takes back ${takenBack.length} items, of which ${mostHeeded} are heeded at once: ask the publisher to drop old ones`,
  ];
}

/** An item as an article of this source, under the operator's topics for it as well as its own. */
const arrivalOf = (source: Source, { key, contentHash, story }: FeedItem): IncomingItem => ({
  id: articleId(source.id, key),
  contentHash,
  story: {
    ...story,
    topics: [...new Map([...source.topics, ...story.topics].map((topic) => [topic.slug, topic])).values()],
  },
});

const isNew = ({ firstSeen, changedAt }: Article): boolean => firstSeen === changedAt;

/**
 * Inserts an article; where it stands already (a retry, or an item that came back), makes it what the document says.
 */
async function storeNew(
  arrival: IncomingItem,
  article: Article,
  articles: ArticlesTable,
  now: Date,
): Promise<Article | undefined> {
  return (await articles.insert(article))
    ? article
    : changeArticle(articles, arrival.id, (stored) => revised(stored, arrival, now));
}

async function each<T>(
  list: readonly T[],
  write: (one: T) => Promise<Article | undefined>,
): Promise<(Article | undefined)[]> {
  const done: (Article | undefined)[] = [];
  for (const chunk of chunks(list, parallelWrites)) done.push(...(await Promise.all(chunk.map(write))));
  return done;
}
