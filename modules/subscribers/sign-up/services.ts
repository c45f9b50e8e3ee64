import { queueClient } from '../../../platform/aws/queues.ts';
import type { Documents } from '../../../platform/aws/documents.ts';
import { noEdge } from '../../../platform/http/edge.ts';
import { secretOnce } from '../../../platform/runtime/secret.ts';
import { RequestQueue } from '../../../platform/sqs/requestQueue.ts';
import { ArticleLog } from '../../articles/articleLog.ts';
import { DirectoryTable } from '../../articles/directoryTable.ts';
import type { Confirmation } from '../confirmationMessage.ts';
import { readerKeyWith } from '../readerKey.ts';
import type { ReaderKey } from '../readerKey.ts';
import { SubscribersTable } from '../subscribersTable.ts';

/** Tables, queues and keys for the steps. */
export interface SignUpServices {
  readonly subscribers: SubscribersTable;
  readonly directory: DirectoryTable;
  readonly log: ArticleLog;
  readonly confirmations: RequestQueue<Confirmation>;
  /** Read at the first call: the form needs none. */
  readonly key: () => Promise<ReaderKey>;
  /** The publication's name. */
  readonly publication: string;
  readonly behindEdge: boolean;
}

/** The services of the environment. */
export function signUpServices(
  client: Documents,
  env: Readonly<
    Record<
      | 'SUBSCRIBERS_TABLE'
      | 'ARTICLES_TABLE'
      | 'CONFIRMATIONS_QUEUE_URL'
      | 'READER_KEY_ARN'
      | 'RETENTION_DAYS'
      | 'PUBLICATION_TITLE'
      | 'EDGE_SECRET',
      string
    >
  >,
): SignUpServices {
  const secret = secretOnce(env.READER_KEY_ARN);
  return {
    subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
    directory: new DirectoryTable(client, env.ARTICLES_TABLE),
    log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
    confirmations: new RequestQueue<Confirmation>(queueClient(), env.CONFIRMATIONS_QUEUE_URL),
    key: async () => readerKeyWith(await secret()),
    publication: env.PUBLICATION_TITLE,
    behindEdge: env.EDGE_SECRET !== noEdge,
  };
}
