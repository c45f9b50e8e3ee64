import { activated } from '../modules/subscribers/subscription.ts';
import type { Choice } from '../modules/subscribers/preferences.ts';
import type { Subscriber } from '../modules/subscribers/subscriber.ts';
import { topicOf } from '../platform/values/topic.ts';
import type { EpochSeconds } from '../platform/values/time.ts';
import { reader } from '../test/helpers/readers.ts';
import { madeTopics } from './madeStories.ts';

const slugs = madeTopics.map((name) => topicOf(name)!.slug);
const turned = (by: number) => slugs.map((slug, index) => [slug, slugs[(index + by) % slugs.length]!]);
const choice = (topics: readonly string[]): Choice => ({ topics: [...topics], sources: [] });

/** Twenty choices: everything, each topic, and pairs of topics. */
export const madeChoices: readonly Choice[] = [
  choice([]),
  ...slugs.map((slug) => choice([slug])),
  ...turned(1).map(choice),
  ...turned(2).map(choice),
].slice(0, 20);

/** Daily readers, all due at one time, with choices by turns. */
export function madeReaders(count: number, dueAt: EpochSeconds, idOf: (address: string) => string): Subscriber[] {
  return Array.from({ length: count }, (_, index) => {
    const address = `reader-${index}@readers.example`;
    const preferences = {
      choice: madeChoices[index % madeChoices.length]!,
      cadence: { frequency: 'daily', hour: 7, zone: 'Asia/Baku' },
      language: 'en',
    } as const;
    return { ...activated(reader({ id: idOf(address), address, preferences }), 0, new Date(dueAt * 1_000)), dueAt };
  });
}
