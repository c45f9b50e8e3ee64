import { afterAll, expect } from '@jest/globals';
import type { TestCaravan } from './caravan.ts';
import type { PartnerClient } from './partnerApi.ts';
import type { TestPublisher } from './publisher.ts';
import { startReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';

/** A webhook, as the answer to its making has it. */
export interface Made {
  id: string;
  secret: string;
  publicKey?: string;
  status: string;
  url: string;
}
interface Deliveries {
  deliveries: {
    id: string;
    status: string;
    attempts: number;
    responseCode?: number;
    answer?: string;
    nextTryAt?: string;
    version: number;
  }[];
  next?: string;
  more: boolean;
}

/** Makes webhooks of a partner with receivers of their own, which stop with the tests. */
export function useWebhooks(caravan: TestCaravan, publisher: TestPublisher, partner: () => PartnerClient) {
  const receivers: Receiver[] = [];
  afterAll(async () => {
    await Promise.all(receivers.map((receiver) => receiver.stop()));
  });
  /** A source of its own for a test, and a webhook that hears of nothing else. */
  const setUp = async (but: Record<string, unknown> = {}) => {
    const receiver = await startReceiver();
    receivers.push(receiver);
    const source = `source-${receivers.length}`;
    publisher.items = [];
    publisher.withdrawn = [];
    await caravan.add(source, publisher.url);
    const { status, body } = await partner().call<Made>('POST', '/v1/webhooks', {
      body: { url: receiver.url, filter: { sources: [source] }, ...but },
    });
    expect(status).toBe(201);
    receiver.secrets.push(body.secret);
    const path = `/v1/webhooks/${body.id}`;
    const publish = async (...stories: [string, string][]) => {
      publisher.items = stories.map(([guid, title]) => ({ guid, title }));
      await caravan.poll(source);
      await caravan.twin.idle();
    };
    const deliveries = async (query = '') =>
      (await partner().call<Deliveries>('GET', `${path}/deliveries${query}`)).body;
    return { receiver, source, path, made: body, publish, deliveries };
  };
  return { receivers, setUp };
}
