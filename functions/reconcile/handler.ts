import { SQSClient } from '@aws-sdk/client-sqs';
import { ArticleLog } from '../../modules/articles/articleLog.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { DeliveriesQueue } from '../../modules/webhooks/deliveriesQueue.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersionsTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { RecoveryQueue } from '../../modules/webhooks/recoveryQueue.ts';
import { ReconcileMarks } from '../../modules/webhooks/reconcileMarks.ts';
import { SubscribersTable } from '../../modules/subscribers/subscribersTable.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { reconcileEnv } from './env.ts';
import { reconcileDeliveries } from '../../modules/webhooks/audit/reconcileDeliveries.ts';
import { reconcileReaders } from '../../modules/digests/reconcileReaders.ts';

export const handler = lambda(
  () => {
    const env = reconcileEnv.read();
    const [client, sqs] = [documentClient(), new SQSClient()];
    return {
      subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
      parts: {
        endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
        log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
        editions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
        ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
        marks: new ReconcileMarks(client, env.DELIVERIES_TABLE),
        queue: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
        recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
      },
    };
  },
  async (_event: unknown, { subscribers, parts, logger, metrics }, context) => {
    const { found, overdue } = await reconcileReaders(subscribers, new Date());
    for (const { id: subscriberId, dueAt } of found)
      logger.warn('a reader was in no due index', { subscriberId, dueAt });
    countSome(metrics, 'ReadersWithoutDueTime', found.length);
    countSome(metrics, 'DigestsOverdue', overdue);
    countSome(metrics, 'DeliveriesPending', await parts.ledger.pending());
    const { missing, done } = await reconcileDeliveries(parts, new Date(), () => context.getRemainingTimeInMillis());
    for (const {
      endpoint: { partnerId, id: endpointId },
      missing: count,
    } of missing)
      logger.warn('deliveries were missing', { partnerId, endpointId, count });
    countSome(
      metrics,
      'DeliveriesMissing',
      missing.reduce((sum, { missing: count }) => sum + count, 0),
    );
    if (!done) logger.warn('the time did not suffice: the next run goes on');
  },
);
