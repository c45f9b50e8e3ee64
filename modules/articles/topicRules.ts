import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Table, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { topicSchema } from '../../platform/values/schema.ts';
import type { Topic } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import type { Article } from './article.ts';
import { next } from './articleLifecycle.ts';

const key = { pk: 'TOPIC-RULES', sk: 'TOPIC-RULES' };
const rulesSchema = z.record(z.string(), z.nullable(topicSchema));
const rowSchema = z.object({ rules: rulesSchema, revision: z.int() });

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
export class TopicRulesTable extends Table {
  async all(): Promise<TopicRules> {
    return (await this.row()).rules;
  }

  /** Changes the rules, again from the start where another operator came between. */
  async change(decide: (rules: TopicRules) => TopicRules): Promise<TopicRules> {
    for (let tries = 0; tries < 5; tries++) {
      const { rules, revision } = await this.row();
      const after = decide(rules);
      const Item = { ...key, rules: after, revision: revision + 1 };
      const write = new PutCommand({
        TableName: this.table,
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR revision = :revision',
        ExpressionAttributeValues: { ':revision': revision },
      });
      if (await unlessConditionFails(this.client.send(write))) return after;
    }
    throw new Error('The rules of topics changed under each of 5 tries to change them.');
  }

  private async row(): Promise<z.infer<typeof rowSchema>> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: key, ConsistentRead: true }));
    return Item ? rowSchema.parse(Item) : { rules: {}, revision: 0 };
  }
}
