import { digestNow } from '../modules/digests/enqueueDueDigests.ts';
import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import { suppress } from '../modules/operations/readerCare.ts';
import { subscriberSchema } from '../modules/subscribers/subscriber.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import * as z from 'zod/mini';
import type { Action } from './action.ts';
import { ConsoleError } from './consoleError.ts';

/** The page is pushed twice a second: of many readers it shows some. */
const shownReaders = 8;
const looked = 200;

/** Subscribers, the one whose digest comes next first. */
export async function readersOf({ subscribers }: OperatorClients) {
  const all: Subscriber[] = [];
  for await (const reader of subscribers.all()) {
    all.push(reader);
    if (all.length === looked) break;
  }
  const shown = all
    .toSorted(
      (one, other) =>
        (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity) || one.createdAt.localeCompare(other.createdAt),
    )
    .slice(0, shownReaders);
  return {
    hidden: all.length - shown.length,
    readers: shown.map(({ id, address, status, reason, dueAt, lastDigest, preferences: { cadence, language } }) => ({
      id,
      address,
      status,
      reason,
      dueAt,
      lastDigest,
      cadence,
      language,
    })),
  };
}

/** The button beside a reader. */
export async function sendDigest(body: unknown, clients: OperatorClients, now: Date): Promise<void> {
  const { id } = z.parse(z.strictObject({ id: subscriberSchema.shape.id }), body);
  const reader = await digestNow(id, clients, now);
  if (!reader) throw new ConsoleError('The reader was forgotten.');
  if (reader.status !== 'active') throw new ConsoleError(`The reader is ${reader.status}: no digest goes out.`);
}

/** No mail goes to them any more. */
export const suppressReader: Action = async (body, clients, now) => {
  const { id, reason } = z.parse(
    z.strictObject({ id: subscriberSchema.shape.id, reason: z.string().check(z.trim(), z.minLength(1)) }),
    body,
  );
  return (await suppress(id, reason, clients, now)).said;
};
