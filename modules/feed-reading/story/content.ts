import { escapeXml } from '../repair/repairText.ts';
import type { RawText } from '../raw.ts';
import { sanitise } from './sanitise.ts';

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
  const html = sanitise(isHtml ? raw.text : paragraphs(raw.text), base);
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
