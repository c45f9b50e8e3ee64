import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { directionOfStory } from '../../../platform/text/direction.ts';
import { beginningOf, headingOf } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import { updatedOf } from '../../feed-writing/feedDocument.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import { directionOf } from '../../locales/languages.ts';
import { linkTo } from '../site.ts';
import type { PageFrame } from '../site.ts';
import { sayTime, timeOf } from './times.ts';

/** A story as lists show it: an article, and those of other sources that tell the same. */
export interface Told {
  readonly article: Article;
  readonly others: readonly Article[];
}

/** `lead` opens the front page; `card` has a picture above its words, `line` a small one beside them. */
export type Look = 'lead' | 'card' | 'line';

/** Where a headline leads: by the edition's setting, as far as the article has a page at its publisher. */
export const storyUrl = (frame: PageFrame, article: Article): string =>
  frame.site.linksTo === 'publisher' && article.url !== undefined ? article.url : linkTo(frame, articlePath(article));

/** Attributes of an element that holds a story's own words: its language, and the side that it begins on. */
export function wordsOfStory(article: Article): Html {
  const { language } = article;
  const direction = directionOfStory(language, `${headingOf(article)} ${article.summary}`, 'ltr');
  return html`${language && html` lang="${language}"`} dir="${direction}"`;
}

/** The same of our own words beside a story, which run as our language does. */
export const wordsOfOurs = ({ language }: Pick<PageFrame, 'language'>): Html =>
  html` lang="${language}" dir="${directionOf(language)}"`;

/** A story in a list. @param level of its headline */
export function renderTold(frame: PageFrame, { article, others }: Told, look: Look, level: 2 | 3): Html {
  const { summary, topics } = article;
  const headline = html`<a href="${storyUrl(frame, article)}">${headingOf(article)}</a>`;
  const kicker = topics.slice(0, 1).map(({ slug, name }) => listLink(frame, 'topic', slug, name));
  return html`<article class="${look}"${wordsOfStory(article)}>${picture(article, look)}<div>${
    kicker.length > 0 && html`<p class="kicker">${kicker}</p>`
  }${level === 2 ? html`<h2>${headline}</h2>` : html`<h3>${headline}</h3>`}${
    summary !== '' && summary !== headingOf(article) && html`<p class="summary">${shortly(summary)}</p>`
  }${meta(frame, article, others)}</div></article>`;
}

/** Lists stay short, whatever a publisher calls a summary. */
const mostOfSummary = 400;
const shortly = (summary: string): string =>
  summary.length <= mostOfSummary ? summary : `${beginningOf(summary, mostOfSummary)}…`;

function picture({ image }: Article, look: Look): Html | false {
  if (image === undefined) return false;
  // The first that is seen is fetched at once, and the others as they come near.
  return html`<img src="${image.url}" alt="${image.alt}" width="640" height="360"${
    look === 'lead' ? html` fetchpriority="high"` : html` loading="lazy"`
  }>`;
}

/** The line below a story: in the reader's language, whatever the story's own is. */
function meta(frame: PageFrame, article: Article, others: readonly Article[]): Html {
  const { messages } = frame;
  const { source, listedAt, version } = article;
  const updated = updatedOf(article);
  const pieces = [
    html`<bdi>${listLink(frame, 'source', source.id, messages.article.source(source.name))}</bdi>`,
    timeOf(frame, listedAt),
    version > 1 && updated > listedAt && messages.times.updated(sayTime(frame, updated)),
    others.length > 0 && messages.article.alsoFrom(others.map((other) => other.source.name).join(', ')),
  ].filter((piece) => piece !== false);
  return html`<p class="meta"${wordsOfOurs(frame)}>${joined(pieces, ' · ')}</p>`;
}

export const listLink = (frame: PageFrame, kind: 'topic' | 'source', slug: string, text: string): Html =>
  html`<a dir="auto" href="${linkTo(frame, pathOf({ kind, slug }, 'page'))}">${text}</a>`;
