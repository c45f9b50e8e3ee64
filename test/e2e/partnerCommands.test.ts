import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { fits } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const partner = useReceiver();
let tools: DeliveryTools;
let endpoint: Endpoint;
beforeAll(async () => {
  tools = await deliveryTools(caravan);
});

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).out) as T;
const rowOf = async (id: string) => (await caravan.partners.get(id)) ?? { keys: [] as never[] };

describe('partners', () => {
  test('a partner is made with a key that is shown once, and kept as a hash', async () => {
    const { code, out } = await run('partners', 'add', 'The Caspian Times');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Added The Caspian Times as the-caspian-times\.\n\nIts API key, which is shown only now:\n {2}cvn_the-caspian-times_\S{43}\n\nWhat it opens: http:\/\/localhost:\d+\/v1\/docs\n$/,
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
    expect((await run('partners', 'list')).out).toMatch(
      /^id +name +endpoints +created\nnovosti +Новости Каспия +0 +\d+ s ago\nthe-caspian-times +/,
    );
  });

  test('a new key leaves the one before a day, and older ones nothing', async () => {
    const first = (await rowOf('novosti')).keys[0];
    await run('partners', 'rotate-key', 'novosti');
    const { key } = await json<{ key: string }>('partners', 'rotate-key', 'novosti');
    const row = await caravan.partners.get('novosti');
    expect(row?.keys).toHaveLength(2);
    expect(fits(row, key, instant(new Date()))).toBe(true);
    expect(row?.keys.some(({ hash }) => hash === first?.hash)).toBe(false);
    expect(Date.parse(row?.keys[1]?.expiresAt ?? '') - Date.now()).toBeGreaterThan(86_300_000);
    expect((await run('partners', 'show', 'novosti')).out).toMatch(
      /keys +made \d+ s ago, has no end; made \d+ s ago, ends in 24 h/,
    );
  });
});

describe('webhooks', () => {
  test('are shown with what they were sent, never with secrets', async () => {
    expect((await run('webhooks', 'list')).out).toContain('No endpoints yet');
    endpoint = await tools.connect(partner, { partnerId: 'the-caspian-times', filter: { sources: ['emn'] } });
    publisher.items = [{ guid: 'one', title: 'One' }];
    await caravan.add('emn', publisher.url);
    await partner.hears(1);
    await caravan.twin.idle();
    expect((await run('webhooks', 'list', '--partner', 'the-caspian-times')).out).toMatch(
      new RegExp(
        `^id +partner +url +status +health\n${endpoint.id} +the-caspian-times +${partner.url} +enabled +healthy\n$`,
      ),
    );
    const shown = [
      await run('webhooks', 'show', endpoint.id),
      await run('webhooks', 'show', endpoint.id, '--json'),
      await run('webhooks', 'list', '--json'),
      await run('partners', 'show', 'the-caspian-times', '--json'),
    ];
    expect(shown[0]?.out).toMatch(
      new RegExp(
        `filter +sources: emn\n[^]*${articleId('emn', 'one')} v1 +published +delivered +1 +\\d+ s ago: 204, \\d+ ms`,
      ),
    );
    for (const { out } of shown) expect(out).not.toContain(endpoint.secrets[0]?.sealed);
  });

  test('a failing one is named by status, with the command that helps', async () => {
    partner.answer = (response) => response.writeHead(500).end('Out of order.');
    publisher.items = [...publisher.items, { guid: 'two', title: 'Two' }];
    await caravan.poll('emn');
    await partner.hears(2);
    await caravan.twin.idle();
    expect((await run('webhooks', 'list')).out).toMatch(/failing since 20\d\d-/);
    expect(await run('status')).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        new RegExp(
          `✗ +endpoint ${endpoint.id} of the-caspian-times +failing since \\S+: It answered 500\\. +caravan webhooks show ${endpoint.id}`,
        ),
      ),
    });
    partner.answer = undefined;
    await tools.retryNow(endpoint);
    expect((await run('status')).code).toBe(0);
  });

  test('disabled, one hears nothing and is not recovered; enabled, it gets what it missed, once', async () => {
    expect((await run('webhooks', 'disable', endpoint.id, '--reason', 'The partner moves house.')).out).toContain(
      `caravan webhooks enable ${endpoint.id}`,
    );
    expect(await run('webhooks', 'disable', endpoint.id)).toMatchObject({
      code: 1,
      err: `${endpoint.id} is disabled already: The partner moves house.\n`,
    });
    const { code, out: status } = await run('status');
    expect(status).toMatch(
      new RegExp(`✓ +endpoint ${endpoint.id} .+disabled: The partner moves house\\. +caravan webhooks enable`),
    );
    expect(code).toBe(0);
    publisher.items = [...publisher.items, { guid: 'three', title: 'Three' }];
    await caravan.poll('emn');
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
    expect(partner.heard.slice(heard).map(({ data }) => data.title)).toEqual(['Three']);
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
    expect(await run('partners', 'remove', 'the-caspian-times')).toMatchObject({
      code: 1,
      err: 'The Caspian Times has 1 endpoint, which would hear no more: caravan partners remove the-caspian-times --yes\n',
    });
    expect(await caravan.partners.get('the-caspian-times')).toBeDefined();
    expect((await run('partners', 'remove', 'the-caspian-times', '--yes')).out).toBe(
      'Removed The Caspian Times and its 1 endpoint.\n',
    );
    expect([
      await caravan.partners.get('the-caspian-times'),
      await caravan.endpoints.get('the-caspian-times', endpoint.id),
    ]).toEqual([undefined, undefined]);
    expect((await run('--help')).out).toMatch(/partners [^]*webhooks [^]*trace /);
  });

  test('no grant was missing', () => {
    expect(caravan.twin.refusals).toEqual([]);
  });
});
