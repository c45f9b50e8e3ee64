import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Article } from '../../articles/article.ts';
import type { ListName } from '../../articles/filter.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import type { Front } from '../front.ts';
import { feedAnchors, feedLinks } from './feedLinks.ts';
import { layout } from './layout.ts';
import { renderTold } from './story.ts';
import type { Look, Told } from './story.ts';
import { dayOf } from './times.ts';
import { keptLanguage, turnPages } from './ways.ts';
import type { PlaceInList } from './ways.ts';

/** A list, or a part of it, as one page shows it. */
export interface ListPage extends PlaceInList {
  readonly list: ListName;
  /** The name of the topic or source. */
  readonly name: string | undefined;
  /** The path and query of this page. */
  readonly at: string;
  readonly articles: readonly Article[];
}

/** The front page: composed, and below it the way to what is older. */
export function renderFront(frame: PageFrame, front: Front, older: string | undefined): string {
  const { site, messages } = frame;
  const { headings } = messages;
  const part = (heading: Html | string, className: string, stories: readonly Told[], look: Look) =>
    stories.length > 0 &&
    html`<section class="${className}"><h2>${heading}</h2>
<div>${stories.map((told) => renderTold(frame, told, look, 3))}</div></section>\n`;
  return layout(frame, {
    at: '/',
    description: site.about[frame.language] ?? site.about.en,
    isTranslated: true,
    current: '/',
    main: html`${
      front.lead
        ? html`<div class="top">${renderTold(frame, front.lead, 'lead', 2)}
${part(headings.mustRead, 'must', front.mustRead, 'line')}</div>`
        : html`<p>${messages.list.empty}</p>`
    }
${part(headings.latest, 'cards', front.latest, 'card')}${front.sections.map(({ topic, stories }) =>
      part(
        html`<a dir="auto" href="${linkTo(frame, pathOf({ kind: 'topic', slug: topic.slug }, 'page'))}">${topic.name}</a>`,
        'cards',
        stories,
        'card',
      ),
    )}${part(headings.more, 'lines', front.more, 'line')}${waysOn(frame, { list: { kind: 'all' }, older, isOlder: false })}`,
  });
}

/** A topic's or a source's stories, or older ones of any list. */
export function renderList(frame: PageFrame, page: ListPage): string {
  const { messages } = frame;
  const { list, name = frame.messages.headings.latest, articles, isOlder } = page;
  const path = pathOf(list, 'page');
  return layout(frame, {
    title: name,
    description: describe(frame, list, name),
    at: page.at,
    // Pages of older stories move on with each new one: search engines follow their links, and keep the stories.
    ...(isOlder ? { canonical: false as const } : { isTranslated: true }),
    current: path,
    ...(list.kind !== 'all' && { feeds: feedLinks(frame, list) }),
    main: html`<h1 dir="auto">${name}</h1>
${follow(frame, list)}
${articles.length === 0 && html`<p>${isOlder ? messages.list.noneBefore : messages.list.empty}</p>`}<div class="lines">${articles.map(
      (article) => renderTold(frame, { article, others: [] }, 'line', 2),
    )}</div>
${waysOn(frame, page)}`,
  });
}

const describe = ({ site, messages, language }: PageFrame, list: ListName, name: string): string => {
  if (list.kind === 'all') return site.about[language] ?? site.about.en;
  return list.kind === 'topic' ? messages.list.about(name) : messages.list.from(name);
};

/** The ways to get what is new in a list. */
function follow(frame: PageFrame, list: ListName): Html {
  const { messages } = frame;
  const choice = list.kind === 'all' ? '' : `?${list.kind}s=${encodeURIComponent(list.slug)}`;
  const links = [
    html`<a href="${linkTo(frame, `/subscribe${choice}`)}">${messages.nav.byEmail}</a>`,
    ...feedAnchors(frame, list),
  ];
  return html`<nav class="follow" aria-label="${messages.list.follow}">${joined(links, ' ')}</nav>`;
}

/** Older stories, newer ones, and a day to go to. */
function waysOn(frame: PageFrame, { list, ...place }: Pick<ListPage, 'list' | 'older' | 'isOlder'>): Html {
  const { messages } = frame;
  const path = pathOf(list, 'page');
  return html`<div class="ways">${turnPages(frame, path, place)}
<form action="${path}"><label>${messages.list.goToDate} <input type="date" name="day" max="${dayOf(frame)}" required></label>
${keptLanguage(frame)}<button>${messages.list.go}</button></form></div>`;
}
