/**
 * Characters that turn text around (the Trojan Source attack), invisible ones, and noncharacters. Joiners stay, which
 * Persian and emoji need.
 */
const unseen =
  /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFDD0-\uFDEF\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}]/gu;
const controls = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/g;
/** No script stacks more marks on a letter; what does is to run over the lines of others. */
const heaped = /(\p{M}{4})\p{M}+/gu;

/** What somebody typed, as text alone: its paragraphs stay, and nothing reaches beyond its own place. */
export const plainText = (typed: string): string =>
  typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unseen, '')
    .replace(controls, '')
    .replace(heaped, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** The same on one line. */
export const plainLine = (typed: string): string => plainText(typed).replace(/\n+/g, ' ');

/** Text as it is compared: without capitals, accents, marks, and signs that only part words. */
export const foldedOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u200C\u200D]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
