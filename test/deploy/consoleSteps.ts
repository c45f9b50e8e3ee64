import assert from 'node:assert/strict';
import type { Step } from './scenario.ts';
import type { OpenConsole } from './console.ts';
import { eventually } from './world.ts';

const source = 'scenario';

/** Pages of the console, and one button of each family, at the stage as the scenario has left it. */
export const consoleSteps = (open: OpenConsole): readonly Step[] => [...newsSteps(open), ...careSteps(open)];

const newsSteps = (open: OpenConsole): readonly Step[] => [
  {
    name: 'the console has its pages, and shows what the scenario did',
    run: async () => {
      for (const path of ['/', '/page.js', '/sources.js', '/queues.js', '/partners.js', '/mail.js', '/care.css'])
        assert.equal((await open.get(path)).status, 200, path);
      const { name, sources, articles, partners, readers, queues, channels } = await open.state();
      assert.match(name, /^stage prod \(/);
      assert.deepEqual(
        sources.map(({ id }) => id),
        [source],
      );
      assert.ok(articles.some(({ title, status }) => title === 'Two' && status === 'withdrawn'));
      assert.equal(partners.endpoints.length, 1);
      assert.equal(readers.readers.length, 1);
      assert.ok(queues.some(({ isDead }) => isDead) && queues.some(({ isDead }) => !isDead));
      assert.ok(channels.every(({ paused }) => !paused));
      assert.equal((await open.get('/seeing?minutes=15')).status, 200);
      assert.equal((await open.get('/costs')).status, 200);
    },
  },
  {
    name: 'a source is edited and polled',
    run: async (world, { publisher }) => {
      assert.match(await open.press('/sources/edit', { id: source, interval: '15m' }), /it is polled every 900 s/);
      await eventually('the console shows it', async () => (await open.state()).sources[0]?.intervalSeconds === 900);
      publisher.items = [...publisher.items, { guid: 'five', title: 'Five' }];
      await open.press('/sources/poll', { id: source });
      await eventually('Five is in the feed', async () => (await world.get('/feeds/all.rss')).text.includes('Five'));
    },
  },
  {
    name: 'an article is withdrawn, and restored',
    run: async () => {
      const { articles } = await open.state();
      const id = articles.find(({ title }) => title === 'One')?.id ?? '';
      assert.equal(await open.press('/articles/withdraw', { id, reason: 'A look' }), 'It is withdrawn now.');
      assert.equal(await open.press('/articles/restore', { id }), 'It is live now.');
    },
  },
];

const careSteps = (open: OpenConsole): readonly Step[] => [
  {
    name: 'an endpoint is disabled, enabled and recovered',
    run: async () => {
      const { partnerId = '', id: endpointId = '' } = (await open.state()).partners.endpoints[0] ?? {};
      await open.press('/disable', { partnerId, endpointId, reason: 'A look' });
      const isNow = async (status: string) => (await open.state()).partners.endpoints[0]?.status === status;
      await eventually('the console shows it disabled', () => isNow('disabled'));
      await open.press('/enable', { partnerId, endpointId });
      await open.press('/recover', { partnerId, endpointId, since: '1h' });
      await eventually('the console shows it enabled', () => isNow('enabled'));
    },
  },
  {
    name: 'a channel is paused, and resumed',
    run: async () => {
      await open.press('/channels/pause', { name: 'digests' });
      const paused = async () => (await open.state()).channels.find(({ name }) => name === 'digests')?.paused;
      await eventually('the console shows it paused', paused); // a state that was read before may come first
      await open.press('/channels/resume', { name: 'digests' });
      await eventually('the console shows that it goes on', async () => (await paused()) === false);
    },
  },
  {
    name: 'dead letters are looked at, and sent back: there are none',
    run: async () => {
      assert.deepEqual(JSON.parse((await open.get('/letters?queue=deliveries')).text), []);
      assert.equal(await open.press('/dlq/redrive', { name: 'deliveries' }), 'Sent back: 0. Left: 0.');
    },
  },
  {
    name: 'what readers lack is counted',
    run: async () => {
      const words = await open.press('/reconcile', { since: '1h', dryRun: true });
      assert.match(words, /^Missing at 1 endpoints: \d+\. Readers: 0 active/);
      assert.match(await open.press('/replay-channel', { channel: 'feeds', since: '1h' }), /articles since/);
    },
  },
  {
    name: 'a reader is suppressed',
    run: async () => {
      const { id = '' } = (await open.state()).readers.readers[0] ?? {};
      await open.press('/suppress', { id, reason: 'A look' });
      const status = async () => (await open.state()).readers.readers[0]?.status;
      await eventually('the console shows it', async () => (await status()) === 'suppressed');
    },
  },
];
