import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DeliveriesQueue } from '../../modules/webhooks/deliveriesQueue.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { enqueueDue } from '../../modules/webhooks/enqueueDueDeliveries.ts';
import { dueDeliveriesEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = dueDeliveriesEnv.read();
    const client = documentClient();
    return {
      tables: {
        ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
        endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      },
      queue: new DeliveriesQueue(new SQSClient(), env.DELIVERIES_QUEUE_URL),
    };
  },
  async (_event: unknown, { tables, queue, metrics }) => {
    const { asked } = await enqueueDue(tables, queue, new Date());
    countSome(metrics, 'RetriesAsked', asked);
  },
);
