import * as z from 'zod/mini';
import { enclosureSchema, imageSchema, instantSchema, topicSchema } from '../../platform/values/schema.ts';
import { selectorsSchema } from './selectors.ts';
import { heldUntil } from './embargo.ts';
import type { Embargoes } from './embargo.ts';
import type { Instant } from '../../platform/values/time.ts';

/** An article's content as its document has it, whoever the source is: normalised, safe to show, absolute URLs only. */
export const storySchema = z.object({
  guid: z.string(),
  /** Canonical: https where given, no tracking parameters, no fragment. */
  url: z.optional(z.url()),
  /** Plain text, one line. */
  title: z.string(),
  /** Plain text. */
  summary: z.string(),
  /** HTML from the allow-list of sanitise.ts. */
  content: z.string(),
  authors: z.array(z.string()),
  topics: z.array(topicSchema),
  /** BCP 47. */
  language: z.optional(z.string()),
  image: z.optional(imageSchema),
  enclosures: z.array(enclosureSchema),
  rights: z.optional(z.string()),
  published: z.optional(instantSchema),
  updated: z.optional(instantSchema),
  /** Its publisher's embargo; the end of time where that cannot be read. */
  embargoUntil: z.optional(instantSchema),
  /** The embargo in its publisher's words, where it cannot be read. */
  embargoUnread: z.optional(z.string()),
  expiresAt: z.optional(instantSchema),
});
export type Story = z.infer<typeof storySchema>;

/**
 * `embargoed` waits for its time, `live` is out, `withdrawn` and `expired` have been taken back: life.ts derives it
 * from the facts.
 */
export const articleStatuses = ['embargoed', 'live', 'withdrawn', 'expired'] as const;

export const articleSchema = z.extend(storySchema, {
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  /** Rises by one with each change of content or status that readers can notice. */
  version: z.int().check(z.gte(1)),
  status: z.enum(articleStatuses),
  source: z.object({ id: z.string(), name: z.string(), url: z.optional(z.url()) }),
  /** "Source: <name>": to be printed wherever the article is. */
  attribution: z.string(),
  contentHash: z.string(),
  /**
   * The one who took it back, and why: a publisher's withdrawal may be undone by the publisher, an operator's may not.
   */
  withdrawal: z.optional(z.object({ by: z.enum(['publisher', 'operator']), reason: z.string() })),
  /** Says that `embargoUntil` is the publisher's: a row of an earlier release may hold the operator's there. */
  embargoBy: z.optional(z.literal('publisher')),
  /** The operator's embargo, beside the publisher's: the later one holds. */
  operatorEmbargo: z.optional(instantSchema),
  /** The publisher's embargo that the operator lifted: its time, or its words. Another one holds again. */
  embargoLifted: z.optional(z.string()),
  /** It was old when Caravan first saw it. */
  backlog: z.optional(z.literal(true)),
  /** The selectors that readers knew it by while it was out, where they are others now. */
  formerly: z.optional(z.array(selectorsSchema)),
  firstSeen: instantSchema,
  /** Where it stands in lists: the date published, but never later than first seen, and fixed from then on. */
  listedAt: instantSchema,
  /** When this version was written. */
  changedAt: instantSchema,
  /** Of the poll, or the run, that wrote this version; an operator's command has none. */
  traceId: z.optional(z.string()),
});
export type Article = z.infer<typeof articleSchema>;

/** Whether readers may see the article at this moment: the one rule that every exit asks. */
export function isReadable(article: Pick<Article, 'status' | 'expiresAt'> & Embargoes, now: Instant): boolean {
  const held = heldUntil(article);
  return (
    article.status === 'live' &&
    (held === undefined || held <= now) &&
    (article.expiresAt === undefined || article.expiresAt > now)
  );
}
