const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** East Asian Width W and F (UAX 11) as far as news is written in it, and emoji: two columns each. */
const wide = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]/u;
const narrow = /^[\x20-\x7E\u00A0-\u02FF\u0370-\u052F]*$/;

/** What people see as single characters. */
export const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

const columnsOfLetter = (letter: string): number => (wide.test(letter) ? 2 : 1);

/** How many columns a text takes where all letters are equally wide, and Chinese ones twice as wide. */
export const columnsOf = (text: string): number => (narrow.test(text) ? text.length : lettersOf(text).reduce((sum, letter) => sum + columnsOfLetter(letter), 0));

/** The longest beginning that is no wider, cut between letters; a letter of a hundred accents counts for what it weighs. */
export function headOf(text: string, columns: number): string {
  let head = '';
  let taken = 0;
  for (const letter of lettersOf(text.slice(0, columns * 4 + 32))) {
    taken += Math.max(columnsOfLetter(letter), letter.length / 4);
    if (taken > columns) return head;
    head += letter;
  }
  return head;
}
