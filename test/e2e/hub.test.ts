import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { readFeed } from '../../modules/feed-reading/readFeed.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
let hub: ReturnType<typeof hubTools>;
const publisher = usePublisher();
const programs: FeedProgram[] = [];
const logs: string[] = [];
beforeAll(async () => {
  hub = hubTools(caravan);
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
});

const program = async (secret?: string) => {
  const started = await startFeedProgram(secret);
  programs.push(started);
  return started;
};
let runs = 0;
/** A source of its own with a first story, and the address of its feed, as the feed itself gives it. */
async function aFeed(format: 'rss' | 'atom' | 'json') {
  const source = `wire-${(runs += 1)}`;
  publisher.withdrawn = [];
  publisher.items = [{ guid: 'first', title: 'The first' }];
  await caravan.add(source, publisher.url);
  const { headers } = await caravan.get(`/feeds/sources/${source}.${format}`, { method: 'HEAD' });
  const [, address, topic] = /^<([^>]+)>; rel="hub", <([^>]+)>; rel="self"$/.exec(headers.get('link') ?? '') ?? [];
  expect(address).toBe(`${caravan.twin.url}/hub`);
  return {
    source,
    topic: topic ?? '',
    publish: async (title: string, guid = 'next') => {
      publisher.items = [{ guid, title }, ...publisher.items.filter((item) => item.guid !== guid)];
      await caravan.poll(source);
    },
    withdraw: async () => {
      publisher.items = publisher.items.filter(({ guid }) => guid !== 'next');
      publisher.withdrawn = ['next'];
      await caravan.poll(source);
    },
  };
}

test('a whole life: discovered, asked for, confirmed, pushed, corrected, withdrawn, renewed, ended', async () => {
  const { topic, publish, withdraw } = await aFeed('rss');
  const reader = await program('a secret of its own');
  expect(
    await hub.subscribe(reader.callback, topic, { 'hub.secret': 'a secret of its own', 'hub.lease_seconds': '86400' }),
  ).toMatchObject({ status: 202 });
  expect(reader.asked).toEqual([
    { mode: 'subscribe', topic, leaseSeconds: '86400', challenge: expect.stringMatching(/^[\w-]{32}$/) },
  ]);

  await publish('Ferry sails');
  const [first] = await reader.gets(1);
  expect(first).toMatchObject({
    type: 'application/rss+xml; charset=utf-8',
    link: `<${caravan.twin.url}/hub>; rel="hub", <${topic}>; rel="self"`,
  });
  const pushed = parseRssFeed(first!.body);
  const served = parseRssFeed(await (await fetch(topic)).text());
  // what was there before is not told again
  expect(pushed.items).toEqual(served.items?.filter(({ title }) => title === 'Ferry sails'));
  expect(pushed).toMatchObject({ title: served.title, atom: served.atom });

  await publish('Ferry sails on time');
  await withdraw();
  const [, corrected, gone] = await reader.gets(3);
  expect(parseRssFeed(corrected!.body).items).toMatchObject([
    { title: 'Ferry sails on time', guid: pushed.items?.[0]?.guid },
  ]);
  expect(await readFeed({ body: Buffer.from(gone!.body), contentType: gone!.type, url: topic })).toMatchObject({
    items: [],
    withdrawn: [pushed.items?.[0]?.guid?.value],
  });
  expect(new Set(reader.pushed.map(({ id }) => id)).size).toBe(3);

  await hub.subscribe(reader.callback, topic, {
    'hub.secret': 'a secret of its own',
    'hub.lease_seconds': '999999999',
  });
  // thirty days, and it is told so
  expect(reader.asked[1]).toMatchObject({ mode: 'subscribe', leaseSeconds: '2592000' });
  await publish('Ferry rests', 'another');
  await reader.gets(4);

  expect(
    await hub.ask({ 'hub.mode': 'unsubscribe', 'hub.callback': reader.callback, 'hub.topic': topic }),
  ).toMatchObject({ status: 202 });
  expect(reader.asked[2]).toMatchObject({ mode: 'unsubscribe', leaseSeconds: '' });
  expect(await hub.rowOf(reader.callback, topic)).toBeUndefined();
  await publish('Ferry sinks', 'another');
  expect([reader.pushed.length, reader.unsigned]).toEqual([4, 0]);
});

test('Atom and JSON are pushed as themselves, to whoever gave no secret unsigned', async () => {
  const atom = await aFeed('atom');
  const json = { ...atom, topic: atom.topic.replace(/atom$/, 'json') };
  const reader = await program();
  for (const { topic } of [atom, json]) await hub.subscribe(reader.callback, topic);
  await atom.publish('Rail link reopens');
  const pushed = await reader.gets(2);
  const of = (type: string) => pushed.find((one) => one.type.startsWith(type))!.body;
  expect(parseAtomFeed(of('application/atom+xml'))).toMatchObject({
    id: atom.topic,
    entries: [{ title: { value: 'Rail link reopens' } }],
  });
  expect(JSON.parse(of('application/feed+json'))).toMatchObject({
    feed_url: json.topic,
    items: [{ title: 'Rail link reopens' }],
  });
});

test('a topic brings its own stories, and the feed of all brings all', async () => {
  const { source, publish } = await aFeed('rss');
  const [all, other] = [await program(), await program()];
  await hub.subscribe(all.callback, `${caravan.twin.url}/feeds/all.rss`);
  await hub.subscribe(other.callback, `${caravan.twin.url}/feeds/sources/${(await aFeed('rss')).source}.rss`);
  await caravan.poll(source);
  await publish('Only of one');
  await all.gets(1);
  expect(other.pushed).toEqual([]);
});

test.each<[string, (program: FeedProgram) => void]>([
  [
    'another text',
    (it) => {
      it.refuse = (response) => {
        response.end('yes');
        return true;
      };
    },
  ],
  [
    '404',
    (it) => {
      it.refuse = (response, { challenge }) => {
        response.writeHead(404).end(challenge);
        return true;
      };
    },
  ],
  [
    'a redirect',
    (it) => {
      it.refuse = (response) => {
        response.writeHead(302, { location: '/' }).end();
        return true;
      };
    },
  ],
  [
    'nothing',
    (it) => {
      it.refuse = (response) => {
        response.destroy();
        return true;
      };
    },
  ],
])('a callback that answers %s does not want it, and that is no dead letter', async (_, refuses) => {
  const { topic } = await aFeed('rss');
  const reader = await program();
  refuses(reader);
  expect(await hub.subscribe(reader.callback, topic)).toMatchObject({ status: 202 });
  expect(reader.asked).toHaveLength(1);
  expect(await hub.rowOf(reader.callback, topic)).toBeUndefined();
  expect(logs.join('\n')).toContain('subscription not confirmed');
});

test('what does not arrive comes again under the same id, and says what the feed says then', async () => {
  const { topic, publish } = await aFeed('rss');
  const reader = await program();
  await hub.subscribe(reader.callback, topic);
  reader.answer = (response) => {
    reader.answer = undefined;
    response.writeHead(500).end();
  };
  await publish('Twice');
  await (await deliveryTools(caravan)).retryNow((await hub.rowOf(reader.callback, topic))!);
  const [one, again] = await reader.gets(2);
  expect(again).toEqual({ ...one, atMs: again!.atMs });
});

test('a lease that has ended brings nothing, and what it was owed before is still sent', async () => {
  const { topic, publish } = await aFeed('rss');
  const reader = await program();
  await hub.subscribe(reader.callback, topic);
  const row = (await hub.rowOf(reader.callback, topic))!;
  await caravan.endpoints.change(row, { hub: { ...row.hub!, leaseUntil: plusSeconds(epochSeconds(new Date()), -1) } });
  await publish('Too late');
  expect(await caravan.ledger.ofEndpoint({ partnerId: row.partnerId, endpointId: row.id }, 10)).toEqual([]);
  // Renewed, it hears of what comes from now on.
  await hub.subscribe(reader.callback, topic);
  await publish('In time');
  expect((await reader.gets(1)).map(({ body }) => parseRssFeed(body).items?.[0]?.title)).toEqual(['In time']);
});

test('a subscriber that is gone for good is forgotten without an alarm', async () => {
  const { topic, publish } = await aFeed('rss');
  const reader = await program();
  await hub.subscribe(reader.callback, topic);
  reader.answer = (response) => {
    response.writeHead(410).end();
  };
  const alarmed = () =>
    caravan.twin.cloudWatch
      .look()
      .filter(({ name, state }) => state === 'ALARM' && /Endpoint disabled|given up/.test(name));
  await publish('Gone');
  expect(await hub.rowOf(reader.callback, topic)).toMatchObject({ status: 'disabled', disabled: { by: 'caravan' } });
  expect(alarmed()).toEqual([]);
});

test('operators see subscriptions among the endpoints, without their secrets', async () => {
  const { topic, publish } = await aFeed('rss');
  const reader = await program('open sesame');
  await hub.subscribe(reader.callback, topic, { 'hub.secret': 'open sesame' });
  await publish('Seen');
  const { partnerId, id, hub: subscription } = (await hub.rowOf(reader.callback, topic))!;
  const { out } = await caravanOn(caravan.dataDir, ['webhooks', 'show', id]);
  expect(out).toMatch(new RegExp(`topic +${topic}\\nlease +ends in 10 d\\n`));
  expect(out).toMatch(/ v1 +published +delivered +1 /);
  const shown = (await caravanOn(caravan.dataDir, ['webhooks', 'show', id, '--json'])).out;
  expect(shown).toContain(partnerId);
  expect(shown).not.toContain(subscription!.secret);
  expect((await caravanOn(caravan.dataDir, ['status'])).out).toMatch(/✓ +hub +\d+ subscribed, \d+ of them failing/);
  const row = { ...subscription!, leaseUntil: plusSeconds(epochSeconds(new Date()), -1) };
  await caravan.endpoints.change({ partnerId, id }, { hub: row });
  expect((await caravanOn(caravan.dataDir, ['webhooks', 'show', id])).out).toMatch(
    /health +ended \S+Z: its subscriber has not renewed it/,
  );
});
