import { articleId } from '../../../modules/sources/seenList.ts';
import { articleEventTypes } from '../../../modules/articles/event.ts';
import { functionId } from '../../helpers/caravan.ts';
import { portalPage } from '../../helpers/portal.ts';
import { again } from '../again.ts';
import { Commenter } from '../commenter.ts';
import { operate } from '../operator.ts';
import type { Stage } from '../stage.ts';
import { StorySystem } from '../storySystem.ts';
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
 * One of them signed up for it, and leaves then; another signed up and left before, and gets none. Somebody comments on A,
 * and the moderator approves it. A publisher's system gives
 * the story O, twice; an engineer of the partner looks at the portal, and is told of the endpoint that is gone. Everything is
 * the run's own, so that one twin serves many.
 */
export async function live(stage: Stage): Promise<End> {
  const life = await begin(stage, (lives += 1));
  const { reader, subscription, endpoints, subscribed, about, before } = life;
  const { partnerId, id } = endpoints[0]!;
  await publishFirst(stage, life);
  await signUp(stage, life);
  await correct(stage, life);
  await comment(stage, life);
  await listAgain(stage, life);
  await operateAndNarrow(stage, life);
  await again(() => life.commenter.approve());
  await again(async () => (await portalPage(stage.caravan, { partnerId, path: `/webhooks/${id}` })) !== undefined);
  const readers = await sendDigests(stage, life);
  await stage.tick('Tell'); // where the first run of it died
  await again(() => reader.leave());
  await again(() => subscription.ask('unsubscribe'));

  const end = await endOf(stage, { ...life, readers }, before);
  await stage.clear({ ...about, endpoints: [...endpoints, subscribed], readers });
  await life.own.close();
  return end;
}

type Life = Awaited<ReturnType<typeof begin>>;

/** Everybody who takes part, under names of this run. */
async function begin(stage: Stage, run: number) {
  const { receivers, tools } = stage;
  const own = await StorySystem.open(stage.caravan, `own-${run}`);
  const [north, south] = [`north-${run}`, `south-${run}`];
  const topic = `economy-${run}`;
  const [ofBoth, ofSouth, ofTopic] = [
    { sources: [north, south, own.id] },
    { sources: [south] },
    { sources: [north, south], topics: [topic] },
  ];
  const [reader, leaver] = [stage.personAt(`reader-${run}@zones.example`), stage.personAt(`left-${run}@zones.example`)];
  const [healthy, flaky, slow, failing, gone] = receivers;
  const before = Object.fromEntries(receivers.map((receiver) => [receiver.name, receiver.heard.length]));
  const slowHook = await stage.webhookFor(slow, ofSouth);
  const better = [
    await tools.connect(healthy, { filter: ofBoth, events: [...articleEventTypes, 'endpoint.disabled'] }),
    await tools.connect(flaky, { filter: ofTopic }),
    slowHook.endpoint,
  ];
  const endpoints = [
    ...better,
    await tools.connect(failing, { filter: ofSouth }),
    await tools.connect(gone, { filter: ofBoth }),
  ];
  const pullers = [
    stage.pullerOf({ source: [north, south, own.id].join() }),
    stage.pullerOf({ source: [north, south].join(), topic }),
  ];
  const ids = {
    a: articleId(north, 'a'),
    b: articleId(north, 'b'),
    e: articleId(north, 'e'),
    u: articleId(north, 'u'),
    t: articleId(south, 't'),
    o: own.articleOf('o'),
  };
  const subscription = stage.subscriptionOf(`core-${run}`);
  await again(() => subscription.ask('subscribe'));
  const subscribed = (await subscription.endpoint)!;
  const about = { sources: [north, south], endpoints: [...better, subscribed], readers: [] };
  const commenter = new Commenter(stage.caravan, ids.a, `Leyla ${run}`, 'Well said.');
  const partners = { own, commenter, slowHook, ofSouth, endpoints, pullers, subscription, subscribed };
  return { run, north, south, ids, reader, leaver, before, about, ...partners, ...newsOf(topic, Date.now()) };
}

/** The stories that stay as they are, and the times that they tell. */
function newsOf(topic: string, startedMs: number) {
  const inHours = (hours: number) => new Date(startedMs + hours * 3_600_000).toISOString();
  const ofIts = `<category>${topic}</category>`;
  return {
    startedMs,
    inHours,
    ofIts,
    e: { guid: 'e', title: 'E', extra: `${ofIts}<prism:embargoDate>${inHours(0.5)}</prism:embargoDate>` },
    u: { guid: 'u', title: 'U', extra: `<prism:expirationDate>${inHours(1)}</prism:expirationDate>` },
  };
}

async function pull({ pullers }: Life): Promise<void> {
  for (const puller of pullers) await puller.pull();
}

async function publishFirst(stage: Stage, life: Life): Promise<void> {
  const { own, north, south, ids, about, startedMs, ofIts, e, u } = life;
  stage.north.items = [{ guid: 'a', title: 'A', extra: ofIts }, { guid: 'b', title: 'B' }, e, u];
  stage.north.withdrawn = [];
  stage.hub.callbacks.clear();
  stage.south.items = [{ guid: 't', title: 'T' }];
  await stage.addSource(north, stage.north.url);
  await stage.addSource(south, stage.south.url);
  for (let times = 0; times < 2; times++) await again(() => own.put('o', 'O'));
  await stage.tick('Schedule');
  await stage.hub.settled();
  await stage.settle(about);
  await pull(life);
  await operate(stage.caravan, ids.e, 'embargo', startedMs + 3_600_000);
}

/** Two sign up by the page's form; one chooses otherwise then, and the other leaves. */
async function signUp(stage: Stage, { north, south, reader, leaver }: Life): Promise<void> {
  const wish = { hour: nextHour(), zone: 'UTC', sources: [north, south] };
  for (const person of [reader, leaver]) await again(() => person.signUp(wish));
  await stage.pass(15); // a poll whose worker died was done minutes later, and its source is due again now
  for (const person of [reader, leaver]) await again(() => person.confirm());
  await again(() => reader.choose({ ...wish, sources: [north] }));
  await again(() => leaver.leave());
}

/** A is corrected and leaves its topic, B is withdrawn; two functions are deployed at that moment. */
async function correct(stage: Stage, life: Life): Promise<void> {
  const { twin } = stage.caravan;
  stage.north.items = [{ guid: 'a', title: 'A, corrected' }, life.e, life.u];
  stage.north.withdrawn = ['b'];
  // where that is lost, the schedule brings it
  await again(async () => (await stage.hub.push()).every((status) => status < 500));
  await Promise.all([
    stage.tick('Schedule'),
    pull(life),
    ...['Publish', 'DeliveringDeliver'].map((name) => twin.redeploy(functionId(twin, name))),
  ]);
  await stage.settle(life.about);
}

/** The form is sent twice, as by somebody who presses once more. */
async function comment(stage: Stage, { commenter }: Life): Promise<void> {
  let opened: string | undefined;
  await again(async () => (opened = await commenter.look()) !== undefined);
  await stage.pass(1);
  for (let times = 0; times < 2; times++) await again(() => commenter.send(opened ?? ''));
}

/** B is listed again under an embargo; the embargo of E and the time of U come to their ends. */
async function listAgain(stage: Stage, { about, inHours, e, u }: Life): Promise<void> {
  await stage.pass(30);
  stage.north.items = [
    { guid: 'a', title: 'A, corrected' },
    { guid: 'b', title: 'B, again', extra: `<prism:embargoDate>${inHours(yearsOfHours)}</prism:embargoDate>` },
    e,
    u,
  ];
  stage.north.withdrawn = [];
  await stage.tick('Schedule', 'Release', 'Weather');
  await stage.settle(about);
}

/** The operator withdraws U; the slow endpoint asks for another language. */
async function operateAndNarrow(stage: Stage, { ids, slowHook, ofSouth, about }: Life): Promise<void> {
  await operate(stage.caravan, ids.u, 'withdraw', 0);
  await slowHook.ask({ ...ofSouth, languages: ['az'] });
  await stage.tick('Reconcile', 'Tell');
  await stage.settle(about);
}

/** @returns all readers, those who left among them */
async function sendDigests(stage: Stage, { run, north, south, reader, leaver, about }: Life) {
  const add = (name: string, zone: string, source: string) =>
    stage.digests.add(
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
    await add('beside', 'America/New_York', south), // shares the call
    await add('east', 'Pacific/Auckland', north),
    leaver,
  ];
  await stage.tick('DueDigests');
  await stage.settle({ ...about, readers });
  return readers;
}

/**
 * The first full hour that comes when a sign-up was confirmed, a quarter of an hour from now; it is over when digests
 * are sent.
 */
const nextHour = (): number => new Date(Math.ceil((Date.now() + 20 * 60_000) / 3_600_000) * 3_600_000).getUTCHours();
