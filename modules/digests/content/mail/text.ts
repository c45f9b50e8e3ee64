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

const controls = /[\s\0-\x1F\x7F-\x9F\u2028\u2029]+/g;
/**
 * Characters that change the order of all that follows (the Trojan Source attack), invisible ones, and noncharacters
 * that link marks are made of.
 */
const hidden = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]/g;

/**
 * Somebody's words as one harmless line: no control characters, no new lines, nothing that turns text around or stands
 * for a reader's link.
 */
export const inertLine = (text: string): string =>
  text.toWellFormed().replace(hidden, '').replace(controls, ' ').trim();

/** The same, no wider than so many columns, of a text of any length. */
export const shortLine = (text: string, columns: number): string =>
  clamp(inertLine(text.slice(0, columns * 8)), columns);

/** Markup is told from "a < b" by a letter after the bracket. */
const silent = /<(script|style|template|iframe|svg|noscript)(?!\w)[^>]*(?:>[\s\S]*?(?:<\/\1\s*>|$)|$)/gi;
const comment = /<!--[\s\S]*?(?:-->|$)/g;
const block =
  /<\/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article|figure|figcaption|hr|dl|dt|dd|pre)(?!\w)[^>]*>?/gi;
const inline = /<\/?[a-z][^>]*(?:>|$)/gi;
const entity =
  /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|shy|hellip|[mn]dash|[lr]squo|[lr]dquo|[lr]aquo|bull|middot|euro));/gi;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
};

/**
 * The beginning of what should be text, and may be HTML, as one line of text: tags go, entities are decoded once.
 * The rest is text, and is escaped where it is shown.
 * @param read how many characters to look at; a mail shows two lines, whatever a publisher sends
 */
export function proseOf(raw: string, read: number): string {
  const head = raw.slice(0, read);
  const text = head.includes('<')
    ? head.replace(silent, ' ').replace(comment, ' ').replace(block, ' ').replace(inline, '')
    : head;
  return inertLine(text.includes('&') ? text.replace(entity, decode) : text);
}

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

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
