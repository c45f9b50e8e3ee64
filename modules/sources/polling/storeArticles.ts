import { chunks } from '../../../platform/dynamodb/batches.ts';
import { plusSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { Article } from '../../articles/article.ts';
import { toldNow } from '../../articles/correction.ts';
import { inWords } from '../../editors/rule.ts';
import { noRules } from '../../editors/rulesTable.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { changeArticle } from '../../articles/changeArticle.ts';
import type { FeedDocument } from '../../feed-reading/feedDocument.ts';
import type { Source } from '../source.ts';
import { withoutForgotten } from './forgotten.ts';
import { fullTextsOf } from './fullText.ts';
import type { PageCounts } from './fullText.ts';
import { markOfBlocks } from './keptOut.ts';
import { newsOf } from './news.ts';
import type { Arrival, News } from './news.ts';
import { settleTopics } from './settleTopics.ts';
import { correct, storeNew, takeBack } from './storeArticle.ts';
import type { ArticleStores, Bringing, Stored } from './storeArticle.ts';
import { encodeSeen, markOf, noticeMark, remembered } from '../seenList.ts';
import type { SeenList, SeenStory } from '../seenList.ts';

/** How many stories of a document came to what, and what the source's row keeps of it. */
export interface StoredArticles {
  readonly created: number;
  readonly revised: number;
  readonly withdrawn: number;
  /** Stored and shown without being announced: readers would not notice. */
  readonly quiet: number;
  /** Corrections that are shown, and announced later, as their stories are rewritten at each poll. */
  readonly held: number;
  /** Stories and corrections that wait for an editor since. */
  readonly onHold: number;
  /** Items that are not taken in, by an editor's rule. */
  readonly blocked: number;
  /** The mark of the rules, where there are any. */
  readonly blockedUnder: string | undefined;
  /** All that stand in the document. */
  readonly items: number;
  /** When they were published, as far as they say. */
  readonly published: readonly EpochSeconds[];
  /** Of each that is news, the seconds from its date until it was seen here. */
  readonly secondsToNotice: readonly number[];
  /** When the first correction that is held may be announced. */
  readonly heldUntil: EpochSeconds | undefined;
  /** Pages of articles, where any was wanted. */
  readonly pages: PageCounts | undefined;
  /** Faults, in words for the source's row. */
  readonly notes: readonly string[];
}

/** Writes under way at once: a first poll's thousand items should not take a thousand round trips one by one. */
const parallelWrites = 10;

/**
 * Brings Articles in step with a document. Articles are written before the list of what was seen, and that before the
 * source's row (by the caller): a crash between any two is made good by the next poll, as every write finds out by
 * itself that it was done.
 */
export async function storeArticles(
  source: Source,
  document: FeedDocument,
  seen: SeenList,
  stores: ArticleStores,
  now: Date,
): Promise<StoredArticles> {
  const all = newsOf(source.id, document, seen);
  const known = await knownArticles(all, stores.articles);
  const news = withoutForgotten(all, known, source);
  const fullTexts = await fullTextsOf(source, document, news, known, stores.pages);
  const bringing: Bringing = {
    source,
    isFirstPoll: source.documentHash === undefined,
    isRestless: news.isRestless,
    known,
    contents: fullTexts.contents,
    ...(await rulesFor(news, stores)),
    stores,
    now,
  };
  const created = await each(news.unseen, async (arrival) => ({
    arrival,
    ...(await storeNew(bringing, arrival)),
  }));
  const corrected = await each(news.changed, async (arrival) => ({ arrival, ...(await correct(bringing, arrival)) }));
  const released = await each(news.vanishedHeld, ({ id }) =>
    changeArticle(stores.articles, id, (article) => toldNow(article, now), known.get(id)),
  );
  const takenBack = await each(news.withdrawn, (id) => takeBack(bringing, id));

  const stored = [...created, ...corrected];
  if (stored.length > 0) await settleAll(stored, stores, now);
  // what was never taken in is not remembered: it comes in once no rule keeps it out
  const kept = { ...news, unseen: created.filter(({ became }) => became !== 'blocked').map(({ arrival }) => arrival) };
  const present = presentAfter(kept, stored);
  const isChanged = kept.unseen.length + news.changed.length + news.touched.length + released.length > 0;
  if (isChanged || news.withdrawn.length > 0 || seen.old !== undefined)
    await stores.sources.putSeen(source.id, encodeSeen(listAfter(document, news, present)));
  const held = stored.filter(({ waits }) => waits);
  const blocked = stored.filter(({ became }) => became === 'blocked').length;
  return {
    created: stored.filter(({ became }) => became === 'new').length,
    revised: stored.filter(({ became }) => became === 'told').length + released.filter(Boolean).length,
    withdrawn: takenBack.filter((article) => article !== undefined).length,
    quiet: stored.filter(({ became, waits }) => became === 'reworded' && !waits).length,
    held: held.length,
    onHold: stored.filter(({ became }) => became === 'onHold').length,
    blocked,
    blockedUnder: blocked > 0 ? markOfBlocks(bringing.editorRules) : undefined,
    items: present.length,
    published: present.flatMap(({ traits }) => traits.publishedAt ?? []),
    secondsToNotice: stored.flatMap((one) => secondsToNotice(one, now) ?? []),
    heldUntil: earliest(held.flatMap(({ after }) => (after ? heldUntil(after, stores) : []))),
    pages: fullTexts.counts,
    notes: [...notesOf(document, news, held.length, stores), ...blockNotes(stored), ...fullTexts.notes],
  };
}

/**
 * Consistent: what a read that lags does not know would be passed over, and stand in the list of what was seen as done.
 */
const knownArticles = (
  { changed, withdrawn: takenBack, vanishedHeld }: News,
  articles: Pick<ArticlesTable, 'getMany'>,
): Promise<Map<string, Article>> =>
  articles.getMany([...changed.map(({ id }) => id), ...takenBack, ...vanishedHeld.map(({ id }) => id)], true);

/** The stories that the document holds, as they are remembered from now on. */
function presentAfter(news: News, stored: readonly (Stored & { readonly arrival: Arrival })[]): SeenStory[] {
  const outcomes = new Map(stored.map((one) => [one.arrival, one]));
  const storyOf = (arrival: Arrival): SeenStory => {
    const { id, item, story } = arrival;
    const { became = 'same', waits = false } = outcomes.get(arrival) ?? {};
    const isRewritten = became === 'told' || (became === 'reworded' && waits);
    const restlessness = story?.restlessness ?? 0;
    return {
      id,
      // a correction that waits, one that a rule keeps out, and an embargo that nobody can read, are looked at each time
      raw: waits || became === 'blocked' || item.story.embargoUnread !== undefined ? '' : item.raw,
      content: item.contentHash.slice(0, 16),
      traits: item.traits,
      restlessness: isRewritten ? Math.min(restlessness + 1, 255) : Math.max(restlessness - 1, 0),
      isHeld: waits,
      notice: noticeMark(item.story),
      isTakenBack: false,
    };
  };
  return [...[...news.unseen, ...news.changed, ...news.touched].map(storyOf), ...news.unchanged.map(rested)];
}

const rested = (story: SeenStory): SeenStory => ({ ...story, restlessness: Math.max(story.restlessness - 1, 0) });

const listAfter = (document: FeedDocument, news: News, present: readonly SeenStory[]): SeenList => ({
  ...news.list,
  around: document.around,
  sharesPages: document.sharesPages,
  stories: remembered(
    present,
    news.absent.map((story) => ({ ...story, isHeld: false })),
  ).map((story) => (news.list.withdrawn.has(markOf(story.id)) ? { ...story, raw: '', isTakenBack: true } : story)), // it may come back
});

/**
 * How long a new story stood with its publisher before it was seen here; undefined where its date does not say: it is
 * old, to come, or a day without a time.
 */
function secondsToNotice({ became, after }: Stored, now: Date): number | undefined {
  if (became !== 'new' || after?.published === undefined || after.backlog) return undefined;
  const seconds = (now.getTime() - Date.parse(after.published)) / 1_000;
  return seconds < 0 || after.published.endsWith('T00:00:00.000Z') ? undefined : seconds;
}

const heldUntil = ({ changedAt }: Article, { restlessHours }: ArticleStores): EpochSeconds =>
  plusSeconds(secondsOf(changedAt), restlessHours * 3_600);

const earliest = (times: readonly EpochSeconds[]): EpochSeconds | undefined =>
  times.length === 0 ? undefined : (Math.min(...times) as EpochSeconds);

function notesOf(
  { withdrawn: all }: FeedDocument,
  news: News,
  held: number,
  { restlessHours }: ArticleStores,
): string[] {
  return [
    // Of more withdrawals than can be heeded at once, an operator is told.
    ...(news.leftOut > 0
      ? [
          `it takes back ${all.length} items, of which ${all.length - news.leftOut} are heeded at once: ask the publisher to drop old ones`,
        ]
      : []),
    ...(held > 0
      ? [
          `rewrites ${held} stories at one poll after the other: each is shown as it is now, and announced once in ` +
            `${restlessHours} h ("caravan sources edit --corrections" sets it otherwise)`,
        ]
      : []),
  ];
}

/** What operators and editors have said of what comes: nobody is asked where nothing does. */
async function rulesFor(
  { unseen, changed }: News,
  { topicRules, editorRules }: ArticleStores,
): Promise<Pick<Bringing, 'topicRules' | 'editorRules'>> {
  if (unseen.length + changed.length === 0) return { topicRules: {}, editorRules: noRules };
  const [ofTopics, ofEditors] = await Promise.all([topicRules?.all(), editorRules?.all()]);
  return { topicRules: ofTopics ?? {}, editorRules: ofEditors ?? noRules };
}

async function settleAll(stored: readonly Stored[], stores: ArticleStores, now: Date): Promise<void> {
  const rules = (await stores.topicRules?.all()) ?? {};
  await each(stored, (one) => settleTopics(one, rules, stores, now));
}

/** What rules keep out, for as long as it stands in the document. */
const blockNotes = (stored: readonly Stored[]): string[] =>
  [...Map.groupBy(stored, ({ blockedBy }) => blockedBy && inWords(blockedBy))].flatMap(([rule, { length }]) =>
    rule === undefined ? [] : [`${length} items are not taken in: ${rule} is blocked ("caravan blocks list" says why)`],
  );

async function each<T, R>(list: readonly T[], write: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const chunk of chunks(list, parallelWrites)) done.push(...(await Promise.all(chunk.map(write))));
  return done;
}
