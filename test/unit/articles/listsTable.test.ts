import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ListsTable } from '../../../modules/articles/listsTable.ts';

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
