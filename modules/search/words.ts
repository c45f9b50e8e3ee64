import { isUnspaced } from '../../platform/values/topic.ts';
import { fold } from './folding.ts';
import { languageOfWord } from './languages.ts';
import type { LanguageName } from './languages.ts';

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
