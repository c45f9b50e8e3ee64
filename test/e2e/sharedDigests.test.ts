import { beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCaravan, useCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

const shared = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
beforeAll(async () => {
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await shared.add('emn', publisher.url);
});

/** Readers whose digests are due. */
async function readersOf(caravan: TestCaravan, addresses: readonly string[]) {
  const tools = digestTools(caravan);
  const readers = await Promise.all(addresses.map((address) => tools.add(address)));
  return { tools, readers, inboxes: () => readers.map((reader) => tools.mails(reader).length) };
}
const calls = ({ twin }: TestCaravan, since: ReturnType<TestCaravan['twin']['meter']['snapshot']>) =>
  Object.fromEntries(
    twin.meter
      .since(since)
      .lines.filter(({ service }) => service === 'ses')
      .map(({ operation, calls: count }) => [operation, count]),
  );
const names = (count: number, host: string) =>
  Array.from({ length: count }, (_, index) => `reader-${index}@${host}.example`);

test('readers of one choice are sent to in one call, each with links of their own that work', async () => {
  const { tools, readers, inboxes } = await readersOf(shared, names(8, 'bulk'));
  const before = shared.twin.meter.snapshot();
  await tools.run();
  expect(inboxes()).toEqual(readers.map(() => 1));
  expect(calls(shared, before)['SendBulkEmail']).toBeGreaterThan(0);
  const leave = readers.map((reader) => {
    const [mail] = tools.mails(reader);
    expect(`${mail?.html}${mail?.text}`).not.toContain('{{');
    const link = mail?.headers.find(({ name }) => name === 'List-Unsubscribe')?.value.slice(1, -1) ?? '';
    expect(mail?.text).toContain(link);
    return link;
  });
  expect(new Set(leave)).toHaveProperty('size', readers.length);
  const answer = await fetch(leave[3]!, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect([answer.status, (await tools.row(readers[3]!)).status]).toEqual([200, 'left']);
  expect((await tools.row(readers[2]!)).status).toBe('active');
});

test('an address that SES cannot take costs nobody else their digest', async () => {
  const { tools, readers, inboxes } = await readersOf(shared, ['a@baku.example', 'nobody', 'c@baku.example']);
  await tools.run();
  expect(inboxes()).toEqual([1, 0, 1]);
  expect((await tools.ledger(readers[1]!))[0]).toMatchObject({ status: 'failed' });
});

test.each(['timeout-after', 'kill-after', 'kill-before', 'fail'] as const)(
  'where the call meets %s, each of its readers has one mail in the end',
  async (kind) => {
    const { tools, readers, inboxes } = await readersOf(shared, names(5, kind));
    shared.twin.faults.add({ operation: 'SendBulkEmail', kind });
    await tools.run();
    expect(shared.twin.faults.pending).toBe(0);
    for (const reader of readers) {
      await tools.letPass(reader);
      await tools.askAgain(reader);
    }
    expect(inboxes()).toEqual(readers.map(() => 1));
    for (const reader of readers) expect((await tools.ledger(reader))[0]?.status).toBe('delivered');
  },
);

test('whom the rate has no room for comes later, and nobody twice', async () => {
  const slow = await startCaravan({ mail: { maxSendRate: 4 } });
  try {
    await slow.add('emn', publisher.url);
    const { tools, readers, inboxes } = await readersOf(slow, names(12, 'slow'));
    await tools.run();
    for (let tries = 0; tries < 5 && inboxes().includes(0); tries++) {
      await sleep(1_000);
      for (const reader of readers) await tools.askAgain(reader);
    }
    expect(inboxes()).toEqual(readers.map(() => 1));
  } finally {
    await slow.stop();
  }
});
