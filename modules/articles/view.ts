import type { Instant } from '../../platform/values/time.ts';
import { isOfComment } from './event.ts';
import type { ArticleEvent, ArticleEventType, EventType } from './event.ts';
import { matches } from './filter.ts';
import type { Filter, Filterable, Selectors } from './filter.ts';

/** A change of an article, or of a comment on it, as all readers could be told of it: the event, or its line in the log. */
export interface Announcement extends Filterable {
  readonly type: EventType;
  /** Its earlier selectors, where they differ. */
  readonly previous?: Selectors | undefined;
  /** When the version before was written; undefined where that was not out, and in rows of earlier releases. */
  readonly previousAt?: Instant | undefined;
  /** Of a withdrawal by a person: all else that it was ever known by. */
  readonly formerly?: readonly Selectors[] | undefined;
}

export const announcementOf = ({
  type,
  article,
  backlog,
  previous,
  previousAt,
  formerly,
}: ArticleEvent): Announcement => ({
  type,
  source: article.source,
  topics: article.topics,
  language: article.language,
  backlog,
  previous,
  previousAt,
  formerly,
});

/**
 * The event that a change of an article is to one reader (docs/promise.md, section 2): who begins to be entitled to it
 * is told `published`, who stays `updated`, who ceases `withdrawn`, whatever the cause; a withdrawal by a person is
 * told to whoever ever was.
 * @param asks whether the reader asks for what is known by this
 * @returns undefined where the reader is told nothing
 */
export function viewOf(asks: (one: Filterable) => boolean, change: Announcement): ArticleEventType | undefined {
  if (isOfComment(change.type)) return undefined;
  const isEntitled = change.type !== 'article.withdrawn' && asks(change);
  const was = wasOut(change) && asks(before(change));
  if (isEntitled) return was ? 'article.updated' : 'article.published';
  return was || change.formerly?.some((one) => asks(knownBy(change, one))) === true ? 'article.withdrawn' : undefined;
}

/** An endpoint's filter, and its earlier ones. */
interface Asking {
  readonly filter: Filter;
  readonly events: readonly string[];
  /** The filter that it had until a moment; none where it asked for nothing. */
  readonly past?: readonly { readonly until: Instant; readonly filter?: Filter | undefined }[] | undefined;
  readonly createdAt: Instant;
}

/**
 * The same for an endpoint, which may have asked for something else before, or for nothing. Whether it really was sent
 * the article, or the comment, deliver finds out.
 */
export function viewFor(endpoint: Asking, change: Announcement): EventType | undefined {
  const type = typeFor(endpoint, change);
  if (type === undefined || endpoint.events.includes(type)) return type;
  // to who declines corrections it is the article's return, if its end was told meanwhile
  return type === 'article.updated' && mayHaveEnded(endpoint, change.previousAt) ? type : undefined;
}

/** Whether an endpoint asked for something else since the version before, and may have been told its end. */
export const mayHaveEnded = ({ past }: Pick<Asking, 'past'>, previousAt: Instant = '' as Instant): boolean =>
  past?.some(({ until, filter }) => filter !== undefined && until >= previousAt) === true;

function typeFor(endpoint: Asking, change: Announcement): EventType | undefined {
  // a comment goes with its article: whoever has that no more was told so
  if (isOfComment(change.type)) return matches(endpoint.filter, change) ? change.type : undefined;
  const type = viewOf((one) => matches(endpoint.filter, one), change);
  if (
    type === 'article.updated' &&
    change.previousAt !== undefined &&
    !askedFor(endpoint, change.previousAt, before(change))
  )
    return 'article.published';
  if (type !== undefined) return type;
  // it had the article by a filter that was narrowed just as this came: the narrowing passes over what has ended
  if (wasOut(change) && change.previousAt !== undefined && askedFor(endpoint, change.previousAt, before(change)))
    return 'article.withdrawn';
  if (change.formerly === undefined) return undefined;
  const everKnownBy = [change, before(change), ...change.formerly.map((one) => knownBy(change, one))];
  return endpoint.past?.some(
    ({ filter }) => filter !== undefined && everKnownBy.some((one) => matches(filter, one)),
  ) === true
    ? 'article.withdrawn'
    : undefined;
}

/** Whether an endpoint asked at a moment for what is known by this. */
export function askedFor(
  { createdAt, filter, past = [] }: Pick<Asking, 'createdAt' | 'filter' | 'past'>,
  at: Instant,
  what: Filterable,
): boolean {
  if (at < createdAt) return false;
  const then = past.findLast(({ until }) => until > at) ?? { filter };
  return then.filter !== undefined && matches(then.filter, what);
}

/** Why a reader has an article no more, where it is out still. */
export function endOf({ previous, topics, language }: Announcement): string {
  if (previous === undefined) return 'It is no longer among what you ask for.';
  return previous.language !== language && topics.every(({ slug }) => previous.topics.some((one) => one.slug === slug))
    ? 'Its language has changed, and you do not ask for it any more.'
    : 'Its topics have changed, and you do not ask for them any more.';
}

/** Rows of earlier releases do not say whether what was withdrawn was out: most was. */
const wasOut = ({ type, previousAt, formerly }: Announcement): boolean =>
  type === 'article.updated' || (type === 'article.withdrawn' && (previousAt !== undefined || formerly === undefined));

const before = (change: Announcement): Filterable =>
  change.previous === undefined ? change : knownBy(change, change.previous);

const knownBy = ({ source, backlog }: Announcement, { topics, language, any }: Selectors): Filterable => ({
  source,
  backlog,
  topics,
  language,
  any,
});
