import { textOf } from '../../../local/template/json.ts';
import { articleId } from '../../../modules/sources/seenList.ts';
import { leaked, left, lost, repeated } from '../breach.ts';
import { articlePageOf } from '../articlePages.ts';
import type { Breach } from '../breach.ts';
import { stateAt } from '../model/facts.ts';
import { endings, isForgotten } from '../model/history.ts';
import type { Story } from '../model/history.ts';
import { simpleReader } from '../model/reader.ts';
import { wrongInText } from '../model/texts.ts';
import { exact, judgeReader } from '../model/verdict.ts';
import type { Heard } from '../model/verdict.ts';
import type { Stage } from '../stage.ts';
import { ofDesk } from './desked.ts';
import { ofEntitled } from './limits.ts';
import { ofReaderByMail } from './mailed.ts';
import type { Known, Played } from './played.ts';
import { ofPartner, ofProgram, ofPuller, ofQueue } from './told.ts';

/**
 * What every life must keep, whatever went wrong in it: what of it was broken. Who must be told what, the model says.
 */
export async function judge(stage: Stage, played: Played): Promise<Breach[]> {
  const stories = played.stories.map((story) => ({ ...story, id: articleId(story.source, story.guid) }));
  return [
    ...[...new Set(played.leaks)].map(leaked),
    ...(await ofRows(stage, played, stories)),
    ...played.feeds.flatMap((feed) => ofFeed(feed, played, stories)),
    ...(await Promise.all(stories.map((story) => ofPage(stage, played, story)))).flat(),
    ...(await Promise.all(played.partners.map((partner) => ofPartner(stage, played, partner, stories)))).flat(),
    ...played.pulled.flatMap((pulled) => ofPuller(played, pulled, stories)),
    ...played.pushed.flatMap((pushed) => ofProgram(played, pushed, stories)),
    ...ofQueue(played, stories),
    ...(await ofEntitled(played, stories)),
    ...ofPerson(played),
    ...(await Promise.all(played.readers.map((reader) => ofReaderByMail(stage, played, reader, stories)))).flat(),
    ...(await ofDesk(stage, played)),
    ...ofQueues(stage),
  ];
}

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
  const numbers = new Set((await caravan.announcedVersions.getMany(entries)).map(({ seq }) => seq));
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
        const words = story.acts.findLast(({ does }) => does === 'correct')?.summary;
        if (words !== undefined && row.summary !== words)
          return [lost(`${story.guid} says "${row.summary}", and the operator's words are "${words}"`)];
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
function ofFeed({ ask, path, shown }: Played['feeds'][number], { endMs }: Played, stories: readonly Known[]): Breach[] {
  const reader = simpleReader(path, ask);
  const isOf = (story: Story, title: string) =>
    story.statements.some(({ says }) => says !== 'tombstone' && says.title === title);
  return stories
    .filter((story) => !isForgotten(story, endMs))
    .flatMap((story) => {
      const its = shown.filter(({ title }) => isOf(story, title));
      // What it does not show has ended, or never began.
      const heard = its.map(({ title }): Heard => ({ type: 'story', title, version: undefined, atMs: endMs }));
      const wrong = its.flatMap(({ title, text }) => wrongInText(story, story.line, title, text));
      return [
        ...(its.length > 1 ? [repeated(`${path} shows ${story.guid} ${its.length} times`)] : []),
        ...wrong.map((words) => leaked(`${path}, ${story.guid}: ${words}`)),
        ...judgeReader(story, reader, heard, endMs, exact),
      ];
    });
}

/** An article's page shows what is out; of what is not, it says nothing. */
async function ofPage({ caravan }: Stage, { endMs }: Played, story: Known): Promise<Breach[]> {
  if (isForgotten(story, endMs)) return [];
  const { status, text, headline } = await articlePageOf(caravan, story.id);
  const states = endings(story, endMs).map((facts) => ({ state: stateAt(facts, endMs), title: facts.said?.title }));
  const titles = story.statements.flatMap(({ says }) => (says === 'tombstone' ? [] : [says.title]));
  if (status === 200)
    return states.some(({ state, title }) => state === 'live' && title === headline)
      ? []
      : [leaked(`the page of ${story.guid} shows "${headline}"`)];
  return [
    ...(states.every(({ state }) => state === 'live') ? [lost(`the page of ${story.guid} answers ${status}`)] : []),
    ...titles
      .filter((title) => text.includes(title))
      .map((title) => leaked(`a page of what is not out says "${title}"`)),
  ];
}

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
