import type { Topic } from './schema.ts';

/**
 * A topic as its readers' feeds know it: letters and digits of every script, lower case, with '-' between.
 * @returns undefined where the name holds no letter and no digit
 */
export function topicOf(name: string): Topic | undefined {
  const folded = name.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const slug = folded
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? undefined : { slug, name: folded.slice(0, 100) };
}
