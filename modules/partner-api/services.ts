import type { ArticleLog } from '../articles/articleLog.ts';
import type { ArticlesTable } from '../articles/articlesTable.ts';
import type { DeliveriesQueue } from '../webhooks/deliveriesQueue.ts';
import type { DeliveriesTable } from '../webhooks/deliveriesTable.ts';
import type { AnnouncedVersionsTable } from '../articles/announcedVersionsTable.ts';
import type { EndpointsTable } from '../webhooks/endpointsTable.ts';
import type { PartnersTable } from '../webhooks/partnersTable.ts';
import type { RecoveryQueue } from '../webhooks/recoveryQueue.ts';
import type { SourcesTable } from '../sources/sourcesTable.ts';
import type { WebhookPost } from '../webhooks/post.ts';
import type { Sealer } from '../webhooks/seal.ts';

/** What the operations work with. */
export interface ApiServices {
  readonly partners: PartnersTable;
  readonly endpoints: EndpointsTable;
  readonly sources: SourcesTable;
  readonly articles: ArticlesTable;
  readonly editions: AnnouncedVersionsTable;
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
