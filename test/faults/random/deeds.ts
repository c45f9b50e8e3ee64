import { articleId } from '../../../modules/sources/seenList.ts';
import { changedPreferences, left } from '../../../modules/subscribers/subscription.ts';
import { again } from '../again.ts';
import type { Act } from '../model/facts.ts';
import { operate } from '../operator.ts';
import type { Stage } from '../stage.ts';
import type { Begun } from './begin.ts';
import { ofDesk } from './desk.ts';
import { ofModerator } from './moderator.ts';
import type { Deeds, Step } from './history.ts';
import type { Lost } from './lost.ts';
import { mishaps } from './mishaps.ts';

/** How often a partner's site asks while schedules run. */
const pulls = 8;
/** A season's days and their parts: shorter than a lease of the hub, which is renewed in each. */
const seasonParts = 5;
const partMinutes = 9 * 1_440;
/** The operator holds a story for so long. */
const heldMs = 3 * 3_600_000;
const dueMinutes = 11;

/** What runs in a tick. */
export type Tick = () => Promise<void>;

/** The acts that were done so far, by the article's guid, for the model. */
export type Acts = Map<string, Act[]>;

/** Does each step of a history. @param tick all schedules, once */
export function doer(stage: Stage, lost: Lost, begun: Begun, acts: Acts, tick: Tick): (step: Step) => Promise<void> {
  const deeds: Deeds = {
    ...ofPublishers(stage, begun),
    ...ofOperator(stage, begun, acts),
    ...ofModerator(stage, begun),
    ...ofDesk(begun.desk),
    ...ofPartners(stage, begun),
    ...ofReaders(stage, begun),
    ...ofTime(stage, begun, tick),
    ...mishaps(stage, begun, lost),
  };
  return async (step) => {
    await (deeds[step.do] as (one: Step) => unknown)(step);
  };
}

const ofPublishers = (
  { caravan }: Stage,
  { newsrooms, sources, sites }: Begun,
): Pick<Deeds, 'write' | 'withdraw' | 'flap' | 'noise' | 'pages'> => ({
  write(step) {
    newsrooms[step.by].write(step.story, step);
  },
  withdraw({ by, story, amid }) {
    newsrooms[by].withdraw(story, amid);
  },
  flap({ by, answer, times }) {
    sites[by].flaps.push(...Array<typeof answer>(times).fill(answer));
  },
  noise({ by }) {
    sites[by].makeNoise();
  },
  async pages({ by, give }) {
    sites[by].give(give);
    await caravan.sources.change(sources[by], { fullText: true });
  },
});

const ofOperator = ({ caravan }: Stage, { sources, newsrooms }: Begun, acts: Acts): Pick<Deeds, 'operate'> => ({
  async operate({ by, story, act: does }) {
    if (does === 'rename') {
      await caravan.sources.change(sources[by], { name: `${sources[by]}, renamed` });
      return;
    }
    const guid = newsrooms[by].guidOf(story);
    const untilMs = Math.ceil((Date.now() + heldMs) / 1_000) * 1_000;
    const act = await operate(caravan, articleId(sources[by], guid), does, untilMs);
    if (act) acts.set(guid, [...(acts.get(guid) ?? []), act]);
  },
});

const ofPartners = (
  { elsewhere }: Stage,
  { partners, asks, subscriptions, entitled }: Begun,
): Pick<Deeds, 'ask' | 'partner' | 'pace' | 'entitle' | 'move' | 'renew'> => ({
  ask: ({ partner, filter }) => partners[partner]?.webhook.ask(asks[filter]!),
  partner: ({ partner, act }) => partners[partner]?.webhook[act](),
  pace: ({ partner, perMinute }) => partners[partner]?.webhook.pace(perMinute === 0 ? undefined : perMinute),
  entitle: ({ what }) => entitled.entitle(what, partners[0].webhook),
  move({ answer }) {
    const { actor, webhook } = partners[0];
    const [here, there] = webhook.url === actor.url ? [actor, elsewhere] : [elsewhere, actor];
    here.meanwhile = async () => {
      await webhook.moveTo(there.url);
      return answer;
    };
  },
  renew: () => renew(subscriptions),
});

async function renew(subscriptions: Begun['subscriptions']): Promise<void> {
  for (const { subscription } of subscriptions) await subscription.ask('subscribe');
}

function ofReaders(
  { caravan }: Stage,
  { sources, topics, readers, newcomer }: Begun,
): Pick<Deeds, 'goOn' | 'choose' | 'leave'> {
  const chosen = [
    { topics: [], sources: [sources.north] },
    { topics: [], sources: [sources.south] },
    { topics: [topics.economy], sources: [] },
    { topics: [], sources: [] },
  ];
  return {
    goOn: () => newcomer.goOn(),
    async choose({ reader, choice: number }) {
      const [who, choice] = [readers[reader], chosen[number]!];
      if (who === undefined) return newcomer.choose({ ...newcomer.wish, sources: choice.sources });
      const done = await caravan.subscribers.change(who.reader.id, (row) =>
        changedPreferences(row, { ...row.preferences, choice }, new Date()),
      );
      if (done) who.choices.push({ fromMs: Date.now(), ...choice });
    },
    async leave({ reader }) {
      const who = readers[reader];
      if (who === undefined) return newcomer.leave();
      await caravan.subscribers.change(who.reader.id, (row) => left(row, 'Wants no more.', new Date()));
      who.leftAtMs ??= Date.now();
    },
  };
}

const ofTime = (
  stage: Stage,
  { newsrooms, pullers, subscriptions, desk }: Begun,
  tick: Tick,
): Pick<Deeds, 'rewrite' | 'pass' | 'season' | 'tick' | 'jump' | 'pull'> => ({
  async rewrite({ by, story, times }) {
    for (let nth = 0; nth < times; nth++) {
      newsrooms[by].write(story, {});
      await stage.pass(dueMinutes);
      await tick();
    }
  },
  pass: ({ minutes }) => stage.pass(minutes),
  async season() {
    desk.grewOld();
    for (let part = 0; part < seasonParts; part++) {
      await stage.pass(partMinutes);
      await renew(subscriptions);
      await tick();
    }
  },
  async tick({ twice }) {
    await stage.pass(dueMinutes);
    await Promise.all([tick(), ...(twice ? [tick()] : [])]);
  },
  jump({ seconds }) {
    const ticking = tick();
    stage.time.pass(seconds * 1_000);
    return ticking;
  },
  async pull() {
    await stage.pass(dueMinutes);
    const ticking = tick();
    for (let nth = 0; nth < pulls; nth++) await pullers[0]!.puller.pull();
    await ticking;
  },
});

/** Asks until it is subscribed. */
export const subscribed = ({ subscriptions }: Begun): Promise<boolean[]> =>
  Promise.all(
    subscriptions.map(
      async ({ subscription }) =>
        (await subscription.endpoint) !== undefined || again(() => subscription.ask('subscribe')),
    ),
  );
