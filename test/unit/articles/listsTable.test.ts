import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ListsTable } from '../../../modules/articles/listsTable.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import { anArticle, at } from '../../helpers/records.ts';

test('a directory without end is read no further than an answer can hold', async () => {
  let pages = 0;
  const client = Object.assign(Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient, {
    send: () =>
      Promise.resolve({
        Items: Array.from({ length: 3_000 }, (_, index) => ({ kind: 'topic', slug: `t${pages}-${index}`, title: 'T' })),
        LastEvaluatedKey: { pk: String((pages += 1)) },
      }),
  });
  expect(await new ListsTable(client, 'articles', 30).directory()).toHaveLength(10_000);
  expect(pages).toBe(4);
});

test('an article that expires later than the retention stays in its lists as long as its own row', async () => {
  const written: Record<string, unknown>[] = [];
  const client = Object.assign(Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient, {
    send: ({
      input,
    }: {
      input: { RequestItems: Record<string, { PutRequest: { Item: Record<string, unknown> } }[]> };
    }) => {
      const writes = Array.isArray(input.RequestItems['articles']) ? input.RequestItems['articles'] : [];
      written.push(...writes.map(({ PutRequest: { Item } }) => Item));
      return Promise.resolve({ Responses: { articles: [] } });
    },
  });
  const after = anArticle({ expiresAt: at('2027-06-01T00:00:00Z') });
  await new ListsTable(client, 'articles', 30).apply([{ before: undefined, after, readable: true }]);
  const kept = written.filter(({ id }) => id === after.id).map(({ expireAt }) => expireAt);
  expect(kept.length).toBeGreaterThan(0);
  expect(new Set(kept)).toEqual(new Set([secondsOf(at('2027-06-01T00:00:00Z')) + 30 * 86_400]));
});
