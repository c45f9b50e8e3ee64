import { html, joined } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { directionOfStory } from '../../../platform/text/direction.ts';
import { headingOf } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { languageOf, pageUrl } from '../../feed-writing/feedDocument.ts';
import type { ServedFeed } from '../../feed-writing/feedDocument.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import type { FeedFormat } from '../../feed-writing/feedRequest.ts';
import { layout } from './layout.ts';

const mustReadCount = 3;

/**
 * A list for a person with a browser: what must be read, the latest, and more, each with its source, each leading to
 * its publisher. Must read are the newest that come with a picture.
 */
export function renderListPage(document: ServedFeed): string {
  const { title, publicUrl, list, articles } = document;
  const mustRead = articles.filter(({ image }) => image !== undefined).slice(0, mustReadCount);
  const others = articles.filter((article) => !mustRead.includes(article));
  const feed = (format: FeedFormat) => `${publicUrl}${pathOf(list, format)}`;
  const alternate = (format: FeedFormat, type: string, name: string) =>
    html`<link rel="alternate" type="application/${type}" href="${feed(format)}" title="${title} (${name})">\n`;
  return layout({
    title,
    publicUrl,
    language: languageOf(articles) ?? 'en',
    head: html`<link rel="canonical" href="${pageUrl(document)}">
${alternate('rss', 'rss+xml', 'RSS')}${alternate('atom', 'atom+xml', 'Atom')}${alternate('json', 'feed+json', 'JSON Feed')}`,
    nav: html`<nav aria-label="Feeds"><a href="${signUpUrl(document)}">By email</a> · <a href="${feed('rss')}">RSS</a> ·
<a href="${feed('atom')}">Atom</a> · <a href="${feed('json')}">JSON Feed</a> ·
<a href="${publicUrl}/feeds.opml">All feeds</a> · <a href="${publicUrl}/about">About</a></nav>`,
    main: html`${articles.length === 0 && html`<p>Nothing has been published yet.</p>`}${section(
      'Must read',
      'lead',
      mustRead,
      (article) => html`${picture(article)}${story(article, publicUrl)}`,
    )}
${section('Latest', 'list', others.slice(0, 10), (article) => story(article, publicUrl))}
${section('More articles', 'list', others.slice(10), (article) => story(article, publicUrl))}`,
  });
}

/** Where a reader signs up for digests, of the list at hand where it is not everything. */
function signUpUrl({ publicUrl, list }: ServedFeed): string {
  const choice = list.kind === 'all' ? '' : `?${list.kind}s=${encodeURIComponent(list.slug)}`;
  return `${publicUrl}/subscribe${choice}`;
}

function section(
  heading: string,
  look: 'lead' | 'list',
  articles: readonly Article[],
  render: (article: Article) => Html,
): Html | false {
  const shown = articles.map((article) => {
    const { language, summary } = article;
    const direction = directionOfStory(language, `${headingOf(article)} ${summary}`, 'ltr');
    return html`<article${language && html` lang="${language}"`} dir="${direction}">${render(article)}</article>`;
  });
  return (
    shown.length > 0 && html`<section><h2>${heading}</h2><div class="${look}">${joined(shown, '\n')}</div></section>`
  );
}

const picture = ({ image }: Article): Html | undefined =>
  image && html`<img src="${image.url}" alt="${image.alt}" loading="lazy">`;

function story(article: Article, publicUrl: string): Html {
  const { url, summary, attribution, source, topics, listedAt } = article;
  const heading = headingOf(article);
  const listLink = (kind: 'topic' | 'source', slug: string, text: string) =>
    html`<a dir="auto" href="${publicUrl}${pathOf({ kind, slug }, 'page')}">${text}</a>`;
  const time = html`<time dir="ltr" datetime="${listedAt}">${new Date(listedAt).toUTCString().slice(5, 22)} UTC</time>`;
  const places = topics.slice(0, 3).map(({ slug, name }) => listLink('topic', slug, name));
  const meta = joined([listLink('source', source.id, attribution), time, ...places], ' · ');
  return html`<h3>${url ? html`<a href="${url}">${heading}</a>` : heading}</h3><p>${summary}</p><p class="meta">${meta}</p>`;
}
