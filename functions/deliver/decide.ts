import type { Delivery } from '../shared/domain/delivery.ts';
import type { Edition } from '../shared/domain/edition.ts';
import { hears } from '../shared/domain/endpoint.ts';
import type { Endpoint } from '../shared/domain/endpoint.ts';
import { epochSeconds, secondsOf } from '../shared/domain/time.ts';
import type { DeliveryMessage } from '../shared/events/delivery.ts';

/** What is known of a delivery at the moment when its message comes. */
export interface Standing {
  readonly message: DeliveryMessage;
  readonly endpoint: Endpoint | undefined;
  /** What to send. */
  readonly edition: Edition | undefined;
  /** Its own row of the ledger. */
  readonly row: Delivery | undefined;
  /** Rows of newer versions of the same article for the same endpoint: attempted, with whatever success. */
  readonly newer: readonly Delivery[];
}

/** `drop` writes nothing: there is nothing to do, or it is done, or its time has not come. `postpone` enters it as pending, unposted. */
export type Decision = { do: 'send'; endpoint: Endpoint } | { do: 'drop' } | { do: 'postpone'; reason: string } | { do: 'close'; status: 'failed' | 'superseded'; reason: string };

/** An endpoint that has failed for so long is tried with what waits for it already: what is new joins that. */
const postponedAfterSeconds = 60;

/**
 * What becomes of a message: a delivery is made when it is due, whoever reminds us of it, and never after something
 * newer of its article, nor once the article was taken back.
 */
export function decide({ message, endpoint, edition, row, newer }: Standing, now: Date): Decision {
  if (edition === undefined) return { do: 'drop' };
  const isHeard = endpoint !== undefined && hears(endpoint, edition.loggedAt);
  if ((row === undefined && !isHeard) || !isAskedFor(message, row, now)) return { do: 'drop' };
  if (newer.length > 0) return closing(row, 'superseded', `Version ${newer.at(-1)?.version ?? ''} of the article is in its place.`);
  if (edition.takenBack) return closing(row, 'superseded', 'The article was taken back before this was delivered.');
  if (!isHeard) return closing(row, 'failed', !endpoint ? 'The endpoint was removed.' : endpoint.hub ? 'The subscription has ended.' : 'The endpoint is disabled: enable it, then recover.');
  const isNew = row === undefined && message.again === undefined;
  if (isNew && hasLongFailed(endpoint, now)) return { do: 'postpone', reason: `The endpoint has failed since ${endpoint.failingSince ?? ''}: this waits with what failed.` };
  return { do: 'send', endpoint };
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

const hasLongFailed = ({ failingSince }: Endpoint, now: Date): boolean => failingSince !== undefined && secondsOf(failingSince) + postponedAfterSeconds <= epochSeconds(now);

const isDue = ({ status, dueAt, createdAt }: Delivery, now: Date): boolean => status === 'pending' && (dueAt ?? secondsOf(createdAt)) <= epochSeconds(now);

const closing = (row: Delivery | undefined, status: 'failed' | 'superseded', reason: string): Decision =>
  row?.status === status || row?.status === 'delivered' ? { do: 'drop' } : { do: 'close', status, reason };
