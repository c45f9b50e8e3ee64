import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formerHubOwner } from '../../modules/webhooks/endpoint.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
let hub: ReturnType<typeof hubTools>;
const publisher = usePublisher();
const programs: FeedProgram[] = [];
beforeAll(async () => {
  hub = hubTools(caravan);
  publisher.items = [{ guid: 'first', title: 'The first' }];
  await caravan.add('wire', publisher.url);
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
});

const program = async (secret?: string) => {
  const started = await startFeedProgram(secret);
  programs.push(started);
  return started;
};
const publish = async (title: string) => {
  publisher.items = [{ guid: title, title }, ...publisher.items];
  await caravan.poll('wire');
};
const rowsOf = async ({ callback }: FeedProgram) =>
  (await caravan.endpoints.all()).filter(({ url }) => url === callback);
const spellings = [
  '/feeds/all.atom',
  '/feeds/all.atom#1',
  '/feeds/all.atom?limit=7',
  '/feeds/%61ll.atom',
  '/feeds/x/../all.atom',
  '/feeds/all.atom?limit=01#2',
];

test('a feed is one topic, however its address is spelt: one subscription, and one push of an article', async () => {
  const reader = await program();
  for (const path of spellings) {
    expect(await hub.subscribe(reader.callback, caravan.twin.url + path)).toMatchObject({ status: 202 });
    // asked for in the words that it was asked in
    expect(reader.asked.at(-1)).toMatchObject({ topic: caravan.twin.url + path });
  }
  await hub.subscribe(reader.callback, `${caravan.twin.url}/feeds/all.rss`);
  expect(await rowsOf(reader)).toHaveLength(2);
  await publish('Told once');
  await reader.gets(2);
  expect(reader.pushed.map(({ type }) => type.split(';')[0]).toSorted()).toEqual([
    'application/atom+xml',
    'application/rss+xml',
  ]);
  await hub.ask({
    'hub.mode': 'unsubscribe',
    'hub.callback': reader.callback,
    'hub.topic': `${caravan.twin.url}/feeds/all.atom#any`,
  });
  expect(await rowsOf(reader)).toHaveLength(1);
});

test('a subscription of an earlier release is renewed where it stands, and its doubles go', async () => {
  const reader = await program('its secret');
  const now = new Date();
  const [kept, ...doubles] = spellings.slice(0, 3).map((path, index) => ({
    owner: formerHubOwner(reader.callback, caravan.twin.url + path),
    topic: caravan.twin.url + path,
    leaseUntil: plusSeconds(epochSeconds(now), 5_000 - index),
  }));
  for (const { owner, topic, leaseUntil } of [kept!, ...doubles]) {
    await caravan.endpoints.add({
      ...owner,
      url: reader.callback,
      events: ['article.published', 'article.updated', 'article.withdrawn'],
      filter: {},
      content: 'full',
      signature: 'v1',
      secrets: [],
      status: 'enabled',
      hub: { topic, list: { kind: 'all' }, format: 'atom', title: 'Caravan', leaseUntil },
      createdAt: instant(now),
      updatedAt: instant(now),
      hearsSince: instant(now),
    });
  }
  const topic = `${caravan.twin.url}/feeds/all.atom?limit=9`;
  await hub.subscribe(reader.callback, topic, { 'hub.secret': 'its secret' });
  const rows = await rowsOf(reader);
  expect(rows).toMatchObject([{ ...kept!.owner, hub: { topic }, createdAt: instant(now) }]);
  expect(rows[0]!.hub!.leaseUntil).toBeGreaterThan(kept!.leaseUntil);
  await publish('Told once more');
  const [pushed] = await reader.gets(1);
  expect([pushed!.body, reader.pushed.length, reader.unsigned]).toEqual([
    expect.stringContaining('Told once more'),
    1,
    0,
  ]); // signed with the secret, which was sealed for its row
  await hub.ask({ 'hub.mode': 'unsubscribe', 'hub.callback': reader.callback, 'hub.topic': topic });
  expect(await rowsOf(reader)).toEqual([]);
});
