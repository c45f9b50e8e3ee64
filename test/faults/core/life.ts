import { articleId } from '../../../modules/sources/polling/seen.ts';
import { functionId } from '../../helpers/caravan.ts';
import { again } from '../again.ts';
import { operate } from '../operator.ts';
import type { Stage } from '../stage.ts';
import { endOf } from './end.ts';
import type { End } from './end.ts';

let lives = 0;
/** An embargo that ends in no life that the same twin plays afterwards. */
const yearsOfHours = 99_999;

/**
 * Two sources publish, one of which has a hub. One corrects A, so that it leaves its topic; withdraws B, and lists it
 * again under an embargo; holds E back, which the operator does for longer; the time of U comes to its end, and then
 * the operator withdraws it. Endpoints are healthy, flaky, slow, failing and gone, of which the flaky one asks for the
 * topic, and the slow one for another language in the end; one partner pulls all, and the topic; a feed program
 * subscribes at the hub, and ends that; two functions are deployed in the middle; readers in three zones get a digest.
 * One of them signed up for it, and leaves then; another signed up and left before, and gets none. Everything is the
 * run's own, so that one twin serves many.
 */
export async function live(stage: Stage): Promise<End> {
  const { caravan, receivers, tools, digests } = stage;
  const run = (lives += 1);
  const [north, south] = [`north-${run}`, `south-${run}`];
  const topic = `economy-${run}`;
  const [ofBoth, ofSouth, ofTopic] = [
    { sources: [north, south] },
    { sources: [south] },
    { sources: [north, south], topics: [topic] },
  ];
  const [reader, leaver] = [stage.personAt(`reader-${run}@zones.example`), stage.personAt(`left-${run}@zones.example`)];
  const [healthy, flaky, slow, failing, gone] = receivers;
  const before = Object.fromEntries(receivers.map((receiver) => [receiver.name, receiver.heard.length]));
  const slowHook = await stage.webhookFor(slow, ofSouth);
  const better = [
    await tools.connect(healthy, { filter: ofBoth }),
    await tools.connect(flaky, { filter: ofTopic }),
    slowHook.endpoint,
  ];
  const endpoints = [
    ...better,
    await tools.connect(failing, { filter: ofSouth }),
    await tools.connect(gone, { filter: ofBoth }),
  ];
  const pullers = [
    stage.pullerOf({ source: [north, south].join() }),
    stage.pullerOf({ source: [north, south].join(), topic }),
  ];
  const pull = async () => {
    for (const puller of pullers) await puller.pull();
  };
  const ids = {
    a: articleId(north, 'a'),
    b: articleId(north, 'b'),
    e: articleId(north, 'e'),
    u: articleId(north, 'u'),
    t: articleId(south, 't'),
  };
  const subscription = stage.subscriptionOf(`core-${run}`);
  await again(() => subscription.ask('subscribe'));
  const subscribed = (await subscription.endpoint)!;
  const about = { sources: [north, south], endpoints: [...better, subscribed], readers: [] };

  const startedMs = Date.now();
  const inHours = (hours: number) => new Date(startedMs + hours * 3_600_000).toISOString();
  const ofIts = `<category>${topic}</category>`;
  const e = { guid: 'e', title: 'E', extra: `${ofIts}<prism:embargoDate>${inHours(0.5)}</prism:embargoDate>` };
  const u = { guid: 'u', title: 'U', extra: `<prism:expirationDate>${inHours(1)}</prism:expirationDate>` };
  stage.north.items = [{ guid: 'a', title: 'A', extra: ofIts }, { guid: 'b', title: 'B' }, e, u];
  stage.north.withdrawn = [];
  stage.hub.callbacks.clear();
  stage.south.items = [{ guid: 't', title: 'T' }];
  await stage.addSource(north, stage.north.url);
  await stage.addSource(south, stage.south.url);
  await stage.tick('Schedule');
  await stage.hub.settled();
  await stage.settle(about);
  await pull();
  await operate(caravan, ids.e, 'embargo', startedMs + 3_600_000);
  const wish = { hour: nextHour(), zone: 'UTC', sources: [north, south] };
  for (const person of [reader, leaver]) await again(() => person.signUp(wish));
  await stage.pass(15); // a poll whose worker died was done minutes later, and its source is due again now
  for (const person of [reader, leaver]) await again(() => person.confirm());
  await again(() => reader.choose({ ...wish, sources: [north] }));
  await again(() => leaver.leave());

  stage.north.items = [{ guid: 'a', title: 'A, corrected' }, e, u];
  stage.north.withdrawn = ['b'];
  // where that is lost, the schedule brings it
  await again(async () => (await stage.hub.push()).every((status) => status < 500));
  await Promise.all([
    stage.tick('Schedule'),
    pull(),
    ...['Publish', 'DeliveringDeliver'].map((name) => caravan.twin.redeploy(functionId(caravan.twin, name))),
  ]);
  await stage.settle(about);

  await stage.pass(30);
  stage.north.items = [
    { guid: 'a', title: 'A, corrected' },
    { guid: 'b', title: 'B, again', extra: `<prism:embargoDate>${inHours(yearsOfHours)}</prism:embargoDate>` },
    e,
    u,
  ];
  stage.north.withdrawn = [];
  await stage.tick('Schedule', 'Release');
  await stage.settle(about);

  await operate(caravan, ids.u, 'withdraw', 0);
  await slowHook.ask({ ...ofSouth, languages: ['az'] });
  await stage.tick('Reconcile');
  await stage.settle(about);

  const add = (name: string, zone: string, source: string) =>
    digests.add(
      `${name}-${run}@zones.example`,
      {
        preferences: {
          choice: { topics: [], sources: [source] },
          cadence: { frequency: 'daily', hour: 7, zone },
          language: 'en',
        },
      },
      0,
    );
  const readers = [
    reader,
    await add('west', 'America/New_York', south),
    await add('east', 'Pacific/Auckland', north),
    leaver,
  ];
  await stage.tick('DueDigests');
  await stage.settle({ ...about, readers });
  await again(() => reader.leave());
  await again(() => subscription.ask('unsubscribe'));

  const end = await endOf(stage, { ids, north, endpoints, subscribed, subscription, pullers, readers }, before);
  await stage.clear({ ...about, endpoints: [...endpoints, subscribed], readers });
  return end;
}

/**
 * The first full hour that comes when a sign-up was confirmed, a quarter of an hour from now; it is over when digests
 * are sent.
 */
const nextHour = (): number => new Date(Math.ceil((Date.now() + 20 * 60_000) / 3_600_000) * 3_600_000).getUTCHours();
