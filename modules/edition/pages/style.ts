import { commentsStyle } from '../../comments/style.ts';
import { hashOf } from '../../../platform/http/html.ts';

/** The pages' one style sheet, inline: a page is one request. Sides are logical, for languages of either direction. */
export const editionStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1a1f29, #e7eaf0); --quiet: light-dark(#565f6e, #a3adbc); --line: light-dark(#d9d3c6, #303947);
  --ground: light-dark(#fbfaf7, #14181f); --soft: light-dark(#f1ede4, #1d2430); --accent: light-dark(#0b5c8a, #7cc4ef);
  --red: light-dark(#9c2a1f, #ff9d92); --field: light-dark(#fff, #1b212b); --edge: light-dark(#868d98, #6f7b8c);
  --serif: Georgia, 'Noto Serif', 'Noto Naskh Arabic', serif; --sans: system-ui, 'Noto Sans', sans-serif;
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 75rem; padding: 0 clamp(1rem, 4vw, 2.5rem) 2rem; overflow-wrap: anywhere;
  font: 1.0625rem/1.55 var(--serif); color: var(--ink); background: var(--ground);
}
a { color: var(--accent); }
img, video { max-width: 100%; background: var(--soft); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { position: static; display: inline-block; padding: .5rem; }
.dateline, nav, .meta, .kicker, .byline, .foot, .follow, footer, form, button, input, figcaption, .ways { font-family: var(--sans); }
.masthead { text-align: center; }
.dateline {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1.25rem; padding-block: .6rem;
  font-size: .875rem; color: var(--quiet);
}
.languages { display: flex; flex-wrap: wrap; gap: 0 .25rem; }
.languages a { padding: .15rem .4rem; }
.languages [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
.name {
  margin: 0; padding: .6rem 0 .8rem; border-block-start: 1px solid var(--line);
  font: 700 clamp(1.9rem, 6vw, 3.4rem)/1.1 var(--serif); letter-spacing: -.015em; text-wrap: balance;
}
.name a { color: inherit; text-decoration: none; }
.sections {
  display: flex; flex-wrap: wrap; justify-content: center; gap: 0 .3rem; padding-block: .35rem; font-size: .95rem;
  border-block: 1px solid var(--line); border-block-start: 3px double var(--line);
}
.sections a { padding: .35rem .6rem; color: inherit; text-decoration: none; }
.sections a:hover { text-decoration: underline; }
.sections [aria-current] { font-weight: 700; box-shadow: inset 0 -2px var(--accent); }
main { padding-block-start: 1.5rem; min-height: 50vh; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
main > h1 { margin: .5rem 0; font-size: clamp(1.9rem, 5vw, 2.7rem); }
section { margin-block-start: 2rem; }
section > h2 {
  margin: 0 0 1rem; padding-block-start: .5rem; border-block-start: 2px solid var(--ink);
  font: 700 1rem/1.3 var(--sans); letter-spacing: .02em;
}
section > h2 a { color: inherit; text-decoration: none; }
section > h2 a:hover { text-decoration: underline; }
article > div { min-width: 0; }
article h2 a, article h3 a { color: inherit; text-decoration: none; }
article h2 a:hover, article h3 a:hover { text-decoration: underline; }
.kicker { margin: 0 0 .25rem; font-size: .8rem; font-weight: 700; line-height: 1.4; }
.kicker a { color: var(--red); text-decoration: none; }
.summary { margin: .35rem 0; }
.card .summary, .line .summary {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden;
}
.meta, .byline { margin: .35rem 0 0; font-size: .85rem; line-height: 1.5; color: var(--quiet); }
.meta, .byline, .foot { text-align: match-parent; }
.meta a { color: inherit; text-underline-offset: 2px; }
.top { display: grid; gap: 2rem 2.5rem; }
.top section { margin: 0; }
.lead img, .card img {
  display: block; width: 100%; height: auto; aspect-ratio: 16 / 9; object-fit: cover; margin-block-end: .7rem;
}
.lead h2 { margin: 0; font-size: clamp(1.7rem, 4.2vw, 2.7rem); letter-spacing: -.01em; }
.lead .summary { font-size: 1.15rem; }
.must > div, .lines { display: grid; gap: 0; }
.line { display: flex; gap: 1rem; padding-block: 1rem; border-block-end: 1px solid var(--line); }
.must .line:first-child { padding-block-start: 0; }
.line > div { flex: 1; }
.line img {
  order: 1; flex: none; width: clamp(5.5rem, 24%, 11rem); height: auto; aspect-ratio: 4 / 3; object-fit: cover; align-self: start;
}
.line h2, .line h3 { margin: 0; font-size: 1.2rem; }
.must .summary { display: none; }
.lines { max-width: 52rem; }
.cards > div { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15.5rem, 100%), 1fr)); gap: 1.75rem; }
.card h3 { margin: 0; font-size: 1.2rem; }
.whole { max-width: 46rem; margin-inline: auto; }
.whole > h1 { margin: 0; font-size: clamp(1.9rem, 5.2vw, 3rem); letter-spacing: -.015em; }
.standfirst { margin: .8rem 0; font-size: 1.2rem; line-height: 1.5; }
.hero { margin: 1.4rem 0 0; }
.hero img { display: block; width: 100%; height: auto; aspect-ratio: 16 / 9; object-fit: cover; }
figcaption { padding-block: .4rem; font-size: .85rem; color: var(--quiet); }
.text { margin-block: 1.4rem; font-size: 1.13rem; line-height: 1.65; }
.text > :first-child { margin-block-start: 0; }
.text img, .text video { height: auto; }
.text img:not([height]) { width: 100%; aspect-ratio: 3 / 2; object-fit: contain; }
.text figure { margin: 1.4rem 0; }
.text blockquote { margin: 1.2rem 0; padding-inline-start: 1.1rem; border-inline-start: 3px solid var(--line); }
.text pre, .text table { display: block; overflow-x: auto; }
.media audio, .media video { display: block; width: 100%; margin-block: 1rem .3rem; }
.foot { padding-block: .8rem; border-block: 1px solid var(--line); font-size: .92rem; color: var(--quiet); }
.foot p { margin: .25rem 0; }
.foot .source { font-size: 1rem; color: var(--ink); }
.same ul, .names { padding: 0; list-style: none; }
.same li { padding-block: .4rem; }
.names { columns: 3 15rem; column-gap: 2rem; }
.names li { break-inside: avoid; padding-block: .35rem; }
.follow { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem; }
.ways { margin-block-start: 2rem; display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: center; justify-content: space-between; }
.ways p { margin: 0; }
.ways p a { margin-inline-end: 1rem; font-weight: 600; }
.prose { max-width: 42rem; }
.prose dt { margin-block-start: .6rem; }
.prose dd { margin-inline-start: 1.2rem; }
code { font-size: .85em; }
label { font-size: .95rem; }
input, button, textarea {
  padding: .5rem .75rem; min-height: 2.75rem; font-size: 1rem; color: var(--ink); background: var(--field);
  border: 1px solid var(--edge); border-radius: 4px;
}
.button {
  display: inline-block; padding: .6rem 1.1rem; font: 600 1rem/1.4 var(--sans); color: inherit; text-decoration: none;
  border: 1px solid var(--edge); border-radius: 4px; background: var(--soft);
}
button { font-weight: 600; cursor: pointer; background: var(--soft); }
.find span { display: flex; gap: .5rem; max-width: 32rem; margin-block: .3rem; }
.find input { flex: 1; min-width: 0; }
${commentsStyle}footer {
  margin-block-start: 3rem; padding-block-start: 1rem; border-block-start: 3px double var(--line); font-size: .9rem; color: var(--quiet);
}
footer nav { display: flex; flex-wrap: wrap; gap: .1rem .25rem; margin-inline: -.4rem; }
footer nav a { padding: .4rem; }
@media (min-width: 56rem) {
  .top { grid-template-columns: minmax(0, 1.75fr) minmax(0, 1fr); }
}
@media (max-width: 40rem) {
  .sections { flex-wrap: nowrap; justify-content: flex-start; overflow-x: auto; }
  .sections a { white-space: nowrap; }
  .cards > div { gap: 0; }
  .card { display: flex; gap: 1rem; padding-block: 1rem; border-block-end: 1px solid var(--line); }
  .card > div { flex: 1; }
  .card img { order: 1; flex: none; width: 28%; aspect-ratio: 4 / 3; align-self: start; margin: 0; }
}
@media print {
  .dateline nav, .sections, .skip, .ways, .follow, form, footer nav, .whole ~ section, audio, video { display: none; }
  body { max-width: none; font-size: 11pt; color: #000; background: #fff; }
  .text a[href^=http]::after { content: " (" attr(href) ")"; font-size: .8em; }
}
`;

/** The one style that the Content-Security-Policy lets in. */
export const editionStyleHash = hashOf(editionStyle);
