import { createHash } from 'node:crypto';

/** The pages' one style sheet, inline: a page is one request. */
export const style = `
:root { color-scheme: light dark; --ink: light-dark(#1d2430, #e7eaf0); --quiet: light-dark(#5c6675, #9aa5b5); --line: light-dark(#ddd8cc, #2d3643); --ground: light-dark(#fbfaf7, #14181f); --accent: light-dark(#0b5c8a, #7cc4ef); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem; font: 17px/1.55 Georgia, 'Noto Serif', serif; color: var(--ink); background: var(--ground); }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1.5rem; border-bottom: 3px double var(--line); padding-bottom: .6rem; }
h1 { margin: 0; font-size: clamp(1.6rem, 4vw, 2.3rem); line-height: 1.15; }
h1 a { color: inherit; text-decoration: none; }
h2 { margin: 2rem 0 .75rem; font: 600 .8rem/1.2 system-ui, sans-serif; letter-spacing: .09em; text-transform: uppercase; color: var(--quiet); }
nav, .meta, footer { font: .85rem/1.5 system-ui, sans-serif; color: var(--quiet); }
a { color: var(--accent); }
article { overflow-wrap: anywhere; }
article h3 { margin: 0 0 .25rem; line-height: 1.25; }
article h3 a { color: var(--ink); text-decoration: none; }
article h3 a:hover { text-decoration: underline; }
article p { margin: .25rem 0; }
.lead { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1.75rem; }
.lead img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; border-radius: 4px; background: var(--line); }
.list { columns: 2 22rem; column-gap: 2.5rem; }
.list article { break-inside: avoid; padding: .7rem 0; border-bottom: 1px solid var(--line); }
`;

/** The one style that the Content-Security-Policy lets in. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
