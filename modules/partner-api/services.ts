import type { Queues } from '../../platform/aws/queues.ts';
import type { Documents } from '../../platform/aws/documents.ts';
import { secretOnce } from '../../platform/runtime/secret.ts';
import { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import { ArticleLog } from '../articles/articleLog.ts';
import { ArticlesTable } from '../articles/articlesTable.ts';
import { DirectoryTable } from '../articles/directoryTable.ts';
import { CommentsTable } from '../comments/commentsTable.ts';
import { SourcesTable } from '../sources/sourcesTable.ts';
import { DeliveriesTable } from '../webhooks/deliveriesTable.ts';
import { EndpointsTable } from '../webhooks/endpointsTable.ts';
import { PartnersTable } from '../webhooks/partners.ts';
import { tryWith, webhookPost } from '../webhooks/post.ts';
import type { WebhookPost } from '../webhooks/post.ts';
import { DeliveriesQueue, RecoveryQueue } from '../webhooks/queues.ts';
import { sealerWith } from '../webhooks/signing.ts';
import type { Sealer } from '../webhooks/signing.ts';
import { UsageTable } from '../webhooks/usage.ts';
import type { ApiVariable } from './variables.ts';
import { resolver } from './webhooks/rules.ts';

/** Tables, queues and clients for the operations. */
export interface ApiServices {
  readonly partners: PartnersTable;
  readonly endpoints: EndpointsTable;
  readonly sources: SourcesTable;
  readonly articles: ArticlesTable;
  readonly comments: CommentsTable;
  readonly directory: DirectoryTable;
  readonly usage: UsageTable;
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly log: ArticleLog;
  readonly ledger: DeliveriesTable;
  readonly deliveries: DeliveriesQueue;
  readonly recoveries: RecoveryQueue;
  /** Reads the sealing key at the first call: most requests need none. */
  readonly sealer: () => Promise<Sealer>;
  readonly post: () => Promise<WebhookPost>;
  /** @throws FetchError where a name leads to no public address now */
  readonly resolve: (hostname: string) => Promise<void>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly publication: string;
  readonly retentionDays: number;
  /** For the local twin and tests only: webhooks may go to this machine, without TLS. */
  readonly local: boolean;
}

/** The services of the environment, built once a cold start. */
export function apiServices(env: Readonly<Record<ApiVariable, string>>, client: Documents, sqs: Queues): ApiServices {
  const local = env.ALLOW_LOOPBACK === 'true';
  const retentionDays = Number(env.RETENTION_DAYS);
  const key = secretOnce(env.ENDPOINT_KEY_ARN);
  const sealer = async () => sealerWith(await key());
  let post: WebhookPost | undefined;
  return {
    partners: new PartnersTable(client, env.SUBSCRIBERS_TABLE),
    endpoints: new EndpointsTable(client, env.SUBSCRIBERS_TABLE),
    sources: new SourcesTable(client, env.SOURCES_TABLE),
    articles: new ArticlesTable(client, env.ARTICLES_TABLE, retentionDays),
    comments: new CommentsTable(client, env.ARTICLES_TABLE, retentionDays),
    directory: new DirectoryTable(client, env.ARTICLES_TABLE),
    usage: new UsageTable(client, env.SUBSCRIBERS_TABLE),
    announcedVersions: new AnnouncedVersionsTable(client, env.ARTICLES_TABLE),
    log: new ArticleLog(client, env.ARTICLES_TABLE, retentionDays),
    ledger: new DeliveriesTable(client, env.DELIVERIES_TABLE),
    deliveries: new DeliveriesQueue(sqs, env.DELIVERIES_QUEUE_URL),
    recoveries: new RecoveryQueue(sqs, env.FANOUT_QUEUE_URL),
    sealer,
    post: async () =>
      (post ??= webhookPost({ attempt: tryWith({ local, userAgent: env.USER_AGENT }), sealer: await sealer() })),
    resolve: resolver(local),
    publicUrl: env.PUBLIC_URL,
    publication: env.PUBLICATION_TITLE,
    retentionDays,
    local,
  };
}
