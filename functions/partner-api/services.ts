import type { ArticleLog } from '../shared/aws/articleLog.ts';
import type { ArticlesTable } from '../shared/aws/articlesTable.ts';
import type { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import type { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import type { EditionsTable } from '../shared/aws/editionsTable.ts';
import type { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import type { PartnersTable } from '../shared/aws/partnersTable.ts';
import type { RecoveryQueue } from '../shared/aws/recoveryQueue.ts';
import type { SourcesTable } from '../shared/aws/sourcesTable.ts';
import type { Post } from '../shared/webhooks/post.ts';
import type { Sealer } from '../shared/webhooks/seal.ts';

/** What the operations work with. */
export interface Services {
  readonly partners: PartnersTable;
  readonly endpoints: EndpointsTable;
  readonly sources: SourcesTable;
  readonly articles: ArticlesTable;
  readonly editions: EditionsTable;
  readonly log: ArticleLog;
  readonly ledger: DeliveriesTable;
  readonly deliveries: DeliveriesQueue;
  readonly recoveries: RecoveryQueue;
  /** Reads the sealing key at the first call: most requests need none. */
  readonly sealer: () => Promise<Sealer>;
  readonly post: () => Promise<Post>;
  /** @throws FetchError where a name leads to no public address now */
  readonly resolve: (hostname: string) => Promise<void>;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly publication: string;
  readonly retentionDays: number;
  /** For the local twin and tests only: webhooks may go to this machine, without TLS. */
  readonly local: boolean;
}
