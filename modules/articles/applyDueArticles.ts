import type { ArticlesTable } from './articlesTable.ts';
import { changeArticle } from './changeArticle.ts';
import type { Article } from './article.ts';
import { applyDue } from './articleLifecycle.ts';
import { epochSeconds } from '../../platform/values/time.ts';

/**
 * Ends embargoes and brings expiries whose time has come. Only the row is written: the stream carries the change
 * through the same door as every other.
 * @returns the articles as they are now
 */
export async function releaseDue(articles: ArticlesTable, now: Date): Promise<Article[]> {
  const done: Article[] = [];
  for await (const ids of articles.due(epochSeconds(now))) {
    for (const id of ids) {
      const after = await changeArticle(articles, id, (article) => applyDue(article, now));
      if (after) done.push(after);
    }
  }
  return done;
}
