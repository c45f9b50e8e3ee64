import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../shared/aws/clients.ts';
import { PollsQueue } from '../shared/aws/pollsQueue.ts';
import { SourcesTable } from '../shared/aws/sourcesTable.ts';
import { lambda } from '../shared/runtime/lambda.ts';
import { enqueueDuePolls } from './enqueueDuePolls.ts';
import { scheduleEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = scheduleEnv.read();
    return {
      sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
      polls: new PollsQueue(new SQSClient(), env.POLLS_QUEUE_URL),
    };
  },
  async (_event: unknown, { sources, polls, metrics }) => {
    metrics.addMetric('PollsAsked', MetricUnit.Count, await enqueueDuePolls(sources, polls, new Date()));
  },
);
