import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/polling/seen.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { fits } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';
import { anEndpoint } from '../helpers/records.ts';

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

describe('trace', () => {
  const id = articleId('emn', 'two');
  test('draws an article from its poll through its versions to its readers', async () => {
    await caravan.endpoints.add(anEndpoint({ id: `wh_${'1'.repeat(24)}`, filter: { sources: ['another'] } }));
    const dead = await tools.connect(
      { url: 'http://127.0.0.1:9/', secrets: [] },
      { partnerId: 'novosti', filter: { sources: ['emn'] }, createdAt: instant(new Date()) },
    );
    publisher.items = publisher.items.map((item) =>
      item.guid === 'two' ? { ...item, title: 'Two, corrected' } : item,
    );
    await caravan.poll('emn');
    await caravan.twin.idle();
    const { code, out } = await run('trace', id);
    expect(code).toBe(0);
    expect(out).toMatch(/^Two, corrected\n/);
    expect(out).toMatch(/lists +all, source emn, topic testing\n/);
    expect(out).toMatch(
      /● \S+ \S+Z {2}first seen by a poll of emn \(\d+ s ago\)\n│\n● \S+ \S+Z {2}version 1 published "Two" \(announced after [\d.]+ s; log 2; logs 1-[\da-f]{8}-[\da-f]{24}\)\n/,
    );
    const [, first = '', second = ''] = out.split(/version \d /);
    expect(first).toMatch(new RegExp(`✓ ${endpoint.id} {2}the-caspian-times {2}delivered after [\\d.]+ s, 2 attempts`));
    expect(first).toMatch(new RegExp(`· ${dead.id} {2}novosti +not attempted: The endpoint was made later\\.`));
    expect(second).toMatch(/– wh_1{24} {2}caspian-times +not wanted: its filter/);
    expect(second).toMatch(new RegExp(`… ${dead.id} {2}novosti +pending, \\d attempts?, next (in|any).*: `));
  });

  test('tells of a withdrawal, and what it took back', async () => {
    await run('articles', 'withdraw', id, '--reason', 'by mistake');
    await caravan.twin.idle();
    const trace = await json<{
      status: string;
      lists: string[];
      versions: { type: string; takenBack: boolean; reason?: string; endpoints: { status: string }[] }[];
    }>('trace', id);
    expect(trace).toMatchObject({
      status: 'withdrawn',
      lists: [],
      versions: [
        { type: 'article.published', takenBack: true },
        { type: 'article.updated', takenBack: true },
        { type: 'article.withdrawn', takenBack: false, reason: 'by mistake' },
      ],
    });
    expect(trace.versions.map(({ endpoints }) => endpoints.length)).toEqual([3, 3, 3]);
    expect((await run('trace', id)).out).toMatch(/version 1 published \(.*taken back since; logs 1-[^)]*\)/);
  });

  test('an embargoed article has a version that nobody was told of', async () => {
    publisher.items = [
      { guid: 'held', title: 'Held', extra: '<prism:embargoDate>2099-01-01T00:00:00Z</prism:embargoDate>' },
    ];
    await caravan.poll('emn');
    await caravan.twin.idle();
    expect((await run('trace', articleId('emn', 'held'))).out).toMatch(
      /status +embargoed\n[^]*● version 1 was not announced\n$/,
    );
  });

  test('counts where there are many endpoints, and names those that lack it', async () => {
    for (let index = 0; index < 20; index++)
      await caravan.endpoints.add(anEndpoint({ id: `wh_${String(index).padStart(24, '2')}` }));
    const { out } = await run('trace', articleId('emn', 'one'));
    expect(out).toMatch(/23 endpoints: .*1 delivered/);
    expect(out).toContain('1 not wanted');
    expect(out).toContain('21 not attempted');
    expect(out).not.toContain(`${endpoint.id}  the-caspian-times  delivered`);
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
