import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { caravanProcess } from '../helpers/commandProcess.ts';
import type { Ran } from '../helpers/commandProcess.ts';
import { startPublisher, usePublisher, type TestPublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let added: Ran;
beforeAll(async () => {
  publisher.items = [
    { guid: 'a', title: 'A story' },
    { guid: 'b', title: 'Another' },
  ];
  added = await run(['sources', 'add', publisher.url, '--topics', 'Central Asia,Tests', '--interval', '15m']);
  await caravan.twin.idle();
});
const sites: TestPublisher[] = [];
const startSite = async () => {
  const site = await startPublisher();
  sites.push(site);
  return site;
};
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
});

const run = (args: string[], data = caravan.dataDir) => caravanOn(data, args);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run([...args, '--json'])).out) as T;

describe('sources', () => {
  test('a feed is added under its own title, and polled at once', async () => {
    expect(added).toMatchObject({
      code: 0,
      out: `Added Test publisher as test-publisher, polled at ${publisher.url}; its first poll is on the way.\nOn the local twin.\n`,
    });
    expect(await json('sources', 'show', 'test-publisher')).toMatchObject({
      url: publisher.url,
      intervalSeconds: 900,
      topics: [{ slug: 'central-asia', name: 'Central Asia' }, { slug: 'tests' }],
      lastOutcome: { kind: 'new' },
    });
    expect((await run(['sources', 'list'])).out).toMatch(
      /^id +name +status +last poll +next poll\n(?:.+\n)*test-publisher +Test publisher +active +\d+ s ago: new +in \d+ (?:min|s)/,
    );
  });

  test('the same feed twice is an error that names the first', async () => {
    const { code, err } = await run(['sources', 'add', publisher.url]);
    expect([code, err]).toEqual([1, `${publisher.url} is a source already: test-publisher.\n`]);
  });

  test('what is no feed and links none is an error in words', async () => {
    const site = await startSite();
    site.answer = (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Hello</body></html>');
    const { code, err } = await run(['sources', 'add', site.url]);
    expect(code).toBe(1);
    expect(err).toMatch(/is <html>, not a feed/);
    expect(err).toContain(`many sites have one at ${new URL('/feed', site.url).href}, `);
    await site.stop();
    expect(await run(['sources', 'add', site.url])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/127\.0\.0\.1/) as unknown as string,
    });
  });

  test('a paused source is not polled, and a resumed one is', async () => {
    await run(['sources', 'pause', 'test-publisher']);
    expect(await run(['sources', 'poll', 'test-publisher'])).toMatchObject({
      code: 1,
      err: 'test-publisher is paused: resume it first.\n',
    });
    const before = publisher.requests.length;
    expect((await run(['sources', 'resume', 'test-publisher'])).out).toBe(
      'Test publisher: resumed.\nOn the local twin.\n',
    );
    await caravan.twin.idle();
    expect(publisher.requests.length).toBe(before + 1);
  });

  test('OPML goes out and comes in, and broken entries are named', async () => {
    const opml = (await run(['sources', 'export'])).out;
    expect(opml).toContain(`xmlUrl="${publisher.url}"`);
    const file = join(caravan.dataDir, 'in.opml');
    writeFileSync(
      file,
      opml.replace(
        '</body>',
        '<outline text="Folder"><outline text="New one" xmlUrl="http://127.0.0.1:9/feed"/><outline text="Again" ' +
          'xmlUrl="feed://127.0.0.1:9/feed/#x"/><outline text="Bad" ' +
          'xmlUrl="ftp://x"/></outline></body>',
      ),
    );
    const results = await json<{ url: string; added?: string; error?: string }[]>('sources', 'import', file);
    expect(results).toContainEqual({ url: 'http://127.0.0.1:9/feed', added: 'new-one' });
    expect(results).toContainEqual({
      url: 'http://127.0.0.1:9/feed/#x',
      error: 'http://127.0.0.1:9/feed/#x is a source already: new-one, which polls http://127.0.0.1:9/feed.',
    });
    expect(results).toContainEqual({ url: 'ftp://x', error: 'xmlUrl is no http address' });
    expect(results).toContainEqual({
      url: publisher.url,
      error: `${publisher.url} is a source already: test-publisher.`,
    });
    expect(await run(['sources', 'import', '/nowhere.opml'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('/nowhere.opml cannot be read') as unknown as string,
    });
    await caravan.twin.idle();
  });

  test('show tells the last failures, and what the publisher answered', async () => {
    const site = await startSite();
    await run(['sources', 'add', site.url, '--name', 'Failing']);
    await caravan.twin.idle();
    site.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Down \u001b[31m for maintenance</h1>');
    };
    await caravan.poll('failing');
    const before = caravan.twin.meter.snapshot();
    await caravan.poll('failing');
    expect(
      caravan.twin.meter
        .since(before)
        .lines.filter(({ service, function: caller }) => service === 'dynamodb' && caller.startsWith('PollingIngest'))
        .map(({ operation, calls }) => [operation, calls]),
    ).toEqual([
      ['GetItem', 2], // the source, and what was seen, as the answer is another than the last document
      ['UpdateItem', 1],
    ]);
    site.answer = (response) => {
      response.writeHead(500).end('oh');
    };
    await caravan.poll('failing');
    const { out } = await run(['sources', 'show', 'failing']);
    expect(out).toMatch(/last read +\d+ s ago: 0 items, 0 new, 0 changed\n/);
    expect(out).toMatch(
      /Last outcomes:\n {2}\d+ s ago: http-error: .*\(500\).*\n {2}since \d+ s ago: not-a-feed × 2: .*\n {2}\d+ s ago: unchanged\n/,
    );
    expect(out).toMatch(
      /Last failures:\n.*http-error.*\n.*not-a-feed.*\nWhat it answered then:\n {2}500 without a content type\n {2}oh/,
    );
    site.answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Down \u001b[31m for maintenance</h1>');
    };
    await caravan.poll('failing');
    expect((await run(['sources', 'show', 'failing', '--body'])).out).toContain(
      '200 text/html\n<h1>Down \u00b7[31m for maintenance</h1>',
    );
    expect((await run(['sources', 'remove', 'failing'])).code).toBe(0);
    expect(await caravan.sources.getFailures('failing')).toEqual([]);
  });

  test('status names what is not green, and the command that helps', async () => {
    const site = await startSite();
    await run(['sources', 'add', site.url, '--name', 'Broken']);
    await caravan.twin.idle();
    site.answer = (response) => response.writeHead(500).end('oh');
    await caravan.poll('broken');
    const { code, out } = await run(['status']);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ +source broken +.+\s+caravan sources show broken/);
    expect((await run(['sources', 'remove', 'broken'])).code).toBe(0);
    for (const { id, failures } of await json<{ id: string; failures: number }[]>('sources', 'list'))
      if (failures > 0) await run(['sources', 'remove', id]);
    expect((await run(['status'])).code).toBe(0);
  });
});

describe('articles', () => {
  test('are listed, shown, withdrawn and restored', async () => {
    const listed = await json<{ id: string; title: string }[]>('articles', 'list', '--source', 'test-publisher');
    const id = listed.find(({ title }) => title === 'A story')?.id ?? '';
    expect((await run(['articles', 'show', id])).out).toContain('A story');
    expect((await run(['articles', 'withdraw', id, '--reason', 'by mistake'])).out).toMatch(
      /is withdrawn now \(version 2\)/,
    );
    await caravan.twin.idle();
    expect(await json<{ id: string }[]>('articles', 'list', '--status', 'withdrawn')).toMatchObject([{ id }]);
    expect(await run(['articles', 'withdraw', id, '--reason', 'again'])).toMatchObject({
      code: 1,
      err: `${id} is withdrawn: it cannot be withdrawn.\n`,
    });
    expect((await run(['articles', 'restore', id])).code).toBe(0);
    await caravan.twin.idle();
    expect(
      (await json<{ id: string }[]>('articles', 'list', '--topic', 'central-asia')).map((article) => article.id),
    ).toContain(id);
  });

  test('are held until a time with a zone, in the future', async () => {
    const listed = await json<{ id: string; title: string }[]>('articles', 'list', '--source', 'test-publisher');
    const id = listed.find(({ title }) => title === 'Another')?.id ?? '';
    for (const until of ['2026-12-01T09:00', '2020-01-01T00:00Z', 'tomorrow'])
      expect(await run(['articles', 'embargo', id, '--until', until])).toMatchObject({ code: 2 });
    expect((await run(['articles', 'embargo', id, '--until', '2099-12-01T09:00+05:00'])).out).toMatch(
      /is embargoed until 2099-12-01T04:00:00.000Z now/,
    );
  });
});

describe('mistakes', () => {
  test.each([
    [['sources', 'show', 'nobody'], 1, 'There is no source nobody.'],
    [['articles', 'list', '--limit', '0'], 2, 'from 1 to 200'],
    [['sources', 'add', 'http://x.example', '--interval', '5'], 2, '15m, 2h'],
    [['sources', 'ad'], 2, "unknown command 'ad'"],
    [['articles', 'withdraw', 'x'], 2, '--reason'],
    [['articles', 'withdraw', '--source', 'x', '--reason', 'y'], 1, '--since <time>'],
    [['status', '--stage', 'dev', '--region'], 2, 'unknown option'],
  ])('%j exits with %d', async (args, code, words) => {
    expect(await run(args)).toMatchObject({ code, err: expect.stringContaining(words) as unknown as string });
  });

  test.each([
    [['articles', 'list', '--source', 'nobody', '--json'], 1, '', '{"error":"No article was ever of the source nobody'],
    [['sources', 'show', 'nobody'], 1, '', 'There is no source nobody.'],
    [['sources', 'ad'], 2, '', '("caravan sources --help" says more.)'],
    [['sources', 'ad', '--json'], 2, '', '{"error":"unknown command \'ad\'\\n(Did you mean add?)"}\n'],
    [['--version'], 0, '0.2.0\n', ''],
    [['sources', '--help'], 0, 'Usage: caravan sources', ''],
  ])('as an operator types it, %j ends with %d', async (args, code, out, err) => {
    expect(await caravanProcess(caravan.dataDir, args)).toEqual({
      code,
      out: out === '' ? out : expect.stringContaining(out),
      err: err === '' ? err : expect.stringContaining(err),
    });
  });

  test('without a twin it says how to start one', async () => {
    expect((await run(['sources', 'list'], '/nowhere')).err).toContain('Start one with "npm start"');
  });
});
