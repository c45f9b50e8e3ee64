import { articleId } from '../../../functions/ingest/seen.ts';
import type { Delivery } from '../../../functions/shared/domain/delivery.ts';
import type { Endpoint } from '../../../functions/shared/domain/endpoint.ts';
import type { Subscriber } from '../../../functions/shared/domain/subscriber.ts';
import { functionId } from '../../helpers/caravan.ts';
import type { TestCaravan } from '../../helpers/caravan.ts';
import type { Actor } from '../cast.ts';
import type { Stage } from '../stage.ts';

/** What stands at the end of a life, freed of what differs from run to run. Lists are sorted: the order of arrival is judged elsewhere. */
export interface End {
  /** Version and status of each article's row. */
  readonly rows: readonly string[];
  readonly feed: readonly string[];
  /** What each endpoint heard, each once; and how often an id came more than once. */
  readonly heard: Readonly<Record<string, readonly string[]>>;
  readonly repeats: Readonly<Record<string, number>>;
  /** How often one id came again, at most. */
  readonly mostRepeats: Readonly<Record<string, number>>;
  /** Deliveries in the ledger by their status. */
  readonly ledger: Readonly<Record<string, readonly string[]>>;
  /** Each reader's mails, by what they tell. */
  readonly mails: Readonly<Record<string, readonly string[]>>;
  /** What nobody will take any more: messages in queues, dead letters, digests that were claimed and not sent. */
  readonly left: readonly string[];
}

const zones = ['Asia/Baku', 'America/New_York', 'Pacific/Auckland'];
let lives = 0;

/**
 * Two sources publish, correct, withdraw and hold back under an embargo that ends; endpoints are healthy, flaky, slow, failing
 * and gone; two functions are deployed in the middle; readers in three zones get a digest, and one who left gets none. Everything is the
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
  const about = { sources: [north, south], endpoints: better, readers: [] };

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  stage.north.items = [{ guid: 'a', title: 'A' }, { guid: 'b', title: 'B' }, { guid: 'e', title: 'E', extra: `<prism:embargoDate>${inAnHour}</prism:embargoDate>` }];
  stage.north.withdrawn = [];
  stage.south.items = [{ guid: 't', title: 'T' }];
  await stage.addSource(north, stage.north.url);
  await stage.addSource(south, stage.south.url);
  await stage.tick('Schedule');
  await stage.settle(about);
  await stage.pass(15); // a poll whose worker died was done minutes later, and its source is due again now

  stage.north.items = [{ guid: 'a', title: 'A, corrected' }, ...stage.north.items.slice(2)];
  stage.north.withdrawn = ['b'];
  await Promise.all([stage.tick('Schedule'), ...['Publish', 'DeliveringDeliver'].map((name) => caravan.twin.redeploy(functionId(caravan.twin, name)))]);
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

  const ids = [[north, 'a'], [north, 'b'], [north, 'e'], [south, 't']].map(([source, guid]) => articleId(source!, guid!));
  const end = await endOf(stage, { ids, north, endpoints, readers: [...readers, leaver] }, before);
  await stage.clear({ ...about, endpoints, readers: [...readers, leaver] });
  return end;
}

interface Roles { readonly ids: readonly string[]; readonly north: string; readonly endpoints: readonly Endpoint[]; readonly readers: readonly Subscriber[] }

async function endOf(stage: Stage, { ids, north, endpoints, readers }: Roles, before: Readonly<Record<string, number>>): Promise<End> {
  const { caravan, receivers, tools, digests } = stage;
  const rows = await caravan.articles.getMany(ids, true);
  const feed = await feedOf(caravan, north);
  const heard = receivers.map((receiver) => ({ name: receiver.name, all: receiver.heard.slice(before[receiver.name]) }));
  const ledgers = await Promise.all(readers.map((reader) => digests.ledger(reader)));
  const statusesOf = ({ name }: Actor, deliveries: readonly Delivery[]) => {
    const statuses = deliveries.map(({ status }) => status).toSorted();
    return name === 'gone' ? [...new Set(statuses)] : statuses;
  };
  return {
    rows: ids.map((id) => `${rows.get(id)?.version} ${rows.get(id)?.status}`),
    feed: feed.toSorted(),
    // Who is gone hears of the first alone, whichever that is, and of what was under way with it.
    heard: Object.fromEntries(heard.map(({ name, all }) => [name, name === 'gone' ? [all.length > 0 ? 'something' : 'nothing'] : [...new Set(all.map(({ type, data }) => `${type} ${data.title} v${data.version}`))].toSorted()])),
    repeats: Object.fromEntries(heard.map(({ name, all }) => [name, all.length - new Set(all.map(({ id }) => id)).size])),
    mostRepeats: Object.fromEntries(heard.map(({ name, all }) => [name, Math.max(0, ...[...Map.groupBy(all, ({ id }) => id).values()].map((same) => same.length - 1))])),
    ledger: Object.fromEntries(await Promise.all(endpoints.map(async (endpoint, index) => [receivers[index]!.name, statusesOf(receivers[index]!, await tools.rowsOf(endpoint))] as const))),
    mails: Object.fromEntries(readers.map((reader, index) => [String(index), digests.mails(reader).map(({ text = '' }) => ['A, corrected', 'B', 'E', 'T'].filter((title) => text.includes(`About ${title}`)).join(' · '))])),
    left: [
      ...stage.leftInQueues(),
      ...ledgers.flat().filter(({ status }) => status !== 'delivered').map(({ status }) => `a digest that is ${status}`),
    ],
  };
}

/** A feed program asks again later where it got no answer. */
async function feedOf(caravan: TestCaravan, source: string, tries = 3): Promise<string[]> {
  const response = await caravan.get(`/feeds/sources/${source}.json`);
  if (response.status !== 200 && tries > 1) return feedOf(caravan, source, tries - 1);
  return ((await response.json()) as { items?: { title: string }[] }).items?.map((item) => item.title) ?? [`answered ${response.status}`];
}
