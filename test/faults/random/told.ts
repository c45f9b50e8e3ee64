import type { Delivery } from '../../../modules/webhooks/delivery.ts';
import { urnOf } from '../../../platform/values/schema.ts';
import { left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { isForgotten } from '../model/history.ts';
import type { Reader } from '../model/reader.ts';
import { toldRestlessly } from '../model/rewriting.ts';
import { exact, judgeReader } from '../model/verdict.ts';
import type { Heard, Tolerance } from '../model/verdict.ts';
import type { Stage } from '../stage.ts';
import { ofComments } from './commented.ts';
import type { Step } from './history.ts';
import { ofRate } from './limits.ts';
import type { Known, Played } from './played.ts';

/** Holds against the model all that a reader heard of each story. */
const heardBy = (
  { endMs }: Played,
  reader: Reader,
  stories: readonly Known[],
  of: (story: Known) => Heard[],
  tolerance: Tolerance,
): Breach[] => stories.flatMap((story) => judgeReader(story, reader, of(story), endMs, tolerance));

/** Of what came, what is about articles that Caravan has not forgotten: those begin anew, and their ids as well. */
function remembered<T>(
  { endMs }: Played,
  stories: readonly Known[],
  list: readonly T[],
  articleOf: (one: T) => string,
): T[] {
  const forgotten = new Set(stories.filter((story) => isForgotten(story, endMs)).flatMap(({ id }) => [id, urnOf(id)]));
  return list.filter((one) => !forgotten.has(articleOf(one)));
}

/** Of those with one id, the first. */
export const firstsOf = <T>(list: readonly T[], idOf: (one: T) => string): T[] =>
  [...new Map(list.toReversed().map((one) => [idOf(one), one])).values()].toReversed();

/** Whom Deliver asks: it dies with all that it has under way, where a cut at one of them kills it. */
const askedByDeliver = new Set<string>(['healthy', 'flaky', 'slow', 'program']);

/** Whether a step explains that a server is told something again, or does not take what it is told. */
const disturbs = (step: Step, server: string): boolean =>
  step.do === 'break' ||
  step.do === 'jump' ||
  (step.do === 'cut' && (step.server === server || (step.kind.startsWith('kill') && askedByDeliver.has(step.server))));

/** A webhook heard what the model says, no id more often than faults explain, and what the ledger says that it has. */
export async function ofPartner(
  { tools }: Stage,
  played: Played,
  partner: Played['partners'][number],
  stories: readonly Known[],
): Promise<Breach[]> {
  const { reader, endpoint, heard, unheard } = partner;
  const { name } = reader;
  const disturbed = played.history.filter((step) => disturbs(step, name));
  const redeliveries = played.history.filter(
    (step) => step.do === 'partner' && step.act === 'redeliver' && played.partners[step.partner] === partner,
  );
  // Whoever has something sent again knows that it is old: it counts where it came first.
  const firsts =
    redeliveries.length > 0
      ? heard.filter(({ id }, index) => heard.findIndex((one) => one.id === id) === index)
      : firstsOf(heard, ({ id }) => id);
  // What was announced and is on its way still, as a worker died with it, may have been sent (docs/promise.md, 2.3).
  const tolerance = {
    ends: unheard.length > 0 || disturbed.length > 0 || played.history.some((one) => one.do === 'lose'),
    types:
      name !== 'healthy' ||
      unheard.length > 0 ||
      disturbed.length > 0 ||
      played.history.some((one) => one.do === 'move' || one.do === 'lose'),
  };
  const usual = { healthy: 1, slow: 1, flaky: 2 }[name] ?? Infinity;
  const asked = redeliveries.length + played.history.filter((one) => one.do === 'move').length;
  const allowed = usual + disturbed.length + asked * (name === 'flaky' ? 2 : 1);
  return [
    ...heardBy(
      played,
      reader,
      stories,
      ({ id }) =>
        firsts
          .filter(({ data }) => data.id === id)
          .map(({ type, data, atMs }) => ({
            type: type.replace('article.', '') as Heard['type'],
            title: type === 'article.withdrawn' ? undefined : data.title,
            version: data.version,
            atMs,
            isBacklog: data.backlog === true,
            hasText: data.content !== undefined,
          })),
      tolerance,
    ),
    ...[
      ...Map.groupBy(
        remembered(played, stories, heard, ({ data }) => data.id),
        ({ id }) => id,
      ),
    ]
      .filter(([, times]) => times.length > allowed)
      .map(([id, times]) => repeated(`${name} heard ${id} ${times.length} times, where faults explain ${allowed}`)),
    ...ofRate(played, partner),
    ...ofComments(played, { reader, heard: firsts }, stories, tolerance),
    ...ofLedger(partner, await tools.rowsOf(endpoint), stories),
  ];
}

/** Nothing waits, and a webhook heard what its ledger says that it has. */
function ofLedger(
  { reader: { name }, heard }: Played['partners'][number],
  ledger: readonly Delivery[],
  stories: readonly Known[],
): Breach[] {
  const known = new Set(stories.map(({ id }) => id));
  return [
    ...ledger
      .filter(({ status }) => status === 'pending')
      .map(({ articleId: id, version }) => left(`version ${version} of ${id} waits for ${name}`)),
    ...ledger
      .filter(
        ({ status, articleId: id, version }) =>
          status === 'delivered' &&
          known.has(id) &&
          !heard.some(({ data }) => data.id === id && data.version === version),
      )
      .map(({ articleId: id, version }) =>
        lost(`the ledger says that ${name} has version ${version} of ${id}, which it never heard`),
      ),
  ];
}

/** A partner's site that pulls was told what the model says, each version once. */
export function ofPuller(
  played: Played,
  { reader, told }: Played['pulled'][number],
  stories: readonly Known[],
): Breach[] {
  const names = remembered(played, stories, told, ({ id }) => id).map(
    ({ type, id, version }) => `${type} ${id} v${version}`,
  );
  return [
    ...heardBy(
      played,
      reader,
      stories,
      ({ id }) =>
        told
          .filter((one) => one.id === id)
          .map(({ type, title, version, isBacklog, hasText, atMs }) => ({
            type: type.replace('article.', '') as Heard['type'],
            title: type === 'article.withdrawn' ? undefined : title,
            version,
            atMs,
            isBacklog,
            hasText,
          })),
      exact,
    ),
    ...names
      .filter((one, index) => names.indexOf(one) < index)
      .map((one) => repeated(`${reader.name}: ${one} was pulled again`)),
    ...(played.history.some(({ do: what }) => what === 'flap') ? [] : ofRestless(reader, told, stories)),
  ];
}

/** A story that is rewritten at each poll is not told each time. Where an answer is cut, stories seem to rest. */
const ofRestless = (reader: Reader, told: Played['pulled'][number]['told'], stories: readonly Known[]): Breach[] =>
  stories.flatMap((story) => {
    const titles = toldRestlessly(story, new Set(told.flatMap(({ title }) => title ?? [])));
    return titles.length === 0 ? [] : [repeated(`${reader.name}, ${story.guid}: was told each of ${titles.join(' ')}`)];
  });

/** A feed program that subscribed was told what the model says; no push came more often than faults explain. */
export function ofProgram(
  played: Played,
  { reader, told, endpoint }: Played['pushed'][number],
  stories: readonly Known[],
): Breach[] {
  const disturbed = played.history.filter((step) => disturbs(step, 'program')).length;
  const tolerance = { ends: disturbed > 0, types: true };
  const repeats = [
    ...Map.groupBy(
      remembered(played, stories, told, ({ urn }) => urn),
      ({ id }) => id,
    ),
  ].filter(([, times]) => times.length > 1 + disturbed);
  return [
    ...heardBy(
      played,
      reader,
      stories,
      ({ id }) =>
        firstsOf(told, (one) => one.id)
          .filter(({ urn }) => urn === urnOf(id))
          .map(({ title, version, atMs }) => ({
            type: title === undefined ? 'withdrawn' : 'story',
            title,
            version,
            atMs,
          })),
      tolerance,
    ),
    ...repeats.map(([id, times]) =>
      repeated(`${reader.name} pushed ${id} ${times.length} times, where faults explain ${1 + disturbed}`),
    ),
    ...(reader.deaf.length === 0 || endpoint?.status === 'enabled'
      ? []
      : [lost(`${reader.name}: the subscription has ended`)]),
  ];
}

/** A queue in AWS got what the model says; SNS may bring an event again, and promises no order. */
export const ofQueue = (played: Played, stories: readonly Known[]): Breach[] =>
  heardBy(
    played,
    played.queued.reader,
    stories,
    ({ id }) =>
      firstsOf(played.queued.received, ({ eventId }) => eventId)
        .filter(({ articleId: of }) => of === id)
        .toSorted((one, other) => (one.version ?? 0) - (other.version ?? 0)),
    exact,
  );
