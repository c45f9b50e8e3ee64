import { createHash } from 'node:crypto';

/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value of a template. An array prints its members one after another; nothing, `false` included, prints nothing. */
export type HtmlValue = string | number | Html | false | undefined | null | readonly HtmlValue[];

/**
 * A piece of a page. Every value is escaped unless it is Html already, for text and for attributes in double quotes:
 * no page can forget it.
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  new Html(String.raw({ raw: strings }, ...values.map(print)));

/** Text that is HTML already, such as a style sheet. Never what a stranger wrote. */
export const trusted = (text: string): Html => new Html(text);

/** Pieces with a separator between them. */
export const joined = (pieces: readonly HtmlValue[], separator: HtmlValue): Html =>
  html`${pieces.map((piece, index) => (index === 0 ? piece : [separator, piece]))}`;

function print(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(print).join('') : escapeHtml(String(value));
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it stands in HTML, for templates of other kinds (feeds, mustache). Pages use `html`. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

/** Style sheet that all pages for readers share: ink and paper by day and by night, and the head of the page. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e7eaf0); --quiet: light-dark(#5c6675, #9aa5b5); --line: light-dark(#ddd8cc, #2d3643);
  --ground: light-dark(#fbfaf7, #14181f); --accent: light-dark(#0b5c8a, #7cc4ef);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem;
  font: 17px/1.55 Georgia, 'Noto Serif', serif; color: var(--ink); background: var(--ground);
}
header {
  display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1.5rem;
  border-bottom: 3px double var(--line); padding-bottom: .6rem;
}
h1 { margin: 0; font-size: clamp(1.6rem, 4vw, 2.3rem); line-height: 1.15; }
h1 a { color: inherit; text-decoration: none; }
nav, .meta, footer { font: .85rem/1.5 system-ui, sans-serif; color: var(--quiet); }
a { color: var(--accent); }
`;

/** The source by which a Content-Security-Policy lets in an inline style or script. */
export const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
