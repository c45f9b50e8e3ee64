import { DueSources } from '../../modules/sources/dueSources.ts';
import { enqueueDuePolls } from '../../modules/sources/enqueueDuePolls.ts';
import { PollsQueue } from '../../modules/sources/pollsQueue.ts';
import { documentClient } from '../../platform/aws/documents.ts';
import { queueClient } from '../../platform/aws/queues.ts';
import { sweepHandler } from '../../platform/runtime/sweepHandler.ts';
import { duePollsEnv } from './env.ts';

export const handler = sweepHandler(
  duePollsEnv,
  (env) => ({
    sources: new DueSources(documentClient(), env.SOURCES_TABLE),
    polls: new PollsQueue(queueClient(), env.POLLS_QUEUE_URL),
  }),
  async ({ sources, polls }, now, countSome) => countSome('PollsAsked', await enqueueDuePolls(sources, polls, now)),
);
