import * as z from 'zod/mini';
import { articleEventTypes } from '../events/names.ts';
import type { ArticleEventType } from '../events/names.ts';
import type { Article } from './article.ts';
import { enclosuresTold } from './enclosure.ts';
import { enclosureSchema, imageSchema, instantSchema, topicSchema } from './schema.ts';
import type { Instant } from './time.ts';

/** What SNS carries: all that a reader needs to decide, without the content, so that ten fit one PublishBatch. */
export const articleEventSchema = z.object({
  /** Stable for article and version, so that a repeat can be told. */
  id: z.string(),
  type: z.enum(articleEventTypes),
  at: instantSchema,
  reason: z.optional(z.string()),
  /** Of the poll that brought it: every line logged on its way to readers has it. */
  traceId: z.optional(z.string()),
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
  }),
});
export type ArticleEvent = z.infer<typeof articleEventSchema>;

/**
 * The event that one change of an article's row stands for; undefined where readers are told nothing:
 * the row is embargoed, was taken back before it was out, or is past its expiry already.
 */
export function eventOf(before: Article | undefined, after: Article, now: Instant): ArticleEvent | undefined {
  const type = changeOf(before, after, now);
  if (type === undefined) return undefined;
  const { id, version, title, summary, url, source, attribution, authors, topics, language, image, rights, published, updated, traceId } = after;
  const enclosures = enclosuresTold(after.enclosures);
  return {
    id: `${id}-${version}`,
    type,
    at: after.changedAt,
    ...(type === 'article.withdrawn' && { reason: reasonOf(after) }),
    ...(traceId !== undefined && { traceId }),
    article: { id, version, title, summary, url, source, attribution, authors, topics, language, image, ...(enclosures.length > 0 && { enclosures }), rights, published, updated },
  };
}

function changeOf(before: Article | undefined, after: Article, now: Instant): ArticleEventType | undefined {
  const wasOut = before?.status === 'live';
  if (after.status === 'live') {
    if (after.expiresAt !== undefined && after.expiresAt <= now) return undefined; // the release sweep will take it back
    if (!wasOut) return 'article.published';
    return after.version > before.version ? 'article.updated' : undefined;
  }
  return wasOut ? 'article.withdrawn' : undefined;
}

const reasonOf = ({ status, withdrawal, embargoUntil }: Article): string =>
  withdrawal?.reason ?? (status === 'embargoed' ? `embargoed until ${String(embargoUntil)}` : 'expired');
