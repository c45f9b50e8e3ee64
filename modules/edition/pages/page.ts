import type { Article } from '../../articles/article.ts';
import { directionOfStory } from '../../../platform/text/direction.ts';
import { headingOf } from '../../articles/heading.ts';
import { escapeHtml as escape } from '../../../platform/http/escapeHtml.ts';
import { pathOf } from '../../feed-writing/feedRequest.ts';
import { languageOf, pageUrl } from '../../feed-writing/feedDocument.ts';
import type { ServedFeed } from '../../feed-writing/feedDocument.ts';
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
  const feed = (format: 'rss' | 'atom' | 'json') => escape(`${publicUrl}${pathOf(list, format)}`);
  const alternate = (format: 'rss' | 'atom' | 'json', type: string, name: string) =>
    `<link rel="alternate" type="application/${type}" href="${feed(format)}" title="${escape(title)} (${name})">\n`;
  return layout({
    title,
    publicUrl,
    language: languageOf(articles) ?? 'en',
    head: `<link rel="canonical" href="${escape(pageUrl(document))}">
${alternate('rss', 'rss+xml', 'RSS')}${alternate('atom', 'atom+xml', 'Atom')}${alternate('json', 'feed+json', 'JSON Feed')}`,
    nav:
      `<nav aria-label="Feeds"><a href="${byMail(document)}">By mail</a> · <a href="${feed('rss')}">RSS</a> · ` +
      `<a href="${feed('atom')}">Atom</a> · <a href="${feed('json')}">JSON Feed</a> · <a ` +
      `href="${escape(publicUrl)}/feeds.opml">All feeds</a> · <a href="${escape(publicUrl)}/about">About</a>` +
      '</nav>',
    main: `${articles.length === 0 ? '<p>Nothing has been published yet.</p>' : ''}${section('Must read', 'lead', mustRead, (article) => picture(article) + story(article, publicUrl))}
${section('Latest', 'list', others.slice(0, 10), (article) => story(article, publicUrl))}
${section('More articles', 'list', others.slice(10), (article) => story(article, publicUrl))}`,
  });
}

/** Where a reader signs up for digests, of the list at hand where it is not everything. */
function byMail({ publicUrl, list }: ServedFeed): string {
  const choice = list.kind === 'all' ? '' : `?${list.kind}s=${encodeURIComponent(list.slug)}`;
  return escape(`${publicUrl}/subscribe${choice}`);
}

function section(
  heading: string,
  kind: string,
  articles: readonly Article[],
  render: (article: Article) => string,
): string {
  if (articles.length === 0) return '';
  const shown = articles.map(
    (article) =>
      `<article${article.language ? ` lang="${escape(article.language)}"` : ''} ` +
      `dir="${directionOfStory(article.language, `${headingOf(article)} ${article.summary}`, 'ltr')}">` +
      `${render(article)}</article>`,
  );
  return `<section><h2>${heading}</h2><div class="${kind}">${shown.join('\n')}</div></section>`;
}

const picture = ({ image }: Article): string =>
  image ? `<img src="${escape(image.url)}" alt="${escape(image.alt ?? '')}" loading="lazy">` : '';

function story(article: Article, publicUrl: string): string {
  const { url, summary, attribution, source, topics, listedAt } = article;
  const heading = escape(headingOf(article));
  const places = topics
    .slice(0, 3)
    .map(
      ({ slug, name }) =>
        `<a dir="auto" href="${escape(`${publicUrl}${pathOf({ kind: 'topic', slug }, 'page')}`)}">${escape(name)}</a>`,
    );
  const from =
    `<a dir="auto" href="${escape(`${publicUrl}${pathOf({ kind: 'source', slug: source.id }, 'page')}`)}">` +
    `${escape(attribution)}</a>`;
  const time = `<time dir="ltr" datetime="${listedAt}">${escape(new Date(listedAt).toUTCString().slice(5, 22))} UTC</time>`;
  return (
    `<h3>${url ? `<a href="${escape(url)}">${heading}</a>` : heading}</h3><p>${escape(summary)}</p><p ` +
    `class="meta">${[from, time, ...places].join(' · ')}</p>`
  );
}
