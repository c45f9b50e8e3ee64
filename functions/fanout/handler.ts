import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DeliveriesQueue } from '../../modules/webhooks/deliveriesQueue.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersionsTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { RecoveryQueue } from '../../modules/webhooks/recoveryQueue.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { EndpointCache } from '../../modules/webhooks/fan-out/endpointCache.ts';
import { fanoutEnv } from './env.ts';
import { fanOutBatch } from '../../modules/webhooks/fan-out/fanOutBatch.ts';

export const handler = lambda(
  () => {
    const env = fanoutEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const endpoints = new EndpointsTable(client, env.SUBSCRIBERS_TABLE);
    return {
      parts: {
        endpoints,
        audience: new EndpointCache(endpoints),
        log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
        editions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
        ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
        queue: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
        recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
      },
    };
  },
  async (event: SQSEvent, { parts, logger, metrics }): Promise<SQSBatchResponse> => {
    const { asked, events, failed } = await fanOutBatch(event.Records, parts);
    for (const {
      traceId,
      article: { id, version },
    } of events)
      logger.info('fanned out', { traceId, articleId: id, version });
    for (const { messageId, error } of failed) logger.error('fan-out failed', { messageId, error });
    countSome(metrics, 'DeliveriesAsked', asked);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);
