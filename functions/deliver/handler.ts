import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../shared/aws/clients.ts';
import { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import { EditionsTable } from '../shared/aws/editionsTable.ts';
import { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { webhookPost } from '../shared/webhooks/post.ts';
import { sealerWith } from '../shared/webhooks/seal.ts';
import { deliverEnv } from './env.ts';
import { HeldBatch } from './heldBatch.ts';
import { deliverRecords } from './deliverRecords.ts';
import { report } from './report.ts';

export const handler = lambda(
  () => {
    const env = deliverEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const key = secretOnce(env.ENDPOINT_KEY_ARN);
    const tables = { endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE), editions: new EditionsTable(client, env.ARTICLES_TABLE), ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE) };
    let post: ReturnType<typeof webhookPost> | undefined;
    const parts = async () => ({
      ...tables,
      post: (post ??= webhookPost({ local: env.ALLOW_LOOPBACK === 'true', userAgent: env.USER_AGENT, sealer: sealerWith(await key()) })),
      now: () => new Date(), random: () => Math.random(),
    });
    return { parts, hold: () => new HeldBatch(sqs, env.DELIVERIES_QUEUE_URL) };
  },
  async (event: SQSEvent, { parts, hold, logger, metrics }, context): Promise<SQSBatchResponse> => {
    const ready = { ...(await parts()), remainingMs: () => context.getRemainingTimeInMillis() };
    return { batchItemFailures: await deliverRecords(event.Records, ready, hold(), (message, what) => { report(message, what, { logger, metrics }); }) };
  },
);
