import { isDeepStrictEqual } from 'node:util';
import { instant, secondsOf } from '../../platform/values/time.ts';
import { mostCorrections } from './article.ts';
import type { Article, Correctable, Story } from './article.ts';
import { next, operatorsEmbargo, stated, statusOf } from './articleLifecycle.ts';
import type { Facts, IncomingItem } from './articleLifecycle.ts';
import { sameSelectors, selectorsOf } from './filter.ts';
import { lettersOf, noticeOf } from './notice.ts';

/** How corrections of a source are announced. */
export interface Announcing {
  /**
   * What differs is our reading of the item, and not the item: surely, or perhaps, where a row of an earlier release does
   * not say how the item stood. Then another title counts as the publisher's.
   */
  readonly ourReading?: 'surely' | 'perhaps' | undefined;
  /** The story was rewritten at one poll after the other: it is announced once in this time. */
  readonly atMostEverySeconds?: number | undefined;
  /** Changes of summary and content are no corrections. */
  readonly ignoresText?: boolean;
}

/**
 * A correction, or the return of a story that its publisher had withdrawn. An operator's word stays. What readers would
 * not notice is stored and shown, as the same version; so is a correction that is to wait.
 */
export function revised(
  article: Article,
  { contentHash, story: incoming }: IncomingItem,
  now: Date,
  how: Announcing = {},
): Article | undefined {
  const { operatorsParts = [], corrections } = article;
  // whom a story is for changes with its publisher's word alone
  const story = withParts(
    incoming,
    article,
    isOurReading(article, incoming, how) ? [...operatorsParts, 'topics', 'language'] : operatorsParts,
  );
  const returns = article.withdrawal?.by === 'publisher';
  const isSame = article.contentHash === contentHash;
  if (isSame && article.told === undefined && !returns) return undefined;
  // The new text stands alone: what it no longer says must not outlive the old one.
  const { id, source, attribution, firstSeen, listedAt, version, withdrawal, embargoLifted, backlog, changedAt } =
    article;
  const { formerly, rewordedAt } = article;
  const operatorEmbargo = operatorsEmbargo(article);
  const facts: Facts = {
    ...stated(story),
    id,
    source,
    attribution,
    firstSeen,
    listedAt,
    contentHash,
    version,
    changedAt,
    ...(withdrawal && !returns && { withdrawal }),
    ...(operatorEmbargo !== undefined && { operatorEmbargo }),
    ...(embargoLifted !== undefined && { embargoLifted }),
    ...(backlog !== undefined && { backlog }),
    ...(corrections !== undefined && { corrections }),
    ...(operatorsParts.length > 0 && { operatorsParts }),
  };
  const telling = returns ? 'told' : tellingOf(article, story, now, how);
  const isReworded = telling !== 'told' && statusOf(facts, instant(now)) === article.status;
  if (!isReworded) return next(article, facts, now);
  if (isSame && telling === 'waits') return undefined;
  return {
    ...facts,
    status: article.status,
    formerly,
    rewordedAt: isSame ? rewordedAt : instant(now),
    told: telling === 'waits' ? (article.told ?? noticeOf(article)) : undefined,
  };
}

/** A story with some parts as another has them, also where that has none. */
function withParts(story: Story, other: Story, parts: readonly Correctable[]): Story {
  return { ...story, ...Object.fromEntries(parts.map((part) => [part, other[part]])) };
}

/**
 * The operator corrects an article, with a line for its readers; the parts that are given are the operator's from then
 * on. The same correction again changes nothing.
 */
export function corrected(
  article: Article,
  { line, parts }: { readonly line: string; readonly parts: Partial<Pick<Story, Correctable>> },
  now: Date,
): Article | undefined {
  const { corrections = [], operatorsParts = [] } = article;
  const isSame = isDeepStrictEqual({ ...article, ...parts }, article);
  if (isSame && corrections.at(-1)?.line === line) return undefined;
  const given = [...new Set([...operatorsParts, ...(Object.keys(parts) as Correctable[])])];
  return next(
    article,
    {
      ...article,
      ...parts,
      corrections: [...corrections, { at: instant(now), line }].slice(-mostCorrections),
      ...(given.length > 0 && { operatorsParts: given }),
    },
    now,
  );
}

const isOurReading = (article: Article, story: Story, how: Announcing): boolean =>
  how.ourReading === 'surely' || (how.ourReading === 'perhaps' && lettersOf(article.title) === lettersOf(story.title));

/** Whether readers are told of a story's text, now or later. */
function tellingOf(article: Article, story: Story, now: Date, how: Announcing): 'told' | 'waits' | 'unnoticed' {
  const was = article.told ?? noticeOf(article);
  const is = noticeOf(story);
  const isNoticed = was.head !== is.head || (was.text !== is.text && how.ignoresText !== true);
  if (!isNoticed) return 'unnoticed';
  // facts of its life, and whom it is for, wait for nobody
  const isOfItsLife =
    article.embargoUntil !== story.embargoUntil ||
    article.expiresAt !== story.expiresAt ||
    !sameSelectors(selectorsOf(article), selectorsOf(story));
  if (isOurReading(article, story, how) && article.told === undefined && !isOfItsLife) return 'unnoticed';
  const waitsUntil = secondsOf(article.changedAt) + (how.atMostEverySeconds ?? 0);
  return isOfItsLife || waitsUntil <= now.getTime() / 1_000 ? 'told' : 'waits';
}

/** The correction that waited is announced now. */
export function toldNow(article: Article, now: Date): Article | undefined {
  return article.told === undefined ? undefined : next(article, article, now);
}
