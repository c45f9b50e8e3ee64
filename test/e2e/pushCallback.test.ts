import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plusSeconds } from '../../platform/values/time.ts';
import { pushTo } from '../helpers/hub.ts';
import { question, startPushing, topic } from '../helpers/pushing.ts';
import type { Pushing } from '../helpers/pushing.ts';

let pushing: Pushing;
let caravan: Pushing['caravan'];
let hub: Pushing['hub'];
let key: Pushing['key'];
beforeAll(async () => {
  pushing = await startPushing();
  ({ caravan, hub, key } = pushing);
  await caravan.add('emn', pushing.publisher.url);
  await pushing.settle();
});
afterAll(() => pushing.stop());

describe('a callback', () => {
  test('is of one source, and of nobody who does not know it', async () => {
    const strange = key.tokenOf('another');
    for (const path of [
      '/websub',
      '/websub/emn',
      `/websub/emn/${strange}`,
      `/websub/emn/${key.tokenOf('emn').slice(1)}`,
      `${new URL(pushing.callback()).pathname}/`,
      `/websub/EMN/${strange}`,
      '/websub/emn/%00',
    ]) {
      const query = `?${new URLSearchParams(question()).toString()}`;
      expect([path, (await caravan.get(path + query)).status]).toEqual([path, 404]);
      if (path.split('/').length > 3)
        expect((await caravan.get(path, { method: 'POST', body: '<rss/>' })).status).toBe(404);
    }
    for (const method of ['PUT', 'DELETE', 'HEAD']) {
      const response = await pushing.ask(question(), 'emn', method);
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
  });

  test('confirms what was asked for, within the hour or while a lease runs, and nothing else', async () => {
    for (const [stands, more, status] of [
      [{ askedAt: pushing.now() }, {}, 200],
      [{ askedAt: plusSeconds(pushing.now(), -3_500) }, {}, 200],
      [{ askedAt: plusSeconds(pushing.now(), -3_700) }, {}, 404],
      [{ askedAt: plusSeconds(pushing.now(), -86_400), leaseUntil: plusSeconds(pushing.now(), 3_600) }, {}, 200],
      [{ askedAt: plusSeconds(pushing.now(), -86_400), leaseUntil: plusSeconds(pushing.now(), -1) }, {}, 404],
      [{}, {}, 404],
      [{ askedAt: pushing.now() }, { 'hub.topic': `${topic}/other` }, 404],
      [{ askedAt: pushing.now() }, { 'hub.mode': 'unsubscribe' }, 404],
      [{ askedAt: pushing.now() }, { 'hub.mode': 'unsubscribe', 'hub.topic': `${topic}/former` }, 200],
      [{ askedAt: pushing.now() }, { 'hub.mode': 'publish' }, 400],
      [{ askedAt: pushing.now() }, { 'hub.challenge': '' }, 400],
      [{ askedAt: pushing.now() }, { 'hub.challenge': 'x'.repeat(1_025) }, 400],
      [{ askedAt: pushing.now() }, { 'hub.lease_seconds': '1e9' }, 400],
      [{ askedAt: pushing.now() }, { 'hub.lease_seconds': '-1' }, 400],
    ] as const) {
      await pushing.stand(stands);
      const response = await pushing.ask(question(more));
      const about = { stands, more };
      expect({ ...about, status: response.status, nosniff: response.headers.get('x-content-type-options') }).toEqual({
        ...about,
        status,
        nosniff: 'nosniff',
      });
      const said = await response.text();
      if (status === 200) expect(said).toBe('challenge-1');
      else expect(JSON.parse(said)).toMatchObject({ status, detail: expect.any(String) });
      if (status !== 200) expect((await pushing.row()).push).toEqual({ hub: hub.url, topic, ...stands });
    }
  });

  test.each([
    ['60', 60],
    ['0', 60],
    ['864000', 864_000],
    ['9999999999', 30 * 86_400],
    [undefined, 864_000],
  ])('holds a lease of %s seconds for %d', async (said, seconds) => {
    await pushing.stand({ askedAt: pushing.now(), refusal: 'Some time ago it would not.' });
    const asked = Object.entries(question()).map(([name, value]): [string, string | undefined] => [
      name,
      name === 'hub.lease_seconds' ? said : value,
    ]);
    expect(
      (await pushing.ask(Object.fromEntries(asked.filter((pair): pair is [string, string] => pair[1] !== undefined))))
        .status,
    ).toBe(200);
    const { push: stands } = await pushing.row();
    expect(Math.abs(stands!.leaseUntil! - pushing.now() - seconds)).toBeLessThanOrEqual(2);
    expect(stands?.refusal).toBeUndefined();
  });

  test('of a source that is gone lets hubs go', async () => {
    expect((await pushing.ask(question(), 'nobody')).status).toBe(404);
    expect((await pushing.ask(question({ 'hub.mode': 'denied' }), 'nobody')).status).toBe(404);
    const left = await pushing.ask(question({ 'hub.mode': 'unsubscribe' }), 'nobody');
    expect([left.status, await left.text()]).toEqual([200, 'challenge-1']);
    expect((await pushTo(pushing.callback('nobody'), '<rss/>', key.secretOf('nobody'))).status).toBe(410);
  });

  test('hears that a hub denies, also later', async () => {
    await pushing.stand({
      askedAt: plusSeconds(pushing.now(), -86_400),
      leaseUntil: plusSeconds(pushing.now(), 86_400),
    });
    const refused = pushing.counted('LeasesRefused');
    const response = await pushing.ask({
      'hub.mode': 'denied',
      'hub.topic': topic,
      'hub.reason': `Too\n many ${'x'.repeat(1_000)}`,
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    const { push: stands } = await pushing.row();
    expect(stands).toEqual({
      hub: hub.url,
      topic,
      askedAt: expect.any(Number),
      refusal: expect.stringMatching(/^The hub denies it: Too many x+$/),
    });
    expect([stands?.refusal?.length, pushing.counted('LeasesRefused') - refused]).toEqual([300, 1]);
  });
});

test('no log holds a token, a secret or a challenge, and no grant was missing', () => {
  expect(pushing.logs.join('\n')).toMatch(/callback granted[^]*callback refused[^]*callback denied/);
  expect(pushing.leaked()).toEqual([]);
  expect(caravan.twin.refusals).toEqual([]);
});
