import { changeArticle } from '../../articles/changeArticle.ts';
import { withdrawn } from '../../articles/articleLifecycle.ts';
import type { Article } from '../../articles/article.ts';
import type { FeedItem } from '../../feed-reading/feedDocument.ts';
import type { TopicRulesTable } from '../../articles/topicRules.ts';
import type { Rule } from '../../editors/rule.ts';
import type { EditorRulesTable } from '../../editors/rulesTable.ts';
import { isNoticed } from '../polling/forgotten.ts';
import { settleTopics } from '../polling/settleTopics.ts';
import { correct, storeNew } from '../polling/storeArticle.ts';
import type { Bringing, Stored, StoryStores } from '../polling/storeArticle.ts';
import { articleId, noticeMark } from '../seenList.ts';
import type { SeenStory } from '../seenList.ts';
import type { OwnSource } from './ownSource.ts';
import type { RememberedStories, RememberedStory } from './rememberedStories.ts';

export interface OwnStores extends Omit<StoryStores, 'restlessHours'> {
  readonly stories: Pick<RememberedStories, 'recall' | 'remember'>;
  /** What an operator has merged, renamed or hidden. */
  readonly topicRules: Pick<TopicRulesTable, 'all'>;
  /** What editors hold and block. */
  readonly editorRules: Pick<EditorRulesTable, 'all'>;
}

/** What became of a story: `forgotten` is one that is as it was, and older than articles are kept. */
export interface Brought {
  readonly id: string;
  readonly article: Article | undefined;
  readonly became: Stored['became'] | 'withdrawn' | 'forgotten';
  /** The editor's rule that kept it out. */
  readonly blockedBy?: Rule;
}

/**
 * Takes a story in that an editor or a publisher's system gives, by the law that a feed's item goes by: a new one is
 * published, a known one corrected, what readers would not notice shown without a word, and the same again changes
 * nothing. The article is written before what is remembered: whoever dies in between is asked again and does the rest.
 * @param known the article as the caller has read it
 */
export async function storeOwnStory(
  source: OwnSource,
  item: FeedItem,
  known: Article | undefined,
  stores: OwnStores,
  now: Date,
): Promise<Brought> {
  const id = articleId(source.id, item.story.guid);
  const [before, topicRules, editorRules] = await Promise.all([
    stores.stories.recall(id),
    stores.topicRules.all(),
    stores.editorRules.all(),
  ]);
  const arrival = { id, item, story: before && seenAs(id, item, before), ourReading: undefined };
  const bringing: Bringing = {
    source,
    isFirstPoll: false,
    isRestless: false,
    known: new Map(known ? [[id, known]] : []),
    contents: new Map(),
    topicRules,
    editorRules,
    stores: { ...stores, restlessHours: 0 },
    now,
  };
  if (known === undefined && before !== undefined && !isNoticed(arrival, {}))
    return { id, article: undefined, became: 'forgotten' };
  const stored = await (before === undefined ? storeNew(bringing, arrival) : correct(bringing, arrival));
  const { became, blockedBy } = stored;
  const after = (await settleTopics(stored, await stores.topicRules.all(), stores, now)) ?? stored.after;
  if (blockedBy !== undefined) return { id, article: after, became, blockedBy };
  const memory = { notice: noticeMark(item.story), isTakenBack: false };
  if (before?.notice !== memory.notice || before.isTakenBack) await stores.stories.remember(id, memory);
  return { id, article: after, became };
}

/** Takes a story back by its publisher's word; the operator's word stands above it. */
export async function withdrawOwnStory(
  id: string,
  known: Article | undefined,
  stores: OwnStores,
  now: Date,
): Promise<Brought> {
  const after = await changeArticle(
    stores.articles,
    id,
    (article) => withdrawn(article, 'publisher', 'withdrawn by the publisher', now),
    known,
  );
  const before = await stores.stories.recall(id);
  if (before !== undefined && !before.isTakenBack) await stores.stories.remember(id, { ...before, isTakenBack: true });
  return { id, article: after ?? known, became: after === undefined ? 'same' : 'withdrawn' };
}

/** As the list of what was seen would have it. */
const seenAs = (
  id: string,
  { raw, contentHash, traits }: FeedItem,
  { notice, isTakenBack }: RememberedStory,
): SeenStory => ({
  id,
  raw,
  content: contentHash.slice(0, 16),
  traits,
  restlessness: 0,
  isHeld: false,
  notice,
  isTakenBack,
});
