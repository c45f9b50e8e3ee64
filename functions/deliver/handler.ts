import { queueClient } from '../../platform/aws/queues.ts';
import { AnnouncedVersionsTable } from '../../modules/articles/announcedVersions.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { CommentsTable } from '../../modules/comments/commentsTable.ts';
import { deliveryMessages } from '../../modules/webhooks/deliver/deliver.ts';
import { senderWith } from '../../modules/webhooks/deliver/send.ts';
import { DeliveriesTable } from '../../modules/webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../../modules/webhooks/endpointsTable.ts';
import { tryWith } from '../../modules/webhooks/post.ts';
import { sealerWith } from '../../modules/webhooks/signing.ts';
import { UsageTable } from '../../modules/webhooks/usage.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { OwnQueue } from '../../platform/sqs/ownQueue.ts';
import { deliverEnv } from './env.ts';

export const handler = queueHandler(
  deliverEnv,
  async (env) => {
    const [client, days] = [documentClient(), Number(env.RETENTION_DAYS)];
    return {
      endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
      announcedVersions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
      ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
      ownQueue: new OwnQueue(queueClient(), env.DELIVERIES_QUEUE_URL),
      send: senderWith({
        attempt: tryWith({ local: env.ALLOW_LOOPBACK === 'true', userAgent: env.USER_AGENT }),
        articles: new ArticlesTable(client, env.ARTICLES_TABLE, days),
        comments: new CommentsTable(client, env.ARTICLES_TABLE, days),
        publicUrl: env.PUBLIC_URL,
        sealer: sealerWith(await readSecret(env.ENDPOINT_KEY_ARN)),
      }),
      usage: new UsageTable(client, env.SUBSCRIBERS_TABLE),
      now: () => new Date(),
      random: () => Math.random(),
    };
  },
  deliveryMessages,
);
