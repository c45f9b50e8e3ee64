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
 * not notice is stored and shown, as the same version; so is a correction that is to wait. One that matches an editor's
 * rule waits beside the article that is out, and holds one that is not.
 */
export function revised(article: Article, item: IncomingItem, now: Date, how: Announcing = {}): Article | undefined {
  const { contentHash, story: incoming, rule } = item;
  const asksPerson =
    rule !== undefined &&
    !isOurReading(article, incoming, how) &&
    contentHash !== article.contentHash &&
    isSeen(article, incoming);
  if (asksPerson && article.status === 'live') return onHold(article, item, rule, now);
  const { operatorsParts = [], corrections } = article;
  // whom a story is for changes with its publisher's word alone
  const story = withParts(
    incoming,
    article,
    isOurReading(article, incoming, how) ? [...operatorsParts, 'topics', 'language'] : operatorsParts,
  );
  const returns = article.withdrawal?.by === 'publisher';
  const isSame = article.contentHash === contentHash;
  if (isSame && article.told === undefined && article.correctionOnHold === undefined && !returns) return undefined;
  // The new text stands alone: what it no longer says must not outlive the old one.
  const { id, source, attribution, firstSeen, listedAt, version, withdrawal, embargoLifted, backlog, changedAt } =
    article;
  const { formerly, rewordedAt } = article;
  const operatorEmbargo = operatorsEmbargo(article);
  const hold = article.hold ?? (asksPerson ? { rule, at: instant(now) } : undefined);
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
    ...(hold !== undefined && { hold }),
    ...(backlog !== undefined && { backlog }),
    ...(corrections !== undefined && { corrections }),
    ...(operatorsParts.length > 0 && { operatorsParts }),
  };
  const telling = returns ? 'told' : tellingOf(article, story, now, how);
  const isReworded = telling !== 'told' && statusOf(facts, instant(now)) === article.status;
  if (!isReworded) return next(article, facts, now);
  if (isSame && telling === 'waits' && article.correctionOnHold === undefined) return undefined;
  return {
    ...facts,
    status: article.status,
    formerly,
    rewordedAt: isSame ? rewordedAt : instant(now),
    told: telling === 'waits' ? (article.told ?? noticeOf(article)) : undefined,
  };
}

/** Whether readers would see another story: the facts of its life are no words. */
function isSeen(article: Article, incoming: Story): boolean {
  const { embargoUntil, embargoUnread, expiresAt, operatorsParts = [] } = article;
  const story = { ...withParts(incoming, article, operatorsParts), embargoUntil, embargoUnread, expiresAt };
  const [was, is] = [noticeOf(article), noticeOf(story)];
  return was.head !== is.head || was.text !== is.text;
}

/** A correction of what is out waits for a person, who may have refused it before; the facts of its life wait for nobody. */
function onHold(article: Article, { contentHash, story }: IncomingItem, rule: string, now: Date): Article | undefined {
  const { correctionOnHold: before, refusedCorrection } = article;
  const asked =
    contentHash === before?.contentHash ? before : { rule, at: instant(now), contentHash, title: story.title };
  const correctionOnHold = contentHash === refusedCorrection ? undefined : asked;
  const isSame = correctionOnHold?.contentHash === before?.contentHash;
  return (
    withLifeOf(story, article, now, { correctionOnHold }) ?? (isSame ? undefined : { ...article, correctionOnHold })
  );
}

/**
 * The embargo and the expiry of a story whose words are not taken in: what its publisher no longer lets out must not
 * stay out.
 * @returns undefined where they are as they were
 */
export function withLifeOf(
  { embargoUntil, embargoUnread, expiresAt }: Story,
  article: Article,
  now: Date,
  more: Pick<Article, 'correctionOnHold'> = {},
): Article | undefined {
  const isSame =
    embargoUntil === article.embargoUntil && embargoUnread === article.embargoUnread && expiresAt === article.expiresAt;
  if (isSame) return undefined;
  const { embargoBy } = stated({ ...article, embargoUntil });
  return next(article, { ...article, embargoUntil, embargoUnread, expiresAt, embargoBy, ...more }, now);
}

/**
 * An editor has read the correction that waits: it is taken in.
 * @param item as it stands in the row of the correction
 * @returns undefined where another correction waits by now, or none
 */
export function approvedCorrection(article: Article, item: IncomingItem, now: Date): Article | undefined {
  return article.correctionOnHold?.contentHash === item.contentHash ? revised(article, item, now) : undefined;
}

/** An editor does not want the correction that waits: what is out stays as it is. */
export function refusedCorrection(article: Article): Article | undefined {
  const { correctionOnHold } = article;
  if (correctionOnHold === undefined) return undefined;
  return { ...article, correctionOnHold: undefined, refusedCorrection: correctionOnHold.contentHash };
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
  if (isOfItsLife || how.atMostEverySeconds === undefined) return 'told';
  return secondsOf(article.changedAt) + how.atMostEverySeconds <= now.getTime() / 1_000 ? 'told' : 'waits';
}

/** The correction that waited is announced now. */
export function toldNow(article: Article, now: Date): Article | undefined {
  return article.told === undefined ? undefined : next(article, article, now);
}
