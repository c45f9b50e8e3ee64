import { queueClient } from '../../platform/aws/queues.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { enqueueDueDeliveries } from '../../modules/webhooks/enqueueDueDeliveries.ts';
import { DeliveriesQueue } from '../../modules/webhooks/queues.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { dueDeliveriesEnv } from './env.ts';

export const handler = sweepHandler(
  dueDeliveriesEnv,
  (env) => {
    const client = documentClient();
    return {
      ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      queue: new DeliveriesQueue(queueClient(), env.DELIVERIES_QUEUE_URL),
    };
  },
  async ({ queue, ...tables }, now, countSome) => {
    const { asked } = await enqueueDueDeliveries(tables, queue, now);
    countSome('RetriesAsked', asked);
  },
);
