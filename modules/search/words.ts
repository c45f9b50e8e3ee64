import { isUnspaced } from '../../platform/values/topic.ts';
import { fold } from './folding.ts';
import { languageOfWord } from './languages.ts';
import type { LanguageName } from './languages.ts';

/** Letters, marks and digits of every script; the apostrophes that Unicode counts as letters part words, as others do. */
const word = /[[\p{L}\p{M}\p{N}]--[\u02B9-\u02BF]]+/gv;
const segments = new Intl.Segmenter('und', { granularity: 'word' });
/** No word is longer. */
const longestWord = 64;

/** The words of a text, folded; those of scripts without spaces as dictionaries part them (Unicode Annex 29). */
export const wordsIn = (text: string): string[] =>
  (fold(text).match(word) ?? [])
    .flatMap((run) =>
      isUnspaced(run)
        ? [...segments.segment(run)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
        : [run],
    )
    .map((one) => one.slice(0, longestWord).toWellFormed());

/**
 * The stems of a text's words, each once, in their order. Words that stand in every text are left out, as are single
 * letters, unless there are no others.
 */
export function stemsOf(words: readonly string[], name: LanguageName): string[] {
  const tells = (one: string) => !languageOfWord(one, name).stopWords.has(one) && (one.length > 1 || isUnspaced(one));
  const telling = words.filter(tells);
  const stemOf = (one: string) => fold(languageOfWord(one, name).stemmer(one)) || one;
  return [...new Set((telling.length > 0 ? telling : words).map(stemOf))];
}
