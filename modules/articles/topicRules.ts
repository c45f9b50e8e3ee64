import * as z from 'zod/mini';
import { RulesRow } from '../../platform/dynamodb/rulesRow.ts';
import { topicSchema } from '../../platform/values/schema.ts';
import type { Topic } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import type { Article } from './article.ts';
import { next } from './articleLifecycle.ts';

const rulesSchema = z.record(z.string(), z.nullable(topicSchema));

/** Of topics by their slugs: the topic that an operator has put in their place, or null where there is none. */
export type TopicRules = Readonly<Record<string, Topic | null>>;

/** Topics as the operator's rules leave them, each once. */
export function ruled(topics: readonly Topic[], rules: TopicRules): Topic[] {
  const kept = topics.flatMap((topic) => {
    const rule = Object.hasOwn(rules, topic.slug) ? rules[topic.slug] : topic;
    return rule ?? [];
  });
  return [...new Map(kept.map((topic) => [topic.slug, topic])).values()];
}

/**
 * The rules with one more, which is the last word on both topics: no rule leads to a topic that another rule moves, so
 * that each is followed in one step.
 * @param to null hides the topic
 */
export function withRule(rules: TopicRules, slug: string, to: Topic | null): TopicRules {
  const led = Object.entries(rules).map(([from, target]) => [from, target?.slug === slug ? to : target] as const);
  return Object.fromEntries([...led.filter(([from]) => from !== to?.slug), [slug, to]]);
}

export function withoutRule(rules: TopicRules, slug: string): TopicRules {
  return Object.fromEntries(Object.entries(rules).filter(([from]) => from !== slug));
}

/**
 * An article under the rules. A topic that it leaves or gets is told as any change of whom it is for (docs/promise.md,
 * section 2); another name of the same topic is shown, as the same version.
 * @returns undefined where nothing changes
 */
export function underRules(article: Article, rules: TopicRules, now: Date): Article | undefined {
  const topics = ruled(article.topics, rules);
  if (JSON.stringify(topics) === JSON.stringify(article.topics)) return undefined;
  const slugsOf = (list: readonly Topic[]) =>
    list
      .map(({ slug }) => slug)
      .toSorted()
      .join(' ');
  return slugsOf(topics) === slugsOf(article.topics)
    ? { ...article, topics, rewordedAt: instant(now) }
    : next(article, { ...article, topics }, now);
}

/** The rules, in one row of the Articles table: a poll that brings something reads it. */
export class TopicRulesTable extends RulesRow<TopicRules> {
  protected readonly name = 'TOPIC-RULES';
  protected readonly none = {};
  protected readonly schema = rulesSchema;
}
