import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod/mini';
import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { QueueWork, ReceivedMessage } from '../../../platform/runtime/queueHandler.ts';
import { articleEventSchema, subjectOf } from '../../articles/event.ts';
import type { ArticleEvent } from '../../articles/event.ts';
import { announcementOf, viewFor } from '../../articles/view.ts';
import { narrowingSchema, recoverySchema } from '../delivery.ts';
import type { Endpoint } from '../endpoint.ts';
import type { DeliveriesQueue, RecoveryQueue } from '../queues.ts';
import type { EndpointCache } from './endpointCache.ts';
import { narrowStep } from './narrowStep.ts';
import type { NarrowingServices } from './narrowStep.ts';
import { recoverStep } from './recoverStep.ts';
import type { RecoveryServices } from './recoverStep.ts';

interface FanOutServices extends RecoveryServices, NarrowingServices {
  readonly endpointCache: EndpointCache;
  readonly recoveries: RecoveryQueue;
}

const messageSchema = z.union([recoverySchema, narrowingSchema, articleEventSchema]);
type FanOutMessage = z.infer<typeof messageSchema>;

const isEvent = (one: ReceivedMessage<FanOutMessage>): one is ReceivedMessage<ArticleEvent> => 'article' in one.message;

/** The fan-out queue: events from SNS, whose endpoints are read once for a batch, and steps of recoveries. */
export const fanOutMessages: QueueWork<FanOutMessage, FanOutServices, void> = {
  schema: messageSchema,
  batch: async (received, services, settle) => {
    for (const one of received)
      if (!isEvent(one)) await settle(one, await settledBy(() => step(one.message, services)));
    const events = received.filter(isEvent);
    if (events.length === 0) return;
    const fanned = await settledBy(async () => {
      const endpoints = await services.endpointCache.at(new Date());
      const asked = await fanOut(
        events.map(({ message }) => message),
        endpoints,
        services.queue,
      );
      if (asked > 0) services.metrics.addMetric('DeliveriesAsked', MetricUnit.Count, asked);
    });
    for (const one of events) await settle(one, fanned);
  },
  report: (message, what, { logger }) => {
    const event = 'article' in message ? message : undefined;
    const about = { traceId: event?.traceId, articleId: event?.article.id, version: event?.article.version };
    if ('error' in what) logger.error('fan-out failed', { ...about, error: what.error });
    else if (event) logger.info('fanned out', about);
  },
};

/** Takes one step of a recovery, or of a narrowing, and asks for the one after it. */
async function step(message: FanOutMessage, services: FanOutServices): Promise<void> {
  if ('recover' in message) {
    const next = await recoverStep(message.recover, services);
    if (next) await services.recoveries.ask(next);
  } else if ('narrow' in message) {
    const next = await narrowStep(message.narrow, services);
    if (next) await services.recoveries.askNarrowing(next);
  }
}

/**
 * Makes a message for each event and each endpoint that is to be told of it; whoever is not costs nothing.
 * @returns how many deliveries were asked for
 */
async function fanOut(
  events: readonly ArticleEvent[],
  endpoints: readonly Endpoint[],
  queue: DeliveriesQueue,
): Promise<number> {
  const asked = events.flatMap((event) => {
    const { id: articleId, version } = subjectOf(event);
    const announcement = announcementOf(event);
    return endpoints
      .filter((endpoint) => viewFor(endpoint, announcement) !== undefined)
      .map(({ partnerId, id }) => ({ message: { partnerId, endpointId: id, articleId, version }, occasion: 'first' }));
  });
  await queue.send(asked);
  return asked.length;
}
