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
