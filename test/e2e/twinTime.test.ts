import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chosenTables } from '../../local/engines/chosenTables.ts';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import type { Losses } from '../../local/sources/losses.ts';
import { newDataDir, removeDataDir, startRelay } from '../helpers/relay.ts';
import type { Relay } from '../helpers/relay.ts';

/** An engine with streams of its own tells nobody of its writes in time for a read to be late. */
const [onDynalite, notHere] =
  chosenTables() === 'dynalite' ? [test, ''] : [test.skip, ' (skipped: reads are late on dynalite alone)'];
/** Messages of the work queue are visible again after 12 seconds. */
const visibilityMs = 12_000;

const dataDir = newDataDir();
const time = new SimulatedTime();
let relay: Relay;
let losses: Losses;
let stored: string[];
beforeAll(async () => {
  relay = await startRelay({ dataDir, time, fastRetries: false, losses: (call) => losses(call) });
  relay.twin.events.on('invocation', ({ function: name, result }) => {
    stored.push(`${name.slice(0, 5)} ${result.ok ? 'done' : 'failed'}`);
  });
});
beforeEach(() => {
  losses = () => false;
  stored = [];
});
afterAll(async () => {
  await relay.stop();
  removeDataDir(dataDir);
});

const once = (lost: Parameters<Losses>[0]): Losses => {
  let left = 1;
  return (call) => call === lost && (left -= 1) === 0;
};
const storedTimes = () => stored.filter((line) => line === 'Store done').length;

test('a message whose worker died is in flight until its time has passed, and no sooner', async () => {
  relay.twin.faults.add({ function: relay.id('Store'), kind: 'kill-before' });
  await relay.work({ id: 'held', text: 'later' });
  await relay.twin.quiet();
  expect(relay.twin.depth(relay.id('Work'))).toMatchObject({ visible: 0, inFlight: 1 });
  time.pass(visibilityMs - 2_000);
  await relay.twin.quiet();
  expect(storedTimes()).toBe(0);
  time.pass(2_000);
  expect(await relay.next('ReadersUrl')).toMatchObject({ id: 'held' });
  await relay.twin.quiet();
  expect(relay.twin.depth(relay.id('Work'))).toMatchObject({ visible: 0, inFlight: 0, nextBackMs: undefined });
});

test.each<[lost: Parameters<Losses>[0], atOnce: number, later: number]>([
  ['receive', 0, 1],
  ['delete', 1, 2],
])('a lost %s', async (lost, atOnce, later) => {
  losses = once(lost);
  await relay.work({ id: `lost-${lost}`, text: 'x' });
  await relay.twin.quiet();
  expect(storedTimes()).toBe(atOnce);
  time.pass(visibilityMs);
  await relay.twin.quiet();
  expect(storedTimes()).toBe(later);
});

test('a lost checkpoint, and a batch comes once more', async () => {
  losses = once('checkpoint');
  await relay.work({ id: 'lost-checkpoint', text: 'x' });
  await relay.twin.quiet();
  expect(stored.filter((line) => line === 'Annou done')).toHaveLength(2);
});

test('functions see the time that has passed, and hosts whose clocks are off see their own', async () => {
  const seen = async () => {
    const { date, remainingMs } = (await (await fetch(`${relay.twin.url}/echo/time`)).json()) as {
      date: number;
      remainingMs: number;
    };
    expect(remainingMs).toBeGreaterThan(0); // their deadline is by the same clock
    expect(remainingMs).toBeLessThanOrEqual(2_000);
    return Math.round((date - Date.now()) / 60_000);
  };
  expect(await seen()).toBeCloseTo(0);
  time.pass(3_600_000);
  expect(await seen()).toBeCloseTo(0);
  time.skewMs = 600_000;
  await relay.twin.redeploy(relay.id('Web'));
  expect(await seen()).toBe(10);
  time.skewMs = 0;
});

test('a deployment lets what is being done end, and starts anew', async () => {
  await relay.work({ id: 'slow', text: 'kept', sleep: 1_000 });
  while (relay.twin.depth(relay.id('Work')).inFlight === 0) await new Promise(setImmediate);
  await relay.twin.redeploy(relay.id('Store'));
  await relay.twin.quiet();
  expect(stored).toContain('Store done');
  expect(stored).not.toContain('Store failed');
  await relay.work({ id: 'after', text: 'anew' });
  await relay.twin.quiet();
  expect(storedTimes()).toBe(2);
});

onDynalite(
  `a function may read what was before the last write, until a second has passed; the operator does not${notHere}`,
  async () => {
    const TableName = relay.twin.outputs['TableName'];
    const write = (text: string) =>
      relay.table.send(new PutItemCommand({ TableName, Item: { id: { S: 'read' }, text: { S: text } } }));
    const read = async () => ((await (await fetch(`${relay.twin.url}/items/read`)).json()) as { text: string }).text;
    await write('round -1');
    await relay.twin.reads.start({ seed: 1, longestMs: 1_000_000 });
    const fresh = new Set<boolean>();
    for (let round = 0; round < 30; round++) {
      await write(`round ${round}`);
      fresh.add((await read()) === `round ${round}`);
    }
    expect([...fresh].sort()).toEqual([false, true]);
    expect(
      (await relay.table.send(new GetItemCommand({ TableName, Key: { id: { S: 'read' } } }))).Item?.['text']?.S,
    ).toBe('round 29');
    time.pass(1_000_000);
    for (let again = 0; again < 10; again++) expect(await read()).toBe('round 29');
    await relay.twin.reads.stop();
  },
);

test('a row goes days after its time is over, with the time that a test lets pass', async () => {
  const TableName = relay.twin.outputs['TableName'];
  const there = async () =>
    (await relay.table.send(new GetItemCommand({ TableName, Key: { id: { S: 'expiring' } } }))).Item !== undefined;
  await relay.table.send(
    new PutItemCommand({
      TableName,
      Item: { id: { S: 'expiring' }, text: { S: 'x' }, expires: { N: String(Math.floor(Date.now() / 1000)) } },
    }),
  );
  time.pass(5_000);
  await relay.twin.quiet();
  expect(await there()).toBe(true);
  time.pass(49 * 3_600_000);
  await relay.twin.quiet();
  expect(await there()).toBe(false);
});
