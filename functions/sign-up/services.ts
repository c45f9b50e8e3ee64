import { SQSClient } from '@aws-sdk/client-sqs';
import { ArticleLog } from '../shared/aws/articleLog.ts';
import { documentClient } from '../shared/aws/clients.ts';
import { RequestQueue } from '../shared/aws/requestQueue.ts';
import type { Confirmation } from '../shared/events/confirmation.ts';
import { DirectoryTable } from '../shared/aws/directoryTable.ts';
import { secretOnce } from '../shared/aws/secret.ts';
import { SubscribersTable } from '../shared/aws/subscribersTable.ts';
import { readerKeyWith } from '../shared/readers/readerKey.ts';
import type { ReaderKey } from '../shared/readers/readerKey.ts';
import { noEdge } from '../shared/http/edge.ts';
import type { EnvOf } from '../shared/runtime/env.ts';
import type { signUpEnv } from './env.ts';

/** What the steps work with. */
export interface Services {
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

/** The services of the environment, built once a cold start. */
export function servicesWith(env: EnvOf<typeof signUpEnv>): Services {
  const client = documentClient();
  const secret = secretOnce(env.READER_KEY_ARN);
  return {
    subscribers: new SubscribersTable(client, env.SUBSCRIBERS_TABLE),
    directory: new DirectoryTable(client, env.ARTICLES_TABLE),
    log: new ArticleLog(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
    confirmations: new RequestQueue<Confirmation>(new SQSClient(), env.CONFIRMATIONS_QUEUE_URL),
    key: async () => readerKeyWith(await secret()),
    publication: env.PUBLICATION_TITLE,
    behindEdge: env.EDGE_SECRET !== noEdge,
  };
}
