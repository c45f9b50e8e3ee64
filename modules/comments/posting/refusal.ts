import { html } from '../../../platform/http/html.ts';
import { commentMessagesFor } from '../../locales/comments/commentMessagesFor.ts';
import type { CommentRefusal } from '../../locales/comments/messages.ts';
import type { MailLanguage } from '../../locales/languages.ts';
import type { ReaderPage } from '../../reader-pages/page.ts';

const statusOf: Readonly<Record<CommentRefusal, number>> = {
  unreadable: 400,
  closed: 403,
  notFound: 404,
  notTaken: 405,
  gone: 410,
  tooLarge: 413,
  noForm: 415,
};

/** A request about comments that is refused. */
export class CommentRefused extends Error {
  override readonly name = 'CommentRefused';
  readonly kind: CommentRefusal;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: CommentRefusal, headers: Readonly<Record<string, string>> = {}) {
    super(kind);
    this.kind = kind;
    this.headers = headers;
  }
}

/** Why a request is refused, in the reader's language. */
export function refusedPage({ kind, headers }: CommentRefused, language: MailLanguage): ReaderPage {
  const { title, text } = commentMessagesFor(language).refusals[kind];
  return {
    title,
    language,
    status: statusOf[kind],
    headers,
    main: html`<h1>${title}</h1>\n<p class="lead">${text}</p>\n`,
  };
}
