import { html, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { editionStyle } from './style.ts';

/** Everything that differs between one page for readers and another. */
export interface Frame {
  readonly title: string;
  readonly publicUrl: string;
  /** BCP 47. */
  readonly language: string;
  /** More of the head. */
  readonly head?: Html;
  /** The links beside the title. */
  readonly nav: Html;
  readonly main: Html;
}

/** A whole page for readers. */
export const layout = ({ title, publicUrl, language, head, nav, main }: Frame): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}<style>${trusted(editionStyle)}</style>
</head>
<body>
<header><h1><a href="${publicUrl}/">${title}</a></h1>
${nav}</header>
<main>
${main}
</main>
</body>
</html>
`.text;

/** The links of a page that shows no list. */
export const waysHome = (publicUrl: string): Html =>
  html`<nav aria-label="Ways on"><a href="${publicUrl}/">Front page</a> · <a href="${publicUrl}/subscribe">By email</a> ·
<a href="${publicUrl}/feeds.opml">All feeds</a> · <a href="${publicUrl}/about">About</a></nav>`;
