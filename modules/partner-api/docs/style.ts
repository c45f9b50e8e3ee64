/** The page's one style sheet, inline: the page is one request. */
export const docsStyle = `
:root {
  color-scheme: light dark; --ink: light-dark(#1d2430, #e7eaf0); --quiet: light-dark(#5c6675, #9aa5b5);
  --line: light-dark(#ddd8cc, #2d3643); --ground: light-dark(#fbfaf7, #14181f); --sunk: light-dark(#f1eee7, #1b212b);
  --accent: light-dark(#0b5c8a, #7cc4ef);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; max-width: 78rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem;
  font: 16px/1.6 system-ui, sans-serif; color: var(--ink); background: var(--ground);
}
header { border-bottom: 3px double var(--line); padding-bottom: .75rem; }
h1, h2 { font-family: Georgia, 'Noto Serif', serif; line-height: 1.2; }
h1 { margin: 0; font-size: clamp(1.6rem, 4vw, 2.3rem); }
header p { margin: .4rem 0 0; color: var(--quiet); }
.frame { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 3rem; align-items: start; }
nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0; font-size: .9rem; }
nav b {
  display: block; margin: 0 0 .3rem; font-size: .75rem; letter-spacing: .08em; text-transform: uppercase;
  color: var(--quiet);
}
nav div + div { margin-top: 1.2rem; }
nav a { display: block; padding: .2rem 0; color: var(--ink); text-decoration: none; }
nav a:hover { text-decoration: underline; }
a { color: var(--accent); }
main { max-width: 50rem; }
h2 { margin: 2.75rem 0 .5rem; font-size: 1.5rem; }
h3 { margin: 0 0 .25rem; font-size: 1.15rem; line-height: 1.3; }
h4 {
  margin: 1.25rem 0 .25rem; font-size: .75rem; letter-spacing: .08em; text-transform: uppercase; color: var(--quiet);
}
section section { margin-top: 1.75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
p, ul { margin: .5rem 0; }
ul { padding-left: 1.2rem; }
li { margin: .35rem 0; }
code { font: .9em/1.5 ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
p code, li code, dd code, summary code { background: var(--sunk); border-radius: 3px; padding: .05em .3em; }
pre {
  margin: .75rem 0; padding: .8rem 1rem; overflow-x: auto; background: var(--sunk); border: 1px solid var(--line);
  border-radius: 6px; font-size: .87rem;
}
pre code { overflow-wrap: normal; }
.place { display: flex; flex-wrap: wrap; gap: .5rem; align-items: baseline; }
.place code { background: none; padding: 0; }
.place b {
  padding: .1rem .5rem; border-radius: 4px; font-size: .78rem; letter-spacing: .03em; color: var(--ground);
  background: light-dark(#2b6a45, #8fd3a9);
}
.place .post { background: light-dark(#0b5c8a, #7cc4ef); }
.place .patch { background: light-dark(#8a5a0b, #efc77c); }
.place .delete { background: light-dark(#9c2f2f, #f0a3a3); }
dl { margin: .25rem 0; }
dl div { padding: .45rem 0; border-top: 1px solid var(--line); }
dl div:first-child { border-top: 0; }
dt { overflow-wrap: anywhere; }
dt span { margin-left: .4rem; font-size: .85rem; color: var(--quiet); }
dt code { font-weight: 600; }
dt span code { font-weight: 400; }
dd { margin: .1rem 0 0; }
.sample { border-top: 1px solid var(--line); padding: .35rem 0; }
.sample summary { font-weight: 600; }
.answer, details { margin: .3rem 0; }
.answer { padding-left: 1.1rem; }
summary { cursor: pointer; }
details[open] { margin-bottom: 1rem; }
@media (max-width: 56rem) {
  .frame { display: block; }
  nav { position: static; max-height: none; padding: .75rem 0 0; columns: 2 9rem; column-gap: 1.5rem; }
  nav div, nav div + div { break-inside: avoid; margin: 0 0 .9rem; }
}
`;
