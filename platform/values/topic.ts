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

/** Written without spaces: each letter may begin a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
export const isUnspaced = (text: string): boolean => unspaced.test(text);

/** A name has few words; one that is a text is found by its first. */
const mostStarts = 8;

/** The words of a name or of a question for one, as they are compared: without capitals, accents and marks. */
export const wordsOf = (text: string): string[] =>
  slugOf(text.slice(0, 200))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
    .split('-')
    .filter((word) => word !== '');

/** Whatever a name may be found by the beginning of: each of its words. */
export const startsOf = (name: string): string[] =>
  [
    ...new Set(
      wordsOf(name).flatMap((word) =>
        isUnspaced(word) ? [...word].map((_, place, letters) => letters.slice(place).join('')) : [word],
      ),
    ),
  ].slice(0, mostStarts);

/** Whether each word of a question begins one of a name's. */
export function isFoundBy(name: string, words: readonly string[]): boolean {
  const starts = startsOf(name);
  return words.every((word) => starts.some((start) => start.startsWith(word)));
}
