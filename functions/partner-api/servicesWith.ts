import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ArticleLog } from '../shared/aws/articleLog.ts';
import { ArticlesTable } from '../shared/aws/articlesTable.ts';
import { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import { EditionsTable } from '../shared/aws/editionsTable.ts';
import { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import { PartnersTable } from '../shared/aws/partnersTable.ts';
import { RecoveryQueue } from '../shared/aws/recoveryQueue.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { SourcesTable } from '../shared/aws/sourcesTable.ts';
import type { EnvOf } from '../shared/runtime/env.ts';
import { tryWith } from '../shared/webhooks/attempt.ts';
import { webhookPost } from '../shared/webhooks/post.ts';
import type { Post } from '../shared/webhooks/post.ts';
import { sealerWith } from '../shared/webhooks/seal.ts';
import type { partnerApiEnv } from './env.ts';
import type { Services } from './services.ts';
import { resolver } from './webhooks/resolve.ts';

/** The services of the environment, built once a cold start. */
export function servicesWith(env: EnvOf<typeof partnerApiEnv>, client: DynamoDBDocumentClient, sqs: SQSClient): Services {
  const local = env.ALLOW_LOOPBACK === 'true';
  const retentionDays = Number(env.RETENTION_DAYS);
  const key = secretOnce(env.ENDPOINT_KEY_ARN);
  const sealer = async () => sealerWith(await key());
  let post: Post | undefined;
  return {
    partners: new PartnersTable(client, env.SUBSCRIBERS_TABLE),
    endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
    sources: new SourcesTable(client, env.SOURCES_TABLE),
    articles: new ArticlesTable(client, env.ARTICLES_TABLE, retentionDays),
    editions: new EditionsTable(client, env.ARTICLES_TABLE),
    log: new ArticleLog(client, env.ARTICLES_TABLE, retentionDays),
    ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
    deliveries: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
    recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
    sealer,
    post: async () => (post ??= webhookPost({ attempt: tryWith({ local, userAgent: env.USER_AGENT }), sealer: await sealer() })),
    resolve: resolver(local),
    publicUrl: env.PUBLIC_URL,
    publication: env.PUBLICATION_TITLE,
    retentionDays,
    local,
  };
}
