import { epochSeconds, instant, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { nextDigestAt } from './preferences.ts';
import type { Preferences } from './preferences.ts';
import type { Subscriber, ToldAhead } from './subscriber.ts';

/**
 * The life of a subscription: pending → active → paused, left or suppressed, and back. Each function returns the next
 * row, or undefined where nothing changes.
 */

export interface SignUp {
  readonly requestId: string;
  readonly preferences: Preferences;
}

/** Somebody asks for digests: what they chose waits for the button of a mail, whoever they were before. */
export function signedUp(
  before: Subscriber | undefined,
  who: Pick<Subscriber, 'id' | 'address'>,
  { requestId, preferences }: SignUp,
  now: Date,
): Subscriber | undefined {
  if (before?.status === 'suppressed' || before?.status === 'active') return undefined;
  const at = instant(now);
  const asked = { requestId, at, preferences };
  if (before) return { ...before, address: who.address, asked };
  return {
    ...who,
    status: 'pending',
    statusAt: at,
    preferences,
    asked,
    readTo: 0,
    softBounces: [],
    createdAt: at,
    revision: 0,
  };
}

/**
 * The button was pressed.
 * @param readTo where in the log the first digest begins
 */
export function confirmed(before: Subscriber, requestId: string, readTo: number, now: Date): Subscriber | undefined {
  const { asked } = before;
  if (asked?.requestId !== requestId || before.status === 'suppressed' || before.status === 'active') return undefined;
  const at = instant(now);
  return activated(
    { ...before, preferences: asked.preferences, consent: { how: 'button', at, requestId } },
    readTo,
    now,
  );
}

export function activated(before: Subscriber, readTo: number, now: Date): Subscriber {
  const dueAt = nextDigestAt(before.preferences.cadence, epochSeconds(now));
  return {
    ...before,
    status: 'active',
    reason: undefined,
    statusAt: instant(now),
    asked: undefined,
    softBounces: [],
    readTo,
    dueAt,
  };
}

/** A digest that is due already stays due: it is not lost by choosing another hour. */
export function changedPreferences(before: Subscriber, preferences: Preferences, now: Date): Subscriber | undefined {
  if (before.status !== 'active') return undefined;
  const isDue = before.dueAt !== undefined && before.dueAt <= epochSeconds(now);
  return { ...before, preferences, dueAt: isDue ? before.dueAt : nextDigestAt(preferences.cadence, epochSeconds(now)) };
}

/** No more digests, from this moment on; a sign-up that waited is forgotten too. A suppression stays. */
export function left(before: Subscriber, reason: string, now: Date): Subscriber | undefined {
  if (before.status === 'left' || before.status === 'suppressed') return undefined;
  return stopped(before, 'left', reason, now);
}

export function suppressed(before: Subscriber, reason: string, now: Date): Subscriber | undefined {
  return before.status === 'suppressed' ? undefined : stopped(before, 'suppressed', reason, now);
}

export function paused(before: Subscriber, reason: string, now: Date): Subscriber | undefined {
  return before.status === 'active' ? stopped(before, 'paused', reason, now) : undefined;
}

/** An operator lifts a suppression: the person may sign up again, and must press the button again. */
export function allowed(before: Subscriber, reason: string, now: Date): Subscriber | undefined {
  return before.status === 'suppressed' ? stopped(before, 'left', reason, now) : undefined;
}

/**
 * A digest is done with, sent or found empty.
 * @param told `readTo` where its window ended, `toldAhead` what it told beyond that
 */
export function digested(
  before: Subscriber,
  dueAt: EpochSeconds,
  told: { readTo: number; stories: number; toldAhead?: ToldAhead | undefined },
  now: Date,
): Subscriber | undefined {
  if (before.dueAt !== dueAt) return undefined;
  return {
    ...before,
    readTo: Math.max(before.readTo, told.readTo),
    toldAhead: told.toldAhead,
    dueAt: nextDigestAt(before.preferences.cadence, epochSeconds(now)),
    ...(told.stories > 0 && { lastDigest: { dueAt, at: instant(now), stories: told.stories } }),
  };
}

/** How far back a slot that was missed is looked for: readers without a due time are found within a day. */
const missedSlotSeconds = 7 * 86_400;

/**
 * An active reader was found in no due index. A due time that stands is written again, which enters it; one that was
 * lost is the first slot after the last digest, so that a digest which was missed comes now.
 */
export function dueAgain(before: Subscriber, now: Date): Subscriber | undefined {
  if (before.status !== 'active') return undefined;
  const since = Math.max(
    secondsOf(before.lastDigest?.at ?? before.statusAt),
    epochSeconds(now) - missedSlotSeconds,
  ) as EpochSeconds;
  return { ...before, dueAt: before.dueAt ?? nextDigestAt(before.preferences.cadence, since) };
}

const stopped = (before: Subscriber, status: Subscriber['status'], reason: string, now: Date): Subscriber => ({
  ...before,
  status,
  reason,
  statusAt: instant(now),
  asked: undefined,
  dueAt: undefined,
});
