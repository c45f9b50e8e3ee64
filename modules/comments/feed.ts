import { escapeHtml } from '../../platform/http/html.ts';
import { urnOf } from '../../platform/values/schema.ts';
import type { Instant } from '../../platform/values/time.ts';
import { headingOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { articlePath } from '../articles/articlePath.ts';
import type { feedFormats } from '../feed-writing/feedRequest.ts';
import type { Generators } from '../feed-writing/generatorsWhenAsked.ts';
import { generateXml } from '../feed-writing/generateXml.ts';
import { commentMessagesFor } from '../locales/comments/commentMessagesFor.ts';
import type { MailLanguage } from '../locales/languages.ts';
import type { Comment } from './comment.ts';
import { commentFeedPath } from './feedPath.ts';

/** The comments of an article as a feed shows them. */
export interface CommentFeed {
  readonly publication: string;
  readonly publicUrl: string;
  readonly article: Article;
  /** Oldest first. */
  readonly comments: readonly Comment[];
  /** Of the feed's own words. */
  readonly language: MailLanguage;
}

/** When the feed last gained a comment; when its article was listed, where it has none. */
const lastChangeOf = ({ comments, article }: Pick<CommentFeed, 'comments' | 'article'>): Instant =>
  comments.map(({ statusAt }) => statusAt).reduce((one, other) => (other > one ? other : one), article.listedAt);

/** The renderer of each format. */
export const commentRenderers: Readonly<
  Record<(typeof feedFormats)[number], (feed: CommentFeed, generators: Generators) => string>
> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJson,
};

const newestFirst = ({ comments }: CommentFeed): Comment[] => comments.toReversed();
const pageOf = ({ publicUrl, article }: CommentFeed): string => `${publicUrl}${articlePath(article)}`;
const titleOf = ({ article, publication, language }: CommentFeed): string =>
  `${commentMessagesFor(language).feedTitle(headingOf(article))} · ${publication}`;
const urlOf = (feed: CommentFeed, { id }: Comment): string => `${pageOf(feed)}#comment-${id}`;

/** What a comment answers (RFC 4685, 3). */
const inReplyTo = (feed: CommentFeed) => ({
  inReplyTos: [{ ref: urnOf(feed.article.id), href: pageOf(feed), type: 'text/html' }],
});

function renderAtom(feed: CommentFeed, { generateAtomFeed }: Generators): string {
  const { publicUrl, article, publication } = feed;
  const selfUrl = `${publicUrl}${commentFeedPath(article.id, 'atom')}`;
  return generateXml(generateAtomFeed, {
    id: selfUrl,
    title: { value: titleOf(feed) },
    updated: new Date(lastChangeOf(feed)),
    authors: [{ name: publication }],
    generator: { text: 'Caravan' },
    links: [
      { rel: 'self', type: 'application/atom+xml', href: selfUrl },
      { rel: 'alternate', type: 'text/html', href: pageOf(feed) },
    ],
    entries: newestFirst(feed).map((comment) => ({
      id: urnOf(comment.id),
      title: { value: comment.name },
      authors: [{ name: comment.name }],
      published: new Date(comment.sentAt),
      updated: new Date(comment.sentAt),
      links: [{ rel: 'alternate', type: 'text/html', href: urlOf(feed, comment) }],
      content: { value: comment.text, type: 'text' },
      thr: inReplyTo(feed),
    })),
  });
}

function renderRss(feed: CommentFeed, { generateRssFeed }: Generators): string {
  const { publicUrl, article } = feed;
  const title = titleOf(feed);
  return generateXml(generateRssFeed, {
    title,
    link: pageOf(feed),
    description: title,
    lastBuildDate: new Date(lastChangeOf(feed)),
    generator: 'Caravan',
    atom: {
      links: [{ rel: 'self', type: 'application/rss+xml', href: `${publicUrl}${commentFeedPath(article.id, 'rss')}` }],
    },
    items: newestFirst(feed).map((comment) => ({
      title: comment.name,
      link: urlOf(feed, comment),
      guid: { value: urnOf(comment.id), isPermaLink: false },
      description: escapeHtml(comment.text).replaceAll('\n', '<br>'), // readers take it for HTML
      pubDate: new Date(comment.sentAt),
      dc: { creators: [comment.name] },
      thr: inReplyTo(feed),
    })),
  });
}

function renderJson(feed: CommentFeed, { generateJsonFeed }: Generators): string {
  const { publicUrl, article } = feed;
  const items = newestFirst(feed).map((comment) => ({
    id: urnOf(comment.id),
    url: urlOf(feed, comment),
    content_text: comment.text,
    authors: [{ name: comment.name }],
    date_published: new Date(comment.sentAt),
  }));
  const document = generateJsonFeed({
    title: titleOf(feed),
    home_page_url: pageOf(feed),
    feed_url: `${publicUrl}${commentFeedPath(article.id, 'json')}`,
    items,
  });
  // the library drops an empty list, the format wants it
  return JSON.stringify({ ...(document as object), ...(items.length === 0 && { items: [] }) });
}
