import { expect, test } from '@jest/globals';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { usePublisher } from '../helpers/publisher.ts';

const time = new SimulatedTime();
const caravan = useCaravan({ time });
const publisher = usePublisher();

/** A feed, and the read units that it took. */
async function feed(): Promise<{ titles: string[]; readUnits: number }> {
  const { twin } = caravan;
  const before = twin.meter.snapshot();
  const { items } = (await (await caravan.get('/feeds/all.json')).json()) as { items: { title: string }[] };
  const serve = functionId(twin, 'Serve');
  const lines = twin.meter.since(before).lines.filter(({ function: caller }) => caller === serve);
  return { titles: items.map(({ title }) => title), readUnits: lines.reduce((sum, line) => sum + line.readUnits, 0) };
}

test('a warm worker reads no article anew, and yet shows none that was withdrawn, also while nothing is announced', async () => {
  publisher.items = Array.from({ length: 20 }, (_, nth) => ({ guid: `g${nth}`, title: `Story ${nth}` }));
  await caravan.add('gazette', publisher.url);
  await feed(); // from here on this worker knows the mark of recalls
  time.pass(61_000);
  expect((await feed()).readUnits).toBeGreaterThan(10);
  const warm = await feed();
  expect(warm.titles).toHaveLength(20);
  expect(warm.readUnits).toBeLessThanOrEqual(2);

  await caravanOn(caravan.dataDir, ['pause', 'announcing']);
  await caravanOn(caravan.dataDir, ['articles', 'withdraw', articleId('gazette', 'g3'), '--reason', 'Wrong.']);
  for (const seconds of [0, 61, 1]) {
    time.pass(seconds * 1_000);
    const { titles } = await feed();
    expect(titles).toHaveLength(19);
    expect(titles).not.toContain('Story 3');
  }
  await caravanOn(caravan.dataDir, ['resume', 'announcing']);
  await caravan.twin.idle();
  expect((await feed()).titles).toHaveLength(19);
});
