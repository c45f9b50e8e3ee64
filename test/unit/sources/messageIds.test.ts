import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { DigestsQueue } from '../../../modules/digests/digestsQueue.ts';
import { retryDelivery } from '../../../modules/partner-api/operations/deliveries.ts';
import { newSource } from '../../../modules/sources/newSource.ts';
import { PollsQueue } from '../../../modules/sources/pollsQueue.ts';
import { DeliveriesQueue } from '../../../modules/webhooks/queues.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

/** An SQS that keeps what it is sent. */
const entries: SendMessageBatchRequestEntry[] = [];
const client = {
  send: ({ input }: { input: { Entries: SendMessageBatchRequestEntry[] } }) => {
    entries.push(...input.Entries);
    return Promise.resolve({});
  },
} as unknown as SQSClient;
const now = new Date('2026-11-24T12:00:00.123Z');
const articleId = 'a'.repeat(32);
const version = Number.MAX_SAFE_INTEGER;
const endpoint = anEndpoint({ id: `wh_${'0'.repeat(24)}`, status: 'enabled' });

/**
 * Both are held to 128 characters of letters, digits and punctuation (SQS API reference, SendMessageBatchRequestEntry).
 */
const allowed = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

test.each<[string, () => Promise<unknown>]>([
  [
    'a first delivery, a due one, a missing one, a recovered one, one that is asked for by an operator',
    () =>
      new DeliveriesQueue(client, 'q').send(
        ['first', `due-${'9'.repeat(10)}`, 'missing', instant(now), `replay-${instant(now)}`].map((occasion) => ({
          message: { partnerId: 'p'.repeat(64), endpointId: endpoint.id, articleId, version },
          occasion,
        })),
      ),
  ],
  [
    'a delivery that a partner retries with the longest Idempotency-Key',
    () =>
      retryDelivery.run(
        {
          partner: { id: endpoint.partnerId },
          path: { id: endpoint.id, deliveryId: `${articleId}-${version}` },
          idempotencyKey: 'k'.repeat(255),
          now,
        } as never,
        {
          endpoints: { get: async () => endpoint },
          deliveries: new DeliveriesQueue(client, 'q'),
          announcedVersions: { ofArticle: async () => [{ seq: 1, event: { article: { id: articleId, version } } }] },
          ledger: { getMany: async () => [{ version }] },
        } as never,
      ),
  ],
  [
    'a poll of the longest host and id, asked for and asked for anew',
    async () => {
      const source = {
        ...newSource(
          {
            id: 's'.repeat(64),
            name: 'S',
            url: `https://${'h'.repeat(63)}.${'o'.repeat(63)}.${'s'.repeat(63)}.example:8443/feed`,
          },
          now,
        ),
        nextPollAt: epochSeconds(now),
      };
      await new PollsQueue(client, 'q').ask([source]);
      await new PollsQueue(client, 'q').askAnew(source);
    },
  ],
  [
    'a digest',
    () => new DigestsQueue(client, 'q').ask([{ subscriberId: 'f'.repeat(32), dueAt: epochSeconds(now), until: 1 }]),
  ],
])('the ids of %s fit', async (_, send) => {
  entries.length = 0;
  await send();
  expect(entries.length).toBeGreaterThan(0);
  for (const { MessageDeduplicationId: deduplication, MessageGroupId: group } of entries) {
    expect(deduplication).toMatch(allowed);
    expect(group).toMatch(allowed);
  }
});
