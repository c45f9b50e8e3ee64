import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { jest } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { LargeDocuments } from '../../../modules/sources/polling/largeDocuments.ts';
import { pollMessages } from '../../../modules/sources/polling/pollSource.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import type { SourcesTable } from '../../../modules/sources/sourcesTable.ts';
import { noRules } from '../../../modules/editors/rulesTable.ts';

const record = (host: string, sourceId: string, body = JSON.stringify({ sourceId, dueAt: 1 })) =>
  ({ messageId: `${host}/${sourceId}`, body, attributes: { MessageGroupId: host } }) as unknown as SQSRecord;

/** Sources that are all stale, so that a poll is one read; some reads fail. */
function services(broken: readonly string[] = [], remainingMs = 60_000) {
  const asked: string[] = [];
  let underWay = 0;
  let most = 0;
  const sources = {
    get: async (id: string) => {
      asked.push(id);
      most = Math.max(most, (underWay += 1));
      await Promise.resolve();
      underWay -= 1;
      if (broken.includes(id)) throw new Error('DynamoDB is throttled');
      return undefined;
    },
  } as unknown as SourcesTable;
  const logger = new Logger();
  jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  jest.spyOn(logger, 'error').mockImplementation(() => undefined);
  const metrics = new Metrics({ namespace: 'test' });
  jest.spyOn(metrics, 'singleMetric').mockReturnValue({ addMetric: () => undefined } as unknown as Metrics);
  const rest = {
    articles: undefined as never,
    leases: undefined as never,
    userAgent: 'test',
    allowLoopback: false,
    reading: undefined as never,
    pages: undefined as never,
    large: new LargeDocuments(),
    remainingMs: () => remainingMs,
    backlogHours: 48,
    restlessHours: 3,
    topicRules: { all: () => Promise.resolve({}) },
    editorRules: { all: () => Promise.resolve(noRules) },
    heldCorrections: { put: () => Promise.resolve() },
    logger,
    metrics,
  };
  return { asked, mostAtOnce: () => most, services: { sources, ...rest } };
}
const pollBatch = async (records: SQSRecord[], of: ReturnType<typeof services>['services']) =>
  (await workOff(records, pollMessages, of)).map(({ itemIdentifier }) => itemIdentifier);

test('a failure sends back its message and those of the same host behind it, and no other', async () => {
  const { services: of, asked } = services(['a2']);
  const failed = await pollBatch([record('a', 'a1'), record('a', 'a2'), record('b', 'b1'), record('a', 'a3')], of);
  expect(failed).toEqual(['a/a2', 'a/a3']);
  expect(asked.toSorted()).toEqual(['a1', 'a2', 'b1']);
});

test('hosts are polled side by side, and the sources of one host in turn', async () => {
  const two = services();
  await pollBatch([record('a', 'a1'), record('b', 'b1')], two.services);
  expect(two.mostAtOnce()).toBe(2);
  const one = services();
  await pollBatch([record('a', 'a1'), record('a', 'a2')], one.services);
  expect(one.mostAtOnce()).toBe(1);
});

test('with too little time left for a poll, messages go back untouched', async () => {
  const { services: of, asked } = services([], 10_000);
  expect(await pollBatch([record('a', 'a1'), record('a', 'a2')], of)).toEqual(['a/a1', 'a/a2']);
  expect(asked).toEqual([]);
});

test('a message that is none goes back, on its way to the dead letters', async () => {
  const { services: of } = services();
  expect(await pollBatch([record('a', 'bad', '{"sourceId":1}'), record('b', 'b1')], of)).toEqual(['a/bad']);
});

test('of a batch five large documents are at work at a time; the message of a sixth comes again', async () => {
  const large = new LargeDocuments();
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const poll = (bytes: number) =>
    large.during(async (takeIn) => {
      takeIn(bytes);
      await done;
    });
  const underWay = [...Array<number>(5).fill(2_000_000), 1_000, 1_000].map(poll);
  await expect(poll(2_000_000)).rejects.toThrow('comes again');
  finish();
  await Promise.all(underWay);
  await expect(poll(2_000_000)).resolves.toBeUndefined();
});
