import * as z from 'zod/mini';
import { hubLeaseSchema } from './hubLease.ts';
import { epochSecondsSchema, instantSchema, topicSchema } from '../../platform/values/schema.ts';

/** `gone` answered 410: polled no more until an operator resumes it. */
export const sourceStatuses = ['active', 'paused', 'gone'] as const;

/** The outcome of a poll; each kind has its words on the source's row and its next poll. */
export const outcomeKinds = [
  'new',
  'unchanged',
  'not-modified',
  'retry-later',
  'gone',
  'not-found',
  'http-error',
  'dns',
  'tls',
  'timeout',
  'connection',
  'blocked-address',
  'too-large',
  'redirects',
  'bad-response',
  'not-a-feed',
  'unreadable',
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

export const sourceSchema = z.object({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  name: z.string().check(z.minLength(1)),
  /** The feed's address; a 301 or 308 moves it. */
  url: z.url(),
  siteUrl: z.optional(z.url()),
  topics: z.array(topicSchema),
  /** Set by an operator: the IANA zone of times that name none. */
  zone: z.optional(z.string()),
  status: z.enum(sourceStatuses),
  /** Set by an operator: polls at this interval, whatever the habit. */
  intervalSeconds: z.optional(z.int().check(z.gte(1))),
  etag: z.optional(z.string()),
  lastModified: z.optional(z.string()),
  /** Hash of the keys and content hashes of the last document's items: equal means nothing to do. */
  documentHash: z.optional(z.string()),
  /** How often it publishes, as the last document showed it; the next poll follows it. */
  habit: z.optional(z.object({ gapSeconds: z.int(), latest: epochSecondsSchema })),
  /** The publisher's wish (`ttl`, `sy:updatePeriod`). */
  ttlSeconds: z.optional(z.int()),
  /** When the next poll is due; the poll's message carries it, so that a stale message is known. */
  nextPollAt: epochSecondsSchema,
  /** A push came while a due poll was on its way, which may have read the document before: the next one is due then. */
  pollAgainAt: z.optional(epochSecondsSchema),
  /** Its hub, where it has one. */
  push: z.optional(hubLeaseSchema),
  /** Failed polls in a row. */
  failures: z.int(),
  lastOutcome: z.optional(z.object({ kind: z.enum(outcomeKinds), words: z.string(), at: instantSchema })),
  lastSuccessAt: z.optional(instantSchema),
  /** When a poll last brought something new. */
  lastNewsAt: z.optional(instantSchema),
  /** Repairs and warnings of the last document read. */
  notes: z.array(z.string()),
  createdAt: instantSchema,
});
export type Source = z.infer<typeof sourceSchema>;

/** A failed poll, as an operator looks at it: when, why, and the beginning of what the publisher answered. */
export const pollFailureSchema = z.object({
  at: instantSchema,
  kind: z.enum(outcomeKinds),
  words: z.string(),
  answer: z.optional(z.object({ status: z.int(), contentType: z.optional(z.string()), body: z.string() })),
});
export type PollFailure = z.infer<typeof pollFailureSchema>;

/** Of a source so many failures are kept, newest first, and the answer of the newest alone. */
export const keptFailures = 5;
export const keptAnswerBytes = 4096;
