import { Parser } from 'htmlparser2';
import { xmlText } from '../../../platform/text/xmlText.ts';
import type { RawText } from '../raw.ts';
import { tame } from './tame.ts';

const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'em',
  'font',
  'i',
  'kbd',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'wbr',
]);
const silent = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'textarea', 'select']);
const markup = /<\/?[a-z][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;

/** A text on one line, without markup, its entities decoded once. */
export function plainText(raw: RawText | undefined): string {
  if (raw === undefined) return '';
  const isHtml = raw.kind === 'html' || (raw.kind === 'either' && markup.test(raw.text));
  return fold(isHtml ? stripTags(raw.text) : raw.text);
}

/** The text of HTML: blocks and line breaks part words, tags inside of a word do not. */
export function stripTags(html: string): string {
  const parts: string[] = [];
  let muted = 0;
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) muted += 1;
      else if (!inline.has(name)) parts.push(' ');
    },
    onclosetag(name) {
      if (silent.has(name)) muted -= 1;
      else if (!inline.has(name)) parts.push(' ');
    },
    ontext(text) {
      if (muted === 0) parts.push(text);
    },
  });
  parser.end(tame(html));
  return parts.join('');
}

/**
 * Characters that turn round all that follows on its line, be it an attribution; marks and isolates, which scripts do
 * need, stay.
 */
const overrides = /[\u202D\u202E]/g;

const fold = (text: string): string =>
  xmlText(
    text
      .toWellFormed()
      .replace(overrides, '')
      .replace(/[\s\0-\x1F\x7F-\x9F\u200B\uFEFF]+/g, ' '),
  ).trim();

/**
 * Cuts a text at a word, near a length in UTF-16 units, and marks the cut with "…".
 * Scripts without spaces are cut at a character that people see as one.
 */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length);
  const space = head.lastIndexOf(' ');
  if (space > length * 0.7) return `${head.slice(0, space).replace(/(?<![\s,;:.–—-])[\s,;:.–—-]+$/, '')}…`;
  const graphemes = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text.slice(0, length + 32))].map(
    ({ segment }) => segment,
  );
  let cut = '';
  for (const grapheme of graphemes) {
    if (cut.length + grapheme.length > length) break;
    cut += grapheme;
  }
  return `${cut}…`;
}
