import type { ListName } from '../../shared/aws/articleKeys.ts';
import type { Article } from '../../shared/domain/article.ts';
import type { Instant } from '../../shared/domain/time.ts';
export { headingOf } from '../../shared/domain/heading.ts';
import { escapeHtml } from '../../shared/http/escapeHtml.ts';
import { pathOf } from '../feedRequest.ts';

/** What every format is rendered from. */
export interface FeedDocument {
  readonly title: string;
  /** Where the publication lives, without a slash at the end. */
  readonly publicUrl: string;
  readonly list: ListName;
  /** The document's own address. */
  readonly selfUrl: string;
  readonly updated: Instant;
  readonly articles: readonly Article[];
}

/** The page that shows the same list to a person. */
export const pageUrl = ({ publicUrl, list }: Pick<FeedDocument, 'publicUrl' | 'list'>): string => `${publicUrl}${pathOf(list, 'page')}`;

/** When readers were last told something new of the article. */
export const updatedOf = ({ version, changedAt, updated, listedAt }: Article): Instant =>
  version > 1 ? changedAt : updated !== undefined && updated > listedAt && updated < changedAt ? updated : listedAt;

/** The content with its attribution, as it must be printed wherever the article is. */
export function attributedContent({ content, summary, url, source, attribution }: Article): string {
  const href = url ?? source.url;
  const name = escapeHtml(attribution);
  return `${content || `<p>${escapeHtml(summary)}</p>`}<p>${href ? `<a href="${escapeHtml(href)}">${name}</a>` : name}</p>`;
}

/** The language of the feed, where all its articles share one. */
export function languageOf(articles: readonly Article[]): string | undefined {
  const [first, ...others] = new Set(articles.map(({ language }) => language));
  return others.length === 0 ? first : undefined;
}
