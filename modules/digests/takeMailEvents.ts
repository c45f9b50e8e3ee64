import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { settledBy } from '../../platform/runtime/queueHandler.ts';
import type { QueueWork, Settled } from '../../platform/runtime/queueHandler.ts';
import { instant } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import type { SubscribersTable } from '../subscribers/subscribersTable.ts';
import { fateOf, ledgerStep, readerAfter } from './digest.ts';
import type { Fate } from './digest.ts';
import type { DigestsTable } from './digestsTable.ts';
import { mailEventSchema } from './mailEventMessage.ts';
import type { MailEvent } from './mailEventMessage.ts';

export interface MailEventTables {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
}

/** The effect of an event: its fate and whom it was about; `stopped` where the reader gets no more mail for it. */
export interface TakenEvent {
  readonly fate: Fate | undefined;
  readonly subscriberId: string | undefined;
  readonly stopped?: string | undefined;
}

const metricOf = {
  sent: 'MailsSent',
  delivered: 'MailsDelivered',
  'hard bounce': 'HardBounces',
  'soft bounce': 'SoftBounces',
  complaint: 'Complaints',
  rejected: 'MailsRejected',
} as const;

/**
 * SES sends this to a topic that becomes an event destination: plain text, and no event. AWS documents it nowhere;
 * receivers know it by these words (ope-tech/laravel-ses, issue 10, has one whole).
 */
const testMessage = 'Successfully validated SNS topic for Amazon SES event publishing.';

/** The queue of SES's events. */
export const mailEventMessages: QueueWork<MailEvent, MailEventTables, TakenEvent> = {
  schema: mailEventSchema,
  ignores: (body) => body.trim() === testMessage,
  batch: async (received, tables, settle) => {
    const taken = await takeEvents(
      received.map(({ message }) => message),
      tables,
      new Date(),
    );
    for (const [index, what] of taken.entries()) await settle(received[index]!, what);
  },
  report: ({ subscriberId }, what, { logger, metrics }) => {
    if ('error' in what) {
      logger.error('mail event failed here', { subscriberId, error: what.error });
      return;
    }
    const { fate, stopped } = what.outcome;
    if (fate !== undefined) metrics.addMetric(metricOf[fate], MetricUnit.Count, 1);
    if (stopped !== undefined) logger.warn('reader gets no more mail', { subscriberId, reason: stopped });
  },
};

/**
 * Enters what SES tells in the ledger and on the readers' rows. Both are read once for the whole batch, and written
 * only where an event says more than they do, so that events may come twice and in any order.
 * @returns for each event what it came to, or the error that brings it back
 */
export async function takeEvents(
  events: readonly MailEvent[],
  { subscribers, digests }: MailEventTables,
  now: Date,
): Promise<Settled<TakenEvent>[]> {
  const places = events.flatMap(({ subscriberId, dueAt }) =>
    subscriberId !== undefined && dueAt !== undefined ? [{ subscriberId, dueAt }] : [],
  );
  const aboutReaders = events
    .filter((event) => !['sent', undefined].includes(fateOf(event)))
    .flatMap(({ subscriberId }) => subscriberId ?? []);
  const [rows, readers] = await Promise.all([digests.getMany(places), subscribers.getMany(aboutReaders)]);
  const statuses = new Map(rows.map((row) => [placeName(row.subscriberId, row.dueAt), row.status]));

  const take = async (event: MailEvent): Promise<TakenEvent> => {
    const { subscriberId, dueAt, messageId, sentAt } = event;
    const fate = fateOf(event);
    if (fate === undefined || subscriberId === undefined) return { fate, subscriberId };
    if (dueAt !== undefined) {
      const step = ledgerStep(fate, statuses.get(placeName(subscriberId, dueAt)));
      const reason = event.bounce && `${event.bounce.bounceType}, ${event.bounce.bounceSubType}`;
      if (
        step &&
        (await digests.change({ subscriberId, dueAt }, step.from, {
          status: step.to,
          messageId,
          sentAt,
          heardAt: instant(now),
          reason,
        }))
      ) {
        statuses.set(placeName(subscriberId, dueAt), step.to);
      }
    }
    const reader = readers.get(subscriberId);
    const after = reader && readerAfter(reader, fate, event, now);
    if (!reader || !after) return { fate, subscriberId };
    const written = await subscribers.change(subscriberId, (row) => readerAfter(row, fate, event, now), reader);
    if (written) readers.set(subscriberId, written);
    const isStopped = written && written.status !== reader.status;
    return { fate, subscriberId, stopped: isStopped ? (written.reason ?? written.status) : undefined };
  };

  // Events of one reader one after the other, so that each sees what the one before it wrote.
  const results: Settled<TakenEvent>[] = [];
  await Promise.all(
    [...Map.groupBy(events.keys(), (index) => events[index]?.subscriberId).values()].map(async (ofReader) => {
      for (const index of ofReader) results[index] = await settledBy(() => take(events[index]!));
    }),
  );
  return results;
}

const placeName = (subscriberId: string, dueAt: EpochSeconds): string => `${subscriberId} ${dueAt}`;
