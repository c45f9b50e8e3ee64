import type { Topic } from '../store/library.ts';
import { topicPath } from './address.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';
import { style } from './style.ts';

const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** What surrounds every page. */
export interface Frame {
  readonly title?: string;
  readonly description?: string;
  /** Where search engines find the original. */
  readonly canonical?: string | undefined;
  readonly topics: readonly Topic[];
}

const topicLink = ({ slug, name }: Topic): Html => html`<a href="${topicPath(slug)}">${name}</a> `;

export const layout = ({ title, description, canonical, topics }: Frame, main: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === undefined ? '' : `${title} · `}Silk Road Courier (sample)</title>
${description && html`<meta name="description" content="${description}">`}
${canonical && html`<link rel="canonical" href="${canonical}">`}
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<header>
<p class="name"><a href="/">Silk Road Courier <span class="sample">(sample)</span></a></p>
<p class="date"><span>News from both shores</span> <span>${today.format(new Date())}</span></p>
${topics.length === 0 ? '' : html`<nav aria-label="Topics">${topics.map(topicLink)}</nav>`}
</header>
<main>
${main}
</main>
<footer><p>A sample partner site for Caravan’s webhooks.</p></footer>
</body>
</html>
`;
