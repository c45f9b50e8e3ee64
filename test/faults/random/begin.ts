import type { Stage } from '../stage.ts';
import type { Publisher, Step } from './history.ts';
import { Newcomer } from './newcomer.ts';
import { Newsroom, useless } from './newsroom.ts';

type Answer = Extract<Step, { do: 'flap' }>['answer'];

const publishers = ['north', 'south'] as const;
const zones = { north: 'Asia/Baku', south: 'America/New_York' };
let lives = 0;

/** Sets the stage for a random life: two sources, five partners, one of whom pulls, a feed program that has subscribed, two readers and one who is yet to sign up, all its own, and publishers whose answers may be of no use. */
export async function begin(stage: Stage) {
  const { caravan, tools, digests, receivers: [healthy, flaky, slow, failing] } = stage;
  const run = (lives += 1);
  const sources = { north: `random-north-${run}`, south: `random-south-${run}` };
  const newsrooms = { north: new Newsroom(stage.north, `n${run}`), south: new Newsroom(stage.south, `s${run}`) };
  const [ofBoth, ofSouth] = [{ filter: { sources: Object.values(sources) } }, { filter: { sources: [sources.south] } }];
  const partners = await Promise.all(([[healthy, ofBoth], [flaky, ofBoth], [slow, ofSouth], [failing, ofSouth]] as const)
    .map(async ([actor, filter]) => ({ name: actor.name, actor, from: actor.heard.length, endpoint: await tools.connect(actor, filter) })));
  stage.hub.callbacks.clear();
  const puller = stage.pullerOf(Object.values(sources));
  const subscription = stage.subscriptionOf(`random-${run}`);
  await subscription.ask('subscribe');
  const since = await caravan.log.settledEnd(new Date());
  const readers = await Promise.all(publishers.map(async (wants) => ({
    wants, leftAtMs: undefined as number | undefined,
    reader: await digests.add(`random-${wants}-${run}@zones.example`, {
      readTo: since, preferences: { choice: { topics: [], sources: [sources[wants]] }, cadence: { frequency: 'daily', hour: 7, zone: zones[wants] }, language: 'en' },
    }, -3_600), // due in an hour
  })));
  const newcomer = new Newcomer(stage.personAt(`random-new-${run}@zones.example`), { hour: 7, zone: 'Pacific/Auckland', sources: [] });
  for (const name of publishers) await stage.addSource(sources[name], stage[name].url);

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
    sources, newsrooms, partners, puller, subscription, since, readers, newcomer, flaps,
    /** Leaves the publishers as they were. */
    leave: (): void => {
      for (const [index, name] of publishers.entries()) stage[name].answer = usual[index];
    },
  };
}
