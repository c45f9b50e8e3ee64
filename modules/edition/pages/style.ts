import { hashOf, pageStyle } from '../../../platform/http/html.ts';

/** The pages' one style sheet, inline: a page is one request. */
export const editionStyle = `${pageStyle}
h2 {
  margin: 2rem 0 .75rem; font: 600 .8rem/1.2 system-ui, sans-serif; letter-spacing: .09em; text-transform: uppercase;
  color: var(--quiet);
}
article { overflow-wrap: anywhere; }
article h3 { margin: 0 0 .25rem; line-height: 1.25; }
article h3 a { color: var(--ink); text-decoration: none; }
article h3 a:hover { text-decoration: underline; }
article p { margin: .25rem 0; }
time { white-space: nowrap; }
.lead { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: 1.75rem; }
.lead img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; border-radius: 4px; background: var(--line); }
.list { columns: 2 22rem; column-gap: 2.5rem; }
.list article { break-inside: avoid; padding: .7rem 0; border-bottom: 1px solid var(--line); }
.prose { max-width: 42rem; overflow-wrap: anywhere; }
.prose code { font-size: .85em; }
.prose dt { margin-top: .6rem; }
.prose dd { margin: 0 0 0 1.2rem; }
.said { margin: 1.75rem 0 .5rem; font-size: 1.5rem; font-weight: 700; line-height: 1.25; }
h2 + .said { margin-top: -.25rem; }
`;

/** The one style that the Content-Security-Policy lets in. */
export const editionStyleHash = hashOf(editionStyle);
