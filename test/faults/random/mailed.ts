import { leaked, left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import type { Mail } from '../../../local/mail/mail.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import { stateAt } from '../model/facts.ts';
import type { Said } from '../model/facts.ts';
import { backlogOf, endings, isForgotten, lastChangeMs, mostAnnouncements, saidOf } from '../model/history.ts';
import { mayHaveWaited } from '../model/rewriting.ts';
import { mayBeTold } from '../model/verdict.ts';
import type { Stage } from '../stage.ts';
import type { Choice, Known, Played } from './played.ts';

/** The first digest of somebody who signs up tells of a day at most; the clocks of hosts are off. */
const firstWindowMs = 86_400_000 - 300_000;
const slackMs = 60_000;
/** A reader who left is known for so long. */
const leaverKeptMs = 90 * 86_400_000;

/** One of the topics or one of the sources; with neither, everything. */
const isChosen = ({ topics, sources }: Choice, source: string, said: Said): boolean =>
  (topics.length === 0 && sources.length === 0) ||
  topics.some((topic) => said.topics.includes(topic)) ||
  sources.includes(source);

type Mailed = Played['readers'][number];
/** The digests that tell of a title. */
type TellingOf = (title: string) => Mail[];

/**
 * A reader was told each story that is out and that they chose, once for each time that it was announced; nothing
 * early; nothing after leaving; no digest twice.
 */
export async function ofReaderByMail(
  { caravan, digests }: Stage,
  played: Played,
  who: Mailed,
  stories: readonly Known[],
): Promise<Breach[]> {
  const { reader, choices } = who;
  const [all, ledger, row] = [
    digests.mails(reader),
    await digests.ledger(reader),
    await caravan.subscribers.get(reader.id),
  ];
  const mails = all.filter(({ tags }) => tags['digest'] !== undefined);
  const tellingOf: TellingOf = (title) => [
    ...new Map(
      mails.filter(({ text = '' }) => text.includes(title)).map((mail) => [mail.tags['digest'], mail]),
    ).values(),
  ];
  const sinceMs = Math.max(
    choices.at(-1)!.fromMs + slackMs,
    row?.consent ? secondsOf(row.consent.at) * 1_000 - firstWindowMs : -Infinity,
  );
  return [
    ...ofRepeats(played, who, mails),
    ...stories.flatMap((story) => [
      ...ofEachTelling(story, who, tellingOf),
      ...ofLastForm(story, who, tellingOf, sinceMs, played.endMs),
    ]),
    ...ofLeaving(who, mails),
    ...ledger
      .filter(({ status }) => status !== 'delivered')
      .map(({ status }) => left(`a digest of ${reader.address} is ${status}`)),
    ...ofRow(who, row, played.endMs),
  ];
}

function ofRepeats({ history }: Played, { reader }: Mailed, mails: readonly Mail[]): Breach[] {
  // ADR 10: twice only where SES's answer was lost, and its event came late as well.
  const explained = history.filter((one) => one.do === 'break' || one.do === 'lose').length > 1 ? 2 : 1;
  return [...Map.groupBy(mails, ({ tags }) => tags['digest'])]
    .filter(([, same]) => same.length > explained)
    .map(([digest, same]) => repeated(`${reader.address} got the digest ${digest} ${same.length} times`));
}

/** Each time that a story was told, in any of its forms, it was out, chosen, and news. */
const ofEachTelling = (story: Known, { reader, choices }: Mailed, tellingOf: TellingOf): Breach[] =>
  saidOf(story).flatMap(({ said }) =>
    tellingOf(said.title).flatMap(({ at }) => {
      const atMs = at.getTime();
      const during = choices.filter(
        (choice, index) =>
          choice.fromMs <= atMs + slackMs && (choices[index + 1]?.fromMs ?? Infinity) >= atMs - slackMs,
      );
      const isRight =
        mayBeTold(story, anybody, said.title, atMs) && during.some((choice) => isChosen(choice, story.source, said));
      const isOld = backlogOf(story) === 'yes' && said.publishedMs !== undefined;
      const telling = `${reader.address} was told "${said.title}"`;
      return [
        ...(isRight ? [] : [leaked(`${telling} when that was not out, or not chosen`)]),
        ...(isOld ? [leaked(`${telling} as news, which is old`)] : []),
      ];
    }),
  );

/**
 * The form that a story has in the end was told, and no more often than it was announced.
 * @param sinceMs a change before this time may have come too early to be told
 */
function ofLastForm(
  story: Known,
  { reader, choices, leftAtMs }: Mailed,
  tellingOf: TellingOf,
  sinceMs: number,
  endMs: number,
): Breach[] {
  const [facts] = endings(story, endMs);
  if (facts?.said === undefined || stateAt(facts, endMs) !== 'live' || isForgotten(story, endMs)) return [];
  const { said } = facts;
  const times = tellingOf(said.title).length;
  const isDue =
    leftAtMs === undefined &&
    isChosen(choices.at(-1)!, story.source, said) &&
    lastChangeMs(story, facts, endMs) > sinceMs &&
    !mayBeOld(story);
  return [
    ...(isDue && times === 0 ? [lost(`${reader.address} was never told "${said.title}"`)] : []),
    // an earlier announcement is told with the words of its moment, which may be announced later
    ...(times > mostAnnouncements(story, facts) + (mayHaveWaited(story) ? 1 : 0)
      ? [repeated(`${reader.address} was told "${said.title}" in ${times} digests`)]
      : []),
  ];
}

const ofLeaving = ({ reader, leftAtMs }: Mailed, mails: readonly Mail[]): Breach[] =>
  mails.some(({ at }) => leftAtMs !== undefined && at.getTime() > leftAtMs)
    ? [leaked(`${reader.address} got mail after leaving`)]
    : [];

/** The row says whether they left, and when they are due again; whoever left long ago is forgotten. */
function ofRow({ reader, leftAtMs }: Mailed, row: Subscriber | undefined, endMs: number): Breach[] {
  if (leftAtMs !== undefined && leftAtMs + leaverKeptMs < endMs && row === undefined) return [];
  const wrong: Breach[] = [];
  const name = reader.address;
  const status = leftAtMs === undefined ? 'active' : 'left';
  if (row?.status !== status) wrong.push(lost(`${name} is ${row?.status ?? 'unknown'}, and should be ${status}`));
  if (leftAtMs === undefined && (row?.dueAt === undefined || row.dueAt <= epochSeconds(new Date()) - 1_200))
    wrong.push(left(`${name} is ${row?.dueAt === undefined ? 'never due again' : 'due and not told'}`));
  return wrong;
}

const anybody = { asks: [{ fromMs: -Infinity, ask: {} }] };

/** Section 4: what is old by its date, and what came with a first poll and has one, is no news. */
const mayBeOld = (story: Known): boolean =>
  backlogOf(story) !== 'no' && saidOf(story).some(({ said }) => said.publishedMs !== undefined);
