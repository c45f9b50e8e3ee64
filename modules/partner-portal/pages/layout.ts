import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { hashOf, html, pageStyle, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { portalPath } from '../session.ts';

export interface PortalPage {
  readonly title: string;
  readonly main: Html;
  readonly status?: number;
  /** Whose page it is; none where nobody is let in. */
  readonly partner?: { readonly name: string } | undefined;
}

const style = `${pageStyle}
:root {
  --soft: light-dark(#f1eee6, #1d2430); --edge: light-dark(#868d98, #6f7b8c); --field: light-dark(#fff, #1b212b);
  --good: light-dark(#2b6a45, #8fd3a9); --fault: light-dark(#a3231b, #ff9d92); --on-accent: light-dark(#fff, #10151c);
}
header p { margin: 0; font-size: 1.35rem; font-weight: 700; line-height: 1.2; }
header a { color: inherit; text-decoration: none; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .95rem; }
nav a { color: var(--accent); padding: .3rem 0; }
h1 { margin: 1.8rem 0 .4rem; overflow-wrap: anywhere; }
h2 { margin: 2.2rem 0 .6rem; font-size: 1.3rem; }
p { margin: .4rem 0; max-width: 46rem; }
.quiet { color: var(--quiet); font: .9rem/1.5 system-ui, sans-serif; }
table, dl, form, pre, .state, .told { font: .92rem/1.5 system-ui, sans-serif; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 600; color: var(--quiet); }
th, td { padding: .45rem .9rem .45rem 0; border-block-end: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: break-word; }
td .quiet { overflow-wrap: anywhere; }
td a { white-space: nowrap; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.2rem; margin: .6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .88em; overflow-wrap: anywhere; }
pre {
  margin: .5rem 0; padding: .8rem 1rem; background: var(--soft); border-radius: 7px; white-space: pre-wrap;
  max-height: 36rem; overflow-y: auto;
}
.state { font-weight: 600; white-space: nowrap; }
.good { color: var(--good); }
.bad { color: var(--fault); }
.told { margin: 1.2rem 0; padding: .8rem 1.1rem; border-inline-start: 4px solid var(--accent); background: var(--soft); }
.told.bad { border-color: var(--fault); color: inherit; }
.deeds { margin-top: 1.2rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1.2rem; }
.deeds form { padding: .9rem 1.1rem; background: var(--soft); border-radius: 7px; }
.deeds h3 { margin: 0 0 .3rem; font-size: 1rem; }
.deeds p { margin: 0 0 .7rem; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
select, input[type=search] {
  min-height: 2.6rem; padding: .35rem .6rem; font: inherit; color: var(--ink); background: var(--field);
  border: 1px solid var(--edge); border-radius: 7px; max-width: 100%;
}
button {
  min-height: 2.6rem; padding: .35rem 1.1rem; font: 600 .95rem/1.3 system-ui, sans-serif; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: 7px;
}
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** No script, no picture, no frame; forms go to our own pages alone. */
const policy =
  `default-src 'none'; img-src data:; style-src '${hashOf(style)}'; form-action 'self'; base-uri 'none'; ` +
  `frame-ancestors 'none'`;

/** Who reads these pages has a secret: no cache keeps them, and no other site is told their addresses. */
export const portalHeaders = {
  'cache-control': 'no-store',
  // not no-referrer, by which a browser's forms would come with "Origin: null" (Fetch, 3.3)
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'content-security-policy': policy,
};

const menu = html`<nav aria-label="Pages"><a href="${portalPath}">Webhooks</a>
<a href="${portalPath}/lists">Topics and sources</a> <a href="/v1/docs">Guide</a></nav>`;

export const portalResponse = (
  { title, main, status = 200, partner }: PortalPage,
  publication: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...portalHeaders, 'content-type': 'text/html; charset=utf-8' },
  body: html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${publication}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<header><p><a href="/"><bdi>${publication}</bdi></a>${partner && html` <span class="quiet">for ${partner.name}</span>`}</p>${
    partner && menu
  }</header>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`.text,
});
