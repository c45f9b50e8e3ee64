import type { Article } from '../../articles/article.ts';
import { changeArticle } from '../../articles/changeArticle.ts';
import { underRules } from '../../articles/topicRules.ts';
import type { TopicRules } from '../../articles/topicRules.ts';
import type { Stored, StoryStores } from './storeArticle.ts';

/**
 * Puts a story that was just written under the rules of topics as they stand since. Whoever changes them writes the
 * rule first and goes through all articles then (`moveTopics`), and may have passed by before this one stood: one of the
 * two finds it.
 * @param rules read after it was written
 * @returns the article as it is now; undefined where it stays as it was written
 */
export async function settleTopics(
  { after }: Pick<Stored, 'after'>,
  rules: TopicRules,
  { articles }: Pick<StoryStores, 'articles'>,
  now: Date,
): Promise<Article | undefined> {
  if (after === undefined) return undefined;
  return changeArticle(articles, after.id, (one) => underRules(one, rules, now), after);
}
