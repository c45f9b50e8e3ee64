import { articleId } from '../../modules/sources/seenList.ts';
import type { Choice } from '../../modules/subscribers/preferences.ts';
import { topicOf } from '../../platform/values/topic.ts';
import { usualHtmlBytes } from '../madePublisher.ts';
import { madeStory } from '../madeStories.ts';
import type { MadeStory } from '../madeStories.ts';
import type { Size } from './size.ts';

/** An article that is to come out, told without asking Caravan. */
export interface Due {
  readonly number: number;
  readonly articleId: string;
  readonly topic: string;
}

export const sourceId = (source: number): string => `source-${source}`;
const topicName = ({ topics }: Pick<Size, 'topics'>, number: number): string => `Desk ${number % topics}`;
/** The topic that a story, an endpoint or a reader has by its number. */
export const topicSlug = (size: Pick<Size, 'topics'>, number: number): string => topicOf(topicName(size, number))!.slug;

/**
 * The numbers of a source's stories in a burst; no two stories of a run share one. The burst 0 warms up: a story each.
 */
export function numbersOf(
  { sources, articles }: Pick<Size, 'sources' | 'articles'>,
  source: number,
  burst: number,
): number[] {
  const each = burst === 0 ? 1 : articles / sources;
  const first = burst === 0 ? source : sources + (burst - 1) * articles + source * each;
  return Array.from({ length: each }, (_, index) => first + index);
}

/** Stories have the topics by turns, each one. */
export const storyOf = (size: Pick<Size, 'topics'>, number: number, published: Date): MadeStory => ({
  ...madeStory(number, usualHtmlBytes),
  topics: [topicName(size, number)],
  published,
});

/** Readers' choices by turns: everything, a topic, two topics. */
export function choiceOf(size: Pick<Size, 'topics'>, reader: number): Choice {
  const turn = reader % 3;
  const own = Math.floor(reader / 3);
  return {
    topics: [...new Set(Array.from({ length: turn }, (_, index) => topicSlug(size, own + index)))],
    sources: [],
  };
}

/** What some sources' burst must bring. */
export const dueOf = (size: Pick<Size, 'sources' | 'articles' | 'topics'>, sources: number, burst: number): Due[] =>
  Array.from({ length: sources }, (_, source) => source).flatMap((source) =>
    numbersOf(size, source, burst).map((number) => ({
      number,
      articleId: articleId(sourceId(source), `story-${number}`),
      topic: topicSlug(size, number),
    })),
  );
