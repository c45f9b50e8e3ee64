import { escapeHtml as escape } from '../../../platform/http/escapeHtml.ts';
import { style } from './style.ts';

/** What stands around every page for readers. */
export interface Frame {
  readonly title: string;
  readonly publicUrl: string;
  /** BCP 47. */
  readonly language: string;
  /** HTML: more of the head, the links beside the title, and what stands under them. */
  readonly head?: string;
  readonly nav: string;
  readonly main: string;
}

export const layout = ({ title, publicUrl, language, head = '', nav, main }: Frame): string => `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="icon" href="data:,">
${head}<style>${style}</style>
</head>
<body>
<header><h1><a href="${escape(publicUrl)}/">${escape(title)}</a></h1>
${nav}</header>
<main>
${main}
</main>
</body>
</html>
`;

/** The ways from a page that shows no list. */
export const waysHome = (publicUrl: string): string =>
  `<nav aria-label="Ways on"><a href="${escape(publicUrl)}/">Front page</a> · <a ` +
  `href="${escape(publicUrl)}/subscribe">By mail</a> · <a href="${escape(publicUrl)}/feeds.opml">All feeds</a> · ` +
  `<a href="${escape(publicUrl)}/about">About</a></nav>`;
