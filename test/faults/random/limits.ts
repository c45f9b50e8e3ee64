import { leaked, lost, repeated } from '../breach.ts';
import type { Breach } from '../breach.ts';
import { stateAt } from '../model/facts.ts';
import { endings, isForgotten } from '../model/history.ts';
import { matches } from '../model/reader.ts';
import type { Known, Played } from './played.ts';

/** The limited partner reads each article that it may have, and no other. */
export async function ofEntitled(
  { entitled, endMs }: Pick<Played, 'entitled' | 'endMs'>,
  stories: readonly Known[],
): Promise<Breach[]> {
  const { ask } = entitled.reader.asks.at(-1)!;
  const breaches = await Promise.all(
    stories
      .filter((story) => !isForgotten(story, endMs))
      .map(async (story): Promise<Breach[]> => {
        const { status, title } = await entitled.read(story);
        const titles = endings(story, endMs).map((facts) => {
          const mayHave =
            facts.said !== undefined && matches(ask, { ...facts.said, source: story.source, isBacklog: false });
          return mayHave && stateAt(facts, endMs) === 'live' ? facts.said.title : undefined;
        });
        if (status === 200 && !titles.includes(title)) return [leaked(`${entitled.id} reads "${title}" in the end`)];
        if (status === 200 || titles.includes(undefined) || isRefused(ask)) return [];
        return [lost(`${entitled.id} asks for ${story.guid}, which it may have, and is answered ${status}`)];
      }),
  );
  return [...new Set(entitled.leaks)].map(leaked).concat(breaches.flat());
}

/** It may have nothing. */
const isRefused = ({ within }: Played['entitled']['reader']['asks'][number]['ask']): boolean =>
  within?.sources?.length === 0;

/** Clocks are read in whole milliseconds, and a post is on its way for a while. */
const slackMs = 1_000;

/**
 * A webhook that asked for a rate heard no two posts sooner after each other. Hosts whose clocks are off, and a clock
 * that jumps, say nothing of that.
 */
export function ofRate({ history }: Played, { reader, rates, heard }: Played['partners'][number]): Breach[] {
  if (history.some((step) => step.do === 'deploy' || step.do === 'jump' || step.do === 'lag')) return [];
  const times = heard.map(({ atMs }) => atMs).toSorted((one, other) => one - other);
  return rates.flatMap(({ fromMs, perMinute }, index) => {
    if (perMinute === undefined) return [];
    const leastMs = 60_000 / perMinute - slackMs;
    const untilMs = rates[index + 1]?.fromMs ?? Infinity;
    const during = times.filter((atMs) => atMs >= fromMs && atMs < untilMs);
    const soonMs = during.flatMap((atMs, nth) => {
      const gapMs = atMs - (during[nth - 1] ?? -Infinity);
      return gapMs < leastMs ? [gapMs] : [];
    });
    return soonMs.length === 0
      ? []
      : [repeated(`${reader.name} asked for ${perMinute} posts a minute, and heard one after ${soonMs[0]} ms`)];
  });
}
