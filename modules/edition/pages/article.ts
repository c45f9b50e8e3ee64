import { escapeHtml, html, joined, trusted } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Image } from '../../../platform/values/schema.ts';
import { headingOf, mediaTypeOf, mediumOf } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { articlePath } from '../../articles/articlePath.ts';
import { updatedOf } from '../../feed-writing/feedDocument.ts';
import { commentFeedPath } from '../../comments/feedPath.ts';
import { renderComments } from '../../comments/render.ts';
import type { CommentsView } from '../../comments/render.ts';
import type { PageFrame } from '../site.ts';
import { articleHead } from './articleHead.ts';
import { layout } from './layout.ts';
import { listLink, renderTold, storyUrl, wordsOfOurs, wordsOfStory } from './story.ts';
import { sayTime, timeOf } from './times.ts';

/** An article's page, and what stands below the article. */
export interface ArticlePage {
  readonly article: Article;
  /** The whole text may stand here, and not the summary alone. */
  readonly showsText: boolean;
  /** Versions that corrected it, the last first. */
  readonly corrections: readonly { readonly at: Article['changedAt'] }[];
  /** Undefined where there are none to be. */
  readonly comments?: Omit<CommentsView, 'language' | 'when'> | undefined;
  /** Of other sources that tell the same story. */
  readonly sameStory: readonly Article[];
  readonly mustRead: readonly Article[];
  readonly more: readonly Article[];
  readonly latest: readonly Article[];
}

export function renderArticle(frame: PageFrame, page: ArticlePage): string {
  const { article, sameStory, mustRead, more, latest, comments } = page;
  const { messages, site } = frame;
  const { headings } = messages;
  const below = (heading: string, articles: readonly Article[]) =>
    articles.length > 0 &&
    html`<section class="cards"><h2>${heading}</h2><div>${articles.map((one) =>
      renderTold(frame, { article: one, others: [] }, 'card', 3),
    )}</div></section>\n`;
  return layout(frame, {
    title: headingOf(article),
    description: article.summary || headingOf(article),
    at: articlePath(article),
    ...(site.linksTo === 'publisher' && article.url !== undefined && { canonical: article.url }),
    head: html`${articleHead(frame, article)}${comments && commentFeedLink(frame, article)}`,
    main: html`<article class="whole"${wordsOfStory(article)}>${heading(frame, article)}
${body(frame, page)}
${foot(frame, page)}</article>
${sameStory.length > 0 && alsoReported(frame, sameStory)}${comments && renderComments({ ...comments, ...commentsIn(frame) })}${[
      below(headings.mustRead, mustRead),
      below(headings.more, more),
      below(headings.latest, latest),
    ]}`,
  });
}

const commentFeedLink = ({ site }: PageFrame, { id }: Article): Html =>
  html`<link rel="alternate" type="application/atom+xml" href="${site.publicUrl}${commentFeedPath(id, 'atom')}">\n`;

const commentsIn = (frame: PageFrame): Pick<CommentsView, 'language' | 'when'> => ({
  language: frame.language,
  when: (at) => timeOf(frame, at),
});

const alsoReported = (frame: PageFrame, articles: readonly Article[]): Html => {
  const items = articles.map((one) => {
    const about = html`<span class="meta"><bdi>${one.source.name}</bdi> · ${timeOf(frame, one.listedAt)}</span>`;
    return html`<li><span${wordsOfStory(one)}><a href="${storyUrl(frame, one)}">${headingOf(one)}</a></span> ${about}</li>`;
  });
  return html`<section class="same"><h2>${frame.messages.headings.alsoReportedBy}</h2><ul>${items}</ul></section>\n`;
};

function heading(frame: PageFrame, article: Article): Html {
  const { messages } = frame;
  const { topics, summary, authors, listedAt, version, source, content } = article;
  const updated = updatedOf(article);
  const line = [
    authors.length > 0 && html`<bdi>${messages.article.by(authors.join(', '))}</bdi>`,
    html`<bdi>${messages.article.source(source.name)}</bdi>`,
    timeOf(frame, listedAt),
    version > 1 && updated > listedAt && messages.times.updated(sayTime(frame, updated)),
  ].filter((piece) => piece !== false);
  const [topic] = topics;
  const kicker = topic && html`<p class="kicker">${listLink(frame, 'topic', topic.slug, topic.name)}</p>\n`;
  const isStandfirst = summary !== '' && content !== '' && summary !== headingOf(article);
  return html`${kicker}<h1>${headingOf(article)}</h1>
${isStandfirst && html`<p class="standfirst">${summary}</p>\n`}<p class="byline"${wordsOfOurs(frame)}>${joined(line, ' · ')}</p>`;
}

function body(frame: PageFrame, { article, showsText }: ArticlePage): Html {
  const { image, content, summary, url, source } = article;
  const inText = showsText && content !== '';
  // A picture that stands in the text is not shown twice.
  const hero = image !== undefined && !(inText && content.includes(escapeHtml(image.url)));
  return html`${hero && picture(image)}${media(frame, article)}<div class="text">${
    inText ? trusted(content) : html`<p>${summary}</p>`
  }</div>${!inText && url !== undefined && readOn(frame, url, source.name)}${correctionLines(frame, article)}`;
}

/** What the editors have corrected, in their own words. */
const correctionLines = (frame: PageFrame, { corrections = [] }: Article): Html => {
  const word = html`<strong>${frame.messages.article.correction}</strong>`;
  const lines = corrections.map(
    ({ at, line }) =>
      html`<p class="correction"${wordsOfOurs(frame)}>${word} (${timeOf(frame, at)}): <bdi>${line}</bdi></p>\n`,
  );
  return html`${lines}`;
};

const readOn = (frame: PageFrame, url: string, name: string): Html =>
  html`<p${wordsOfOurs(frame)}><a class="button" href="${url}" rel="external">${frame.messages.article.readOn(name)}</a></p>`;

function picture({ url, alt = '', credit, width = 1200, height = 675 }: Image): Html {
  const img = html`<img src="${url}" alt="${alt}" width="${width}" height="${height}" fetchpriority="high">`;
  const said = [alt, credit ?? ''].filter((text) => text !== '').map((text) => html`<bdi>${text}</bdi>`);
  return html`<figure class="hero">${img}${said.length > 0 && html`<figcaption>${joined(said, ' · ')}</figcaption>`}</figure>\n`;
}

/** Players for what can be heard and seen; a link to anything else. */
function media(frame: PageFrame, { enclosures }: Article): Html | false {
  if (enclosures.length === 0) return false;
  const items = enclosures.map((enclosure) => {
    const { url } = enclosure;
    const medium = mediumOf(enclosure);
    const download = html`<a${wordsOfOurs(frame)} href="${url}">${frame.messages.article.download(fileNameOf(url))}</a>`;
    if (medium === 'audio') return html`<p><audio controls preload="none" src="${url}"></audio>${download}</p>`;
    if (medium === 'video') {
      const source = html`<source src="${url}" type="${mediaTypeOf(enclosure)}">`;
      return html`<p><video controls preload="none" width="640" height="360">${source}</video>${download}</p>`;
    }
    return medium === 'image' ? '' : html`<p>${download}</p>`;
  });
  return html`<div class="media">${items}</div>\n`;
}

function fileNameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return hostname;
  try {
    return decodeURIComponent(last).slice(0, 80);
  } catch {
    return last.slice(0, 80);
  }
}

/** Whose story it is, and what happened to it. */
function foot(frame: PageFrame, { article, corrections }: ArticlePage): Html {
  const { messages } = frame;
  const { url, source, rights, topics, corrections: told = [] } = article;
  // what a line tells already stands above
  const untold = corrections.filter(({ at }) => !told.some((one) => one.at === at));
  const name = html`<bdi>${messages.article.source(source.name)}</bdi>`;
  const href = url ?? source.url;
  return html`<div class="foot"${wordsOfOurs(frame)}>
<p class="source">${href ? html`<a href="${href}" rel="external">${name}</a>` : name}</p>
${rights !== undefined && html`<p class="rights" dir="auto">${rights}</p>\n`}${untold.map(
    ({ at }) => html`<p class="corrected">${messages.article.corrected(sayTime(frame, at))}</p>\n`,
  )}${
    topics.length > 0 &&
    html`<p class="topics">${messages.article.topics}: ${joined(
      topics.map(({ slug, name: topic }) => listLink(frame, 'topic', slug, topic)),
      ' · ',
    )}</p>`
  }</div>`;
}
