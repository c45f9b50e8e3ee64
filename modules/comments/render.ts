import { html } from '../../platform/http/html.ts';
import type { Html } from '../../platform/http/html.ts';
import type { Instant } from '../../platform/values/time.ts';
import { commentMessagesFor } from '../locales/comments/commentMessagesFor.ts';
import type { MailLanguage } from '../locales/languages.ts';
import type { ShownComments } from './commentsTable.ts';
import { commentForm, emptyTyped, saidPart } from './form.ts';

/** The comments under an article, as its page shows them. */
export interface CommentsView extends ShownComments {
  readonly articleId: string;
  readonly language: MailLanguage;
  /** Readers may comment. */
  readonly isOpen: boolean;
  /** A time as the page writes times. */
  readonly when: (at: Instant) => Html;
}

/** Where somebody comes back to who has sent a comment. */
export const waitsAnchor = 'comment-waits';

/** The section with an article's comments and the form for another. */
export function renderComments({ articleId, comments, hasMore, isOpen, language, when }: CommentsView): Html {
  const words = commentMessagesFor(language);
  const { form } = words;
  const list = comments.map(
    ({ id, name, text, sentAt }) => html`<li id="comment-${id}">${saidPart({ name, text }, when(sentAt))}</li>\n`,
  );
  return html`<section class="comments" id="comments" aria-labelledby="comments-heading">
<h2 id="comments-heading">${comments.length === 0 ? words.heading : words.count(comments.length)}</h2>
<p id="${waitsAnchor}" role="status">${words.waits}</p>
${hasMore && html`<p class="meta">${words.newestAlone(comments.length)}</p>\n`}${
    list.length > 0 ? html`<ol>\n${list}</ol>\n` : html`<p class="meta">${words.none}</p>\n`
  }<p class="meta"><a href="/feeds/comments/${articleId}.atom">${words.follow}</a></p>
${
  isOpen
    ? html`<h3 id="write-comment">${form.title}</h3>\n<p>${form.text}</p>
${commentForm({ articleId, language, typed: emptyTyped, faults: [] })}`
    : html`<p>${words.closed}</p>\n`
}</section>`;
}
