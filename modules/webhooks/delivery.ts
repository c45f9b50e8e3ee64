import * as z from 'zod/mini';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';
import { epochSeconds, instant, plusSeconds, secondsOf } from '../../platform/values/time.ts';
import { eventTypes } from '../articles/event.ts';

/**
 * `pending` failed, or waits as its endpoint fails, and comes again; `failed` comes no more by itself; `superseded` was
 * not sent because something newer of its article was on its way, or because the article was taken back.
 */
export const deliveryStatuses = ['delivered', 'pending', 'failed', 'superseded'] as const;

export const attemptSchema = z.object({
  at: instantSchema,
  /** From the first byte sent to the last byte read. */
  milliseconds: z.int(),
  /** The answer's status; none where there was no answer. */
  status: z.optional(z.int()),
  /** Why there was no answer, in words. */
  error: z.optional(z.string()),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** A row of the ledger: one version of an article, or of a comment, for one endpoint. */
export const deliverySchema = z.object({
  partnerId: z.string(),
  endpointId: z.string(),
  /** The article; of an event of a comment, the comment. */
  articleId: z.string(),
  version: z.int(),
  seq: z.int(),
  /** The event that it is to this endpoint. */
  type: z.enum(eventTypes),
  /** Its filter was narrowed, and it has this version no more: told beside what it was told of the version before. */
  end: z.optional(z.literal(true)),
  /** It was closed unsent, and a worker that died may have sent it before. */
  unsure: z.optional(z.literal(true)),
  status: z.enum(deliveryStatuses),
  /** Why it is as it is, in words, where attempts do not say it. */
  reason: z.optional(z.string()),
  attempts: z.int(),
  /** The last ten attempts, newest last. */
  history: z.array(attemptSchema),
  /** How the last answer began. */
  answer: z.optional(z.string()),
  /** The body that was posted last: what it was made of is kept elsewhere, and this tells whether it is the same. */
  sent: z.optional(z.object({ bytes: z.int(), sha256: z.string() })),
  /** How far on the schedule of retries. */
  step: z.int(),
  dueAt: z.optional(epochSecondsSchema),
  createdAt: instantSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A message of the deliveries queue: this version, to this endpoint. The content is read when it is sent. */
export const deliveryMessageSchema = z.object({
  partnerId: z.string(),
  endpointId: z.string(),
  articleId: z.string(),
  version: z.int(),
  /**
   * Somebody asks for it anew: what failed or waits is tried at once, unless it was tried after this moment.
   * `replay` sends even what was delivered.
   */
  again: z.optional(
    z.object({
      asked: instantSchema,
      how: z.enum(['recover', 'replay']),
      /** The last of a step of a recovery: with it so many were tried. */
      tried: z.optional(z.int()),
    }),
  ),
  /** Its filter was narrowed since this version was sent: it is told that it has the article no more. */
  end: z.optional(z.literal(true)),
});
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;

/**
 * A message of the fan-out queue that is no event: send an endpoint what it has not had, from a place in the log on, or
 * the ends of articles alone.
 */
export const recoverySchema = z.object({
  recover: z.object({
    partnerId: z.string(),
    endpointId: z.string(),
    after: z.int(),
    asked: instantSchema,
    only: z.optional(z.literal('ends')),
    /** How many were found missing by the steps before. */
    found: z.optional(z.int()),
  }),
});
export type Recovery = z.infer<typeof recoverySchema>['recover'];

/**
 * Another: tell an endpoint whose filter was narrowed which articles it has no more, from a place in its ledger
 * backwards.
 */
export const narrowingSchema = z.object({
  narrow: z.object({
    partnerId: z.string(),
    endpointId: z.string(),
    before: z.optional(z.int()),
    narrowedAt: instantSchema,
  }),
});
export type Narrowing = z.infer<typeof narrowingSchema>['narrow'];

/**
 * How long after each failure the next try comes, about 75 hours in all, with 20 % jitter so that retries do not march
 * in step.
 */
export const retryDelaysSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
const jitter = 0.2;
/** To the next sweep that finds it due. */
const postponedSeconds = 60;
const maxRetryAfterSeconds = 86_400;
/** How far back recovery reaches; what keeps saying "not now" is asked no longer either. */
export const recoverableDays = 14;
const givenUpAfterSeconds = recoverableDays * 86_400;
const historyLength = 10;

/**
 * The meaning of an answer. `busy` is obeyed and held against nobody; `gone` says that the address will never come
 * back.
 */
export type Verdict = 'delivered' | 'busy' | 'gone' | 'failed';

export function verdictOf({ status }: Pick<Attempt, 'status'>): Verdict {
  if (status === undefined) return 'failed';
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return status === 429 || status === 503 ? 'busy' : 'failed';
}

export interface Attempted {
  readonly attempt: Attempt;
  readonly answer: string;
  /** Of a webhook's body; a feed that is pushed is on the web. */
  readonly sent?: Delivery['sent'];
  /** The Retry-After header of a busy endpoint, in seconds. */
  readonly retryAfterSeconds?: number;
}

/**
 * The ledger's row after an attempt.
 * @param before the row as it was, `attempts` 0 for the first
 * @param random from 0 to 1, for the jitter
 */
export function afterAttempt(
  before: Delivery,
  { attempt, answer, sent, retryAfterSeconds }: Attempted,
  now: Date,
  random: number,
): Delivery {
  const verdict = verdictOf(attempt);
  const row: Delivery = {
    ...before,
    status: 'failed',
    dueAt: undefined,
    reason: undefined,
    attempts: before.attempts + 1,
    history: [...before.history, attempt].slice(-historyLength),
    answer,
    sent,
  };
  if (verdict === 'delivered') return { ...row, status: 'delivered' };
  if (verdict === 'gone') return { ...row, reason: 'The endpoint says that it is gone for good (410).' };
  const delay =
    verdict === 'busy' ? busyDelay(retryAfterSeconds, random) : jittered(retryDelaysSeconds[before.step], random);
  const dueAt = delay === undefined ? undefined : plusSeconds(epochSeconds(now), delay);
  if (dueAt === undefined || dueAt - secondsOf(before.createdAt) > givenUpAfterSeconds) {
    return { ...row, reason: `Given up after ${row.attempts} attempts: recover it once the endpoint works.` };
  }
  return { ...row, status: 'pending', dueAt, step: verdict === 'busy' ? before.step : before.step + 1 };
}

/** A row before its first attempt. */
export const firstDelivery = (
  about: Pick<Delivery, 'partnerId' | 'endpointId' | 'articleId' | 'version' | 'seq' | 'type'>,
  now: Date,
): Delivery => ({
  ...about,
  status: 'pending',
  attempts: 0,
  history: [],
  step: 0,
  createdAt: instant(now),
});

/**
 * A first row that waits without an attempt: the wait stands in for the first of the retries, which would hold up the
 * endpoint's queue.
 */
export const postponed = (first: Delivery, reason: string, now: Date): Delivery => ({
  ...first,
  dueAt: plusSeconds(epochSeconds(now), postponedSeconds),
  step: 1,
  reason,
});

const jittered = (seconds: number | undefined, random: number): number | undefined =>
  seconds === undefined ? undefined : Math.max(1, Math.round(seconds * (1 + jitter * (2 * random - 1))));

/** Never earlier than was asked, and a little spread after it. */
const busyDelay = (retryAfterSeconds: number | undefined, random: number): number =>
  retryAfterSeconds === undefined
    ? Math.round(300 * (1 + jitter * random))
    : Math.min(maxRetryAfterSeconds, Math.max(1, Math.ceil(retryAfterSeconds)) + Math.round(random * 5));
