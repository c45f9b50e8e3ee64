import { afterEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MailLimits } from '../../local/mail/sendQuota.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import { startPublisher } from '../helpers/publisher.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A system with a story, and readers whose digests are due. */
async function startWith(addresses: readonly string[], mail: MailLimits = { maxSendRate: 500 }) {
  const caravan = await startCaravan({ mail });
  stops.push(() => caravan.stop());
  const publisher = await startPublisher();
  stops.push(() => publisher.stop());
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
  const tools = digestTools(caravan);
  const readers: Subscriber[] = [];
  for (const address of addresses) readers.push(await tools.add(address));
  const inboxes = () => readers.map((reader) => tools.mails(reader).length);
  return { caravan, tools, readers, inboxes };
}
const calls = ({ twin }: TestCaravan, since: ReturnType<TestCaravan['twin']['meter']['snapshot']>) =>
  Object.fromEntries(
    twin.meter
      .since(since)
      .lines.filter(({ service }) => service === 'ses')
      .map(({ operation, calls: count }) => [operation, count]),
  );
const names = (count: number) => Array.from({ length: count }, (_, index) => `reader-${index}@baku.example`);

test('readers of one choice are sent to in one call, each with links of their own that work', async () => {
  const { caravan, tools, readers, inboxes } = await startWith(names(8));
  const before = caravan.twin.meter.snapshot();
  await tools.run();
  expect(inboxes()).toEqual(readers.map(() => 1));
  expect(calls(caravan, before)['SendBulkEmail']).toBeGreaterThan(0);
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
  const { tools, readers, inboxes } = await startWith(['a@baku.example', 'nobody', 'c@baku.example']);
  await tools.run();
  expect(inboxes()).toEqual([1, 0, 1]);
  expect((await tools.ledger(readers[1]!))[0]).toMatchObject({ status: 'failed' });
});

test.each(['timeout-after', 'kill-after', 'kill-before', 'fail'] as const)(
  'where the call meets %s, each of its readers has one mail in the end',
  async (kind) => {
    const { caravan, tools, readers, inboxes } = await startWith(names(5));
    caravan.twin.faults.add({ operation: 'SendBulkEmail', kind });
    await tools.run();
    expect(caravan.twin.faults.pending).toBe(0);
    for (const reader of readers) {
      await tools.letPass(reader);
      await tools.askAgain(reader);
    }
    expect(inboxes()).toEqual(readers.map(() => 1));
    for (const reader of readers) expect((await tools.ledger(reader))[0]?.status).toBe('delivered');
  },
);

test('whom the rate has no room for comes later, and nobody twice', async () => {
  const { tools, readers, inboxes } = await startWith(names(12), { maxSendRate: 4 });
  await tools.run();
  for (let tries = 0; tries < 5 && inboxes().includes(0); tries++) {
    await sleep(1_000);
    for (const reader of readers) await tools.askAgain(reader);
  }
  expect(inboxes()).toEqual(readers.map(() => 1));
});
