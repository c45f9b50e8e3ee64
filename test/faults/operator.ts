import { changeArticle } from '../../functions/shared/aws/changeArticle.ts';
import { embargoed, released, restored, withdrawn } from '../../functions/shared/domain/life.ts';
import type { Article } from '../../functions/shared/domain/article.ts';
import { instant } from '../../functions/shared/domain/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import type { Act } from './model/facts.ts';

/**
 * Does what `caravan articles …` does (cli/articles.ts).
 * @param untilMs of an embargo
 * @returns what was done, for the model; undefined where the operator was told that it cannot be
 */
export async function operate({ articles }: Pick<TestCaravan, 'articles'>, id: string, does: Act['does'], untilMs: number): Promise<Act | undefined> {
  const now = new Date();
  const decide: Readonly<Record<Act['does'], (article: Article) => Article | undefined>> = {
    withdraw: (article) => withdrawn(article, 'operator', 'Published by mistake', now),
    restore: (article) => restored(article, now),
    embargo: (article) => embargoed(article, instant(new Date(untilMs)), now),
    release: (article) => released(article, now),
  };
  const after = await changeArticle(articles, id, decide[does]);
  return after && { atMs: Date.now(), does, seen: after.title, ...(does === 'embargo' && { untilMs }) };
}
