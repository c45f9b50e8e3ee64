import { queueClient } from '../../platform/aws/queues.ts';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { HeldCorrectionsTable } from '../../modules/articles/heldCorrectionsTable.ts';
import { TopicRulesTable } from '../../modules/articles/topicRules.ts';
import { EditorRulesTable } from '../../modules/editors/rulesTable.ts';
import { ReadingProcess } from '../../modules/feed-reading/readingProcess.ts';
import { Pages } from '../../modules/full-text/pages.ts';
import type { LeaseMessage } from '../../modules/sources/messages.ts';
import { LargeDocuments } from '../../modules/sources/polling/largeDocuments.ts';
import { pollMessages } from '../../modules/sources/polling/pollSource.ts';
import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueHandler } from '../../platform/runtime/queueHandler.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import { ingestEnv } from './env.ts';

export const handler = queueHandler(
  ingestEnv,
  (env) => {
    const client = documentClient();
    const asking = { userAgent: env.USER_AGENT, allowLoopback: env.ALLOW_LOOPBACK === 'true' };
    return {
      ...asking,
      sources: new SourcesTable(client, env.SOURCES_TABLE),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      heldCorrections: new HeldCorrectionsTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      editorRules: new EditorRulesTable(client, env.ARTICLES_TABLE),
      leases: new RequestQueue<LeaseMessage>(queueClient(), env.LEASES_QUEUE_URL),
      backlogHours: Number(env.BACKLOG_HOURS),
      restlessHours: Number(env.RESTLESS_HOURS),
      reading: new ReadingProcess(),
      large: new LargeDocuments(),
      pages: new Pages(asking),
      topicRules: new TopicRulesTable(client, env.ARTICLES_TABLE),
    };
  },
  pollMessages,
);
