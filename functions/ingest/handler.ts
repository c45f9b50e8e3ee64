import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ArticlesTable } from '../shared/aws/articlesTable.ts';
import { documentClient } from '../shared/aws/clients.ts';
import { RequestQueue } from '../shared/aws/requestQueue.ts';
import type { LeaseMessage } from '../shared/events/lease.ts';
import { SourcesTable } from '../shared/aws/sourcesTable.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { ingestEnv } from './env.ts';
import { pollBatch } from './pollBatch.ts';
import { ReadingProcess } from './readingProcess.ts';

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
    const failed = await pollBatch(Records, { ...services, read: (received) => services.reading.read(received, remainingMs) }, remainingMs);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
);
