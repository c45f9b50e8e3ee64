import { beforeAll, describe, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { anEndpoint } from '../helpers/records.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const beginningOf = (guid: string) => articleId('emn', guid).slice(0, 4);

/** Two of these guids make ids that begin alike, by the four letters that are the fewest to be understood. */
const [one, other] = (() => {
  const first = new Map<string, string>();
  for (let index = 0; ; index++) {
    const guid = `story-${index}`;
    const before = first.get(beginningOf(guid));
    if (before !== undefined) return [before, guid] as const;
    first.set(beginningOf(guid), guid);
  }
})();

beforeAll(async () => {
  publisher.items = [one, other, 'alone'].map((guid) => ({ guid, title: guid }));
  await caravan.add('emn', publisher.url);
});

describe('an article', () => {
  test('is meant by the beginning of its id, and by the address of its page', async () => {
    const id = articleId('emn', 'alone');
    for (const name of [id.slice(0, 4), id.slice(0, 12), id, `${caravan.url}/articles/${id}/alone`]) {
      const { out } = await run('articles', 'show', name);
      expect(out).toMatch(new RegExp(`^id +${id}\n`));
    }
    expect((await run('trace', id.slice(0, 5))).out).toContain(id);
    expect((await run('articles', 'withdraw', id.slice(0, 6), '--reason', 'A test')).out).toContain('is withdrawn now');
    expect((await caravan.articles.get(id))?.status).toBe('withdrawn');
  });

  test('is not meant by what two begin with, or none, or by less than four letters', async () => {
    const both = await run('articles', 'show', beginningOf(one));
    expect(both.code).toBe(1);
    for (const guid of [one, other]) expect(both.err).toContain(articleId('emn', guid));
    expect(both.err).toContain('is the beginning of 2 articles');
    expect((await run('articles', 'show', articleId('emn', one).slice(0, 3))).err).toMatch(/^There is no article/);
    expect((await run('articles', 'show', 'ffffffffff')).err).toMatch(/begins with ffffffffff: give its whole id/);
  });
});

test('an endpoint is meant by the beginning of its id', async () => {
  for (const end of ['2', '3'])
    await caravan.endpoints.add(anEndpoint({ id: `wh_${end.padStart(24, '1')}`, partnerId: 'caspian-times' }));
  expect((await run('webhooks', 'disable', 'wh_1111')).err).toMatch(/is the beginning of 2 endpoints: wh_1/);
  await caravan.endpoints.add(anEndpoint({ id: `wh_${'a'.repeat(24)}`, partnerId: 'caspian-times' }));
  expect((await run('webhooks', 'disable', 'wh_aaaa')).out).toContain(`wh_${'a'.repeat(24)} is disabled`);
  expect((await run('webhooks', 'show', 'wh_a')).err).toMatch(/^There is no endpoint wh_a\./);
});
