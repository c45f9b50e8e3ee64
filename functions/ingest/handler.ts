import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticlesTable } from '../../modules/articles/articlesTable.ts';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import type { LeaseMessage } from '../../modules/sources/leaseMessage.ts';
import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { ingestEnv } from './env.ts';
import { pollBatch } from '../../modules/sources/polling/pollBatch.ts';
import { ReadingProcess } from '../../modules/feed-reading/readingProcess.ts';

export const handler = lambda(
  () => {
    const env = ingestEnv.read();
    const client = documentClient();
    return {
      sources: new SourcesTable(client, env.SOURCES_TABLE),
      articles: new ArticlesTable(client, env.ARTICLES_TABLE, Number(env.RETENTION_DAYS)),
      leases: new RequestQueue<LeaseMessage>(new SQSClient(), env.LEASES_QUEUE_URL),
      backlogHours: Number(env.BACKLOG_HOURS),
      reading: new ReadingProcess(),
      userAgent: env.USER_AGENT,
      allowLoopback: env.ALLOW_LOOPBACK === 'true',
    };
  },
  async ({ Records }: SQSEvent, services, context): Promise<SQSBatchResponse> => {
    const remainingMs = () => context.getRemainingTimeInMillis();
    const failed = await pollBatch(
      Records,
      { ...services, read: (received) => services.reading.read(received, remainingMs) },
      remainingMs,
    );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);
