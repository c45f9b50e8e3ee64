import { leaked, left, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import { stateAt } from '../model/facts.ts';
import type { Said } from '../model/facts.ts';
import { backlogOf, endings, isForgotten, lastChangeMs, mostAnnouncements, saidOf } from '../model/history.ts';
import { mayBeTold } from '../model/verdict.ts';
import type { Stage } from '../stage.ts';
import type { Choice, Played } from './play.ts';
import type { Known } from './play.ts';

/** What the first digest of somebody who signs up tells of is a day old at most; the clocks of hosts are off. */
const firstWindowMs = 86_400_000 - 300_000;
const slackMs = 60_000;

/** One of the topics or one of the sources; with neither, everything. */
const isChosen = ({ topics, sources }: Choice, source: string, said: Said): boolean =>
  (topics.length === 0 && sources.length === 0) ||
  topics.some((topic) => said.topics.includes(topic)) ||
  sources.includes(source);

/**
 * A reader was told each story that is out and that they chose, once for each time that it was announced; nothing
 * early; nothing after leaving; no digest twice.
 */
export async function ofReaderByMail(
  { caravan, digests }: Stage,
  { history, endMs }: Played,
  { reader, choices, leftAtMs }: Played['readers'][number],
  stories: readonly Known[],
): Promise<Breach[]> {
  const wrong: Breach[] = [];
  const [all, ledger, row] = [
    digests.mails(reader),
    await digests.ledger(reader),
    await caravan.subscribers.get(reader.id),
  ];
  const name = reader.address;
  const mails = all.filter(({ tags }) => tags['digest'] !== undefined);
  for (const [digest, same] of Map.groupBy(mails, ({ tags }) => tags['digest'])) {
    // ADR 10: twice only where SES's answer was lost, and its event came late as well.
    const explained = history.filter((one) => one.do === 'break' || one.do === 'lose').length > 1 ? 2 : 1;
    if (same.length > explained) wrong.push(repeated(`${name} got the digest ${digest} ${same.length} times`));
  }
  const tellingOf = (title: string) => [
    ...new Map(
      mails.filter(({ text = '' }) => text.includes(title)).map((mail) => [mail.tags['digest'], mail]),
    ).values(),
  ];
  const sinceMs = Math.max(
    choices.at(-1)!.fromMs + slackMs,
    row?.consent ? secondsOf(row.consent.at) * 1_000 - firstWindowMs : -Infinity,
  );
  for (const story of stories) {
    for (const { said } of saidOf(story)) {
      for (const { at } of tellingOf(said.title)) {
        const atMs = at.getTime();
        const during = choices.filter(
          (choice, index) =>
            choice.fromMs <= atMs + slackMs && (choices[index + 1]?.fromMs ?? Infinity) >= atMs - slackMs,
        );
        if (
          !mayBeTold(story, anybody, said.title, atMs) ||
          !during.some((choice) => isChosen(choice, story.source, said))
        )
          wrong.push(leaked(`${name} was told "${said.title}" when that was not out, or not chosen`));
        if (backlogOf(story) === 'yes' && said.publishedMs !== undefined)
          wrong.push(leaked(`${name} was told "${said.title}" as news, which is old`));
      }
    }
    for (const facts of endings(story, endMs).slice(0, 1)) {
      const { said } = facts;
      if (said === undefined || stateAt(facts, endMs) !== 'live' || isForgotten(story, endMs)) continue;
      const times = tellingOf(said.title).length;
      const isDue =
        isChosen(choices.at(-1)!, story.source, said) &&
        lastChangeMs(story, facts, endMs) > sinceMs &&
        !mayBeOld(story);
      if (leftAtMs === undefined && isDue && times === 0) wrong.push(lost(`${name} was never told "${said.title}"`));
      if (times > mostAnnouncements(story, facts))
        wrong.push(repeated(`${name} was told "${said.title}" in ${times} digests`));
    }
  }
  if (mails.some(({ at }) => leftAtMs !== undefined && at.getTime() > leftAtMs))
    wrong.push(leaked(`${name} got mail after leaving`));
  wrong.push(
    ...ledger
      .filter(({ status }) => status !== 'delivered')
      .map(({ status }) => left(`a digest of ${name} is ${status}`)),
  );
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
