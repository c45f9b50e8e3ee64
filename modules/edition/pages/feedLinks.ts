import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import type { FeedFormat, ShownList } from '../../feed-writing/feedRequest.ts';
import type { PageFrame } from '../site.ts';

const formats = [
  ['rss', 'rss+xml', 'RSS'],
  ['atom', 'atom+xml', 'Atom'],
  ['json', 'feed+json', 'JSON Feed'],
] as const;
const feedUrl = ({ site }: PageFrame, list: ShownList, format: FeedFormat): string =>
  `${site.publicUrl}${pathOf(list, format)}`;

/** Feed programs find a page's feeds by these. */
export const feedLinks = (frame: PageFrame, list: ShownList): Html =>
  html`${formats.map(([format, type, name]) => {
    const title = `${frame.site.publication} (${name})`;
    return html`<link rel="alternate" type="application/${type}" href="${feedUrl(frame, list, format)}" title="${title}">\n`;
  })}`;

/** The same for people. */
export const feedAnchors = (frame: PageFrame, list: ShownList): Html[] =>
  formats.map(([format, , name]) => html`<a href="${feedUrl(frame, list, format)}">${name}</a>`);
