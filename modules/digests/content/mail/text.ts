import { inertLine } from '../../../../platform/text/prose.ts';

/**
 * A text that is no wider than so many columns: cut after a word, where there is one in its last third, else between
 * letters, and marked with "…".
 */
export function clamp(text: string, columns: number): string {
  if (text.length <= columns * unitsPerColumn && columnsOf(text) <= columns) return text;
  const head = headOf(text, columns - 1);
  const space = head.lastIndexOf(' ');
  const whole = text[head.length] === ' ' || space < head.length * 0.66 ? head : head.slice(0, space);
  return `${whole.replace(/(?<![\s,;:.(–—-])[\s,;:.(–—-]+$/u, '')}…`;
}

let graphemes: Intl.Segmenter | undefined;
/** Made at the first text that is to be cut: it takes 5 ms of processor time, and most workers cut none at once. */
const segmenter = (): Intl.Segmenter => (graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' }));
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
export const lettersOf = (text: string): string[] => Array.from(segmenter().segment(text), ({ segment }) => segment);

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

/** The same, no wider than so many columns, of a text of any length. */
export const shortLine = (text: string, columns: number): string =>
  clamp(inertLine(text.slice(0, columns * 8)), columns);

/**
 * A text as lines no wider than so many columns, broken between words; inside of one only where a text has no spaces,
 * and never in an address.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const pieces = columnsOf(word) > columns && !word.includes('://') ? lettersOf(word) : [word];
    for (const [place, piece] of pieces.entries()) {
      const glue = line === '' || place > 0 ? '' : ' ';
      const wider = width + glue.length + columnsOf(piece);
      if (line !== '' && wider > columns) {
        lines.push(line);
        line = piece;
        width = columnsOf(piece);
      } else {
        line += glue + piece;
        width = wider;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}
