import * as z from 'zod/mini';
import { enclosureSchema, imageSchema, instantSchema, topicSchema } from './schema.ts';
import type { Instant } from './time.ts';

/** What a document says of an article, whoever the source is: normalised, safe to show, absolute URLs only. */
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
  embargoUntil: z.optional(instantSchema),
  expiresAt: z.optional(instantSchema),
});
export type Story = z.infer<typeof storySchema>;

/** `embargoed` waits for its time, `live` is out, `withdrawn` and `expired` have been taken back. */
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
  /** Who took it back, and why: a publisher's withdrawal may be undone by the publisher, an operator's may not. */
  withdrawal: z.optional(z.object({ by: z.enum(['publisher', 'operator']), reason: z.string() })),
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
export function isReadable(article: Pick<Article, 'status' | 'expiresAt'>, now: Instant): boolean {
  return article.status === 'live' && (article.expiresAt === undefined || article.expiresAt > now);
}
