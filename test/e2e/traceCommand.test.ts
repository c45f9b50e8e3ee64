import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
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
/** Two stories have reached an endpoint, the second at its second attempt. */
beforeAll(async () => {
  tools = await deliveryTools(caravan);
  await run('partners', 'add', 'The Caspian Times');
  await run('partners', 'add', 'Новости Каспия', '--id', 'novosti');
  endpoint = await tools.connect(partner, { partnerId: 'the-caspian-times', filter: { sources: ['emn'] } });
  publisher.items = [{ guid: 'one', title: 'One' }];
  await caravan.add('emn', publisher.url);
  await partner.hears(1);
  await caravan.twin.idle();
  partner.answer = (response) => response.writeHead(500).end('Out of order.');
  publisher.items = [...publisher.items, { guid: 'two', title: 'Two' }];
  await caravan.poll('emn');
  await partner.hears(2);
  await caravan.twin.idle();
  partner.answer = undefined;
  await tools.retryNow(endpoint);
});

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).out) as T;

test('watch tells what is announced as it happens, in its order', async () => {
  const watching = spawn(process.execPath, ['cli/caravan.ts', 'watch'], {
    env: { ...process.env, CARAVAN_DATA: caravan.dataDir },
  });
  const ended = once(watching, 'exit');
  const told: string[] = [];
  try {
    await once(watching.stderr, 'data'); // it says that it watches
    publisher.items = [...publisher.items, ...['Three', 'Four'].map((title) => ({ guid: title, title }))];
    await caravan.poll('emn');
    for await (const line of createInterface(watching.stdout)) if (told.push(line) === 2) break;
  } finally {
    watching.kill('SIGINT');
  }
  expect((await ended)[0]).toBe(0);
  const titles = caravan.events.slice(-2).map(({ article }) => article.title);
  expect(told.map((line) => /^[\d:]{8} {2}published {3}(.*?) {2}\(.*\) v1$/.exec(line)?.[1])).toEqual(titles);
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

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
