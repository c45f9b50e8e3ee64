import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\bhttps:\/\/[^\s()<>&]+[^\s()<>&.,:;])/;

/** A line of prose: `code` in backticks, **bold** in asterisks, addresses as links. */
export const prose = (text: string): Html => html`${text.split(marks).map(marked)}`;

function marked(piece: string): Html | string {
  if (/^`[^`]+`$/.test(piece)) return html`<code>${piece.slice(1, -1)}</code>`;
  if (/^\*\*[^*]+\*\*$/.test(piece)) return html`<b>${prose(piece.slice(2, -2))}</b>`;
  return /^https:\/\/\S+$/.test(piece) ? html`<a href="${piece}">${piece}</a>` : piece;
}

export const paragraphs = (...texts: string[]): Html => html`${texts.map((text) => html`<p>${prose(text)}</p>\n`)}`;

/** May be scrolled sideways, by the keyboard too. */
export const code = (text: string, label: string): Html =>
  html`<pre tabindex="0" aria-label="${label}"><code>${text}</code></pre>`;
