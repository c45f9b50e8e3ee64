import type { Article } from '../../articles/article.ts';
import { newArticle, newArticleAfterExpiry, withdrawn } from '../../articles/articleLifecycle.ts';
import { revised, withLifeOf } from '../../articles/correction.ts';
import type { HeldCorrectionsTable } from '../../articles/heldCorrectionsTable.ts';
import { inWords, RuleMatcher } from '../../editors/rule.ts';
import type { Rule } from '../../editors/rule.ts';
import type { EditorRules, EditorRulesTable } from '../../editors/rulesTable.ts';
import type { IncomingItem } from '../../articles/articleLifecycle.ts';
import type { Announcing } from '../../articles/correction.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { changeArticle } from '../../articles/changeArticle.ts';
import type { StoredRows } from '../../articles/changeArticle.ts';
import type { Source } from '../source.ts';
import type { SourcesTable } from '../sourcesTable.ts';
import { hashWithPage, isOfItem } from './fullText.ts';
import type { PageReading } from './fullText.ts';
import { ruled } from '../../articles/topicRules.ts';
import type { TopicRules, TopicRulesTable } from '../../articles/topicRules.ts';
import type { Arrival } from './news.ts';

/** What storing one story needs, whoever brings it. */
export interface StoryStores {
  readonly articles: StoredRows & Pick<ArticlesTable, 'insert'>;
  readonly heldCorrections: Pick<HeldCorrectionsTable, 'put'>;
  /** An article that was published longer ago when it is first seen is backlog. */
  readonly backlogHours: number;
  /** A story that is rewritten at each poll is announced once in this time. */
  readonly restlessHours: number;
}

export interface ArticleStores extends StoryStores {
  readonly sources: Pick<SourcesTable, 'putSeen'>;
  readonly articles: StoryStores['articles'] & Pick<ArticlesTable, 'getMany'>;
  readonly pages: PageReading;
  /** What an operator has merged, renamed or hidden; without it, topics stand as they came. */
  readonly topicRules?: Pick<TopicRulesTable, 'all'>;
  /** What editors hold and block; without it, nothing. */
  readonly editorRules?: Pick<EditorRulesTable, 'all'>;
}

/** Stories that a source brings, by a poll's document or by hand, and what they are stored with. */
export interface Bringing {
  readonly source: Pick<Source, 'id' | 'name' | 'siteUrl' | 'topics' | 'language' | 'corrections'>;
  /** All of its stories are old: nobody waited for them. */
  readonly isFirstPoll: boolean;
  /** Most of its stories are rewritten at one poll after the other. */
  readonly isRestless: boolean;
  readonly known: ReadonlyMap<string, Article>;
  /** Texts of pages, in place of their items'. */
  readonly contents: ReadonlyMap<Arrival, string>;
  readonly topicRules: TopicRules;
  readonly editorRules: EditorRules;
  readonly stores: StoryStores;
  readonly now: Date;
}

export interface Stored {
  /** The row as it stands now; undefined where it was not written. */
  readonly after: Article | undefined;
  /** `onHold` and `blocked` by an editor's rule. */
  readonly became: 'new' | 'told' | 'reworded' | 'same' | 'onHold' | 'blocked';
  /** A correction of it is not announced yet. */
  readonly waits: boolean;
  /** The rule that kept it out. */
  readonly blockedBy?: Rule;
}

/**
 * Inserts an article; where it stands already (a retry, or an item that came back), makes it what the document says.
 */
export async function storeNew(bringing: Bringing, arrival: Arrival): Promise<Stored> {
  return takeIn(bringing, arrival, undefined, (item) =>
    newArticle(item, bringing.source, bringing.now, isOld(bringing, arrival)),
  );
}

export async function correct(bringing: Bringing, arrival: Arrival): Promise<Stored> {
  // a tombstone alone says nothing of whether its article was ever known
  const isForgotten = arrival.story !== undefined || arrival.ourReading !== undefined;
  return takeIn(bringing, arrival, bringing.known.get(arrival.id), (item) =>
    newArticleAfterExpiry(item, bringing.source, bringing.now, isForgotten || isOld(bringing, arrival)),
  );
}

/** @param begin the article where none stands */
async function takeIn(
  bringing: Bringing,
  arrival: Arrival,
  known: Article | undefined,
  begin: (item: IncomingItem) => Article,
): Promise<Stored> {
  const { source, stores, editorRules, now } = bringing;
  const item = incomingOf(bringing, arrival);
  const matcher = new RuleMatcher({ ...item.story, sourceId: source.id });
  const blockedBy = matcher.firstOf(editorRules.blocks);
  if (blockedBy !== undefined) return refuse(bringing, item, blockedBy, known);
  const held = matcher.firstOf(editorRules.holds);
  const judged = held === undefined ? item : { ...item, rule: inWords(held) };
  if (known === undefined) {
    const article = begin(judged);
    if (await stores.articles.insert(article))
      return { after: article, became: article.hold === undefined ? 'new' : 'onHold', waits: false };
  }
  if (held !== undefined) await stores.heldCorrections.put(item, now);
  return revise(bringing, arrival, judged, known);
}

async function revise(
  bringing: Bringing,
  arrival: Arrival,
  item: IncomingItem,
  known: Article | undefined,
): Promise<Stored> {
  const { stores, now } = bringing;
  let before = known;
  const after = await changeArticle(
    stores.articles,
    arrival.id,
    (article) => {
      before = article;
      return revised(article, item, now, announcingOf(bringing, arrival, article));
    },
    known,
  );
  if (after === undefined) return { after: before, became: 'same', waits: before?.told !== undefined };
  const waits = after.told !== undefined;
  const isHeld = after.hold !== undefined || after.correctionOnHold !== undefined;
  if (isHeld) return { after, became: 'onHold', waits };
  return { after, became: after.version === before?.version ? 'reworded' : 'told', waits };
}

/** Takes the words of a story not in; of one that is known the embargo and the expiry count. */
async function refuse({ stores, now }: Bringing, { id, story }: IncomingItem, blockedBy: Rule, known?: Article) {
  const after = known && (await changeArticle(stores.articles, id, (one) => withLifeOf(story, one, now), known));
  return { after: after ?? known, became: 'blocked' as const, waits: known?.told !== undefined, blockedBy };
}

export const takeBack = ({ stores, known, now }: Bringing, id: string): Promise<Article | undefined> =>
  known.has(id)
    ? changeArticle(
        stores.articles,
        id,
        (article) => withdrawn(article, 'publisher', 'withdrawn by the publisher', now),
        known.get(id),
      )
    : Promise.resolve(undefined);

/**
 * An item as an article of this source, under the operator's topics for it as well as its own and under the rules of
 * topics, and with the text of its page where that was read.
 */
function incomingOf({ source, contents, topicRules }: Bringing, arrival: Arrival): IncomingItem {
  const { id, item } = arrival;
  const content = contents.get(arrival);
  return {
    id,
    contentHash: content === undefined ? item.contentHash : hashWithPage(item),
    story: {
      ...item.story,
      ...(content !== undefined && { content }),
      ...(source.language !== undefined && { language: source.language }),
      topics: ruled([...source.topics, ...item.story.topics], topicRules),
    },
  };
}

const isOld = ({ isFirstPoll, stores, now }: Bringing, { item: { story } }: Arrival): boolean =>
  isFirstPoll ||
  (story.published !== undefined && Date.parse(story.published) < now.getTime() - stores.backlogHours * 3_600_000);

function announcingOf({ source, stores, ...bringing }: Bringing, arrival: Arrival, article: Article): Announcing {
  const isRestless = bringing.isRestless || (arrival.story?.restlessness ?? 0) >= restlessFrom;
  return {
    // with its page read, or without, an item is as it was
    ourReading: isOfItem(article, arrival.item) ? 'surely' : arrival.ourReading,
    ignoresText: source.corrections === 'not-of-text',
    atMostEverySeconds: isRestless && source.corrections !== 'all' ? stores.restlessHours * 3_600 : undefined,
  };
}

/** So many corrections at successive polls are news that goes on; with more a story is restless by itself. */
const restlessFrom = 4;
