import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../shared/aws/clients.ts';
import { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import { countSome } from '../shared/runtime/countSome.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { enqueueDue } from './enqueueDue.ts';
import { retryEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = retryEnv.read();
    const client = documentClient();
    return {
      tables: { ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE), endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE) },
      queue: new DeliveriesQueue(new SQSClient(), env.DELIVERIES_QUEUE_URL),
    };
  },
  async (_event: unknown, { tables, queue, metrics }) => {
    const { asked } = await enqueueDue(tables, queue, new Date());
    countSome(metrics, 'RetriesAsked', asked);
  },
);
