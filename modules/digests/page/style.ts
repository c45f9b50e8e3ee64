import { pageStyle } from '../../../platform/http/html.ts';

/** A digest's page, in the look of its mail. Sides are logical, so that it fits right-to-left languages too. */
export const digestStyle = `${pageStyle}
body { max-width: 44rem; }
.brand { margin: 0; font-size: 1.35rem; font-weight: 700; line-height: 1.2; }
.brand a { color: inherit; text-decoration: none; }
main > h1 { margin: 1.6rem 0 0; font-size: clamp(1.5rem, 5vw, 2rem); }
h2:not(article h2) {
  margin: 2.25rem 0 0; padding-block-end: .6rem; border-block-end: 2px solid var(--ink); color: var(--accent);
  font: 700 .95rem/1.35 system-ui, sans-serif;
}
article { display: flex; gap: 1rem; justify-content: space-between; padding: 1.25rem 0; overflow-wrap: anywhere; }
article + article { border-block-start: 1px solid var(--line); }
.words { flex: 1; min-width: 0; }
.lead { display: block; }
.lead :is(h2, h3) { font-size: clamp(1.5rem, 5vw, 1.75rem); }
article :is(h2, h3) { margin: 0; font-size: 1.25rem; line-height: 1.3; }
article :is(h2, h3) a { color: var(--ink); text-decoration: none; }
article :is(h2, h3) a:hover { text-decoration: underline; }
article p { margin: .4rem 0 0; }
.corrected { margin: 0 0 .25rem; font: 700 .8rem/1.4 system-ui, sans-serif; color: var(--accent); }
.meta a { color: inherit; }
.picture { flex: none; }
.picture img { display: block; border-radius: 4px; background: var(--line); font: .75rem/1.35 system-ui, sans-serif; }
.lead .picture img { width: 100%; height: auto; margin-block-end: 1rem; }
article:not(.lead) .picture img { width: 6rem; height: auto; }
footer { margin-block-start: 1.5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
footer p { margin: .6rem 0; }
@media print { .act { display: none; } }
`;
