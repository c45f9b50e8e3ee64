import type { DeliveriesQueue } from '../deliveriesQueue.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ArticleEvent } from '../../articles/event.ts';
import { announcementOf, viewFor } from '../../articles/view.ts';

/**
 * Makes a message for each event and each endpoint that is to be told of it; whoever is not costs nothing.
 * @returns how many deliveries were asked for
 */
export async function fanOut(
  events: readonly ArticleEvent[],
  audience: readonly Endpoint[],
  queue: DeliveriesQueue,
): Promise<number> {
  const asked = events.flatMap((event) => {
    const { id: articleId, version } = event.article;
    const change = announcementOf(event);
    return audience
      .filter((endpoint) => viewFor(endpoint, change) !== undefined)
      .map(({ partnerId, id }) => ({ message: { partnerId, endpointId: id, articleId, version }, occasion: 'first' }));
  });
  await queue.send(asked);
  return asked.length;
}
