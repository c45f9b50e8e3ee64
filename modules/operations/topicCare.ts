import { changeArticle } from '../articles/changeArticle.ts';
import { underRules, withoutRule, withRule } from '../articles/topicRules.ts';
import type { TopicRules } from '../articles/topicRules.ts';
import type { Topic } from '../../platform/values/schema.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

type Clients = Pick<OperatorClients, 'articles' | 'directory' | 'endpoints' | 'lists' | 'subscribers' | 'topicRules'>;

/** A topic as an operator sees it. */
export interface ListedTopic {
  readonly slug: string;
  readonly name: string;
  /** Among the articles that were announced last (500 announcements). */
  readonly recent: number;
  /** Of one that an operator has moved: where to; null where it is hidden. */
  readonly becomes?: Topic | null;
}

/** All topics that readers can choose, and those that an operator has moved, the most used first. */
export async function listTopics({ directory, lists, topicRules }: Clients): Promise<ListedTopic[]> {
  const [entries, uses, rules] = await Promise.all([lists.directory(), directory.uses(), topicRules.all()]);
  const names = new Map(entries.filter(({ kind }) => kind === 'topic').map(({ slug, title }) => [slug, title]));
  const slugs = [...new Set([...names.keys(), ...Object.keys(rules)])];
  return slugs
    .map((slug) => ({
      slug,
      name: names.get(slug) ?? slug,
      recent: uses.topic.get(slug) ?? 0,
      ...(Object.hasOwn(rules, slug) && rules[slug] !== undefined && { becomes: rules[slug] }),
    }))
    .toSorted((one, other) => other.recent - one.recent || one.slug.localeCompare(other.slug));
}

export interface TopicsMoved {
  readonly from: readonly string[];
  readonly to: Topic | null;
  /** Articles that are, or will be, out, whose topics change. */
  readonly articles: number;
  /** Endpoints, and readers by mail, who ask for a topic that goes: they get its stories no more. */
  readonly endpoints: readonly string[];
  readonly readers: number;
}

/**
 * Puts one topic in the place of others, or none: for all that comes, and for the articles there are. Whoever asked for
 * a topic that a story leaves is told of its end, and whoever asks for the new one of the story, by the law. Doing it
 * again finishes what was cut off.
 * @param dryRun only counts
 * @throws OperatorError where there is no such topic
 */
export async function moveTopics(
  from: readonly string[],
  to: Topic | null,
  clients: Clients,
  { dryRun, now }: { dryRun: boolean; now: Date },
): Promise<TopicsMoved> {
  const { articles, lists, topicRules } = clients;
  const rulesBefore = await topicRules.all();
  for (const slug of from)
    if (!Object.hasOwn(rulesBefore, slug) && !(await lists.describe({ kind: 'topic', slug })))
      throw new OperatorError(`There is no topic ${slug}: "caravan topics list" shows all.`);
  const decide = (rules: TopicRules) => from.reduce((all, slug) => withRule(all, slug, to), rules);
  const rules = dryRun ? decide(rulesBefore) : await topicRules.change(decide);
  let count = 0;
  for await (const article of articles.all()) {
    if (underRules(article, rules, now) === undefined) continue;
    if (article.status === 'live' || article.status === 'embargoed') count += 1;
    // also what was taken back: an operator may restore it
    if (!dryRun) await changeArticle(articles, article.id, (row) => underRules(row, rules, now), article);
  }
  const gone = from.filter((slug) => slug !== to?.slug);
  if (!dryRun) for (const slug of gone) await lists.hide({ kind: 'topic', slug });
  if (!dryRun && to !== null) await lists.show({ kind: 'topic', slug: to.slug }, to.name);
  return { from, to, articles: count, ...(await askersOf(gone, clients)) };
}

async function askersOf(
  slugs: readonly string[],
  { endpoints, subscribers }: Clients,
): Promise<Pick<TopicsMoved, 'endpoints' | 'readers'>> {
  const asks = (topics: readonly string[] = []) => topics.some((slug) => slugs.includes(slug));
  let readers = 0;
  for await (const { preferences } of subscribers.all()) if (asks(preferences.choice.topics)) readers += 1;
  return {
    endpoints: (await endpoints.all()).filter(({ filter }) => asks(filter.topics)).map(({ id }) => id),
    readers,
  };
}

/** Ends a rule: stories that come have the topic again; those that lost it keep what they have until a correction. */
export async function freeTopic(slug: string, { topicRules, lists }: Clients): Promise<void> {
  if (!Object.hasOwn(await topicRules.all(), slug))
    throw new OperatorError(`No rule moves or hides ${slug}: "caravan topics list" shows those that do.`);
  await topicRules.change((rules) => withoutRule(rules, slug));
  await lists.show({ kind: 'topic', slug });
}
