import { html, trusted } from '../../platform/http/html.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { Article } from '../articles/article.ts';
import { pathOf } from './feedRequest.ts';
import type { ShownList } from './feedRequest.ts';

/** A feed, before it is rendered in a format. */
export interface ServedFeed {
  readonly title: string;
  /** Where the publication lives, without a slash at the end. */
  readonly publicUrl: string;
  readonly list: ShownList;
  /** The document's own address. */
  readonly selfUrl: string;
  readonly updated: Instant;
  readonly articles: readonly Article[];
  /** Articles that have left the feed, with their version and the moment where these are known. */
  readonly gone?: readonly (Pick<Article, 'id'> & Partial<Pick<Article, 'version' | 'changedAt'>>)[];
}

/** Where whoever wants to be told of changes subscribes (WebSub, section 4). */
export const hubUrl = (publicUrl: string): string => `${publicUrl}/hub`;

/** The hub of a feed; undefined where none tells of its changes: nobody knows beforehand what a search will find. */
export const hubOf = ({ publicUrl, list }: Pick<ServedFeed, 'publicUrl' | 'list'>): string | undefined =>
  list.kind === 'search' ? undefined : hubUrl(publicUrl);

/** The Link header of a feed: its hub, and the address that it is subscribed to by (WebSub, section 4). */
export const hubLinks = (publicUrl: string, selfUrl: string): string =>
  `<${hubUrl(publicUrl)}>; rel="hub", ${selfLink(selfUrl)}`;

/** The same of a feed without a hub. */
export const selfLink = (selfUrl: string): string => `<${selfUrl}>; rel="self"`;

/** The page that shows the same list to a person. */
export const pageUrl = ({ publicUrl, list }: Pick<ServedFeed, 'publicUrl' | 'list'>): string =>
  `${publicUrl}${pathOf(list, 'page')}`;

/** When readers were last told something new of the article. */
export function updatedOf({ version, changedAt, updated, listedAt }: Article): Instant {
  if (version > 1) return changedAt;
  return updated !== undefined && updated > listedAt && updated < changedAt ? updated : listedAt;
}

/** The content with what was corrected of it and its attribution, as they must be printed wherever the article is. */
export function attributedContent({ content, summary, url, source, attribution, corrections = [] }: Article): string {
  const href = url ?? source.url;
  return html`${content ? trusted(content) : html`<p>${summary}</p>`}${corrections.map(({ line }) => html`<p><em>${line}</em></p>`)}<p>${
    href ? html`<a href="${href}">${attribution}</a>` : attribution
  }</p>`.text;
}

/** The language of the feed, where all its articles share one. */
export function languageOf(articles: readonly Article[]): string | undefined {
  const [first, ...others] = new Set(articles.map(({ language }) => language));
  return others.length === 0 ? first : undefined;
}
