import type { Attempt, Delivery } from './delivery.ts';
import { epochSeconds, instant, plusSeconds, secondsOf } from '../../platform/values/time.ts';

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
  { attempt, answer, retryAfterSeconds }: Attempted,
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
