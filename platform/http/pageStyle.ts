import { createHash } from 'node:crypto';

/** What all pages for readers share: ink and paper by day and by night, and the head of the page. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1d2430, #e7eaf0); --quiet: light-dark(#5c6675, #9aa5b5); --line: light-dark(#ddd8cc, #2d3643); --ground: light-dark(#fbfaf7, #14181f); --accent: light-dark(#0b5c8a, #7cc4ef); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem; font: 17px/1.55 Georgia, 'Noto Serif', serif; color: var(--ink); background: var(--ground); }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1.5rem; border-bottom: 3px double var(--line); padding-bottom: .6rem; }
h1 { margin: 0; font-size: clamp(1.6rem, 4vw, 2.3rem); line-height: 1.15; }
h1 a { color: inherit; text-decoration: none; }
nav, .meta, footer { font: .85rem/1.5 system-ui, sans-serif; color: var(--quiet); }
a { color: var(--accent); }
`;

/** What a Content-Security-Policy lets an inline style or script in by. */
export const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
