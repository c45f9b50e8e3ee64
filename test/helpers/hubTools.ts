import { hubOwner } from '../../modules/websub/hub/owner.ts';
import type { feedFormats } from '../../modules/feed-writing/feedRequest.ts';
import { parseFeedRequest } from '../../modules/feed-writing/feedRequest.ts';
import type { TestCaravan } from './caravan.ts';

/** The list and the format of one of our feeds. */
export const feedAt = (topic: string) => {
  const { list, format } = parseFeedRequest(decodeURIComponent(new URL(topic).pathname), {});
  if (list.kind === 'search') throw new Error(`The hub has no search: ${topic}`);
  return { list, format: format as (typeof feedFormats)[number] };
};

/** What feed programs do at the hub, over and over. */
export function hubTools(caravan: TestCaravan) {
  /** Asks, and waits until the callback has been asked. */
  const ask = async (fields: Record<string, string>) => {
    const response = await caravan.get('/hub', { method: 'POST', body: new URLSearchParams(fields) });
    const words = await response.text();
    await caravan.twin.idle();
    return { status: response.status, words, headers: response.headers };
  };
  return {
    ask,
    subscribe: (callback: string, topic: string, more: Record<string, string> = {}) =>
      ask({ 'hub.mode': 'subscribe', 'hub.callback': callback, 'hub.topic': topic, ...more }),
    rowOf(callback: string, topic: string) {
      const { partnerId, id } = hubOwner(callback, feedAt(topic));
      return caravan.endpoints.get(partnerId, id);
    },
  };
}
