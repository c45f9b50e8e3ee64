import * as z from 'zod/mini';
import { enclosureSchema, imageSchema, instantSchema, topicSchema } from '../../platform/values/schema.ts';
import type { Instant } from '../../platform/values/time.ts';
import { correctionSchema, enclosuresTold, endOfTime, heldUntil } from './article.ts';
import type { Article } from './article.ts';
import { sameSelectors, selectorsOf, selectorsSchema } from './filter.ts';

/** The events of an article's life, as they stand in `type` of every message. */
export const articleEventTypes = ['article.published', 'article.updated', 'article.withdrawn'] as const;
export type ArticleEventType = (typeof articleEventTypes)[number];

/** The events of a comment's life: a person has approved it, or has taken it back. Who asks for articles is told neither. */
export const commentEventTypes = ['comment.approved', 'comment.withdrawn'] as const;
export type CommentEventType = (typeof commentEventTypes)[number];

export const eventTypes = [...articleEventTypes, ...commentEventTypes] as const;
export type EventType = (typeof eventTypes)[number];

export const isOfComment = (type: EventType): type is CommentEventType => type.startsWith('comment.');
/** Whether it tells of the end of an article or of a comment: whoever never had it is not told. */
export const isEnd = (type: EventType): boolean => type.endsWith('.withdrawn');

/** Of what SNS and webhooks carry (docs/events). It rises where a reader has to change. */
export const eventVersion = 1;

/**
 * An event as SNS carries it: all that a reader needs to decide, without the content, so that ten fit one PublishBatch.
 */
export const articleEventSchema = z.object({
  /** On the topic alone: rows do not keep it, and events of releases before 0.2.0 have none. */
  eventVersion: z.optional(z.literal(eventVersion)),
  /** Stable for article and version, so that a repeat can be told. */
  id: z.string(),
  type: z.enum(eventTypes),
  at: instantSchema,
  reason: z.optional(z.string()),
  /** Of the poll that brought it: every line logged on its way to readers has it. */
  traceId: z.optional(z.string()),
  /** It was old when Caravan first saw it: no news. */
  backlog: z.optional(z.literal(true)),
  /**
   * What the article was known by before, where it was out and that is not what it is known by now: who asked for that
   * and not for this has it no more.
   */
  previous: z.optional(selectorsSchema),
  /** When the version before was written, where that was out. */
  previousAt: z.optional(instantSchema),
  /**
   * Of a withdrawal by a person: all else that the article was ever known by while it was out. Whoever was sent it is
   * told.
   */
  formerly: z.optional(z.array(selectorsSchema)),
  article: z.object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    summary: z.string(),
    url: z.optional(z.url()),
    source: z.object({ id: z.string(), name: z.string(), url: z.optional(z.url()) }),
    attribution: z.string(),
    authors: z.array(z.string()),
    topics: z.array(topicSchema),
    language: z.optional(z.string()),
    image: z.optional(imageSchema),
    /** Audio, video and other files. Events of releases before this one have none. */
    enclosures: z.optional(z.array(enclosureSchema)),
    rights: z.optional(z.string()),
    published: z.optional(instantSchema),
    updated: z.optional(instantSchema),
    /** By the operator, the last one last. */
    corrections: z.optional(z.array(correctionSchema)),
  }),
  /** Of an event of a comment on the article: which. What was written stands in the comment's row alone. */
  comment: z.optional(z.object({ id: z.string(), version: z.int() })),
});
export type ArticleEvent = z.infer<typeof articleEventSchema>;

/** The subject of an event, by which log, ledger and announced versions know it: an article, or a comment on one. */
export const subjectOf = ({ article, comment }: Pick<ArticleEvent, 'article' | 'comment'>) => {
  const { id, version } = comment ?? article;
  return { id, version };
};

/**
 * The event that one change of an article's row stands for; undefined where readers are told nothing:
 * the row was not out and is not, or is past its expiry already.
 */
export function eventOf(before: Article | undefined, after: Article, now: Instant): ArticleEvent | undefined {
  const type = changeOf(before, after, now);
  if (type === undefined) return undefined;
  const { id, version, traceId, backlog } = after;
  return {
    id: `${id}-${version}`,
    type,
    at: after.changedAt,
    ...(type === 'article.withdrawn' && { reason: reasonOf(after) }),
    traceId,
    backlog,
    ...(before?.status === 'live' && {
      ...(type === 'article.updated' && previousOf(before, after)),
      previousAt: before.changedAt,
    }),
    ...(type === 'article.withdrawn' && after.status === 'withdrawn' && { formerly: after.formerly ?? [] }),
    article: { ...(type === 'article.withdrawn' ? lastShown(before, after) : storyOf(after)), version },
  };
}

function storyOf({
  id,
  version,
  title,
  summary,
  url,
  source,
  attribution,
  authors,
  topics,
  language,
  image,
  enclosures,
  rights,
  published,
  updated,
  corrections,
}: Article): ArticleEvent['article'] {
  const told = enclosuresTold(enclosures);
  return {
    id,
    version,
    title,
    summary,
    url,
    source,
    attribution,
    authors,
    topics,
    language,
    image,
    ...(told.length > 0 && { enclosures: told }),
    rights,
    published,
    updated,
    corrections,
  };
}

/**
 * A withdrawal says of the story what its readers have: the words that come with it may be under the very embargo that
 * it tells of.
 */
function lastShown(before: Article | undefined, after: Article): ArticleEvent['article'] {
  if (before?.status === 'live') return storyOf(before);
  const words = withoutWords(storyOf(after));
  // What it is known by now was never out: `formerly` says by what it was. Rows of earlier releases have none.
  return after.formerly === undefined ? words : { ...words, topics: [], language: undefined };
}

/** An article without its words: who and when, but not what. */
export const withoutWords = ({
  id,
  version,
  source,
  attribution,
  language,
  topics,
}: Omit<ArticleEvent['article'], 'enclosures'>): ArticleEvent['article'] => ({
  id,
  version,
  source,
  attribution,
  language,
  topics,
  title: '',
  summary: '',
  authors: [],
});

function changeOf(before: Article | undefined, after: Article, now: Instant): ArticleEventType | undefined {
  const wasOut = before?.status === 'live';
  if (after.status === 'live') {
    // the release sweep will take it back
    if (after.expiresAt !== undefined && after.expiresAt <= now) return undefined;
    if (!wasOut) return 'article.published';
    return after.version > before.version ? 'article.updated' : undefined;
  }
  return wasOut || isWithdrawnLate(before, after) ? 'article.withdrawn' : undefined;
}

/**
 * Withdrawn while it was held or had expired, after it may have been out: who was sent it must know. An article on an
 * editor's hold says by `formerly` whether it ever was.
 */
const isWithdrawnLate = (before: Article | undefined, after: Article): boolean =>
  after.status === 'withdrawn' &&
  before !== undefined &&
  before.status !== 'withdrawn' &&
  (before.formerly !== undefined || (before.version > 1 && before.hold === undefined));

const previousOf = (before: Article, after: Article): Pick<ArticleEvent, 'previous'> => {
  const [was, is] = [selectorsOf(before), selectorsOf(after)];
  return sameSelectors(was, is) ? {} : { previous: was };
};

const reasonOf = (after: Article): string => {
  if (after.withdrawal !== undefined) return after.withdrawal.reason;
  if (after.status !== 'embargoed') return 'expired';
  const until = heldUntil(after);
  return until === endOfTime ? 'embargoed' : `embargoed until ${String(until)}`;
};
