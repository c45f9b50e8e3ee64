import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readChange } from '../../../modules/announcing/changes.ts';
import { articleIn, ArticlesTable } from '../../../modules/articles/articlesTable.ts';
import { packed, unpacked } from '../../../modules/articles/packedRow.ts';
import { itemBytes } from '../../../platform/dynamodb/itemSize.ts';
import { anArticle } from '../../helpers/records.ts';

// Attributes have our own names: none is `packed`, nor `__proto__`, which zod leaves out. JSON knows no -0.
const jsonValues = fc
  .dictionary(
    fc.string().filter((name) => name !== 'packed' && name !== '__proto__'),
    fc.jsonValue(),
  )
  .map((says) => JSON.parse(JSON.stringify(says)) as Record<string, unknown>);

test('what a row says is the same after it was packed, whatever it says, and never takes more room', () => {
  fc.assert(
    fc.property(jsonValues, (says) => {
      const row = packed(says);
      expect(unpacked(row)).toEqual(says);
      expect(itemBytes(row)).toBeLessThanOrEqual(itemBytes(says));
    }),
  );
});

test('a long text is deflated, and what stands beside it stays', () => {
  const says = { content: '<p>Rates rise.</p>'.repeat(100), title: 'Rates rise' };
  const row = { ...packed(says), version: 3 };
  expect(Object.keys(row)).toEqual(['packed', 'version']);
  expect(itemBytes(row)).toBeLessThan(200);
  expect(unpacked(row)).toEqual({ ...says, version: 3 });
});

test('a short one is kept as it is', () => {
  expect(packed({ id: 'x' })).toEqual({ id: 'x' });
});

test('a row that is damaged, or would fill the memory, is an error', () => {
  expect(() => unpacked({ packed: Buffer.from('no deflated text') })).toThrow();
  expect(() => unpacked({ packed: 'text' })).toThrow();
  expect(() => unpacked({ packed: deflateRawSync(`"${' '.repeat(5_000_000)}"`) })).toThrow();
  expect(() => unpacked({ packed: deflateRawSync('"text"') })).toThrow();
});

test('an article is the same by its row, and by what the stream tells of it', async () => {
  const article = anArticle({ content: '<p>Rates rise.</p>'.repeat(100) });
  const rows: Record<string, unknown>[] = [];
  const client = {
    send: async ({ input }: { input: { Item: Record<string, unknown> } }) => {
      rows.push(input.Item);
    },
  };
  await new ArticlesTable(client, 'articles', 30).insert(article);
  const [row = {}] = rows;
  expect(row).not.toHaveProperty('content');
  expect(articleIn(row)).toEqual(article);
  const image = marshall(row, { removeUndefinedValues: true });
  const asJson = JSON.stringify(image, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  const record = { eventName: 'INSERT', dynamodb: { Keys: {}, NewImage: JSON.parse(asJson) as object } };
  expect(readChange(record as DynamoDBRecord)).toEqual({ sequenceNumber: '', before: undefined, after: article });
});
