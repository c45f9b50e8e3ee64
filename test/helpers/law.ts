import { articleId } from '../../modules/sources/seenList.ts';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { startCaravan } from './caravan.ts';
import type { TestCaravan } from './caravan.ts';
import { aPartner } from './partnerApi.ts';
import type { PartnerClient } from './partnerApi.ts';
import { deliveryTools } from './partner.ts';
import type { DeliveryTools } from './partner.ts';
import { startPublisher } from './publisher.ts';
import type { TestPublisher } from './publisher.ts';
import type { Receiver } from './receiver.ts';

/**
 * A publisher with one story, a partner with webhooks, and what an operator does: the law of docs/promise.md is tried
 * with these.
 */
export interface Law {
  readonly caravan: TestCaravan;
  readonly publisher: TestPublisher;
  readonly tools: DeliveryTools;
  readonly partner: PartnerClient;
  /** Stops with all else. */
  kept<T extends { stop(): Promise<void> }>(started: T): T;
  /** A source that no other test has. */
  nextSource(): string;
  /** The publisher lists these items, and is polled. */
  list(source: string, ...items: TestPublisher['items']): Promise<void>;
  /** It withdraws all that it lists. */
  tombstone(source: string): Promise<void>;
  /** An operator changes the story. */
  change(source: string, decide: Parameters<typeof changeArticle>[2]): Promise<void>;
  statusOf(source: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export async function openLaw(): Promise<Law> {
  const [caravan, publisher] = await Promise.all([startCaravan(), startPublisher()]);
  const [tools, partner] = await Promise.all([deliveryTools(caravan), aPartner(caravan, 'herald')]);
  const stops: { stop(): Promise<void> }[] = [caravan, publisher];
  let runs = 0;
  return {
    caravan,
    publisher,
    tools,
    partner,
    kept: (started) => {
      stops.push(started);
      return started;
    },
    nextSource: () => `wire-${(runs += 1)}`,
    async list(source, ...items) {
      publisher.items = items;
      publisher.withdrawn = [];
      await ((await caravan.sources.get(source)) ? caravan.poll(source) : caravan.add(source, publisher.url));
    },
    async tombstone(source) {
      publisher.withdrawn = publisher.items.map(({ guid }) => guid);
      publisher.items = [];
      await caravan.poll(source);
    },
    async change(source, decide) {
      await changeArticle(caravan.articles, articleId(source, 'one'), decide);
      await caravan.twin.idle();
    },
    statusOf: async (source) => (await caravan.articles.get(articleId(source, 'one')))?.status,
    stop: async () => {
      await Promise.all(stops.map((one) => one.stop()));
    },
  };
}

/** The story of a source, under a topic. */
export const item = (title: string, topic: string, extra = '') => ({
  guid: 'one',
  title,
  extra: `<category>${topic}</category>${extra}`,
});
export const embargo = (text: string) => `<prism:embargoDate>${text}</prism:embargoDate>`;
export const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
/** What a receiver heard, such as `published v1`. */
export const told = ({ heard }: Pick<Receiver, 'heard'>) =>
  heard.map(({ type, data }) => `${type.slice(8)} v${data.version}`);
