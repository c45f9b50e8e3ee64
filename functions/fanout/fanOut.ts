import type { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import { wants } from '../shared/domain/endpoint.ts';
import type { Endpoint } from '../shared/domain/endpoint.ts';
import type { ArticleEvent } from '../shared/domain/event.ts';

/**
 * Makes a message for each event and each endpoint that wants it; who does not want it costs nothing.
 * @returns how many deliveries were asked for
 */
export async function fanOut(events: readonly ArticleEvent[], audience: readonly Endpoint[], queue: DeliveriesQueue): Promise<number> {
  const asked = events.flatMap((event) => {
    const { id: articleId, version } = event.article;
    return audience.filter((endpoint) => wants(endpoint, event)).map(({ partnerId, id }) => ({ message: { partnerId, endpointId: id, articleId, version }, occasion: 'first' }));
  });
  await queue.send(asked);
  return asked.length;
}
