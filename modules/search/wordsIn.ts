import { isUnspaced } from '../../platform/values/topic.ts';
import { fold } from './folding.ts';

/** Letters, marks and digits of every script; the apostrophes that Unicode counts as letters part words, as others do. */
const word = /[[\p{L}\p{M}\p{N}]--[\u02B9-\u02BF]]+/gv;
let dictionaries: Intl.Segmenter | undefined;
/** Made at the first text that needs it: it takes 5 ms of processor time, and most texts have spaces. */
const segmenter = (): Intl.Segmenter => (dictionaries ??= new Intl.Segmenter('und', { granularity: 'word' }));
/** No word is longer. */
const longestWord = 64;

/** The words of a text, folded; those of scripts without spaces as dictionaries part them (Unicode Annex 29). */
export const wordsIn = (text: string): string[] =>
  (fold(text).match(word) ?? [])
    .flatMap((run) =>
      isUnspaced(run)
        ? [...segmenter().segment(run)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
        : [run],
    )
    .map((one) => one.slice(0, longestWord).toWellFormed());
