import { queueClient } from '../../../platform/aws/queues.ts';
import { documentClient } from '../../../platform/aws/documents.ts';
import { noEdge } from '../../../platform/http/edge.ts';
import { secretOnce } from '../../../platform/runtime/secret.ts';
import { RequestQueue } from '../../../platform/sqs/requestQueue.ts';
import { AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import { ArticlesTable } from '../../articles/articlesTable.ts';
import type { SentComment } from '../comment.ts';
import { commentKeyWith } from '../commentKey.ts';
import type { CommentKey } from '../commentKey.ts';
import { CommentsTable } from '../commentsTable.ts';
import { GateTable } from '../gateTable.ts';

/** Tables, queue and key for the pages about comments. */
export interface CommentServices {
  readonly articles: ArticlesTable;
  readonly announced: AnnouncedVersionsTable;
  readonly comments: CommentsTable;
  readonly gate: GateTable;
  /** Takes what has passed the gate. */
  readonly arrived: RequestQueue<SentComment>;
  readonly key: () => Promise<CommentKey>;
  readonly closeAfterDays: number;
  /** The publication's name. */
  readonly publication: string;
  readonly behindEdge: boolean;
}

type Variable =
  | 'ARTICLES_TABLE'
  | 'COMMENTS_QUEUE_URL'
  | 'READER_KEY_ARN'
  | 'RETENTION_DAYS'
  | 'CLOSE_AFTER_DAYS'
  | 'PUBLICATION_TITLE'
  | 'EDGE_SECRET';

/** The services of the environment, built once a cold start. */
export function commentServices(env: Readonly<Record<Variable, string>>): CommentServices {
  const client = documentClient();
  const secret = secretOnce(env.READER_KEY_ARN);
  const { ARTICLES_TABLE: table } = env;
  const retentionDays = Number(env.RETENTION_DAYS);
  return {
    articles: new ArticlesTable(client, table, retentionDays),
    announced: new AnnouncedVersionsTable(client, table),
    comments: new CommentsTable(client, table, retentionDays),
    gate: new GateTable(client, table),
    arrived: new RequestQueue<SentComment>(queueClient(), env.COMMENTS_QUEUE_URL),
    key: async () => commentKeyWith(await secret()),
    closeAfterDays: Number(env.CLOSE_AFTER_DAYS),
    publication: env.PUBLICATION_TITLE,
    behindEdge: env.EDGE_SECRET !== noEdge,
  };
}
