import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { aPartner, refusalOf } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useWebhooks } from '../helpers/webhooks.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let partner: PartnerClient;
/** The webhook that both tests have. */
let first: Awaited<ReturnType<typeof setUp>>;
const { setUp } = useWebhooks(caravan, publisher, () => partner);
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
const entitle = async (...what: string[]) => {
  const { code, out } = await caravanOn(caravan.dataDir, ['partners', 'entitle', 'caspian-times', ...what]);
  expect([code, out]).toEqual([0, expect.stringContaining('may have')]);
  await caravan.twin.idle();
};
interface Page {
  articles: { type: string; data: { id: string; title: string; content?: string } }[];
}
const pulled = async (query = '') =>
  (await partner.call<Page>('GET', `/v1/articles${query}`)).body.articles.map(({ data }) => data);

test('every exit to a partner keeps to what it may have, and whoever ceases to be entitled is told', async () => {
  first = await setUp({ content: 'full' });
  const { receiver, path, source, deliveries } = first;
  const story = (guid: string, topic: string) => ({ guid, title: guid, extra: `<category>${topic}</category>` });
  publisher.items = [story('Rails', 'Transport'), story('Goals', 'Sport')];
  await caravan.poll(source);
  await caravan.twin.idle();
  await receiver.hears(2);
  const goals = articleId(source, 'Goals');

  await entitle('--topics', 'transport', '--no-full-text');
  const [, , end] = await receiver.hears(3);
  expect(end).toMatchObject({
    type: 'article.withdrawn',
    data: { id: goals, title: '', reason: 'It is no longer among what you may have.' },
  });
  expect((await partner.call('GET', path)).body).toMatchObject({ filter: { sources: [source] }, content: 'summary' });
  expect(await pulled()).toMatchObject([{ title: 'Rails' }]);
  expect((await pulled())[0]).not.toHaveProperty('content');
  expect((await refusalOf(partner, 'GET', `/v1/articles/${goals}`)).status).toBe(410);
  expect((await partner.call('GET', `/v1/articles/${articleId(source, 'Rails')}`)).body).not.toHaveProperty('content');
  expect((await partner.call('GET', '/v1/topics')).body).toEqual({
    topics: [{ slug: 'transport', name: 'Transport' }],
  });
  const had = (await deliveries()).deliveries.filter(({ id }) => id.startsWith(goals) && !id.endsWith('end'));
  const shown = await partner.call<{ sent: object }>('GET', `${path}/deliveries/${had[0]?.id}`);
  expect(shown.body.sent).not.toHaveProperty('body');
  // neither a replay, nor a recovery, nor a wider filter brings what it may not have
  await partner.call('POST', `${path}/deliveries/${had[0]?.id}/retry`);
  await partner.call('PATCH', path, { body: { filter: {} } });
  await partner.call('POST', `${path}/recover`, { body: { since: new Date(Date.now() - 3_600_000).toISOString() } });
  publisher.items = [
    story('Rails', 'Transport'),
    story('Goals', 'Sport'),
    story('Cups', 'Sport'),
    story('Roads', 'Transport'),
  ];
  await caravan.poll(source);
  await caravan.twin.idle();
  expect(receiver.heard.slice(3).map(({ type, data }) => [type, data.title, data.content])).toEqual([
    ['article.published', 'Roads', undefined],
  ]);
});

test('forms and an end by time are kept to, and the report says what it had', async () => {
  const { source, receiver } = first;
  await entitle('--formats', 'ninjs');
  expect((await refusalOf(partner, 'GET', '/v1/articles')).status).toBe(403);
  expect(await pulled('?format=ninjs')).toHaveLength(4);
  expect(receiver.heard.slice(4).map(({ type }) => type)).toEqual(['article.withdrawn', 'article.withdrawn']);

  await entitle('--until', new Date(Date.now() + 3_600_000).toISOString());
  expect(await pulled()).toHaveLength(4);
  await caravan.partners.change('caspian-times', {
    entitlement: { until: new Date(Date.now() - 1_000).toISOString() },
  });
  expect(await pulled()).toEqual([]);
  const [rule] = caravan.twin.stack.ofType('AWS::Events::Rule').filter(({ id }) => id.includes('TellRun'));
  await caravan.twin.fire(rule?.id ?? '');
  await caravan.twin.idle();
  expect((await partner.rows())[0]).toMatchObject({ filter: { within: { sources: [] } } });
  await entitle('--everything');
  expect((await partner.rows())[0]?.filter).toEqual({});
  expect((await pulled())[0]).toHaveProperty('content');

  const { out } = await caravanOn(caravan.dataDir, ['partners', 'report', 'caspian-times', '--json']);
  expect(JSON.parse(out)).toEqual([{ source, webhook: 3, pull: 15 }]);
});

test('what cannot be meant is said', async () => {
  const run = (...args: string[]) => caravanOn(caravan.dataDir, ['partners', 'entitle', 'caspian-times', ...args]);
  expect((await run()).err).toMatch(/Say what it may have/);
  expect((await run('--sources', 'nosuch')).err).toMatch(/There is no source nosuch/);
  expect((await run('--formats', 'xml')).err).toMatch(/json or ninjs/);
});
