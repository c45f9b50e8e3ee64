import { expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();

test('Caravan hears Caravan: a source that is a feed of ours subscribes at our hub, and its news comes without a poll', async () => {
  publisher.items = [{ guid: 'first', title: 'The first' }];
  await caravan.add('origin', publisher.url);
  const topic = `${caravan.twin.url}/feeds/sources/origin.rss`;
  const { push } = await caravan.add('reprint', topic);
  expect(push).toMatchObject({ hub: `${caravan.twin.url}/hub`, topic, leaseUntil: expect.any(Number) });

  const titles = async () =>
    ((await (await caravan.get('/feeds/sources/reprint.json')).json()) as { items: { title: string }[] }).items.map(
      ({ title }) => title,
    );
  expect(await titles()).toEqual(['The first']);
  const polledAt = new Date(Date.now() - 60_000).toISOString(); // a source is polled twice a minute at most
  const row = (await caravan.sources.get('reprint'))!;
  await caravan.sources.change('reprint', {
    lastOutcome: { ...row.lastOutcome!, at: polledAt as typeof row.createdAt },
  });
  publisher.items.push({ guid: 'second', title: 'The second' });
  await caravan.poll('origin');
  expect((await titles()).toSorted()).toEqual(['The first', 'The second']);
});
