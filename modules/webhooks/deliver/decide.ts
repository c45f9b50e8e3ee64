import { epochSeconds, instant, secondsOf } from '../../../platform/values/time.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import type { EventType } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import { announcementOf, viewFor } from '../../articles/view.ts';
import type { Attempt, Delivery, DeliveryMessage, Verdict } from '../delivery.ts';
import { hears } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';

/** All that is known of a delivery at the moment when its message comes. */
export interface DeliveryStanding {
  readonly message: DeliveryMessage;
  readonly endpoint: Endpoint | undefined;
  /** The version to send. */
  readonly announcedVersion: AnnouncedVersion | undefined;
  /** Its own row of the ledger. */
  readonly row: Delivery | undefined;
  /** Rows of newer versions of the same article for the same endpoint: attempted, with whatever success. */
  readonly newer: readonly Delivery[];
  /** The event that it is to this endpoint; undefined where it is not told. */
  readonly type: EventType | undefined;
  /** Of an end: whether the endpoint may have the article at all. */
  readonly mayHave?: boolean;
  /** The message was received before: whoever took it may have sent it, and died. */
  readonly isRepeat?: boolean;
}

/**
 * `drop` writes nothing: there is nothing to do, or it is done, or its time has not come. `postpone` enters it as
 * pending, unposted.
 */
export type DeliveryDecision =
  | { do: 'send'; endpoint: Endpoint; type: EventType }
  | { do: 'drop' }
  | { do: 'postpone'; reason: string }
  | { do: 'close'; status: 'failed' | 'superseded'; reason: string; unsure: boolean };

/** Why something was not sent. */
export const takenBackFirst = 'It was taken back before this was delivered.';

/** An endpoint that has failed for so long is tried with what waits for it already: what is new joins that. */
const postponedAfterSeconds = 60;

/**
 * Decides on a message: a delivery is made when it is due, whoever reminds us of it, and never after something
 * newer of its article, nor once the article was taken back, but for an end.
 */
export function decideDelivery(standing: DeliveryStanding, now: Date): DeliveryDecision {
  const { message, endpoint, announcedVersion, row, newer, type } = standing;
  if (announcedVersion === undefined) return { do: 'drop' };
  const isHeard = endpoint !== undefined && hears(endpoint, announcedVersion.loggedAt);
  if ((row === undefined && !isHeard && !mayHaveLeft(standing)) || !isAskedFor(message, row, now))
    return { do: 'drop' };
  if (newer.length > 0)
    return closing(standing, 'superseded', `Version ${newer.at(-1)?.version ?? ''} of the article is in its place.`);
  // the end of what it had before says nothing of the story, and what took this back may be nothing to it
  if (announcedVersion.takenBack && type !== 'article.withdrawn')
    return closing(standing, 'superseded', takenBackFirst);
  if (!isHeard) return closing(standing, 'failed', whyUnheard(endpoint));
  if (type === undefined)
    return (row === undefined && !mayHaveLeft(standing)) || message.end
      ? { do: 'drop' }
      : closing(standing, 'superseded', 'The endpoint does not ask for it any more.');
  if (row === undefined && type === 'article.updated' && !endpoint.events.includes(type))
    return closing(
      standing,
      'superseded',
      'The endpoint declines corrections, and was not told the end of this article.',
    );
  if (standing.mayHave === false)
    return closing(standing, 'superseded', 'The endpoint was never sent this, so that it is told nothing of its end.');
  const isNew = row === undefined && message.again === undefined;
  if (isNew && hasLongFailed(endpoint, now))
    return {
      do: 'postpone',
      reason: `The endpoint has failed since ${endpoint.failingSince ?? ''}: this waits with what failed.`,
    };
  return { do: 'send', endpoint, type };
}

/** A worker that died may have sent it, and nobody has noted that yet. */
const mayHaveLeft = ({ endpoint, row, isRepeat }: DeliveryStanding): boolean =>
  endpoint !== undefined && row === undefined && isRepeat === true;

function whyUnheard(endpoint: Endpoint | undefined): string {
  if (!endpoint) return 'The endpoint was removed.';
  return endpoint.hub ? 'The subscription has ended.' : 'The endpoint is disabled: enable it, then recover.';
}

/**
 * The event that a message is to its endpoint as that asks for articles now: an end by a narrowed filter, unless it was
 * widened again, or what the announcement is to it.
 */
export function typeOf(
  message: DeliveryMessage,
  endpoint: Endpoint,
  { event }: AnnouncedVersion,
): EventType | undefined {
  const about = announcementOf(event);
  if (!message.end) return viewFor(endpoint, about);
  return event.type !== 'article.withdrawn' &&
    endpoint.events.includes('article.withdrawn') &&
    !matches(endpoint.filter, about)
    ? 'article.withdrawn'
    : undefined;
}

/** Delivered is delivered, and what was replayed already since it was asked for is not replayed again. */
function isAskedFor({ again }: DeliveryMessage, row: Delivery | undefined, now: Date): boolean {
  if (row === undefined) return true;
  const last = row.history.at(-1)?.at;
  if (again !== undefined && last !== undefined && last >= again.asked) return isDue(row, now);
  if (again?.how === 'replay') return true;
  if (again?.how === 'recover') return row.status === 'failed' || row.status === 'pending';
  return isDue(row, now);
}

const hasLongFailed = ({ failingSince }: Endpoint, now: Date): boolean =>
  failingSince !== undefined && secondsOf(failingSince) + postponedAfterSeconds <= epochSeconds(now);

const isDue = ({ status, dueAt, createdAt }: Delivery, now: Date): boolean =>
  status === 'pending' && (dueAt ?? secondsOf(createdAt)) <= epochSeconds(now);

const closing = (
  { row, isRepeat = false }: DeliveryStanding,
  status: 'failed' | 'superseded',
  reason: string,
): DeliveryDecision =>
  row?.status === status || row?.status === 'delivered'
    ? { do: 'drop' }
    : { do: 'close', status, reason, unsure: isRepeat };

const disabledAfterMs = 5 * 86_400_000;

export type Health = Partial<Pick<Endpoint, 'status' | 'disabled' | 'failingSince' | 'lastFailure'>>;

/**
 * The changes of an endpoint's row after an attempt: the first failure of a row of them, the success that ends it, and
 * the end of our patience. An endpoint that asks us to wait is as healthy as before.
 * @returns undefined where nothing changes, as nearly always
 */
export function healthAfter(endpoint: Endpoint, verdict: Verdict, attempt: Attempt, now: Date): Health | undefined {
  const words = attempt.error ?? `It answered ${attempt.status ?? 'nothing'}.`;
  switch (verdict) {
    case 'delivered':
      return endpoint.failingSince === undefined ? undefined : { failingSince: undefined, lastFailure: undefined };
    case 'busy':
      return undefined;
    case 'gone':
      return disabling('The endpoint answered 410: it says that it is gone for good.', words, now);
    case 'failed':
      if (endpoint.failingSince === undefined) return { failingSince: instant(now), lastFailure: words };
      return now.getTime() - Date.parse(endpoint.failingSince) < disabledAfterMs
        ? undefined
        : disabling(`No delivery has succeeded since ${endpoint.failingSince}. ${words}`, words, now);
  }
}

const disabling = (reason: string, lastFailure: string, now: Date): Health => ({
  status: 'disabled',
  disabled: { by: 'caravan', reason, at: instant(now) },
  lastFailure,
});
