import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { articleId } from '../../modules/sources/seenList.ts';
import { linkIn, signUpFields, tokenIn } from '../helpers/mail.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import type { Receiver } from '../helpers/receiver.ts';
import { eventually, type Told, type World } from './world.ts';

/** Who is around a Caravan, on this machine. */
export interface Cast {
  readonly publisher: TestPublisher;
  readonly partner: Receiver;
}

export interface Step {
  readonly name: string;
  readonly run: (world: World, cast: Cast) => Promise<void>;
}

const source = 'scenario';
const reader = 'success@simulator.amazonses.com';
const idOf = (guid: string): string => articleId(source, guid);
let key = '';

async function typed(world: World, ...args: string[]): Promise<string> {
  const { code, out, err } = await world.caravan(...args);
  assert.equal(code, 0, `caravan ${args.join(' ')}: ${err || out}`);
  return out;
}

const feed = (world: World, headers: Record<string, string> = {}): Promise<Told> =>
  world.get('/feeds/all.rss', { headers });
const inFeed = async (world: World, title: string): Promise<boolean> =>
  (await feed(world)).text.includes(`<title>${title}</title>`);

async function publish(world: World, { publisher }: Cast, guid: string, title: string): Promise<void> {
  publisher.items = [...publisher.items, { guid, title }];
  await typed(world, 'sources', 'poll', source);
  await eventually(`${title} is in the feed`, () => inFeed(world, title));
}

const called = (world: World, method: string, path: string, body?: object): Promise<Told> =>
  world.get(path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

const heardOf = ({ partner }: Cast, guid: string, type: string): boolean =>
  partner.heard.some((heard) => heard.type === type && heard.data.id === idOf(guid));

const sendForm = (world: World, path: string, fields: URLSearchParams): Promise<Told> =>
  world.get(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
  });

const pathOf = (link: string): string => `${new URL(link).pathname}${new URL(link).search}`;

/**
 * The main job, from a source to each of its readers, as operator, publisher, partner and reader see it. The same on
 * every engine.
 */
export const scenario: readonly Step[] = [
  {
    name: 'sources add: its articles are in the feed',
    run: async (world, { publisher }) => {
      publisher.items = [{ guid: 'one', title: 'One' }];
      await typed(world, 'sources', 'add', publisher.url, '--name', source);
      await eventually('One is in the feed', () => inFeed(world, 'One'));
    },
  },
  {
    name: 'a feed answers 304 to who has it, in every form',
    run: async (world) => {
      for (const form of ['rss', 'atom', 'json']) {
        const {
          status,
          headers: { etag = '' },
        } = await world.get(`/feeds/all.${form}`);
        assert.equal(status, 200);
        assert.match(etag, /^(W\/)?".+"$/);
        assert.equal((await world.get(`/feeds/all.${form}`, { headers: { 'if-none-match': etag } })).status, 304);
      }
    },
  },
  {
    name: 'partners add, and a webhook: what is new comes signed',
    run: async (world, cast) => {
      ({ key } = JSON.parse(await typed(world, 'partners', 'add', 'The Caspian Times', '--json')) as { key: string });
      const made = await called(world, 'POST', '/v1/webhooks', { url: cast.partner.url });
      assert.equal(made.status, 201, made.text);
      cast.partner.secrets = [(JSON.parse(made.text) as { secret: string }).secret];
      await publish(world, cast, 'two', 'Two');
      await eventually('the webhook of Two', () => heardOf(cast, 'two', 'article.published'));
    },
  },
  {
    name: 'the pull API has what was announced',
    run: async (world) => {
      const titles = await eventually('both articles', async () => {
        const { status, text } = await called(world, 'GET', '/v1/articles');
        assert.equal(status, 200, text);
        const found = (JSON.parse(text) as { articles: { data: { title: string } }[] }).articles.map(
          ({ data }) => data.title,
        );
        return found.length >= 2 && found;
      });
      assert.deepEqual(titles.toSorted(), ['One', 'Two']);
    },
  },
  {
    name: 'a sign-up is asked about by mail, and confirmed by its button',
    run: async (world) => {
      const { status } = await sendForm(world, '/subscribe', signUpFields({ address: reader }));
      assert.equal(status, 303);
      const mail = await eventually('the mail that asks', async () => (await world.mailsTo(reader)).at(-1));
      const link = linkIn(mail, '/subscribe/confirm');
      assert.equal((await world.get(pathOf(link))).status, 200);
      const pressed = await sendForm(
        world,
        pathOf(link),
        new URLSearchParams({ token: tokenIn(link), confirm: 'yes' }),
      );
      assert.ok(pressed.status < 400, `the button: ${pressed.status}`);
      await eventually('the reader is active', async () =>
        /active/.test(await typed(world, 'subscribers', 'show', reader)),
      );
    },
  },
  {
    name: 'digests send: the digest tells the story, and leaves by one click',
    run: async (world, cast) => {
      const before = (await world.mailsTo(reader)).length;
      await publish(world, cast, 'three', 'Three');
      await eventually(
        'there is something to tell',
        async () => (await world.caravan('digests', 'preview', reader)).code === 0,
      );
      await typed(world, 'digests', 'send', reader);
      const digest = await eventually(
        'the digest',
        async () => (await world.mailsTo(reader)).slice(before).find(({ text }) => text.includes('Three')),
        180_000,
      );
      assert.match(digest.html, /Three/);
      const link = linkIn(digest, '/unsubscribe');
      assert.ok(
        (await sendForm(world, pathOf(link), new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))).status < 400,
      );
      await eventually('the reader has left', async () =>
        /left/.test(await typed(world, 'subscribers', 'show', reader)),
      );
    },
  },
  {
    name: 'articles withdraw: it leaves the feed, and the partner hears of it',
    run: async (world, cast) => {
      await typed(world, 'articles', 'withdraw', idOf('two'), '--reason', 'The scenario withdraws it.');
      await eventually('the webhook of the withdrawal', () => heardOf(cast, 'two', 'article.withdrawn'));
      await eventually('Two is in the feed no more', async () => !(await inFeed(world, 'Two')));
    },
  },
  {
    name: 'pause and resume: what comes meanwhile waits, and comes once',
    run: async (world, cast) => {
      await typed(world, 'pause', 'webhooks');
      await publish(world, cast, 'four', 'Four');
      await sleep(3_000); // nothing is to happen: there is no event to wait for
      assert.equal(heardOf(cast, 'four', 'article.published'), false);
      await typed(world, 'resume', 'webhooks');
      await eventually('the webhook of Four', () => heardOf(cast, 'four', 'article.published'));
      const ids = cast.partner.heard.map(({ id }) => id);
      assert.deepEqual(ids, [...new Set(ids)]);
    },
  },
  {
    name: 'trace shows the way of an article',
    run: async (world) => {
      const out = await typed(world, 'trace', idOf('two'));
      assert.match(out, /first seen by a poll of scenario/);
      assert.match(out, /version 1 published/);
      assert.match(out, /version 2 withdrawn "Two"/);
      assert.match(out, /the-caspian-times +delivered/);
    },
  },
  {
    name: 'dlq list: no letter is dead',
    run: async (world) => {
      const rows = JSON.parse(await typed(world, 'dlq', 'list', '--json')) as { name: string; waiting: number }[];
      assert.ok(rows.length > 10);
      assert.deepEqual(
        rows.filter(({ waiting }) => waiting > 0),
        [],
      );
    },
  },
];
