import { marshall } from '@aws-sdk/util-dynamodb';
import { anArticle } from '../test/helpers/records.ts';
import type { TestCaravan } from '../test/helpers/caravan.ts';

/** What each function's first invocation has to do, by the function's name. */
export const firstEvents = (caravan: TestCaravan, sourceId: string): Readonly<Record<string, () => Promise<object>>> => ({
  schedule: async () => ({}),
  release: async () => ({}),
  ingest: async () => {
    const source = await caravan.sources.get(sourceId);
    const body = JSON.stringify({ sourceId, dueAt: source?.nextPollAt });
    return { Records: [{ messageId: '1', body, attributes: { MessageGroupId: 'host' } }] };
  },
  publish: async () => ({
    Records: [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: marshall(anArticle(), { removeUndefinedValues: true }) } }],
  }),
  serve: async () => ({
    version: '2.0', rawPath: '/feeds/all.rss', headers: { 'accept-encoding': 'gzip' }, requestContext: { http: { method: 'GET' } },
  }),
});
