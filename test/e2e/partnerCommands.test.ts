import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { fits } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { startPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
let tools: DeliveryTools;
const servers: { stop(): Promise<void> }[] = [];
beforeAll(async () => {
  tools = await deliveryTools(caravan);
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).out) as T;
const rowOf = async (id: string) => (await caravan.partners.get(id)) ?? { keys: [] as never[] };

describe('partners', () => {
  test('a partner is made with a key that is shown once, and kept as a hash', async () => {
    const { code, out } = await run('partners', 'add', 'The Caspian Times');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Added The Caspian Times as the-caspian-times\.\n\nIts API key, which is shown only now:\n {2}cvn_the-caspian-times_\S{43}\n\nWhat it opens: http:\/\/localhost:\d+\/v1\/docs\nOn the local twin.\n$/,
    );
    const key = /cvn_\S+/.exec(out)?.[0] ?? '';
    const row = await caravan.partners.get('the-caspian-times');
    expect(fits(row, key, instant(new Date()))).toBe(true);
    expect(JSON.stringify(row)).not.toContain(key);
    for (const again of [
      await run('partners', 'show', 'the-caspian-times'),
      await run('partners', 'show', 'the-caspian-times', '--json'),
      await run('partners', 'list', '--json'),
    ]) {
      expect(again.code).toBe(0);
      expect(again.out).not.toContain(row?.keys[0]?.hash);
      expect(again.out).not.toContain('cvn_');
    }
  });

  test('an id may be told; one that is taken or is no id is refused', async () => {
    expect(await json('partners', 'add', 'Новости Каспия', '--id', 'novosti')).toMatchObject({
      id: 'novosti',
      key: expect.stringContaining('cvn_novosti_'),
    });
    expect(await run('partners', 'add', 'Another', '--id', 'novosti')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is a partner novosti already'),
    });
    expect((await rowOf('novosti')).keys).toHaveLength(1);
    expect(await run('partners', 'add', 'WebSub Times')).toMatchObject({
      code: 1,
      err: expect.stringContaining('a feed program that subscribed at the hub'),
    });
    expect(await run('partners', 'add', 'X', '--id', 'No Id')).toMatchObject({
      code: 2,
      err: expect.stringContaining('caspian-times'),
    });
    await run('partners', 'add', 'The Pamir Post');
    expect((await run('partners', 'list')).out).toMatch(
      /^id +name +endpoints +created\n(?:.+\n)*novosti +Новости Каспия +0 +\d+ s ago\n(?:.+\n)*the-pamir-post +/,
    );
  });

  test('a new key leaves the one before a day, and older ones nothing', async () => {
    const id = 'the-fergana-echo';
    await run('partners', 'add', 'The Fergana Echo');
    const first = (await rowOf(id)).keys[0];
    await run('partners', 'rotate-key', id);
    const { key } = await json<{ key: string }>('partners', 'rotate-key', id);
    const row = await caravan.partners.get(id);
    expect(row?.keys).toHaveLength(2);
    expect(fits(row, key, instant(new Date()))).toBe(true);
    expect(row?.keys.some(({ hash }) => hash === first?.hash)).toBe(false);
    expect(Date.parse(row?.keys[1]?.expiresAt ?? '') - Date.now()).toBeGreaterThan(86_300_000);
    expect((await run('partners', 'show', id)).out).toMatch(
      /keys +made \d+ s ago, has no end; made \d+ s ago, ends in 24 h/,
    );
  });
});

/** A partner with an endpoint that hears of a source, whose first story it has heard: all of it a test's own. */
async function connected(partnerId: string) {
  const [publisher, partner] = await Promise.all([startPublisher(), startReceiver()]);
  servers.push(publisher, partner);
  await run('partners', 'add', 'A partner', '--id', partnerId);
  const endpoint = await tools.connect(partner, { partnerId, filter: { sources: [partnerId] } });
  const publish = async (title: string) => {
    publisher.items = [...publisher.items, { guid: title.toLowerCase(), title }];
    await (publisher.items.length === 1 ? caravan.add(partnerId, publisher.url) : caravan.poll(partnerId));
  };
  await publish('One');
  await partner.hears(1);
  await caravan.twin.idle();
  return { endpoint, partner, publish };
}

describe('webhooks', () => {
  test('are shown with what they were sent, never with secrets', async () => {
    await run('partners', 'add', 'Without any');
    expect((await run('webhooks', 'list', '--partner', 'without-any')).out).toContain('No endpoints yet');
    const { endpoint, partner } = await connected('shown');
    expect((await run('webhooks', 'list', '--partner', 'shown')).out).toMatch(
      new RegExp(`^id +partner +url +status +health\n${endpoint.id} +shown +${partner.url} +enabled +healthy\n$`),
    );
    const shown = [
      await run('webhooks', 'show', endpoint.id),
      await run('webhooks', 'show', endpoint.id, '--json'),
      await run('webhooks', 'list', '--json'),
      await run('partners', 'show', 'shown', '--json'),
    ];
    expect(shown[0]?.out).toMatch(
      new RegExp(
        `filter +sources: shown\n[^]*${articleId('shown', 'one')} v1 +published +delivered +1 +\\d+ s ago: 204, \\d+ ms`,
      ),
    );
    for (const { out } of shown) expect(out).not.toContain(endpoint.secrets[0]?.sealed);
  });

  test('a failing one is named by status, with the command that helps', async () => {
    const { endpoint, partner, publish } = await connected('failing');
    partner.answer = (response) => response.writeHead(500).end('Out of order.');
    await publish('Two');
    await partner.hears(2);
    await caravan.twin.idle();
    expect((await run('webhooks', 'list')).out).toMatch(/failing since 20\d\d-/);
    expect(await run('status')).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        new RegExp(
          `✗ +endpoint ${endpoint.id} of failing +failing since \\S+: It answered 500\\.\\s+caravan webhooks show ${endpoint.id}`,
        ),
      ),
    });
    partner.answer = undefined;
    await tools.retryNow(endpoint);
    expect((await run('status')).code).toBe(0);
  });

  test('disabled, one hears nothing and is not recovered; enabled, it gets what it missed, once', async () => {
    const { endpoint, partner, publish } = await connected('moving');
    expect((await run('webhooks', 'disable', endpoint.id, '--reason', 'The partner moves house.')).out).toContain(
      `caravan webhooks enable ${endpoint.id}`,
    );
    expect(await run('webhooks', 'disable', endpoint.id)).toMatchObject({
      code: 1,
      err: `${endpoint.id} is disabled already: The partner moves house.\n`,
    });
    const { code, out: status } = await run('status');
    expect(status).toMatch(
      new RegExp(`✓ +endpoint ${endpoint.id} .+disabled: The partner moves house\\.\\s+caravan webhooks enable`),
    );
    expect(code).toBe(0);
    await publish('Two');
    expect(await run('webhooks', 'recover', endpoint.id, '--since', '24h')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`caravan webhooks enable ${endpoint.id}`),
    });
    const heard = partner.heard.length;
    const { out } = await run('webhooks', 'enable', endpoint.id);
    const suggested = /caravan (webhooks recover .+)\n/.exec(out)?.[1]?.split(' ') ?? [];
    expect((await run(...suggested)).code).toBe(0);
    await partner.hears(heard + 1);
    expect((await run('webhooks', 'recover', endpoint.id, '--since', '13d')).code).toBe(0);
    await caravan.twin.idle();
    expect(partner.heard.slice(heard).map(({ data }) => data.title)).toEqual(['Two']);
    expect(await run('webhooks', 'enable', endpoint.id)).toMatchObject({
      code: 1,
      err: `${endpoint.id} is enabled already.\n`,
    });
    expect((await caravan.endpoints.get(endpoint.partnerId, endpoint.id))?.disabled).toBeUndefined();
  });
});

describe('mistakes', () => {
  test.each([
    [['partners', 'show', 'nobody'], 1, 'There is no partner nobody. "caravan partners list" shows all.'],
    [['partners', 'rotate-key', 'nobody'], 1, 'caravan partners list'],
    [['partners', 'remove', 'nobody', '--yes'], 1, 'caravan partners list'],
    [['webhooks', 'list', '--partner', 'nobody'], 1, 'caravan partners list'],
    [['webhooks', 'show', 'wh_nothing'], 1, 'There is no endpoint wh_nothing. "caravan webhooks list" shows all.'],
    [['webhooks', 'enable', '../x'], 1, 'caravan webhooks list'],
    [['webhooks', 'recover', 'wh_x'], 2, '--since'],
    [['webhooks', 'recover', 'wh_x', '--since', 'yesterday'], 2, '24h, 7d'],
    [['webhooks', 'recover', 'wh_x', '--since', '2026-12-01T09:00'], 2, '24h, 7d'],
    [['webhooks', 'recover', 'wh_x', '--since', '2026-13-41T09:00Z'], 2, '24h, 7d'],
    [['webhooks', 'recover', 'wh_x', '--since', '15d'], 2, '14 days back'],
    [['webhooks', 'recover', 'wh_x', '--since', '99999999999999999d'], 2, '24h, 7d'],
    [['webhooks', 'recover', 'wh_x', '--since', '2099-01-01T00:00Z'], 2, 'yet to come'],
    [['trace', 'nothing'], 1, 'There is no article nothing. "caravan articles list" shows the newest'],
  ])('%j exits with %d', async (args, code, words) => {
    expect(await run(...args)).toMatchObject({ code, err: expect.stringContaining(words) });
  });

  test('a partner with endpoints goes only with --yes, and all of it goes', async () => {
    const { endpoint } = await connected('leaving');
    expect(await run('partners', 'remove', 'leaving')).toMatchObject({
      code: 1,
      err: 'A partner has 1 endpoint, which would hear no more: caravan partners remove leaving --yes\n',
    });
    expect(await caravan.partners.get('leaving')).toBeDefined();
    expect((await run('partners', 'remove', 'leaving', '--yes')).out).toBe(
      'Removed A partner and its 1 endpoint.\nOn the local twin.\n',
    );
    expect([await caravan.partners.get('leaving'), await caravan.endpoints.get('leaving', endpoint.id)]).toEqual([
      undefined,
      undefined,
    ]);
    expect((await run('--help')).out).toMatch(/partners [^]*webhooks [^]*trace /);
  });
});
