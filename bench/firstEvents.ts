import { marshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { eventOf } from '../modules/articles/event.ts';
import { newApiKey } from '../modules/webhooks/partners.ts';
import { instant } from '../platform/values/time.ts';
import type { TestCaravan } from '../test/helpers/caravan.ts';
import { digestTools } from '../test/helpers/digests.ts';
import { deliveryTools } from '../test/helpers/partner.ts';
import { preferences } from '../test/helpers/readers.ts';
import type { Receiver } from '../test/helpers/receiver.ts';
import { anArticle } from '../test/helpers/records.ts';

/** From a queue. */
const message = (body: unknown) => ({
  Records: [{ messageId: '1', receiptHandle: '1', body: JSON.stringify(body), attributes: { MessageGroupId: 'host' } }],
});
/** From the HTTP API. */
const request = (rawPath: string, headers: Record<string, string>) => ({
  version: '2.0',
  rawPath,
  headers: { 'accept-encoding': 'gzip', ...headers },
  requestContext: { http: { method: 'GET' } },
});
/** From a table's stream. */
const inserted = (row: object) => ({
  Records: [
    {
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '1', NewImage: marshall(row, { removeUndefinedValues: true }) },
    },
  ],
});
/** SES's own event. */
const delivered = (timestamp: string) => ({
  eventType: 'Delivery',
  mail: {
    timestamp,
    messageId: 'bench',
    tags: { subscriber: ['0'.repeat(32)], digest: ['1800000000'] },
  },
});

/** Of somebody who never subscribed. */
const unsubscription = (callback: string) => ({
  mode: 'unsubscribe',
  callback,
  hub: { topic: 'https://bench.example/feeds/all.rss', list: { kind: 'all' }, format: 'rss', title: 'Bench' },
  leaseSeconds: 0,
});

/** The event of each function's first invocation, by the function's name: real work, done anew each time. */
export async function firstEvents(
  caravan: TestCaravan,
  sourceId: string,
  receiver: Receiver,
): Promise<Readonly<Record<string, () => Promise<object>>>> {
  const endpoint = await (await deliveryTools(caravan)).connect(receiver);
  const { key, hash } = newApiKey('bench');
  const createdAt = instant(new Date());
  await caravan.partners.add({ id: 'bench', name: 'Bench', keys: [{ hash, createdAt }], createdAt });
  const readers = digestTools(caravan);
  const { entries } = await caravan.log.read(0, 1, new Date());
  return {
    'due-polls': async () => ({}),
    'due-articles': async () => ({}),
    'due-deliveries': async () => ({}),
    reconcile: async () => ({}),
    ingest: async () => message({ sourceId, dueAt: (await caravan.sources.get(sourceId))?.nextPollAt }),
    'websub-subscribe': async () => message({ sourceId }),
    'websub-callback': async () => ({ ...request('/websub/bench/0123456789abcdefghijkl', {}), rawQueryString: '' }),
    publish: async () => inserted(anArticle()),
    fanout: async () => message(eventOf(undefined, anArticle({ source: { id: 'nobody', name: 'Nobody' } }), createdAt)),
    deliver: async () =>
      message({
        partnerId: endpoint.partnerId,
        endpointId: endpoint.id,
        articleId: entries[0]?.articleId,
        version: 1,
        again: { asked: instant(new Date()), how: 'replay' },
      }),
    serve: async () => request('/feeds/all.rss', {}),
    'sign-up': async () => ({ ...request('/subscribe', {}), rawQueryString: '' }),
    'send-confirmation': async () =>
      message({
        requestId: randomUUID(),
        address: `${randomUUID()}@readers.example`,
        preferences,
        asked: instant(new Date()),
      }),
    'due-digests': async () => ({}),
    digest: async () => {
      const { id, dueAt } = await readers.add(`${randomUUID()}@readers.example`);
      return message({ subscriberId: id, dueAt, until: await caravan.log.settledEnd(new Date()) });
    },
    'mail-events': async () => message(delivered(createdAt)),
    'tell-partners': async () => ({}),
    weather: async () => ({}),
    hub: async () => request('/hub', {}),
    'hub-verify': async () => message(unsubscription(receiver.url)),
    comment: async () => ({ ...request('/comments/moderate', {}), rawQueryString: '' }),
    'send-moderation': async () =>
      message({ id: '0'.repeat(32), articleId: '0'.repeat(32), name: 'Bench', text: 'A comment.', sentAt: createdAt }),
    'partner-portal': async () => ({ ...request('/portal', {}), rawQueryString: '' }),
    'publisher-api': async () => request('/v1/stories/none', { authorization: 'Bearer none' }),
    'partner-api': async () => request('/v1/articles', { authorization: `Bearer ${key}` }),
  };
}
