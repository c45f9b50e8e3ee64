import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersionsTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { tryWith } from '../../modules/webhooks/attempt.ts';
import { sealerWith } from '../../modules/webhooks/seal.ts';
import { deliverEnv } from './env.ts';
import { EarlyAckBatch } from '../../modules/webhooks/deliver/earlyAckBatch.ts';
import { deliverRecords } from '../../modules/webhooks/deliver/deliverRecords.ts';
import { report } from '../../modules/webhooks/deliver/report.ts';
import { senderWith } from '../../modules/webhooks/deliver/send.ts';
import type { Sender } from '../../modules/webhooks/deliver/send.ts';

export const handler = lambda(
  () => {
    const env = deliverEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const key = secretOnce(env.ENDPOINT_KEY_ARN);
    const tables = {
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      editions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
      ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
    };
    const ways = {
      attempt: tryWith({ local: env.ALLOW_LOOPBACK === 'true', userAgent: env.USER_AGENT }),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      publicUrl: env.PUBLIC_URL,
    };
    let send: Sender | undefined;
    const parts = async () => ({
      ...tables,
      send: (send ??= senderWith({ ...ways, sealer: sealerWith(await key()) })),
      now: () => new Date(),
      random: () => Math.random(),
    });
    return { parts, hold: () => new EarlyAckBatch(sqs, env.DELIVERIES_QUEUE_URL) };
  },
  async (event: SQSEvent, { parts, hold, logger, metrics }, context): Promise<SQSBatchResponse> => {
    const ready = { ...(await parts()), remainingMs: () => context.getRemainingTimeInMillis() };
    return {
      batchItemFailures: await deliverRecords(event.Records, ready, hold(), (message, what) => {
        report(message, what, { logger, metrics });
      }),
    };
  },
);
