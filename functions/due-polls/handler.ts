import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../platform/dynamodb/clients.ts';
import { PollsQueue } from '../../modules/sources/pollsQueue.ts';
import { SourcesTable } from '../../modules/sources/sourcesTable.ts';
import { countSome } from '../../platform/runtime/countSome.ts';
import { lambda } from '../../platform/runtime/lambda.ts';
import { enqueueDuePolls } from '../../modules/sources/enqueueDuePolls.ts';
import { duePollsEnv } from './env.ts';

export const handler = lambda(
  () => {
    const env = duePollsEnv.read();
    return {
      sources: new SourcesTable(documentClient(), env.SOURCES_TABLE),
      polls: new PollsQueue(new SQSClient(), env.POLLS_QUEUE_URL),
    };
  },
  async (_event: unknown, { sources, polls, metrics }) => {
    countSome(metrics, 'PollsAsked', await enqueueDuePolls(sources, polls, new Date()));
  },
);
