import * as z from 'zod/mini';
import { epochSecondsSchema, instantSchema, topicSchema } from '../../platform/values/schema.ts';
import { plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

/**
 * A source's hub, and how its subscription there stands (https://www.w3.org/TR/websub/). Polls go on whatever it says.
 */
export const hubLeaseSchema = z.object({
  /** As the publisher's last document told them. */
  hub: z.string(),
  topic: z.string(),
  /** Further hubs of that document, in the order in which they are asked where this one refuses or keeps silent. */
  others: z.optional(z.array(z.string())),
  /**
   * When a lease was last asked for. It stands here before the hub hears of it, so that its verification is expected.
   */
  askedAt: z.optional(epochSecondsSchema),
  /** The end of the time for which the hub has promised to push. */
  leaseUntil: z.optional(epochSecondsSchema),
  /** Why the last asking came to nothing, in words. */
  refusal: z.optional(z.string()),
});
export type HubLease = z.infer<typeof hubLeaseSchema>;

const daySeconds = 86_400;
/** The lease that hubs are asked for; they may give another. */
export const leaseSeconds = 10 * daySeconds;
const [shortestLease, longestLease] = [60, 30 * daySeconds];
/** How long after asking a hub's verification is expected. */
const verificationSeconds = 3_600;

/**
 * Whether to ask for a lease: where there is none, once a day; where one runs, in its last fifth and no sooner than two
 * days before its end. One that is renewed in vain is asked for at four fifths of what is left, over and over, until it
 * ends.
 */
export function isLeaseDue({ askedAt, leaseUntil = 0 as EpochSeconds }: HubLease, now: EpochSeconds): boolean {
  if (askedAt === undefined) return true;
  const dueAt =
    leaseUntil > askedAt ? leaseUntil - Math.min((leaseUntil - askedAt) / 5, 2 * daySeconds) : askedAt + daySeconds;
  return now >= dueAt;
}

/** The lease as the next of its hubs is asked for it; each has its turn. */
export function atNextHub(push: HubLease): HubLease {
  const [next, ...others] = push.others ?? [];
  return next === undefined ? push : { ...push, hub: next, others: [...others, push.hub] };
}

/** Whether a lease was asked for just now. */
export const isAsked = ({ askedAt }: HubLease, now: EpochSeconds): boolean =>
  askedAt !== undefined && now - askedAt <= verificationSeconds;

/**
 * Whether a hub that verifies has reason to: it was asked, or does it anew while its lease runs (WebSub, section 5).
 */
export const isVerificationExpected = (push: HubLease, now: EpochSeconds): boolean =>
  isAsked(push, now) || now < (push.leaseUntil ?? 0);

/** The end of a lease that a hub grants for so many seconds; no hub promises for ever. */
export const leaseEnd = (now: EpochSeconds, seconds: number): EpochSeconds =>
  plusSeconds(now, Math.min(Math.max(seconds, shortestLease), longestLease));

/** A hub's refusal is a stranger's text: a line of it is kept. */
export const refusalOf = (words: string): string => words.replace(/\s+/g, ' ').trim().slice(0, 300);

/** `gone` answered 410: polled no more until an operator resumes it. */
export const sourceStatuses = ['active', 'paused', 'gone'] as const;

/**
 * The outcome of a poll; each kind has its words on the source's row and its next poll. Rows tell kinds by their place
 * here: new ones go to the end.
 */
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
  /** The feed's address; a 301 or 308 that has held for a day moves it. */
  url: z.url(),
  /** Where a 301 or 308 leads, and since when it does. */
  movedTo: z.optional(z.object({ url: z.url(), since: epochSecondsSchema })),
  siteUrl: z.optional(z.url()),
  topics: z.array(topicSchema),
  /** Set by an operator: the IANA zone of times that name none. */
  zone: z.optional(z.string()),
  /** Set by an operator: the encoding of its documents, whatever they say of themselves. */
  encoding: z.optional(z.string()),
  /** Set by an operator: the language of its articles (BCP 47), whatever its documents say. */
  language: z.optional(z.string()),
  status: z.enum(sourceStatuses),
  /** Set by an operator: polls at this interval, whatever the habit. */
  intervalSeconds: z.optional(z.int().check(z.gte(1))),
  etag: z.optional(z.string()),
  lastModified: z.optional(z.string()),
  /** The validators above stayed the same when there was something new: none are sent until they differ. */
  distrustsValidators: z.optional(z.boolean()),
  /** When the publisher last sent its document, rather than "not modified". */
  lastReadAt: z.optional(instantSchema),
  /** Of that document: its items, those that were new or changed, and changes that nobody was told of. */
  lastRead: z.optional(
    z.object({
      items: z.int(),
      new: z.int(),
      changed: z.int(),
      /** Kept and served, but no correction. */
      quiet: z.optional(z.int()),
      /** Kept back, as it changes too often. */
      held: z.optional(z.int()),
      /** Kept back until an editor approves it. */
      onHold: z.optional(z.int()),
      /** Not taken in, by an editor's rule. */
      blocked: z.optional(z.int()),
      /** The rules by which that was so: under others the document is read again, though it is the same. */
      blockedUnder: z.optional(z.string()),
      /** Pages of its articles, where any was wanted. */
      pages: z.optional(z.object({ read: z.int(), refused: z.int(), failed: z.int(), left: z.int() })),
    }),
  ),
  /** Hash of the last document's bytes, and of what it is read by: equal means nothing to do. */
  documentHash: z.optional(z.string()),
  /** Set by an operator: which corrections are announced; unless told, those of restless stories now and then only. */
  corrections: z.optional(z.enum(['all', 'not-of-text'])),
  /** Set by an operator: articles of which the feed has a summary alone are read at their own addresses. */
  fullText: z.optional(z.boolean()),
  /** Set by an operator: the edition's pages show the summary of its articles, and not their text. */
  summaryOnly: z.optional(z.boolean()),
  /** When a correction that waits may be announced: a poll then reads the document whatever it is. */
  heldUntil: z.optional(epochSecondsSchema),
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
  /** The last outcomes, as `recent.ts` writes them: a short text, as every poll writes them with the row. */
  recent: z.optional(z.string()),
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

/** Of a source so many outcomes and failures are kept, newest first, and the answer of the newest failure alone. */
export const keptOutcomes = 10;
export const keptFailures = 10;
export const keptAnswerBytes = 4096;
