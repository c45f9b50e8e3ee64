import type { Topic } from '../../../platform/values/schema.ts';
import { slugOf } from '../../../platform/values/topic.ts';
import { plainText } from './plainText.ts';

/**
 * Topics of an item: the slug from letters and digits of every script, by which they are told apart.
 * @returns at most 10, in the document's order
 */
export function topicsOf(names: readonly string[]): Topic[] {
  const topics = new Map<string, Topic>();
  for (const raw of names.slice(0, 100)) {
    const name = plainText({ text: raw.slice(0, 200), kind: 'either' });
    const slug = slugOf(name);
    if (slug !== '' && !topics.has(slug)) topics.set(slug, { slug, name });
    if (topics.size === 10) break;
  }
  return [...topics.values()];
}
