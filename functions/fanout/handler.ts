import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticleLog } from '../shared/aws/articleLog.ts';
import { documentClient } from '../shared/aws/clients.ts';
import { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import { RecoveryQueue } from '../shared/aws/recoveryQueue.ts';
import { countSome } from '../shared/runtime/countSome.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { Audience } from './audience.ts';
import { fanoutEnv } from './env.ts';
import { fanOutBatch } from './fanOutBatch.ts';

export const handler = lambda(
  () => {
    const env = fanoutEnv.read();
    const client = documentClient();
    const sqs = new SQSClient();
    const endpoints = new EndpointsTable(client, env.SUBSCRIBERS_TABLE);
    return {
      parts: {
        endpoints,
        audience: new Audience(endpoints),
        log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
        ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
        queue: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
        recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
      },
    };
  },
  async (event: SQSEvent, { parts, logger, metrics }): Promise<SQSBatchResponse> => {
    const { asked, events, failed } = await fanOutBatch(event.Records, parts);
    for (const { traceId, article: { id, version } } of events) logger.info('fanned out', { traceId, articleId: id, version });
    for (const { messageId, error } of failed) logger.error('fan-out failed', { messageId, error });
    countSome(metrics, 'DeliveriesAsked', asked);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);
