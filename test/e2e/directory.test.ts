import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DirectoryTable } from '../../modules/articles/directoryTable.ts';
import { ListsTable } from '../../modules/articles/listsTable.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { topicOf } from '../../platform/values/topic.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { anArticle } from '../helpers/records.ts';

const most = 1_000;
const nameOf = (number: number) =>
  number === most - 1 ? 'Örnek konu of İstanbul' : `Subject of Region ${String(number).padStart(4, '0')}`;
const caravan = useCaravan();
let directory: DirectoryTable;
let calls = 0;
beforeAll(async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(twinOperator(caravan.twin.endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = caravan.twin.outputs['ArticlesTable'] ?? '';
  const topics = Array.from({ length: most }, (_, number) => topicOf(nameOf(number))).filter(
    (topic) => topic !== undefined,
  );
  const changes = Array.from({ length: most / 10 }, (_, index) => ({
    before: undefined,
    readable: true,
    after: anArticle({ id: index.toString(16).padStart(32, '0'), topics: topics.slice(10 * index, 10 * index + 10) }),
  }));
  await new ListsTable(client, table, 30).apply(changes);
  directory = new DirectoryTable(client, table);
  client.middlewareStack.add(
    (next) => (args) => {
      calls += 1;
      return next(args);
    },
    { step: 'initialize' },
  );
});

test.each([
  ['region 0777', nameOf(777)],
  ['0777 Region', nameOf(777)],
  ['0777', nameOf(777)],
  ['subject 0998 reg', nameOf(998)],
  ['istanbul', nameOf(999)],
  ['ornek', nameOf(999)],
  ['ISTAN konu', nameOf(999)],
])('among a thousand topics, %j finds %j', async (text, name) => {
  expect((await directory.find('topic', text, 60)).map(({ title }) => title)).toContain(name);
});

test('whatever is asked costs a few calls, and a few rows come', async () => {
  for (const text of [
    's',
    'subject of region',
    'a b c d e f g h',
    'x'.repeat(5_000),
    '',
    '#',
    'region#0',
    '\uD800',
    '経済',
  ]) {
    calls = 0;
    expect((await directory.find('topic', text, 61)).length).toBeLessThanOrEqual(61);
    expect(calls).toBeLessThanOrEqual(5);
  }
  calls = 0;
  expect(await directory.some('topic', 60)).toMatchObject({ complete: false, entries: { length: 60 } });
  expect(await directory.some('source', 60)).toMatchObject({
    complete: true,
    entries: [{ title: 'Eurasia Media Network' }],
  });
  expect(
    await directory.named([
      { kind: 'topic', slug: 'none' },
      { kind: 'topic', slug: 'x'.repeat(3_000) },
      { kind: 'source', slug: '' },
      { kind: 'source', slug: 'eurasia' },
    ]),
  ).toMatchObject([{ slug: 'eurasia' }]);
  expect(calls).toBe(3);
});

test('a list is entered once, whoever meets it again; another name of it is entered as it comes', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(twinOperator(caravan.twin.endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = caravan.twin.outputs['ArticlesTable'] ?? '';
  const written = async (name: string) => {
    const before = caravan.twin.meter.snapshot();
    await new ListsTable(client, table, 30).apply([
      { before: undefined, readable: true, after: anArticle({ topics: [{ slug: 'water', name }] }) },
    ]);
    return caravan.twin.meter
      .since(before)
      .lines.filter(({ operation }) => operation === 'BatchWriteItem')
      .reduce((sum, { writeUnits }) => sum + writeUnits, 0);
  };
  const first = await written('Water and sanitation');
  expect(await written('Water and sanitation')).toBe(first - 4); // its entry, and three words
  expect(await written('Clean water')).toBe(first - 1);
  expect((await directory.find('topic', 'clean', 9)).map(({ title }) => title)).toEqual(['Clean water']);
});
