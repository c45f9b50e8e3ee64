const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** East Asian Width W and F (UAX 11) as far as news is written in it, and emoji: two columns each. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6\p{Emoji_Presentation}]/gu;
/** Characters that stand above, below or between others, and take no room of their own. */
const none = /[\p{Mn}\p{Me}\p{Cf}]/gu;
const plain = /^[\x20-\x7E\u00A0-\u02FF\u0370-\u0482\u048A-\u052F\u0620-\u064A]*$/;

/** Several emoji that are shown as one: families, flags, shades of skin. */
const joined = /[\u200D\p{Regional_Indicator}\p{Emoji_Modifier}]/u;

/** How many columns a text takes where all letters are equally wide, and Chinese ones twice as wide. */
export function columnsOf(text: string): number {
  if (plain.test(text)) return text.length;
  if (joined.test(text)) return lettersOf(text).reduce((sum, letter) => sum + Math.min(2, columnsApart(letter)), 0);
  return columnsApart(text);
}

const columnsApart = (text: string): number =>
  [...text].length - (text.match(none)?.length ?? 0) + (text.match(wide)?.length ?? 0);

/** Splits text into the characters that people see. */
export const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** UTF-16 units a column at most: letters of a hundred accents take no room, but fill a mail. */
export const unitsPerColumn = 4;

/** The longest beginning that is no wider, cut between letters. */
export function headOf(text: string, columns: number): string {
  let head = '';
  let width = 0;
  for (const letter of lettersOf(text.slice(0, (columns + 8) * unitsPerColumn))) {
    width += Math.max(columnsOf(letter), letter.length / unitsPerColumn);
    if (width > columns) return head;
    head += letter;
  }
  return head;
}
