import type { Topic } from './schema.ts';

/**
 * A topic by the name that a person gave it.
 * @returns undefined where the name holds no letter and no digit
 */
export function topicOf(name: string): Topic | undefined {
  const folded = name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const slug = slugOf(folded);
  return slug === '' ? undefined : { slug, name: folded.slice(0, 100) };
}

/**
 * A name as it stands in addresses: NFKC, lower case, letters, marks and digits of every script with "-" between, at
 * most 64 characters.
 */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return words
    .slice(0, 66)
    .replace(/^-|[\uD800-\uDBFF]$/g, '')
    .slice(0, 64)
    .toWellFormed()
    .replace(/(?<![-\uFFFD])[-\uFFFD]+$/, '');
}
