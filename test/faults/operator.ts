import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { embargoed, released, restored, withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { corrected } from '../../modules/articles/correction.ts';
import type { Article } from '../../modules/articles/article.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import type { Act } from './model/facts.ts';

/**
 * Does what `caravan articles …` does (cli/articles.ts).
 * @param untilMs of an embargo
 * @returns what was done, for the model; undefined where the operator was told that it cannot be
 */
export async function operate(
  { articles }: Pick<TestCaravan, 'articles'>,
  id: string,
  does: Act['does'],
  untilMs: number,
): Promise<Act | undefined> {
  const now = new Date();
  const summary = `In the operator's words of ${now.toISOString()}.`;
  const decide: Readonly<Record<Act['does'], (article: Article) => Article | undefined>> = {
    withdraw: (article) => withdrawn(article, 'operator', 'Published by mistake', now),
    restore: (article) => restored(article, now),
    embargo: (article) => embargoed(article, instant(new Date(untilMs)), now),
    release: (article) => released(article, now),
    correct: (article) => corrected(article, { line: 'It said otherwise before.', parts: { summary } }, now),
  };
  const after = await changeArticle(articles, id, decide[does]);
  return (
    after && {
      atMs: Date.now(),
      does,
      seen: after.title,
      ...(does === 'embargo' && { untilMs }),
      ...(does === 'correct' && { summary }),
    }
  );
}
