import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import type { Heard as Webhooked } from '../../helpers/receiver.ts';
import { again } from '../again.ts';
import { FeedReader } from '../feedReader.ts';
import type { Story } from '../model/history.ts';
import type { Ask, Reader, Span } from '../model/reader.ts';
import { mayBeTold } from '../model/verdict.ts';
import type { Person } from '../person.ts';
import type { Pulled } from '../puller.ts';
import type { Received } from '../queue.ts';
import type { Told } from '../subscribed.ts';
import { scheduleNames } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { begin } from './begin.ts';
import type { Begun } from './begin.ts';
import { doer, getWell, subscribed } from './deeds.ts';
import type { Acts } from './deeds.ts';
import type { History, Publisher, Step } from './history.ts';
import type { Lost } from './lost.ts';

/** What a reader of digests chose, from a time on; with no topics and no sources, everything. */
export interface Choice {
  readonly fromMs: number;
  readonly topics: readonly string[];
  readonly sources: readonly string[];
}

/** A random life as it stands at its end: for who judges it. */
export interface Played {
  readonly history: History;
  readonly endMs: number;
  /** What happened to each story outside, for the model. */
  readonly stories: readonly (Story & { readonly by: Publisher })[];
  readonly sources: Readonly<Record<Publisher, string>>;
  /** Place in the log before it began. */
  readonly since: number;
  readonly partners: readonly {
    readonly reader: Reader;
    readonly endpoint: Endpoint;
    readonly heard: readonly Webhooked[];
    readonly unheard: readonly Webhooked[];
  }[];
  /** What the pull API told, in this order. */
  readonly pulled: readonly { readonly reader: Reader; readonly told: readonly Pulled[] }[];
  readonly queued: { readonly reader: Reader; readonly received: readonly Received[] };
  /** What the hub pushed, in this order. */
  readonly pushed: readonly {
    readonly reader: Reader;
    readonly told: readonly Told[];
    readonly endpoint: Endpoint | undefined;
  }[];
  /** What feeds show in the end, to who asks with the validators of their copy. */
  readonly feeds: readonly { readonly ask: Ask; readonly path: string; readonly titles: readonly string[] }[];
  /** The last of them is who signed up. */
  readonly readers: readonly {
    readonly reader: Pick<Subscriber, 'id' | 'address'>;
    readonly choices: readonly Choice[];
    readonly leftAtMs: number | undefined;
  }[];
  readonly person: Pick<Person, 'address' | 'confirmed' | 'signUps'> & { readonly questions: number };
  /** What readers' feeds showed when that was not out, in words. */
  readonly leaks: readonly string[];
  /** All endpoints that were made for it. */
  readonly endpoints: readonly Endpoint[];
}

/** How often feeds are asked for while schedules run. */
const looksWhereReadsLag = 6;
/** How often the reconciler runs. */
const hourMs = 3_600_000;
/** Through all that retries wait for, three days and more, in leaps that grow. */
const healingMinutes = [15, 15, 30, 60, 120, 300, 600, 840, 1_200, 1_440, 1_440];
const polls = new Set<Step['do']>(['tick', 'jump', 'pull', 'season', 'edge']);
const harmless = new Set<Step['do']>(['write', 'withdraw', 'pass', 'goOn', 'operate']);

/** Plays a history, then lets everything get well and four days pass. */
export async function play(stage: Stage, lost: Lost, history: History): Promise<Played> {
  const { caravan } = stage;
  const begun = await begin(stage);
  const { sources, newsrooms, partners, pullers, subscriptions, since, readers, newcomer, leave } = begun;
  const acts: Acts = new Map();
  const firstPoll = { fromMs: Infinity, toMs: Infinity };
  const hubSince = subscriptions.map((): Span[] => []);
  const storiesNow = () =>
    (['north', 'south'] as const).flatMap((by) =>
      [...newsrooms[by].stories].map(([guid, statements]) => ({
        by,
        source: sources[by],
        guid,
        statements,
        acts: acts.get(guid) ?? [],
        firstPoll,
      })),
    );

  const feeds = feedsOf(begun).map(({ ask, path }) => ({ ask, path, copy: new FeedReader(caravan, path) }));
  const leaks: string[] = [];
  const look = async () => {
    for (const { ask, path, copy } of feeds) {
      await copy.look();
      const now = Date.now();
      for (const title of copy.titles ?? []) {
        const story = storiesNow().find(({ statements }) =>
          statements.some(({ says }) => says !== 'tombstone' && says.title === title),
        );
        if (story && !mayBeTold(story, { asks: [{ fromMs: -Infinity, ask }] }, title, now))
          leaks.push(`${path} shows "${title}" when that is not out, or does not belong there`);
      }
    }
  };
  let reconciledMs = -Infinity;
  const tick = async () => {
    await stage.hub.push(); // as a hint: where it is lost, the schedule brings what it was about
    const isHour = Date.now() >= reconciledMs + hourMs;
    if (isHour) reconciledMs = Date.now();
    const ticking = stage.tick(...scheduleNames.filter((name) => isHour || name !== 'Reconcile'));
    // what a read that lags shows must not stay
    for (let nth = 0; nth < looksWhereReadsLag && caravan.twin.reads.running; nth++) await look();
    await ticking;
    for (const { puller } of pullers) await puller.pull();
    await look();
  };
  const heardHub = async () => {
    await subscribed(begun);
    for (const spans of hubSince) if (spans.length === 0) spans.push({ fromMs: -Infinity, toMs: Date.now() });
  };

  const take = doer(stage, lost, begun, acts, tick);
  const steps = [
    ...history,
    ...(history.some(({ do: what }) => polls.has(what)) ? [] : [{ do: 'tick' as const, twice: false }]),
  ];
  const first = steps.findIndex(({ do: what }) => polls.has(what));
  for (const [index, step] of steps.entries()) {
    if (index === first) firstPoll.fromMs = Date.now();
    await take(step);
    if (index !== first) continue;
    if (steps.slice(0, first).every(({ do: what }) => harmless.has(what)) && step.do === 'tick')
      firstPoll.toMs = Date.now();
    await heardHub(); // the topic is known now
  }

  await getWell(stage, lost, begun);
  for (const minutes of healingMinutes) {
    await newcomer.goOn();
    await stage.pass(minutes);
    await tick();
  }
  await stage.pass(15);
  for (const { puller } of pullers) await again(() => puller.pull());
  for (const { copy } of feeds) await again(() => copy.look());
  leave();
  const { person, leftAtMs } = newcomer;
  const { address, confirmed, signUps, questions } = person;
  const pushed = await Promise.all(
    subscriptions.map(async ({ ask, subscription }, index) => ({
      reader: {
        name: `the hub for ${JSON.stringify(ask)}`,
        asks: [{ fromMs: -Infinity, ask }],
        deaf: hubSince[index]!,
        recoveries: [],
      },
      told: subscription.told,
      endpoint: await subscription.endpoint,
    })),
  );
  return {
    history,
    endMs: Date.now(),
    stories: storiesNow(),
    sources,
    since,
    leaks,
    person: { address, confirmed, signUps, questions: questions.length },
    pulled: pullers.map(({ ask, puller }) => ({
      reader: {
        name: `who pulls ${JSON.stringify(ask)}`,
        asks: [{ fromMs: -Infinity, ask }],
        deaf: [],
        recoveries: [],
      },
      told: puller.told,
    })),
    queued: {
      reader: { name: 'the queue', asks: [{ fromMs: -Infinity, ask: begun.queue.ask }], deaf: [], recoveries: [] },
      received: begun.queue.queue.received,
    },
    pushed,
    feeds: feeds.map(({ ask, path, copy }) => ({ ask, path, titles: copy.titles ?? [] })),
    readers: [...readers, { choices: newcomer.choices, reader: person, leftAtMs }],
    partners: partners.map(({ name, actor, webhook }, index) => ({
      reader: webhook.readerOf(name),
      endpoint: webhook.endpoint,
      heard: stage.arrivals
        .slice(begun.from)
        .filter(({ by }) => by === name || (index === 0 && by === stage.elsewhere.name))
        .map(({ heard }) => heard),
      unheard: actor.unheard.slice(begun.unheardFrom[index]),
    })),
    endpoints: [
      ...partners.map(({ webhook }) => webhook.endpoint),
      begun.failed,
      ...pushed.flatMap(({ endpoint }) => endpoint ?? []),
    ],
  };
}

/** The feeds that somebody reads, with what belongs in each. */
const feedsOf = ({ sources, topics: { economy } }: Begun): { ask: Ask; path: string }[] => [
  { ask: { topics: [economy] }, path: `/feeds/topics/${economy}.json?limit=200` },
  ...Object.values(sources).map((source) => ({
    ask: { sources: [source] },
    path: `/feeds/sources/${source}.json?limit=200`,
  })),
];

/** A story with its article's id. */
export type Known = Played['stories'][number] & { readonly id: string };
