import { queueClient } from '../../platform/aws/queues.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { countHeldLong } from '../../modules/articles/held.ts';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { sweepReaders } from '../../modules/digests/reconcileReaders.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { sweepDeliveries } from '../../modules/webhooks/audit/reconcileDeliveries.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { DeliveriesQueue, RecoveryQueue } from '../../modules/webhooks/queues.ts';
import { ReconcileMarks } from '../../modules/webhooks/reconcileMarks.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { reconcileEnv } from './env.ts';

export const handler = sweepHandler(
  reconcileEnv,
  (env) => {
    const [client, sqs] = [documentClient(), queueClient()];
    return {
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      announcedVersions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
      ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
      marks: new ReconcileMarks(client, env.DELIVERIES_TABLE),
      queue: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
      recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
    };
  },
  async (services, now, countSome) => {
    await sweepReaders(services, now, countSome);
    await sweepDeliveries(services, now, countSome);
    await countHeldLong(services, now, countSome);
  },
);
