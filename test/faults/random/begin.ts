import type { Stage } from '../stage.ts';
import type { Ask } from '../model/reader.ts';
import { Queue } from '../queue.ts';
import type { Publisher, Step } from './history.ts';
import { Newcomer } from './newcomer.ts';
import { Newsroom, useless } from './newsroom.ts';

type Answer = Extract<Step, { do: 'flap' }>['answer'];

const publishers = ['north', 'south'] as const;
const zones = { north: 'Asia/Baku', south: 'America/New_York' };
let lives = 0;

/**
 * Sets the stage for a random life: two sources, five partners, one of whom pulls all and one topic, a queue in AWS,
 * feed programs that have subscribed to all and to a topic, two readers and one who is yet to sign up, all its own, and
 * publishers whose answers may be of no use.
 */
export async function begin(stage: Stage) {
  const {
    caravan,
    tools,
    digests,
    receivers: [healthy, flaky, slow, failing],
    elsewhere,
    arrivals,
  } = stage;
  const run = (lives += 1);
  const sources = { north: `random-north-${run}`, south: `random-south-${run}` };
  const [economy, sport] = [`economy-${run}`, `sport-${run}`];
  const newsrooms = {
    north: new Newsroom(stage.north, `n${run}`, [economy, sport]),
    south: new Newsroom(stage.south, `s${run}`, [economy, sport]),
  };
  for (const name of publishers) await stage.addSource(sources[name], stage[name].url);
  const both = Object.values(sources);
  const asks: readonly Ask[] = [
    { sources: both },
    { sources: both, topics: [economy] },
    { sources: both, languages: ['en'] },
    { sources: [sources.south] },
    { sources: both, backlog: false },
  ];
  const partners = await Promise.all(
    (
      [
        [healthy, 0],
        [flaky, 1],
        [slow, 3],
      ] as const
    ).map(async ([actor, of]) => ({ name: actor.name, actor, webhook: await stage.webhookFor(actor, asks[of]!) })),
  );
  elsewhere.secrets.push(healthy.secrets.at(-1)!);
  const failed = await tools.connect(failing, { filter: { sources: [sources.south] } });
  stage.hub.callbacks.clear();
  const pullers = [
    { ask: { sources: both }, puller: stage.pullerOf({ source: both.join() }) },
    { ask: { sources: both, topics: [economy] }, puller: stage.pullerOf({ source: both.join(), topic: economy }) },
    {
      ask: { sources: both, languages: ['en'], backlog: false },
      puller: stage.pullerOf({ source: both.join(), language: 'en', backlog: 'false' }),
    },
  ];
  const queueAsk: Ask = { topics: [economy] };
  const queue = { ask: queueAsk, queue: new Queue(caravan, queueAsk) };
  const subscriptions = [
    { ask: {}, subscription: stage.subscriptionOf(`random-${run}`) },
    { ask: { topics: [economy] }, subscription: stage.subscriptionOf(`random-topic-${run}`, economy) },
  ];
  for (const { subscription } of subscriptions) await subscription.ask('subscribe');
  const since = await caravan.log.settledEnd(new Date());
  const readers = await Promise.all(
    publishers.map(async (wants) => ({
      choices: [{ fromMs: -Infinity, topics: [] as string[], sources: [sources[wants]] }],
      leftAtMs: undefined as number | undefined,
      reader: await digests.add(
        `random-${wants}-${run}@zones.example`,
        {
          readTo: since,
          preferences: {
            choice: { topics: [], sources: [sources[wants]] },
            cadence: { frequency: 'daily', hour: 7, zone: zones[wants] },
            language: 'en',
          },
        },
        -3_600,
      ), // due in an hour
    })),
  );
  const newcomer = new Newcomer(stage.personAt(`random-new-${run}@zones.example`), {
    hour: 7,
    zone: 'Pacific/Auckland',
    sources: [],
  });

  const flaps: Record<Publisher, Answer[]> = { north: [], south: [] };
  const usual = publishers.map((name) => stage[name].answer);
  for (const [index, name] of publishers.entries()) {
    stage[name].answer = (response) => {
      const answer = flaps[name].shift();
      if (answer === undefined) return usual[index]?.(response) ?? false;
      useless(response, answer);
      return true;
    };
  }
  return {
    run,
    sources,
    topics: { economy, sport },
    newsrooms,
    asks,
    partners,
    failed,
    from: arrivals.length,
    unheardFrom: stage.receivers.map(({ unheard }) => unheard.length),
    pullers,
    queue,
    subscriptions,
    since,
    readers,
    newcomer,
    flaps,
    /** Leaves the publishers as they were. */
    leave: (): void => {
      queue.queue.leave();
      for (const [index, name] of publishers.entries()) stage[name].answer = usual[index];
    },
  };
}
export type Begun = Awaited<ReturnType<typeof begin>>;
