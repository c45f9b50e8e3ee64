import { queueClient } from '../../platform/aws/queues.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { EndpointCache } from '../../modules/webhooks/fan-out/endpointCache.ts';
import { fanOutMessages } from '../../modules/webhooks/fan-out/fanOut.ts';
import { DeliveriesQueue, RecoveryQueue } from '../../modules/webhooks/queues.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { fanoutEnv } from './env.ts';

export const handler = queueHandler(
  fanoutEnv,
  (env) => {
    const client = documentClient();
    const sqs = queueClient();
    const endpoints = new EndpointsTable(client, env.SUBSCRIBERS_TABLE);
    return {
      endpoints,
      endpointCache: new EndpointCache(endpoints),
      log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      announcedVersions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
      ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
      queue: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
      recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
    };
  },
  fanOutMessages,
);
