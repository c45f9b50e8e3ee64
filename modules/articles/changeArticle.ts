import type { Article } from './article.ts';
import type { ArticlesTable } from './articlesTable.ts';
import { applyDue } from './articleLifecycle.ts';
import { epochSeconds } from '../../platform/values/time.ts';

/** What a change of an article needs of its table. */
export type StoredRows = Pick<ArticlesTable, 'get' | 'replace'>;

/**
 * Reads an article, lets the caller decide what becomes of it, and writes that, again from the start where another
 * writer came between. `known` saves the first read.
 * @param decide the next row, or undefined where nothing changes
 * @returns the row that was written; undefined where there is no such article or nothing to change
 */
export async function changeArticle(
  articles: StoredRows,
  id: string,
  decide: (article: Article) => Article | undefined,
  known?: Article,
): Promise<Article | undefined> {
  for (let tries = 0; tries < 5; tries++) {
    const before = tries === 0 && known ? known : await articles.get(id);
    const after = before && decide(before);
    if (!after) return undefined;
    if (await articles.replace(before, after)) return after;
  }
  throw new Error(`Article ${id} changed under each of 5 tries to change it.`);
}

/**
 * Ends embargoes and brings expiries whose time has come. Only the row is written: the stream carries the change
 * through the same door as every other.
 * @returns the articles as they are now
 */
export async function applyDueArticles(articles: ArticlesTable, now: Date): Promise<Article[]> {
  const done: Article[] = [];
  for await (const ids of articles.due(epochSeconds(now))) {
    for (const id of ids) {
      const after = await changeArticle(articles, id, (article) => applyDue(article, now));
      if (after) done.push(after);
    }
  }
  return done;
}
