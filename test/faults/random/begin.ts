import type { Actor } from '../cast.ts';
import type { Puller } from '../puller.ts';
import type { Stage } from '../stage.ts';
import type { Ask } from '../model/reader.ts';
import { Queue } from '../queue.ts';
import type { Comments } from '../model/comments.ts';
import { Desk } from './desk.ts';
import { Entitled } from './entitled.ts';
import type { Publisher } from './history.ts';
import { Newcomer } from './newcomer.ts';
import { Newsroom } from './newsroom.ts';
import { Site } from './site.ts';

const publishers = ['north', 'south'] as const;
const zones = { north: 'Asia/Baku', south: 'America/New_York' };
let lives = 0;

/**
 * Sets the stage for a random life: two sources, five partners, one of whom pulls all and one topic, a queue in AWS,
 * feed programs that have subscribed to all and to a topic, three readers, two of whom share SES's call until one
 * chooses otherwise, and one of whom is away, and one who is yet to sign up, all its own, and publishers whose answers may be of no use.
 */
export async function begin(stage: Stage) {
  const { caravan } = stage;
  const run = (lives += 1);
  const sources = { north: `random-north-${run}`, south: `random-south-${run}` };
  const topics = { economy: `economy-${run}`, sport: `sport-${run}` };
  const newsrooms = {
    north: new Newsroom(stage.north, `n${run}`, Object.values(topics)),
    south: new Newsroom(stage.south, `s${run}`, Object.values(topics)),
  };
  for (const name of publishers) await stage.addSource(sources[name], stage[name].url);
  const asks = asksAbout(sources, topics.economy);
  const entitled = await Entitled.open(stage, run, { sources, topic: topics.economy });
  const partners = await connectPartners(stage, asks, entitled);
  const failed = await stage.tools.connect(stage.receivers[3], { filter: { sources: [sources.south] } });
  stage.hub.callbacks.clear();
  const pullers = pullersOf(stage, sources, topics.economy);
  const queue = queueOf(caravan, { topics: [topics.economy] });
  const subscriptions = [
    { ask: {}, subscription: stage.subscriptionOf(`random-${run}`) },
    { ask: queue.ask, subscription: stage.subscriptionOf(`random-topic-${run}`, topics.economy) },
  ];
  for (const { subscription } of subscriptions) await subscription.ask('subscribe');
  const since = await caravan.log.settledEnd(new Date());
  const readers = await Promise.all(publishers.map((wants) => addReader(stage, run, wants, { sources, since })));
  const companion = await addReader(stage, run, 'north', { sources, since, address: awayAs(run) });
  const newcomer = new Newcomer(stage.personAt(`random-new-${run}@zones.example`), {
    hour: 7,
    zone: 'Pacific/Auckland',
    sources: [],
  });
  const desk = await Desk.open(stage, run);
  const { sites, close } = openSites(stage);
  return {
    run,
    sources,
    topics,
    newsrooms,
    comments: new Map() as Comments,
    asks,
    partners,
    entitled,
    failed,
    from: stage.arrivals.length,
    unheardFrom: stage.receivers.map(({ unheard }) => unheard.length),
    pullers,
    queue,
    subscriptions,
    since,
    readers,
    companion,
    newcomer,
    desk,
    sites,
    /** Leaves the publishers as they were. */
    leave: (): void => {
      queue.queue.leave();
      close();
    },
  };
}
export type Begun = Awaited<ReturnType<typeof begin>>;

const queueOf = (caravan: Stage['caravan'], ask: Ask) => ({ ask, queue: new Queue(caravan, ask) });

type Sources = Readonly<Record<Publisher, string>>;

/** The filters that a partner may ask for, by their place. */
function asksAbout(sources: Sources, topic: string): readonly Ask[] {
  const both = Object.values(sources);
  return [
    { sources: both },
    { sources: both, topics: [topic] },
    { sources: both, languages: ['en'] },
    { sources: [sources.south] },
    { sources: both, backlog: false },
    { sources: both, declines: ['updated'] },
    { sources: both, declines: ['withdrawn'] },
    { sources: both, declines: ['published', 'updated'] },
  ];
}

/**
 * Webhooks of the healthy, the flaky and the slow; the healthy one may move elsewhere, and is limited by the operator.
 */
async function connectPartners(stage: Stage, asks: readonly Ask[], entitled: Entitled) {
  const [healthy, flaky, slow] = stage.receivers;
  const connect = async (actor: Actor, ask: number, partner?: Entitled) => ({
    name: actor.name,
    actor,
    webhook: await stage.webhookFor(actor, asks[ask]!, partner),
  });
  const partners = await Promise.all([connect(healthy, 0, entitled), connect(flaky, 1), connect(slow, 3)]);
  stage.elsewhere.secrets.push(healthy.secrets.at(-1)!);
  return partners;
}

function pullersOf(stage: Stage, sources: Sources, topic: string): { ask: Ask; puller: Puller }[] {
  const both = Object.values(sources);
  return [
    { ask: { sources: both }, puller: stage.pullerOf({ source: both.join() }) },
    { ask: { sources: both, topics: [topic] }, puller: stage.pullerOf({ source: both.join(), topic }) },
    {
      ask: { sources: both, languages: ['en'], backlog: false },
      puller: stage.pullerOf({ source: both.join(), language: 'en', backlog: 'false' }),
    },
  ];
}

/** A mailbox that takes each mail, and answers by itself. */
const awayAs = (run: number): string => `ooto+random-${run}@simulator.amazonses.com`;

/** A reader of digests of one source, due in an hour. @param since where in the log they read on */
const addReader = async (
  { digests }: Stage,
  run: number,
  wants: Publisher,
  { sources, since, address }: { sources: Sources; since: number; address?: string },
) => ({
  choices: [{ fromMs: -Infinity, topics: [] as string[], sources: [sources[wants]] }],
  leftAtMs: undefined as number | undefined,
  reader: await digests.add(
    address ?? `random-${wants}-${run}@zones.example`,
    {
      readTo: since,
      preferences: {
        choice: { topics: [], sources: [sources[wants]] },
        cadence: { frequency: 'daily', hour: 7, zone: zones[wants] },
        language: 'en',
      },
    },
    -3_600,
  ),
});

/** Puts up the publishers' sites, whose servers meet their faults first. @returns what takes them down */
function openSites(stage: Stage): { sites: Record<Publisher, Site>; close: () => void } {
  const sites = { north: new Site(stage.north), south: new Site(stage.south) };
  const usual = publishers.map((name) => stage[name].answer);
  for (const [index, name] of publishers.entries())
    stage[name].answer = (response) => usual[index]?.(response) !== false || sites[name].answer(response);
  return {
    sites,
    close: () => {
      for (const [index, name] of publishers.entries()) stage[name].answer = usual[index];
    },
  };
}
