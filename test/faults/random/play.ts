import { again } from '../again.ts';
import { FeedReader } from '../feedReader.ts';
import type { Ask, Span } from '../model/reader.ts';
import type { Puller } from '../puller.ts';
import { mayBeTold } from '../model/verdict.ts';
import { scheduleNames } from '../stage.ts';
import type { ScheduleName, Stage } from '../stage.ts';
import { begin } from './begin.ts';
import type { Begun } from './begin.ts';
import { doer, subscribed } from './deeds.ts';
import type { Acts, Tick } from './deeds.ts';
import type { History, Step } from './history.ts';
import type { Lost } from './lost.ts';
import { getWell } from './mishaps.ts';
import { playedOf } from './played.ts';
import type { Played } from './played.ts';

/** How often feeds are asked for while schedules run. */
const looksWhereReadsLag = 6;
/** Schedules that run so often. */
const hourly = new Set<ScheduleName>(['Reconcile', 'Weather', 'Tell']);
const hourMs = 3_600_000;
/** Through all that retries wait for, three days and more, in leaps that grow. */
const healingMinutes = [15, 15, 30, 60, 120, 300, 600, 840, 1_200, 1_440, 1_440];
const polls = new Set<Step['do']>(['tick', 'jump', 'pull', 'season', 'edge', 'rewrite']);
const harmless = new Set<Step['do']>(['write', 'withdraw', 'pass', 'goOn', 'operate', 'desk']);

/** Plays a history, then lets everything get well and four days pass. */
export async function play(stage: Stage, lost: Lost, history: History): Promise<Played> {
  const begun = await begin(stage);
  const acts: Acts = new Map();
  const firstPoll = { fromMs: Infinity, toMs: Infinity };
  const storiesNow = () => storiesOf(begun, acts, firstPoll);
  const watch = watchFeeds(stage, begun, storiesNow);
  const tick = tickOf(stage, begun, { look: () => watch.look(), storiesNow });
  const hubSince = begun.subscriptions.map((): Span[] => []);

  await takeSteps(withPoll(history), doer(stage, lost, begun, acts, tick), firstPoll, async () => {
    await subscribed(begun);
    for (const spans of hubSince) if (spans.length === 0) spans.push({ fromMs: -Infinity, toMs: Date.now() });
  });

  await getWell(stage, lost, begun);
  for (const minutes of healingMinutes) {
    await begun.newcomer.goOn();
    await stage.pass(minutes);
    await tick();
  }
  await stage.pass(15);
  for (const puller of pullersOf(begun)) await again(() => puller.pull());
  await begun.entitled.look(storiesNow(), begun.partners[0].webhook);
  const feeds = await watch.lastLook();
  begun.leave();
  return playedOf(stage, begun, { history, stories: storiesNow(), feeds, leaks: watch.leaks }, hubSince);
}

/** A history in which sources are polled at least once. */
const withPoll = (history: History): History =>
  history.some(({ do: what }) => polls.has(what)) ? history : [...history, { do: 'tick', twice: false }];

/**
 * Takes each step.
 * @param firstPoll is told when the first poll was
 * @param polled runs after it: topics are known now
 */
async function takeSteps(
  steps: History,
  take: (step: Step) => Promise<void>,
  firstPoll: { fromMs: number; toMs: number },
  polled: () => Promise<void>,
): Promise<void> {
  const first = steps.findIndex(({ do: what }) => polls.has(what));
  for (const [index, step] of steps.entries()) {
    if (index === first) firstPoll.fromMs = Date.now();
    await take(step);
    if (index !== first) continue;
    if (steps.slice(0, first).every(({ do: what }) => harmless.has(what)) && step.do === 'tick')
      firstPoll.toMs = Date.now();
    await polled();
  }
}

/** All that happened so far to each story outside. */
const storiesOf = ({ newsrooms, sources, sites }: Begun, acts: Acts, firstPoll: Span): Played['stories'] =>
  (['north', 'south'] as const).flatMap((by) =>
    [...newsrooms[by].stories].map(([guid, statements]) => ({
      by,
      source: sources[by],
      guid,
      statements,
      acts: acts.get(guid) ?? [],
      firstPoll,
      pages: sites[by].pages,
      line: sites[by].line,
    })),
  );

/** Reads feeds, and notes in words what they show when that is not out. */
function watchFeeds({ caravan }: Stage, begun: Begun, storiesNow: () => Played['stories']) {
  const feeds = feedsOf(begun).map(({ ask, path }) => ({ ask, path, copy: new FeedReader(caravan, path) }));
  const leaks: string[] = [];
  return {
    leaks,
    async look(): Promise<void> {
      for (const { ask, path, copy } of feeds) {
        await copy.look();
        const now = Date.now();
        for (const { title } of copy.shown ?? []) {
          const story = storiesNow().find(({ statements }) =>
            statements.some(({ says }) => says !== 'tombstone' && says.title === title),
          );
          if (story && !mayBeTold(story, { asks: [{ fromMs: -Infinity, ask }] }, title, now))
            leaks.push(`${path} shows "${title}" when that is not out, or does not belong there`);
        }
      }
    },
    /** Asks until there is an answer. */
    async lastLook(): Promise<Played['feeds']> {
      for (const { copy } of feeds) await again(() => copy.look());
      return feeds.map(({ ask, path, copy }) => ({ ask, path, shown: copy.shown ?? [] }));
    },
  };
}

/** All schedules once, the reconciler's where its hour has come; sites pull, and feeds are looked at. */
function tickOf(
  stage: Stage,
  { pullers, desk, entitled, partners: [{ webhook }] }: Begun,
  { look, storiesNow }: { look: () => Promise<void>; storiesNow: () => Played['stories'] },
): Tick {
  let reconciledMs = -Infinity;
  return async () => {
    const beganMs = Date.now();
    await stage.hub.push(); // as a hint: where it is lost, the schedule brings what it was about
    const isHour = beganMs >= reconciledMs + hourMs;
    if (isHour) reconciledMs = beganMs;
    const ticking = stage.tick(...scheduleNames.filter((name) => isHour || !hourly.has(name)));
    // what a read that lags shows must not stay
    for (let nth = 0; nth < looksWhereReadsLag && stage.caravan.twin.reads.running; nth++) await look();
    await ticking;
    if (isHour) entitled.swept(beganMs, webhook);
    for (const puller of pullersOf({ pullers, desk, entitled })) await puller.pull();
    await look();
    await entitled.lookIfNew(storiesNow(), webhook);
  };
}

/** Whoever pulls. */
const pullersOf = ({ pullers, desk, entitled }: Pick<Begun, 'pullers' | 'desk' | 'entitled'>): Puller[] => [
  ...pullers.map(({ puller }) => puller),
  ...desk.pullers,
  entitled.puller,
];

/** The feeds that somebody reads, with what belongs in each. */
const feedsOf = ({ sources, newsrooms, topics: { economy } }: Begun): { ask: Ask; path: string }[] => [
  {
    // a word of all of its titles, and one of a topic's name
    ask: { sources: [sources.north], topics: [economy] },
    path: `/feeds/search.json?q=economy+${newsrooms.north.guidOf(0).split('-')[0]}&limit=200`,
  },
  { ask: { topics: [economy] }, path: `/feeds/topics/${economy}.json?limit=200` },
  ...Object.values(sources).map((source) => ({
    ask: { sources: [source] },
    path: `/feeds/sources/${source}.json?limit=200`,
  })),
];
