import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { Source } from '../../modules/sources/source.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { rss, startPublisher, usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let run = 0;
beforeAll(async () => {
  publisher.items = [{ guid: 'a', title: 'A story' }];
});

/** A source whose publisher answers so; its row after the first poll. */
async function after(answer: (response: ServerResponse) => void): Promise<Source> {
  publisher.answer = answer;
  const source = await caravan.add(`outcome-${(run += 1)}`, publisher.url);
  publisher.answer = undefined;
  return source;
}
const status =
  (code: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) => {
    response.writeHead(code, headers).end(body);
  };
const waits = ({ nextPollAt, lastOutcome }: Source) =>
  nextPollAt - Math.floor(Date.parse(lastOutcome?.at ?? '') / 1000);

test.each([
  ['not-found', status(404), /no feed at this address/],
  ['http-error', status(403), /refuses us \(403\)/],
  ['http-error', status(500), /server failed \(500\)/],
  ['not-a-feed', status(200, { 'content-type': 'text/html' }, '<html><body>Hello</body></html>'), /not a feed/],
  [
    'not-a-feed',
    status(
      200,
      { 'content-type': 'text/html' },
      '<html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>',
    ),
    /It links to http:\/\/127\.0\.0\.1:\d+\/real\.xml/,
  ],
  [
    'not-a-feed',
    status(200, { 'content-type': 'text/html' }, '<html><title>Just a moment...</title></html>'),
    /^A bot wall \(Cloudflare\)/,
  ],
  [
    'http-error',
    status(503, {}, '<html><title>Just a moment...</title></html>'),
    /^A bot wall \(Cloudflare\).* \(503\)/,
  ],
  ['unreadable', status(200), /empty/],
  [
    'connection',
    (response: ServerResponse) => {
      response.destroy();
    },
    /127\.0\.0\.1/,
  ],
  ['redirects', status(302, { location: '/feed.xml' }), /redirect/],
  ['blocked-address', status(302, { location: 'http://169.254.169.254/latest/meta-data/' }), /169\.254\.169\.254/],
  ['bad-response', status(200, { 'content-encoding': 'gzip' }, 'not gzip'), /./],
] as const)('outcome %s is said on the row, counted, and asked again later', async (kind, answer, words) => {
  const source = await after(answer);
  expect(source).toMatchObject({
    status: 'active',
    failures: 1,
    lastOutcome: { kind, words: expect.stringMatching(words) as unknown as string },
  });
  expect(waits(source)).toBeGreaterThanOrEqual(300);
  expect(waits(source)).toBeLessThanOrEqual(86_400);
});

test('a name that does not resolve is an outcome too', async () => {
  const source = await caravan.add('no-such-host', 'http://no-such-host.invalid/feed.xml');
  expect(source).toMatchObject({ status: 'active', failures: 1, lastOutcome: { kind: 'dns' } });
});

describe.each([429, 503])('%d with Retry-After', (code) => {
  test('is obedience, not failure', async () => {
    const source = await after(status(code, { 'retry-after': '7200' }));
    expect(source).toMatchObject({
      status: 'active',
      failures: 0,
      lastOutcome: { kind: 'retry-later', words: expect.stringContaining('in 2 h') as unknown as string },
    });
    expect(waits(source)).toBeGreaterThanOrEqual(7_200);
  });
});

test('410 rests the source and says so, and the operator can wake it', async () => {
  const source = await after(status(410));
  expect(source).toMatchObject({
    status: 'gone',
    lastOutcome: { kind: 'gone', words: expect.stringContaining('resume the source') as unknown as string },
  });
  expect(await caravan.poll(source.id)).toMatchObject({ status: 'active', failures: 0, lastOutcome: { kind: 'new' } });
});

describe('a redirect', () => {
  const target = usePublisher();
  const dayAgo = () => (Math.floor(Date.now() / 1000) - 86_400) as Source['nextPollAt'];

  test.each([
    [301, true],
    [308, true],
    [302, false],
    [307, false],
  ])(
    '%d is followed at once, and moves the source once it has held for a day, if it is permanent',
    async (code, moves) => {
      target.items = [{ guid: 'm', title: 'Moved' }];
      const noted = await after(status(code, { location: target.url }));
      expect(noted).toMatchObject({ url: publisher.url, lastOutcome: { kind: 'new' } });
      expect(noted.movedTo?.url).toBe(moves ? target.url : undefined);
      await caravan.sources.change(noted.id, { movedTo: { url: target.url, since: dayAgo() } });
      publisher.answer = status(code, { location: target.url });
      const { url, movedTo } = await caravan.poll(noted.id);
      publisher.answer = undefined;
      expect([url, movedTo]).toEqual([moves ? target.url : publisher.url, undefined]);
    },
  );

  test('that was made once, by whoever stood in the middle, moves nothing', async () => {
    const { id } = await after(status(301, { location: target.url }));
    await caravan.sources.change(id, { movedTo: { url: target.url, since: dayAgo() } });
    const row = await caravan.poll(id);
    expect([row.url, row.movedTo]).toEqual([publisher.url, undefined]);
  });
});

test('a publisher that says "not modified" for ever is read in full once a day, and then not believed', async () => {
  const stubborn = await startPublisher();
  stubborn.items = [{ guid: 'old', title: 'Old' }];
  const headers = { 'content-type': 'application/rss+xml', etag: '"constant"' };
  const answer = (response: ServerResponse) => {
    if (stubborn.requests.at(-1)?.['if-none-match'] !== undefined) return response.writeHead(304, headers).end();
    response.setHeader('etag', headers.etag);
    return false;
  };
  stubborn.answer = answer;
  const { id, lastReadAt } = await caravan.add('stubborn', stubborn.url);
  stubborn.items = [{ guid: 'new', title: 'New' }];
  expect((await caravan.poll(id)).lastOutcome?.kind).toBe('not-modified');
  const dayBefore = new Date(Date.parse(lastReadAt!) - 86_400_000).toISOString() as typeof lastReadAt;
  await caravan.sources.change(id, { lastReadAt: dayBefore });
  expect(await caravan.poll(id)).toMatchObject({ lastOutcome: { kind: 'new' }, distrustsValidators: true });
  stubborn.items = [{ guid: 'newer', title: 'Newer' }];
  expect((await caravan.poll(id)).lastOutcome?.kind).toBe('new');
  await stubborn.stop();
});

test('what a cut answer still gave is read, what it lacks is not taken back, and all is asked for the next time', async () => {
  publisher.items = ['cut-1', 'cut-2', 'cut-3'].map((guid) => ({ guid, title: guid }));
  const { id } = await caravan.add('cut', publisher.url);
  const whole = rss(publisher);
  const before = caravan.events.length;
  publisher.answer = (response) =>
    response
      .writeHead(200, { etag: '"cut"', 'content-length': whole.length })
      .write(whole.slice(0, whole.indexOf('cut-2')), () => response.destroy());
  const cut = await caravan.poll(id);
  publisher.answer = undefined;
  expect(cut).toMatchObject({
    failures: 0,
    notes: expect.arrayContaining([expect.stringMatching(/cut off: read what came/)]),
  });
  expect([cut.etag, cut.lastRead?.items]).toEqual([undefined, 1]);
  expect(await caravan.poll(id)).toMatchObject({ lastRead: { items: 3, new: 0, changed: 0 } });
  expect(publisher.requests.at(-1)).not.toHaveProperty('if-none-match');
  expect(caravan.events.length).toBe(before);
  publisher.items = [{ guid: 'a', title: 'A story' }];
});

test('a source that redirects to itself with a cookie is read', async () => {
  const guarded = await startPublisher();
  guarded.items = [{ guid: 'c', title: 'Behind a cookie' }];
  guarded.answer = (response) => {
    if (guarded.requests.at(-1)?.cookie === 'ok=1') return false;
    return response.writeHead(302, { location: guarded.url, 'set-cookie': 'ok=1; Path=/' }).end();
  };
  expect(await caravan.add('cookie', guarded.url)).toMatchObject({ lastOutcome: { kind: 'new' }, url: guarded.url });
  await guarded.stop();
});

test('failures back off further each time, and a success ends them', async () => {
  const source = await after(status(500));
  const first = waits(source);
  publisher.answer = status(500);
  const second = await caravan.poll(source.id);
  expect(second.failures).toBe(2);
  expect(waits(second)).toBeGreaterThan(first);
  publisher.answer = undefined;
  expect(await caravan.poll(source.id)).toMatchObject({ failures: 0, lastOutcome: { kind: 'new' } });
});

test('a repaired document is read, and each repair is noted', async () => {
  const source = await after(
    status(
      200,
      {},
      '<rss version="2.0"><channel><title>Fish & chips</title><item><guid>r</guid><title>R & D&nbsp;budget</title></item></channel></rss>',
    ),
  );
  expect(source).toMatchObject({
    lastOutcome: { kind: 'new' },
    notes: [expect.stringMatching(/ampersand/), expect.stringMatching(/HTML entity/)],
  });
});

test('schedule asks for what is due, once', async () => {
  const source = await after(status(404));
  await caravan.sources.change(source.id, { nextPollAt: (Math.floor(Date.now() / 1000) - 60) as Source['nextPollAt'] });
  const before = publisher.requests.length;
  const schedule = caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('Schedule'))?.id ?? '';
  await caravan.twin.fire(schedule);
  await caravan.twin.fire(schedule);
  await caravan.twin.idle();
  expect(publisher.requests.length).toBe(before + 1);
  expect((await caravan.sources.get(source.id))?.lastOutcome?.kind).toBe('new');
});
