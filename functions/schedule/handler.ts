import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../shared/aws/clients.ts';
import { PollsQueue } from '../shared/aws/pollsQueue.ts';
import { SourcesTable } from '../shared/aws/sourcesTable.ts';
import { countSome } from '../shared/runtime/countSome.ts';
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
    countSome(metrics, 'PollsAsked', await enqueueDuePolls(sources, polls, new Date()));
  },
);
