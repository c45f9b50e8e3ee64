import { expect, test } from '@jest/globals';
import type { DeliveriesTable } from '../../../modules/webhooks/deliveriesTable.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { EndpointsTable } from '../../../modules/webhooks/endpointsTable.ts';
import { enqueueDueDeliveries } from '../../../modules/webhooks/enqueueDueDeliveries.ts';
import type { DeliveriesQueue } from '../../../modules/webhooks/queues.ts';
import { anEndpoint, at } from '../../helpers/records.ts';

const failing = { failingSince: at('2026-11-01T08:00:00Z') };

/** A sweep of ledgers in which each of these endpoints has so much due, in pages that mix them. */
async function sweep(counts: Readonly<Record<string, number>>, endpoints: readonly Endpoint[]) {
  const rows = Object.entries(counts).flatMap(([endpointId, count]) =>
    Array.from({ length: count }, (_, index) => ({
      partnerId: 'p',
      endpointId,
      articleId: `a${index}`,
      version: 1,
      seq: index,
      dueAt: index,
    })),
  );
  const mixed = rows.toSorted((one, other) => one.dueAt - other.dueAt);
  const [sent, read] = [new Map<string, number>(), [] as string[]];
  const ledger = {
    async *due() {
      for (let from = 0; from < mixed.length; from += 100) yield mixed.slice(from, from + 100);
    },
  } as unknown as DeliveriesTable;
  const table = {
    getMany: async (wanted: { endpointId: string }[]) => {
      read.push(...wanted.map(({ endpointId }) => endpointId));
      return endpoints.filter(({ id }) => wanted.some(({ endpointId }) => endpointId === id));
    },
  } as unknown as EndpointsTable;
  const queue = {
    send: async (asked: { message: { endpointId: string } }[]) => {
      for (const {
        message: { endpointId },
      } of asked)
        sent.set(endpointId, (sent.get(endpointId) ?? 0) + 1);
    },
  } as unknown as DeliveriesQueue;
  return {
    count: await enqueueDueDeliveries({ ledger, endpoints: table }, queue, new Date()),
    sent: Object.fromEntries(sent),
    read,
  };
}

test('of an endpoint that fails no more is asked for than one that hangs takes; its row is read once', async () => {
  const endpoints = [anEndpoint({ id: 'well' }), anEndpoint({ id: 'hangs', ...failing })];
  const { count, sent, read } = await sweep({ well: 600, hangs: 600 }, endpoints);
  expect(sent).toEqual({ well: 500, hangs: 40 });
  expect(count).toEqual({ due: 1_200, asked: 540 });
  expect(read.toSorted()).toEqual(['hangs', 'well']);
});

test('what is due for an endpoint that is disabled or removed is only closed: all of it may come', async () => {
  const { sent } = await sweep({ disabled: 60, removed: 60 }, [
    anEndpoint({ id: 'disabled', status: 'disabled', ...failing }),
  ]);
  expect(sent).toEqual({ disabled: 60, removed: 60 });
});
