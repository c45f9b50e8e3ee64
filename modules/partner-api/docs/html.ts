import { escapeHtml } from '../../../platform/http/escapeHtml.ts';

/** A line of prose: `code` in backticks, addresses as links. */
export const prose = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\bhttps:\/\/[^\s()<>&]+[^\s()<>&.,:;]/g, '<a href="$&">$&</a>');

export const paragraphs = (...texts: string[]): string => texts.map((text) => `<p>${prose(text)}</p>`).join('\n');

/** May be scrolled sideways, by the keyboard too. */
export const code = (text: string, label: string): string =>
  `<pre tabindex="0" aria-label="${escapeHtml(label)}"><code>${escapeHtml(text)}</code></pre>`;
