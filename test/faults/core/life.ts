import { articleId } from '../../../functions/ingest/seen.ts';
import { functionId } from '../../helpers/caravan.ts';
import type { Stage } from '../stage.ts';
import { endOf } from './end.ts';
import type { End } from './end.ts';

const zones = ['Asia/Baku', 'America/New_York', 'Pacific/Auckland'];
let lives = 0;

/**
 * Two sources publish, correct, withdraw and hold back under an embargo that ends; endpoints are healthy, flaky, slow, failing
 * and gone, and one that pulls; two functions are deployed in the middle; readers in three zones get a digest, and one who left gets none. Everything is the
 * run's own, so that one twin serves many.
 */
export async function live(stage: Stage): Promise<End> {
  const { caravan, receivers, tools, digests } = stage;
  const run = (lives += 1);
  const [north, south] = [`north-${run}`, `south-${run}`];
  const [ofBoth, ofSouth] = [{ filter: { sources: [north, south] } }, { filter: { sources: [south] } }];
  const [healthy, flaky, slow, failing, gone] = receivers;
  const before = Object.fromEntries(receivers.map((receiver) => [receiver.name, receiver.heard.length]));
  const better = [await tools.connect(healthy, ofBoth), await tools.connect(flaky, ofBoth), await tools.connect(slow, ofSouth)];
  const endpoints = [...better, await tools.connect(failing, ofSouth), await tools.connect(gone, ofBoth)];
  const puller = stage.pullerOf([north, south]);
  const about = { sources: [north, south], endpoints: better, readers: [] };

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  stage.north.items = [{ guid: 'a', title: 'A' }, { guid: 'b', title: 'B' }, { guid: 'e', title: 'E', extra: `<prism:embargoDate>${inAnHour}</prism:embargoDate>` }];
  stage.north.withdrawn = [];
  stage.south.items = [{ guid: 't', title: 'T' }];
  await stage.addSource(north, stage.north.url);
  await stage.addSource(south, stage.south.url);
  await stage.tick('Schedule');
  await stage.settle(about);
  await puller.pull();
  await stage.pass(15); // a poll whose worker died was done minutes later, and its source is due again now

  stage.north.items = [{ guid: 'a', title: 'A, corrected' }, ...stage.north.items.slice(2)];
  stage.north.withdrawn = ['b'];
  await Promise.all([stage.tick('Schedule'), puller.pull(), ...['Publish', 'DeliveringDeliver'].map((name) => caravan.twin.redeploy(functionId(caravan.twin, name)))]);
  await stage.settle(about);

  await stage.pass(30);
  await stage.tick('Release');
  await stage.settle(about);

  await stage.tick('Reconcile');
  await stage.settle(about);

  const readers = await Promise.all(zones.map((zone, index) =>
    digests.add(`reader-${index}-${run}@zones.example`, { preferences: { choice: { topics: [], sources: [index === 1 ? south : north] }, cadence: { frequency: 'daily', hour: 7, zone }, language: 'en' } }, 0)));
  const leaver = await digests.add(`left-${run}@zones.example`, { status: 'left', dueAt: undefined });
  await stage.tick('DueDigests');
  await stage.settle({ ...about, readers });

  const ids = { a: articleId(north, 'a'), b: articleId(north, 'b'), e: articleId(north, 'e'), t: articleId(south, 't') };
  const end = await endOf(stage, { ids, north, endpoints, puller, readers: [...readers, leaver] }, before);
  await stage.clear({ ...about, endpoints, readers: [...readers, leaver] });
  return end;
}
