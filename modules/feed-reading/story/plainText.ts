import { decodeHTML } from 'entities';
import { Parser } from 'htmlparser2';
import { xmlText } from '../../../platform/text/xmlText.ts';
import type { RawText } from '../raw.ts';
import { escapeXml } from '../repair/repairTag.ts';
import { withoutControls } from './controls.ts';
import { muted, sanitise } from './sanitise.ts';
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
const htmlNames =
  'a|abbr|acronym|address|amp-img|article|aside|audio|b|bdi|bdo|big|blockquote|br|button|caption|center|cite|code|col|' +
  'dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|' +
  'kbd|label|li|main|mark|nav|nobr|noscript|object|ol|p|picture|pre|q|ruby|rt|s|samp|script|section|select|small|' +
  'source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|th|thead|time|tr|tt|u|ul|var|video|wbr';
/** An end tag, an element that has none, or an entity: a lone `<b>` may be what a text is about. */
const markup = new RegExp(
  `</(?:${htmlNames})\\s*>|<(?:br|hr|img|wbr|p|input)(?=[\\s/>])|<!\\[CDATA\\[|&(?:#\\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});`,
  'i',
);
const notOfHtml = new RegExp(`<(?!/?(?:${htmlNames})(?=[\\s/>])|!)`, 'gi');

/**
 * A text on one line, without markup, its entities decoded once. One that may be either is HTML where it has an end tag,
 * an element without one or an entity, as feedparser judges; tags that HTML does not know (`Vector<String>`) are text.
 * @param length how much of it is needed, in UTF-16 units: where it is longer than that, all of it need not be read
 */
export function plainText(raw: RawText | undefined, length = Infinity): string {
  if (raw === undefined) return '';
  if (raw.kind === 'html') return fold(stripTags(raw.text, length));
  return fold(
    raw.kind === 'either' && markup.test(raw.text) ? stripTags(raw.text.replace(notOfHtml, '&lt;'), length) : raw.text,
  );
}

const escapedTwice = new RegExp(
  `<(${htmlNames})(?:\\s[^<>]*)?>[^<>]*</\\1\\s*>|<(?:br|wbr)\\s*/?>|&#(?:\\d{2,7}|x[0-9a-f]{2,6});`,
  'i',
);

/**
 * A title on one line. Software that escapes twice has tags and references left in what it means for text: whatever a
 * title is about, whole elements are not read.
 */
export function titleText(raw: RawText | undefined): string {
  const once = plainText(raw);
  return raw?.kind !== 'plain' && escapedTwice.test(once) ? plainText({ text: once, kind: 'either' }) : once;
}

const chunkLength = 1_024;
/** Where so much of an article has not the words of a summary, it has pictures in it rather than words. */
const mostForBeginning = 500_000;

/**
 * The text of HTML: blocks and line breaks part words, tags inside of a word do not.
 * @param length where twice as much of it has been read, the rest is not
 */
export function stripTags(html: string, length = Infinity): string {
  const tamed = tame(html);
  if (!tamed.includes('<')) return decodeHTML(tamed);
  const parts: string[] = [];
  let read = 0;
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (muted.has(name)) silent += 1;
        else if (!inline.has(name)) parts.push(' ');
      },
      onclosetag(name) {
        if (muted.has(name)) silent -= 1;
        else if (!inline.has(name)) parts.push(' ');
      },
      ontext(text) {
        if (silent > 0) return;
        parts.push(text);
        if (length < Infinity) read += text.replace(/\s{2,}/g, ' ').length;
      },
    },
    { recognizeSelfClosing: true },
  );
  const step = length < Infinity ? chunkLength : tamed.length;
  const end = length < Infinity ? Math.min(tamed.length, mostForBeginning) : tamed.length;
  for (let at = 0; at < end && read <= 2 * length; at += step) parser.write(tamed.slice(at, at + step));
  parser.end();
  return parts.join('');
}

/**
 * Characters that turn round all that follows on its line, be it an attribution; marks and isolates, which scripts do
 * need, stay.
 */
const overrides = /[\u202D\u202E]/g;

/** But for the one space between two words. */
const unseen = /(?! [^\s\0-\x1F\x7F-\x9F\u200B\uFEFF])[\s\0-\x1F\x7F-\x9F\u200B\uFEFF]+/g;
/** Any of these has to be looked at one by one; most texts have none. */
const unusual = /[^\S ]| {2}|[\0-\x1F\x7F-\x9F\u200B\u202D\u202E\uD800-\uDFFF\uFFFE\uFFFF]/;

const fold = (text: string): string =>
  unusual.test(text)
    ? xmlText(withoutControls(text).toWellFormed().replace(overrides, '').replace(unseen, ' ')).trim()
    : text.trim();

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

/** DynamoDB rows end at 400 kB; the rest of the article needs room too. */
export const maxContentBytes = 300_000;
const blockEnds = [
  '</p>',
  '</div>',
  '</ul>',
  '</ol>',
  '</table>',
  '</blockquote>',
  '</figure>',
  '</h2>',
  '</h3>',
  '<br />',
];

/**
 * Content as safe HTML; plain text becomes paragraphs.
 * @param maxBytes what it may take in UTF-8
 * @returns the HTML, and whether it had to be cut
 */
export function contentHtml(
  raw: RawText | undefined,
  base: string | undefined,
  maxBytes: number,
): { readonly html: string; readonly cut: boolean } {
  if (raw === undefined) return { html: '', cut: false };
  const isHtml = raw.kind === 'html' || (raw.kind === 'either' && /<[a-z!/]/i.test(raw.text));
  const html = sanitise(withoutControls(isHtml ? raw.text : paragraphs(raw.text)), base);
  if (html.length * 3 <= maxBytes || Buffer.byteLength(html) <= maxBytes) return { html, cut: false };
  return { html: cutAtBlock(html, base, maxBytes), cut: true };
}

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((part) => `<p>${escapeXml(part.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('\n');

function cutAtBlock(html: string, base: string | undefined, maxBytes: number): string {
  // The margin is for the elements that sanitising closes anew. A character that is cut in two is left out, as a stream
  // that goes on would.
  const head = new TextDecoder().decode(Buffer.from(html).subarray(0, maxBytes - 10_000), { stream: true });
  const ends = blockEnds.map((end) => head.lastIndexOf(end) + end.length);
  const block = Math.max(...ends);
  const end = block > head.length / 2 ? block : Math.max(head.lastIndexOf(' '), head.lastIndexOf('<'), 0);
  return sanitise(head.slice(0, end), base);
}

/** The first image of safe HTML; undefined where there is none. */
export function firstImage(html: string): { readonly url: string; readonly alt?: string | undefined } | undefined {
  const tag = /<img\s[^<>]*>/.exec(html)?.[0];
  const src = tag === undefined ? undefined : /\ssrc="([^"]*)"/.exec(tag)?.[1];
  if (tag === undefined || src === undefined) return undefined;
  return { url: unescape(src), alt: unescape(/\salt="([^"]*)"/.exec(tag)?.[1] ?? '') };
}

/** Characters that the sanitiser escaped in an attribute. */
const unescape = (value: string): string =>
  value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
