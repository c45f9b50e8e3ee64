import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { channels } from '../../modules/operations/channels.ts';
import { startCaravan, useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { digestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const receiver = useReceiver();
beforeAll(async () => {
  await (await deliveryTools(caravan)).connect(receiver);
  publisher.items = [{ guid: 'first', title: 'First' }];
  await caravan.add('emn', publisher.url);
});

const paused = new Set<string>();
const run = (args: readonly string[], data = caravan.dataDir) => {
  const [command, channel = ''] = args;
  if (command === 'pause') paused.add(channel);
  if (command === 'resume') paused.delete(channel);
  return caravanOn(data, args);
};
const titles = () => receiver.heard.map(({ data }) => data.title);
let stories = 0;
const publish = async (title: string) => {
  publisher.items = [{ guid: `s-${(stories += 1)}`, title }, ...publisher.items];
  await caravan.poll('emn');
};
/** A test that failed halfway leaves no channel standing still. */
afterEach(async () => {
  for (const name of paused) await run(['resume', name]);
});

test('each part of a channel is in the template, once, and its days are those that its queue keeps', () => {
  const { stack } = caravan.twin;
  for (const { rules, mappings, keptDays } of channels) {
    for (const id of rules)
      expect(stack.ofType('AWS::Events::Rule').filter((rule) => rule.id.startsWith(id))).toHaveLength(1);
    for (const id of mappings) {
      const [mapping, ...more] = stack
        .ofType('AWS::Lambda::EventSourceMapping')
        .filter((each) => each.id.startsWith(id));
      expect(more).toEqual([]);
      const queue = stack.byArn(mapping?.properties['EventSourceArn']);
      const seconds = queue === undefined ? 86_400 : Number(queue.properties['MessageRetentionPeriod'] ?? 4 * 86_400);
      if (keptDays !== undefined) expect(seconds).toBe(keptDays * 86_400);
    }
  }
});

describe('webhooks', () => {
  test('stand still and lose nothing: all that waited goes out once, in order', async () => {
    expect((await run(['pause', 'webhooks'])).out).toMatch(
      /^Paused: webhooks\. Partners hear nothing.*\nNothing is lost until \d{4}-.* Then: caravan resume webhooks\nOn the local twin\.\n$/,
    );
    const before = titles().length;
    await publish('Two');
    await publish('Three');
    expect(titles()).toHaveLength(before);
    expect(await run(['status'])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/✗ +channel webhooks +paused\..*\s+caravan resume webhooks/) as unknown,
    });

    await run(['resume', 'webhooks']);
    await caravan.twin.idle();
    expect(titles().slice(before)).toEqual(['Two', 'Three']);
    expect((await run(['status'])).out).not.toContain('channel webhooks');
  });

  test('stay so when the twin is started anew', async () => {
    const dataDir = newDataDir();
    const first = await startCaravan({ dataDir });
    await run(['pause', 'webhooks'], dataDir);
    await first.twin.stop();
    const second = await startCaravan({ dataDir });
    await (await deliveryTools(second)).connect(receiver);
    const before = titles().length;
    await second.add('emn', publisher.url);
    expect(titles()).toHaveLength(before);
    await run(['resume', 'webhooks'], dataDir);
    await second.twin.idle();
    expect(titles().length).toBe(before + publisher.items.length);
    await second.stop();
    removeDataDir(dataDir);
  });
});

test('announcing stands still, in feeds too, and goes on where it stood', async () => {
  await run(['pause', 'announcing']);
  const feed = async () =>
    ((await (await caravan.get('/feeds/all.json')).json()) as { items: { title: string }[] }).items.map(
      ({ title }) => title,
    );
  const heard = titles().length;
  await publish('Held back');
  expect(await feed()).not.toContain('Held back');
  await run(['resume', 'announcing']);
  await caravan.twin.idle();
  expect(await feed()).toContain('Held back');
  expect(titles().slice(heard)).toEqual(['Held back']);
});

test('polling stands still: what is due stays due', async () => {
  await run(['pause', 'polling']);
  const { lastOutcome } = await caravan.poll('emn');
  expect((await caravan.poll('emn')).lastOutcome).toEqual(lastOutcome);
  await run(['resume', 'polling']);
  await caravan.twin.idle();
  expect((await caravan.sources.get('emn'))?.lastOutcome?.at).not.toBe(lastOutcome?.at);
});

test('digests stand still, and each reader gets one for all that came meanwhile', async () => {
  const tools = digestTools(caravan);
  const reader = await tools.add('aylin@baku.example');
  await run(['pause', 'digests']);
  await tools.run();
  expect(tools.mails(reader)).toHaveLength(0);
  await run(['resume', 'digests']);
  await tools.run();
  expect(tools.mails(reader)).toHaveLength(1);
});

test('an unknown channel is an error that names those there are', async () => {
  expect(await run(['pause', 'webhook'])).toMatchObject({
    code: 1,
    err: 'There is no channel webhook: polling, announcing, webhooks, digests, confirmations, comments.\n',
  });
});
