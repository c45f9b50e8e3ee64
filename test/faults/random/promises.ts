import { textOf } from '../../../local/template/json.ts';
import { articleId } from '../../../modules/sources/polling/seen.ts';
import { urnOf } from '../../../platform/values/schema.ts';
import { leaked, left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { stateAt } from '../model/facts.ts';
import { endings, isForgotten } from '../model/history.ts';
import type { Story } from '../model/history.ts';
import type { Reader } from '../model/reader.ts';
import { exact, judgeReader } from '../model/verdict.ts';
import type { Heard, Tolerance } from '../model/verdict.ts';
import type { Stage } from '../stage.ts';
import { ofReaderByMail } from './mailed.ts';
import type { Known, Played } from './play.ts';

/**
 * What every life must keep, whatever went wrong in it: what of it was broken. Who must be told what, the model says.
 */
export async function judge(stage: Stage, played: Played): Promise<Breach[]> {
  const stories = played.stories.map((story) => ({ ...story, id: articleId(story.source, story.guid) }));
  return [
    ...[...new Set(played.leaks)].map(leaked),
    ...(await ofRows(stage, played, stories)),
    ...played.feeds.flatMap((feed) => ofFeed(feed, played, stories)),
    ...(await Promise.all(played.partners.map((partner) => ofPartner(stage, played, partner, stories)))).flat(),
    ...played.pulled.flatMap((pulled) => ofPuller(played, pulled, stories)),
    ...played.pushed.flatMap((pushed) => ofProgram(played, pushed, stories)),
    ...ofQueue(played, stories),
    ...ofPerson(played),
    ...(await Promise.all(played.readers.map((reader) => ofReaderByMail(stage, played, reader, stories)))).flat(),
    ...ofQueues(stage),
  ];
}

/** What a reader heard of each story, held against the model. */
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
const firstsOf = <T>(list: readonly T[], idOf: (one: T) => string): T[] =>
  [...new Map(list.toReversed().map((one) => [idOf(one), one])).values()].toReversed();

/** The tables say what the facts say, and the log has each version once. */
async function ofRows(
  { caravan }: Stage,
  { since, sources, endMs }: Played,
  stories: readonly Known[],
): Promise<Breach[]> {
  const rows = await caravan.articles.getMany(
    stories.map(({ id }) => id),
    true,
  );
  const entries = (await Array.fromAsync(caravan.log.between(since, 999_999_999_999)))
    .flat()
    .filter(({ source }) => Object.values(sources).includes(source.id));
  const numbers = new Set((await caravan.editions.getMany(entries)).map(({ seq }) => seq));
  const announced = entries
    .filter(({ seq }) => numbers.has(seq))
    .map(({ articleId: id, version }) => `${id} v${version}`);
  return [
    ...stories
      .filter((story) => !isForgotten(story, endMs))
      .flatMap((story): Breach[] => {
        const row = rows.get(story.id);
        const states = endings(story, endMs).map((facts) => ({
          state: stateAt(facts, endMs),
          title: facts.said?.title,
        }));
        if (row === undefined)
          return states.some(({ state }) => state === 'withdrawn') ? [] : [lost(`${story.guid} has no row`)];
        if (states.some(({ state, title }) => row.status === state && (state === 'withdrawn' || row.title === title)))
          return [];
        return [
          (row.status === 'live' && !states.some(({ state }) => state === 'live') ? leaked : lost)(
            `${story.guid} is ${row.status} with "${row.title}", and should be ` +
              `${states.map(({ state, title }) => `${state} with "${title}"`).join(' or ')}`,
          ),
        ];
      }),
    ...announced
      .filter((one, index) => announced.indexOf(one) < index)
      .map((one) => repeated(`${one} stands twice in the log`)),
  ];
}

/** A feed shows what is out and belongs in it, once. */
function ofFeed(
  { ask, path, titles }: Played['feeds'][number],
  { endMs }: Played,
  stories: readonly Known[],
): Breach[] {
  const reader = { name: path, asks: [{ fromMs: -Infinity, ask }], deaf: [], recoveries: [] };
  const shownOf = (story: Story): Heard[] =>
    titles
      .filter((title) => story.statements.some(({ says }) => says !== 'tombstone' && says.title === title))
      .map((title) => ({ type: 'story', title, version: undefined, atMs: endMs }));
  return stories
    .filter((story) => !isForgotten(story, endMs))
    .flatMap((story) => {
      const shown = shownOf(story);
      // What it does not show has ended, or never began.
      return [
        ...(shown.length > 1 ? [repeated(`${path} shows ${story.guid} ${shown.length} times`)] : []),
        ...judgeReader(story, reader, shown.length > 0 ? shown : [], endMs, exact),
      ];
    });
}

/** A webhook heard what the model says, no id more often than faults explain, and what the ledger says that it has. */
async function ofPartner(
  { tools }: Stage,
  played: Played,
  { reader, endpoint, heard, unheard }: Played['partners'][number],
  stories: readonly Known[],
): Promise<Breach[]> {
  const { name } = reader;
  const disturbed = played.history.filter(
    (one) => one.do === 'break' || one.do === 'jump' || (one.do === 'cut' && one.server === name),
  );
  const firsts = firstsOf(heard, ({ id }) => id);
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
  const allowed = usual + disturbed.length + played.history.filter((one) => one.do === 'move').length;
  const ledger = await tools.rowsOf(endpoint);
  const known = new Set(stories.map(({ id }) => id));
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

/** Who pulls was told what the model says, each version once. */
function ofPuller(played: Played, { reader, told }: Played['pulled'][number], stories: readonly Known[]): Breach[] {
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
          .map(({ type, title, version, isBacklog, atMs }) => ({
            type: type.replace('article.', '') as Heard['type'],
            title: type === 'article.withdrawn' ? undefined : title,
            version,
            atMs,
            isBacklog,
          })),
      exact,
    ),
    ...names
      .filter((one, index) => names.indexOf(one) < index)
      .map((one) => repeated(`${reader.name}: ${one} was pulled again`)),
  ];
}

/** Who subscribed at the hub was told what the model says; no push more often than faults explain. */
function ofProgram(
  played: Played,
  { reader, told, endpoint }: Played['pushed'][number],
  stories: readonly Known[],
): Breach[] {
  const disturbed = played.history.filter(
    (one) => one.do === 'break' || one.do === 'jump' || (one.do === 'cut' && one.server === 'program'),
  ).length;
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
const ofQueue = (played: Played, stories: readonly Known[]): Breach[] =>
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

/** Who signed up in the end gets digests, and was asked as often as they did, or faults explain. */
function ofPerson({ history, person: { address, confirmed, questions, signUps } }: Played): Breach[] {
  const allowed =
    signUps + history.filter((one) => one.do === 'break' || one.do === 'lose' || one.do === 'jump').length;
  return [
    ...(confirmed ? [] : [lost(`${address} signed up ${signUps} times, to no end`)]),
    ...(questions > allowed
      ? [repeated(`${address} was asked ${questions} times, where ${allowed} are explained`)]
      : []),
  ];
}

/** Nothing waits that nobody will take, and there is no dead letter without an alarm. */
function ofQueues({ caravan: { twin } }: Stage): Breach[] {
  const alarms = twin.cloudWatch
    .look()
    .filter(({ state }) => state === 'ALARM')
    .map(({ name }) => name);
  return twin.stack.ofType('AWS::SQS::Queue').flatMap(({ id, name }) => {
    const { visible, inFlight } = twin.depth(id);
    if (visible + inFlight === 0) return [];
    if (!id.includes('DeadLetters')) return [left(`${visible + inFlight} messages are left in ${id}`)];
    const watching = twin.stack
      .ofType('AWS::CloudWatch::Alarm')
      .find(({ properties }) => JSON.stringify(properties['Dimensions'] ?? '').includes(`"${name}"`));
    return watching && alarms.includes(textOf(watching.properties['AlarmName']))
      ? []
      : [left(`${visible} dead letters in ${id}, and no alarm`)];
  });
}
