import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { Source } from '../../modules/sources/source.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { startPublisher, usePublisher } from '../helpers/publisher.ts';

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

test('301 and 308 move the source, 302 and 307 do not', async () => {
  const target = await startPublisher();
  target.items = [{ guid: 'm', title: 'Moved' }];
  for (const [code, moves] of [
    [301, true],
    [308, true],
    [302, false],
    [307, false],
  ] as const) {
    expect(await after(status(code, { location: target.url }))).toMatchObject({
      url: moves ? target.url : publisher.url,
      lastOutcome: { kind: 'new' },
    });
  }
  await target.stop();
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
