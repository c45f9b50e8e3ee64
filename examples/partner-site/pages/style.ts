import { createHash } from 'node:crypto';

/** The one style sheet, inline: a page is one request, and the Content-Security-Policy names it by its hash. */
export const style = `
:root {
  color-scheme: light dark; --paper: light-dark(#fdf4e7, #1a1512); --ink: light-dark(#2a1f1a, #efe4d6);
  --quiet: light-dark(#756459, #b3a193); --rule: light-dark(#dcc7ae, #46382f);
  --accent: light-dark(#a0351c, #ee9069); --tint: light-dark(#f6e6d0, #251d18);
}
* { box-sizing: border-box; }
html { background: var(--paper); border-top: 6px solid var(--accent); }
body {
  margin: 0 auto; max-width: 76rem; padding: 0 clamp(1rem, 4vw, 2.5rem) 2rem;
  font: 1.0625rem/1.6 'Iowan Old Style', Charter, 'Palatino Linotype', Palatino, 'Liberation Serif', serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere;
}
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
img, video { max-width: 100%; height: auto; display: block; background: var(--tint); }
h1, h2, h3, p, figure { margin: 0; }
h1, h3, .name {
  font-family: Didot, 'Bodoni 72', 'Playfair Display', 'Iowan Old Style', 'Palatino Linotype', 'Liberation Serif', serif;
  text-wrap: balance;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

body > header { text-align: center; padding-top: 1.5rem; }
.name { font-size: clamp(2.1rem, 8vw, 4.6rem); font-weight: 700; line-height: 1; letter-spacing: -.02em; }
.name a { color: inherit; text-decoration: none; }
.sample {
  font-size: max(.32em, .95rem); font-weight: 400; font-style: italic; letter-spacing: 0; color: var(--accent);
  vertical-align: .1em;
}
.date {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin-top: 1.1rem; padding: .4rem 0;
  border-block: 1px solid var(--ink); font-size: .9rem; font-style: italic;
}
nav {
  display: flex; flex-wrap: wrap; justify-content: center; gap: .2rem 1.6rem; padding: .5rem 0;
  border-bottom: 1px solid var(--rule);
}
nav a { color: var(--ink); text-decoration: none; padding: .15rem 0; }
nav a, .kicker, h2 { font-variant-caps: all-small-caps; letter-spacing: .08em; font-size: 1.1rem; line-height: 1.3; }
nav a:hover, h3 a:hover { color: var(--accent); }

h2 { font-weight: 700; padding: .45rem 0 .9rem; border-top: 3px solid var(--accent); color: var(--accent); }
h3 { line-height: 1.18; font-size: 1.3rem; }
h3 a { color: inherit; text-decoration: none; }
.kicker a { color: var(--accent); text-decoration: none; }
.meta {
  display: flex; flex-wrap: wrap; gap: 0 .9em; font-size: .88rem; line-height: 1.45; color: var(--quiet);
  margin-top: .35rem;
}
time { white-space: nowrap; }
.summary { margin-top: .35rem; line-height: 1.5; }
.picture img { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; margin-bottom: .7rem; }
.lead h3 { font-size: clamp(1.8rem, 3.6vw, 2.7rem); line-height: 1.06; }
.lead .summary { font-size: 1.15rem; }

.front, .below { margin-top: 1.6rem; display: grid; gap: 2.4rem; }
.stories { display: grid; gap: 1.6rem; align-content: start; }
.brief { border-bottom: 1px solid var(--rule); padding-bottom: .9rem; }
.brief h3 { font-size: 1.12rem; }
.brief:last-child { border: 0; }
.latest .stories { gap: .9rem; }
.more .stories { grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 2rem; }
.topic { margin: 2rem 0 1.4rem; font-size: clamp(2rem, 5vw, 3rem); line-height: 1.1; }

.full { max-width: 43rem; margin: 2.2rem auto 3.5rem; }
.full h1 { font-size: clamp(2rem, 5.2vw, 3.3rem); line-height: 1.06; letter-spacing: -.01em; margin-top: .3rem; }
.standfirst { font-size: 1.25rem; line-height: 1.45; font-style: italic; margin-top: .9rem; }
.full > .meta { border-block: 1px solid var(--rule); padding: .5rem 0; margin: 1.2rem 0 1.6rem; }
.full .updated { color: var(--accent); }
.full figure { margin: 0 0 1.6rem; }
.full figure img { width: 100%; }
.content { font-size: 1.15rem; line-height: 1.65; }
.content > * + * { margin-top: 1.1rem; }
.content blockquote {
  margin-inline: 0; padding-inline-start: 1.2rem; border-inline-start: 3px solid var(--accent); font-style: italic;
}
.content pre, .content table { display: block; overflow-x: auto; }
.attribution {
  margin-top: 2rem; padding: .9rem 1.1rem; background: var(--tint); border-inline-start: 3px solid var(--accent);
}
.rights { font-size: .88rem; color: var(--quiet); }
.notice { max-width: 40rem; margin: 4rem auto; text-align: center; }
.notice h1 { font-size: clamp(1.8rem, 5vw, 2.8rem); line-height: 1.1; margin-bottom: 1rem; }
body > footer {
  margin-top: 3rem; padding-top: 1rem; border-top: 3px double var(--rule); text-align: center; font-size: .9rem;
  font-style: italic; color: var(--quiet);
}

@media (min-width: 60rem) {
  .front { grid-template-columns: minmax(0, 1fr) 17.5rem; }
  .front .more { grid-column: 1 / -1; }
  .front .latest {
    border-inline-start: 1px solid var(--rule); padding-inline-start: 1.6rem; margin-inline-start: -.8rem;
  }
  .front .must-read .stories { grid-template-columns: 1fr 1fr; gap: 1.8rem; }
  .front .lead { grid-column: 1 / -1; }
  .below { grid-template-columns: 1fr 1fr 1fr; }
  .below .stories { grid-template-columns: 1fr; }
}
`;

/** How the Content-Security-Policy names it. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
