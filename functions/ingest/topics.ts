import type { Topic } from '../shared/domain/schema.ts';
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

/** A name as it stands in addresses: NFKC, lower case, letters, marks and digits of every script with "-" between, at most 64 characters. */
export function slugOf(name: string): string {
  const words = name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return words.slice(0, 66).replace(/^-|[\uD800-\uDBFF]$/g, '').slice(0, 64).toWellFormed().replace(/[-\uFFFD]+$/, '');
}
