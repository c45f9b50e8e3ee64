import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Article } from '../../articles/article.ts';
import { mostOfQuestion, pathOf } from '../../feed-writing/feedRequest.ts';
import type { SearchName } from '../../feed-writing/feedRequest.ts';
import type { PageFrame } from '../site.ts';
import { layout } from './layout.ts';
import { feedAnchors, feedLinks } from './feedLinks.ts';
import { renderTold } from './story.ts';
import { longDay } from './times.ts';
import { keptLanguage, turnPages } from './ways.ts';
import type { PlaceInList } from './ways.ts';

/** What a search came to, or a part of it. */
export interface SearchPage extends PlaceInList {
  readonly list: SearchName;
  /** The path and query of this page. */
  readonly at: string;
  readonly articles: readonly Article[];
  /** What is older has not been looked at yet. */
  readonly cutShort: boolean;
  /** There is a word to look for. */
  readonly asks: boolean;
}

/** The search form, and what its words found. */
export function renderSearch(frame: PageFrame, page: SearchPage): string {
  const words = frame.messages.search;
  const { list, asks, articles } = page;
  const ways = turnPages(frame, pathOf(list, 'page'), page);
  return layout(frame, {
    title: asks ? words.found(list.words) : words.title,
    description: words.hint,
    at: page.at,
    // One page for search engines, whatever was looked for.
    canonical: `${frame.site.publicUrl}/search`,
    current: '/search',
    ...(asks && { feeds: feedLinks(frame, list) }),
    main: html`<h1>${words.title}</h1>
${form(frame, list)}
<p class="meta">${said(frame, page)}</p>
${asks && html`<nav class="follow" aria-label="${words.follow}">${joined([words.follow, ...feedAnchors(frame, list)], ' ')}</nav>`}
<div class="lines">${articles.map((article) => renderTold(frame, { article, others: [] }, 'line', 2))}</div>
${ways && html`<div class="ways">${ways}</div>`}`,
  });
}

function form(frame: PageFrame, { words }: SearchName): Html {
  const { search } = frame.messages;
  return html`<form class="find" action="/search" role="search"><label for="q">${search.label}</label>
<span><input id="q" type="search" name="q" value="${words}" maxlength="${mostOfQuestion}" dir="auto" required>
${keptLanguage(frame)}<button>${search.button}</button></span></form>`;
}

/** A sentence on what was found. */
function said(frame: PageFrame, { list, asks, articles, older, cutShort, isOlder }: SearchPage): string {
  const { search } = frame.messages;
  if (!asks) return list.words === '' ? search.hint : search.noWord;
  if (cutShort && older !== undefined) return search.cutShort(longDay(frame, new Date(older.slice(0, 24))));
  if (articles.length > 0) return search.found(list.words);
  return isOlder ? search.noneOlder : search.none(list.words);
}
