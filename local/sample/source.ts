import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PollsQueue } from '../../functions/shared/aws/pollsQueue.ts';
import { SourcesTable } from '../../functions/shared/aws/sourcesTable.ts';
import { epochSeconds, instant } from '../../functions/shared/domain/time.ts';
import { operator } from '../gateway/call.ts';
import { region } from '../template/naming.ts';
import type { Twin } from '../twin.ts';
import { publisherName } from './feed.ts';

const sourceId = 'eurasia-media-network-sample';

/** Keeps the sample publisher among the sources of the stack, and asks for its polls. */
export function sampleSource({ endpoint, outputs }: Twin): { poll(feedUrl: string): Promise<void>; close(): void } {
  const settings = { endpoint, region, credentials: { accessKeyId: operator, secretAccessKey: 'twin' } };
  const tables = new DynamoDBClient(settings);
  const queues = new SQSClient(settings);
  const sources = new SourcesTable(DynamoDBDocumentClient.from(tables, { marshallOptions: { removeUndefinedValues: true } }), outputs['SourcesTable'] ?? '');
  const polls = new PollsQueue(queues, outputs['PollsQueueUrl'] ?? '');
  return {
    poll: async (feedUrl) => {
      const now = new Date();
      const nextPollAt = epochSeconds(now);
      const isNew = await sources.add({
        id: sourceId, name: publisherName, url: feedUrl, topics: [], status: 'active', nextPollAt, failures: 0, notes: [], createdAt: instant(now),
      });
      const known = isNew ? undefined : await sources.get(sourceId);
      if (known !== undefined && known.status !== 'active') return;
      if (known !== undefined) await sources.change(sourceId, { url: feedUrl, nextPollAt });
      await polls.ask([{ id: sourceId, url: feedUrl, nextPollAt }]);
    },
    close: () => {
      tables.destroy();
      queues.destroy();
    },
  };
}
