import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plusSeconds } from '../../platform/values/time.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { hubLinks, startHub } from '../helpers/hub.ts';
import { startPushing, topic } from '../helpers/pushing.ts';
import type { Pushing } from '../helpers/pushing.ts';

let pushing: Pushing;
let caravan: Pushing['caravan'];
let publisher: Pushing['publisher'];
let hub: Pushing['hub'];
let key: Pushing['key'];
beforeAll(async () => {
  pushing = await startPushing();
  ({ caravan, publisher, hub, key } = pushing);
  await caravan.add('emn', publisher.url);
  await pushing.settle();
});
afterAll(() => pushing.stop());

describe('a lease', () => {
  test('is asked for anew in its last fifth', async () => {
    const asked = hub.asked.length;
    await pushing.stand({
      askedAt: plusSeconds(pushing.now(), -7 * 86_400),
      leaseUntil: plusSeconds(pushing.now(), 3 * 86_400),
    });
    await pushing.poll();
    expect(hub.asked).toHaveLength(asked);
    await pushing.stand({
      askedAt: plusSeconds(pushing.now(), -9 * 86_400),
      leaseUntil: plusSeconds(pushing.now(), 86_400),
    });
    const { push: stands } = await pushing.poll();
    expect(hub.asked).toHaveLength(asked + 1);
    expect(stands!.leaseUntil! - pushing.now()).toBeGreaterThan(431_900);
  });

  test('that the hub refuses is asked for a day later, and the source is polled as ever', async () => {
    hub.answer = (response) =>
      response
        .writeHead(403, { 'content-type': 'text/plain' })
        .end(`No:\n ${pushing.callback()} signs with ${key.secretOf('emn')}`);
    await pushing.stand({});
    const [asked, refused] = [hub.asked.length, pushing.counted('LeasesRefused')];
    const { push: stands, lastOutcome } = await pushing.poll();
    expect([stands, lastOutcome?.kind]).toEqual([
      {
        hub: hub.url,
        topic,
        askedAt: expect.any(Number),
        refusal: `The hub answered 403. No: ${caravan.url}/websub/emn/… signs with …`,
      },
      'unchanged',
    ]);
    await pushing.poll();
    expect([hub.asked.length - asked, pushing.counted('LeasesRefused') - refused]).toEqual([1, 1]);
    await pushing.stand({ ...stands, askedAt: plusSeconds(pushing.now(), -86_401) });
    hub.answer = undefined;
    expect((await pushing.poll()).push).toEqual({
      hub: hub.url,
      topic,
      askedAt: expect.any(Number),
      leaseUntil: expect.any(Number),
    });
  });

  test('is asked for at the hub that a hub names, and no further', async () => {
    const other = await startHub();
    hub.answer = (response) => response.writeHead(307, { location: other.url }).end();
    await pushing.stand({});
    await caravan.poll('emn');
    await other.settled();
    expect([other.asked.length, other.verified.map(({ status }) => status)]).toEqual([1, [200]]);
    other.answer = (response) => response.writeHead(308, { location: hub.url }).end();
    await pushing.stand({});
    expect((await pushing.poll()).push?.refusal).toMatch(/it is not followed further/);
    hub.answer = undefined;
    await other.stop();
    await pushing.stand({ hub: other.url });
    publisher.head = hubLinks(other.url, topic);
    expect((await pushing.poll()).push?.refusal).toMatch(/^The connection to 127\.0\.0\.1:\d+ failed/);
  });

  test('is asked for at the next hub that the publisher names, where the first refuses', async () => {
    const second = await startHub();
    hub.answer = (response) => response.writeHead(403).end('No.');
    publisher.head = `${hubLinks(hub.url, topic)}<atom:link rel="hub" href="${second.url}"/>`;
    await pushing.stand({});
    const { push: stands } = await pushing.poll();
    await second.settled();
    expect([second.asked.length, second.verified.map(({ status }) => status)]).toEqual([1, [200]]);
    expect(await caravan.sources.get('emn')).toMatchObject({
      push: { hub: second.url, others: [hub.url], topic, leaseUntil: expect.any(Number) },
    });
    expect(stands?.hub).toBe(second.url);
    expect((await pushing.poll()).push?.hub).toBe(second.url);
    hub.answer = undefined;
    publisher.head = hubLinks(hub.url, topic);
    await second.stop();
  });

  test('is asked for at once where the hub or the topic changes, and not where the publisher has left its hub', async () => {
    publisher.head = hubLinks(hub.url, `${topic}?anew`);
    const asked = hub.asked.length;
    expect((await pushing.poll()).push).toMatchObject({
      hub: hub.url,
      topic: `${topic}?anew`,
      leaseUntil: expect.any(Number),
    });
    expect(hub.asked.at(-1)).toMatchObject({ 'hub.topic': `${topic}?anew` });
    publisher.head = '';
    expect((await pushing.poll()).push).toBeUndefined();
    expect(hub.asked).toHaveLength(asked + 1);
    expect(await pushing.push()).toEqual([410]);
    publisher.head = hubLinks(hub.url, topic);
    expect((await pushing.poll()).push).toMatchObject({ leaseUntil: expect.any(Number) });
  });

  test('that was asked for long ago, or for a source that rests, is asked for no more', async () => {
    const asked = hub.asked.length;
    for (const [status, askedAt] of [
      ['paused', pushing.now()],
      ['active', plusSeconds(pushing.now(), -3_700)],
      ['active', undefined],
    ] as const) {
      await caravan.sources.change('emn', { status });
      await pushing.stand({ askedAt });
      await pushing.leases.ask({ sourceId: 'emn' });
      await caravan.twin.idle();
    }
    await pushing.leases.ask({ sourceId: 'nobody' });
    await pushing.settle();
    expect(hub.asked).toHaveLength(asked);
  });
});

test('is told by the command line', async () => {
  const show = async () => (await caravanOn(caravan.dataDir, ['sources', 'show', 'emn'])).out;
  expect(await show()).toContain(`hub           ${hub.url} for ${topic}\nlease         none, so it comes by polls\n`);
  await pushing.stand({ askedAt: plusSeconds(pushing.now(), -7_200), refusal: 'No, \u001b[31mnever.' });
  expect(await show()).toMatch(
    /\nlease +none, so it comes by polls; asked for 2 h ago\nhub refuses +No, \u00b7\[31mnever\.\n/,
  );
  await pushing.stand({ askedAt: pushing.now(), leaseUntil: plusSeconds(pushing.now(), 10 * 86_400) });
  expect(await show()).toMatch(/\nlease +pushes until \d{4}-\d\d-\d\dT[\d:.]+Z, in 10 d\n/);
});

test('no log holds a token, a secret or a challenge, and no grant was missing', () => {
  expect(pushing.logs.join('\n')).toMatch(/lease asked[^]*lease refused[^]*lease overtaken/);
  expect(pushing.leaked()).toEqual([]);
  expect(caravan.twin.refusals).toEqual([]);
});
