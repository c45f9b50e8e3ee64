import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { epochSeconds } from '../../platform/values/time.ts';
import { pushTo } from '../helpers/hub.ts';
import { startPushing, topic } from '../helpers/pushing.ts';
import type { Pushing } from '../helpers/pushing.ts';

let pushing: Pushing;
let caravan: Pushing['caravan'];
let publisher: Pushing['publisher'];
let hub: Pushing['hub'];
let key: Pushing['key'];
beforeAll(async () => {
  pushing = await startPushing();
  ({ caravan, publisher, hub, key } = pushing);
});
afterAll(() => pushing.stop());

const titles = async () =>
  ((await (await caravan.get('/feeds/all.json')).json()) as { items: { title: string }[] }).items.map(
    ({ title }) => title,
  );
const hex = (body: string | Uint8Array, secret = key.secretOf('emn')): string =>
  createHmac('sha256', secret).update(body).digest('hex');
let stories = 0;
const publish = () => {
  const title = `Story ${(stories += 1)}`;
  publisher.items = [{ guid: title, title }, ...publisher.items];
  return title;
};

test('a source with a hub gets a lease by its first poll', async () => {
  await caravan.add('emn', publisher.url);
  await pushing.settle();
  expect(hub.asked).toEqual([
    {
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.callback': pushing.callback(),
      'hub.secret': key.secretOf('emn'),
      'hub.lease_seconds': '864000',
    },
  ]);
  expect(hub.verified).toEqual([
    { status: 200, text: expect.stringMatching(/^[0-9a-f]{32}$/), type: 'text/plain; charset=utf-8' },
  ]);
  const { push: stands } = await pushing.row();
  expect(stands).toEqual({ hub: hub.url, topic, askedAt: expect.any(Number), leaseUntil: expect.any(Number) });
  expect(stands!.leaseUntil! - pushing.now()).toBeGreaterThan(431_900);
  expect(stands!.leaseUntil! - pushing.now()).toBeLessThanOrEqual(432_000);
  expect([pushing.counted('LeasesGranted'), pushing.deadLetters()]).toEqual([1, 0]);
});

test('while it runs, a poll asks for no other, and an unchanged one is a read and a write', async () => {
  publisher.conditional = true;
  await caravan.poll('emn');
  expect(await pushing.callsOf('PollingIngest', () => caravan.poll('emn'))).toEqual({
    GetItem: 1,
    UpdateItem: 1,
    ReceiveMessage: expect.any(Number),
    DeleteMessageBatch: expect.any(Number),
  });
  publisher.conditional = false;
  await pushing.settle();
  expect(hub.asked).toHaveLength(1);
});

describe('a push', () => {
  test.each(['sha1', 'sha256', 'sha384', 'sha512'])(
    'signed with %s brings a story at once, without the schedule',
    async (method) => {
      await pushing.polledAgo(31);
      const title = publish();
      const announced = caravan.events.length;
      expect(
        await pushing.push(`<rss><item><title>${title}, as only the hub tells it</title></item></rss>`, method),
      ).toEqual([202]);
      await caravan.announced(announced + 1);
      await caravan.twin.idle();
      expect((await titles())[0]).toBe(title);
      expect((await pushing.row()).nextPollAt).toBeGreaterThan(pushing.now());
    },
  );

  test('that is bytes, and in no UTF-8, is checked as it came', async () => {
    await pushing.polledAgo(31);
    const body = Uint8Array.of(0xff, 0xfe, 0, 0x80, 13, 10);
    const response = await fetch(pushing.callback(), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/octet-stream', 'x-hub-signature': `sha256=${hex(body)}` },
    });
    expect(response.status).toBe(202);
    await caravan.twin.idle();
    expect(pushing.now() - epochSeconds(new Date((await pushing.row()).lastOutcome!.at))).toBeLessThan(10);
  });

  test('within 30 s of a poll brings the next one forward, for the schedule', async () => {
    await pushing.polledAgo(10);
    const before = publisher.requests.length;
    expect(await pushing.push()).toEqual([202]);
    const { nextPollAt, lastOutcome } = await pushing.row();
    expect(nextPollAt).toBe(epochSeconds(new Date(lastOutcome!.at)) + 30);
    expect(await pushing.callsOf('PushingWebSub', () => pushing.push())).toEqual({ GetItem: 1 });
    expect([publisher.requests.length, (await pushing.row()).nextPollAt]).toEqual([before, nextPollAt]);
  });

  test('while a poll is under way brings one more after it', async () => {
    let held: ServerResponse | undefined;
    const asked = new Promise<void>((resolve) => {
      publisher.answer = (response) => {
        held = response;
        resolve();
      };
    });
    await caravan.sources.change('emn', { etag: '"1"' });
    const polling = caravan.poll('emn');
    await asked;
    const { nextPollAt: dueAt } = await pushing.row();
    expect(await hub.push()).toEqual([202]);
    expect(await pushing.row()).toMatchObject({ nextPollAt: dueAt, pollAgainAt: expect.any(Number) });
    const { pollAgainAt } = await pushing.row();
    expect(pollAgainAt! - pushing.now()).toBeGreaterThan(25);
    publisher.answer = undefined;
    held!.writeHead(304).end();
    const after = await polling;
    expect(after).toMatchObject({ nextPollAt: pollAgainAt, lastOutcome: { kind: 'not-modified' } });
    expect(after.pollAgainAt).toBeUndefined();
    expect((await caravan.poll('emn')).nextPollAt).toBeGreaterThan(pushing.now() + 100);
  });

  test('while a poll is under way that fails is forgotten: the source is let be', async () => {
    let held: ServerResponse | undefined;
    const asked = new Promise<void>((resolve) => {
      publisher.answer = (response) => {
        held = response;
        resolve();
      };
    });
    const polling = caravan.poll('emn');
    await asked;
    expect(await hub.push()).toEqual([202]);
    publisher.answer = undefined;
    held!.writeHead(503, { 'retry-after': '7200' }).end();
    const after = await polling;
    expect(after).toMatchObject({ lastOutcome: { kind: 'retry-later' } });
    expect([after.pollAgainAt, after.nextPollAt > pushing.now() + 7_000]).toEqual([undefined, true]);
  });

  test('does not wake a publisher that has asked for patience, a paused source, or one that is gone', async () => {
    const before = publisher.requests.length;
    const resting = await pushing.row();
    expect(resting.lastOutcome?.kind).toBe('retry-later');
    await pushing.polledAgo(3_000);
    for (const status of ['active', 'paused', 'gone'] as const) {
      await caravan.sources.change('emn', { status });
      expect(await pushing.push()).toEqual([202]);
      expect(await pushing.row()).toMatchObject({ status, nextPollAt: resting.nextPollAt });
    }
    expect(publisher.requests).toHaveLength(before);
    expect(await pushing.poll()).toMatchObject({ status: 'active', lastOutcome: { kind: 'unchanged' } });
  });

  test('without a signature, or with a wrong one, gets the same answer and changes nothing: not a row is read', async () => {
    await pushing.polledAgo(31);
    const [before, unsigned] = [await pushing.row(), pushing.counted('PushesUnsigned')];
    const signatures = [
      undefined,
      '',
      'sha256=',
      'sha256=00',
      `sha256=${'0'.repeat(64)}`,
      `sha1=${'0'.repeat(64)}`,
      `md5=${'0'.repeat(32)}`,
      `sha256=${hex('<rss/>', 'another secret')}`,
      hex('<rss/>'),
      `sha256=${hex('<rss/> ')}`,
    ];
    const calls = await pushing.callsOf('PushingWebSub', async () => {
      for (const signature of signatures) {
        const response = await fetch(pushing.callback(), {
          method: 'POST',
          body: '<rss/>',
          headers: { 'content-type': 'text/xml', ...(signature !== undefined && { 'x-hub-signature': signature }) },
        });
        expect([signature, response.status, await response.text()]).toEqual([signature, 202, '']);
      }
    });
    await caravan.twin.idle();
    expect([calls, await pushing.row(), pushing.counted('PushesUnsigned') - unsigned]).toEqual([
      {},
      before,
      signatures.length,
    ]);
  });

  test('of more than four megabytes is too large', async () => {
    expect((await pushTo(pushing.callback(), 'x'.repeat(4_000_001), key.secretOf('emn'))).status).toBe(413);
    expect((await pushTo(pushing.callback(), Buffer.alloc(4_000_001), key.secretOf('emn'))).status).toBe(413);
  });
});

test('no log holds a token, a secret or a challenge, or what was pushed, and no grant was missing', () => {
  expect(pushing.logs.join('\n')).toMatch(/callback taken[^]*callback unsigned/);
  expect(pushing.leaked('as only the hub tells it')).toEqual([]);
  expect(caravan.twin.refusals).toEqual([]);
});
