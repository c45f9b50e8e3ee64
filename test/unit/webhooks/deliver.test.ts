import { instant } from '../../../platform/values/time.ts';
import { anArticle, anEndpoint } from '../../helpers/records.ts';
import { idOf, items, now, record, world } from './deliverWorld.ts';

test('what our own fault prevents comes again, and nothing else does', async () => {
  const { run, rows, told } = world({ brokenLedger: ['b'] });
  expect(
    items(
      await run(record('a'), record('b'), record('c'), record('d', 1, '{"no":"delivery"}'), record('e', 1, 'not JSON')),
    ),
  ).toEqual(['b1', 'd1', 'e1']);
  expect(rows.map(({ articleId, status }) => `${articleId.charAt(0)} ${status}`).toSorted()).toEqual([
    'a delivered',
    'c delivered',
  ]);
  expect(told.toSorted()).toEqual(['a settled', 'b error', 'c settled']);
});

test('the first retry waits in the queue itself; a later one waits in the ledger', async () => {
  const { run, commands, rows } = world({ answers: { a: 500 } });
  expect(items(await run(record('a')))).toEqual(['a1']);
  expect(commands).toEqual([
    {
      name: 'ChangeMessageVisibilityCommand',
      input: { QueueUrl: 'queue', ReceiptHandle: 'handle-a1', VisibilityTimeout: 5 },
    },
  ]);
  expect(rows).toMatchObject([{ status: 'pending', step: 1 }]);
  rows[0] = { ...rows[0]!, dueAt: 1 as never };
  expect(await run(record('a'))).toEqual([]);
  expect(rows.at(-1)).toMatchObject({ status: 'pending', step: 2 });
});

test('two versions in one batch go in their order, and the older one not after the newer', async () => {
  const inOrder = world();
  await inOrder.run(record('a', 1), record('a', 2));
  expect(inOrder.posted).toEqual(['a1', 'a2']);
  const turned = world();
  await turned.run(record('a', 2), record('a', 1));
  expect(turned.posted).toEqual(['a2']);
  expect(turned.rows.map(({ version, status }) => [version, status])).toEqual([
    [2, 'delivered'],
    [1, 'superseded'],
  ]);
});

test('where no time is left, messages come again instead of being cut off amid a post', async () => {
  const { run, posted } = world({ remainingMs: 10_000 });
  expect(items(await run(record('a'), record('b')))).toEqual(['a1', 'b1']);
  expect(posted).toEqual([]);
});

test('what is answered at the same time is entered in the ledger in one call', async () => {
  const { run, writes, rows } = world();
  await run(record('a'), record('b'), record('c'));
  expect([writes, rows.length]).toEqual([[3], 3]);
});

test('one that is slow holds up no row of another for longer than a moment', async () => {
  const { run, rows, answered } = world({ slow: ['b'] });
  const all = run(record('a'), record('b'), record('c'));
  while (rows.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(rows.map(({ articleId }) => articleId.charAt(0))).toEqual(['a', 'c']);
  answered();
  expect(await all).toEqual([]);
  expect(rows).toHaveLength(3);
});

test('posts to an endpoint that asks for a rate stand evenly apart, in their order', async () => {
  const { run, posted, waits, changes } = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 1_000)) },
  });
  expect(await run(record('c'), record('a'), record('b'))).toEqual([]);
  expect(posted).toEqual(['c1', 'a1', 'b1']);
  expect(waits).toEqual([1_000, 7_000, 13_000]); // the clock of this test stands still
  expect(changes.at(-1)).toEqual({ nextPostAt: instant(new Date(now.getTime() + 19_000)) });
});

test('a turn that is too far away is waited for in the queue, and nothing overtakes it', async () => {
  const { run, posted, commands } = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 30_000)) },
  });
  expect(items(await run(record('a'), record('b')))).toEqual([]);
  expect(posted).toEqual(['a1', 'b1']);
  const later = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 39_000)) },
  });
  expect(items(await later.run(record('a'), record('b'), record('c')))).toEqual(['b1', 'c1']);
  expect(later.posted).toEqual(['a1']);
  expect(commands).toEqual([]);
  expect(later.commands.map(({ input }) => input)).toMatchObject([
    { ReceiptHandle: 'handle-b1', VisibilityTimeout: 45 },
    { ReceiptHandle: 'handle-c1', VisibilityTimeout: 45 },
  ]);
});

test('the last message of a step of a recovery tells how many were tried', async () => {
  const { run, changes } = world();
  const again = { asked: instant(now), how: 'recover' as const, tried: 7 };
  const about = { partnerId: 'caspian-times', endpointId: anEndpoint().id, version: 1 };
  await run(record('a'), record('b', 1, JSON.stringify({ ...about, articleId: idOf('b'), again })));
  expect(changes).toEqual([{ recoveryTried: { asked: instant(now), count: 7 } }]);
});

test('what a partner took is counted once, by source; what it did not take is not', async () => {
  const { run, used } = world({ answers: { b: 500 } });
  await run(record('a'), record('b'), record('c'));
  const source = anArticle().source.id;
  expect(used).toEqual([['caspian-times', 'webhook', [source, source]]]);
});
