import { epochSeconds } from '../../../../platform/values/time.ts';
import { html } from '../../../../platform/http/html.ts';
import type { Html, HtmlValue } from '../../../../platform/http/html.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { Notice } from '../../../locales/messages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import type { Subscriber } from '../../subscriber.ts';
import { momentText } from '../form/times.ts';
import type { PageError } from '../../../reader-pages/refusal.ts';
import type { ReaderPage } from '../../../reader-pages/page.ts';

/**
 * A page that tells something.
 * @param more comes after it
 */
export const notice = ({ title, text }: Notice, language: MailLanguage, more?: HtmlValue): ReaderPage => ({
  title,
  language,
  main: html`<h1>${title}</h1>\n<p class="lead">${text}</p>\n${more}`,
});

export const paragraph = (text: string): Html => html`<p class="small">${text}</p>\n`;

/** The way to the form of a new sign-up. */
export const toSubscribe = (language: MailLanguage, text: string): Html =>
  html`<p class="act"><a class="button quiet" href="/subscribe?language=${language}">${text}</a></p>\n`;

/** The way to a reader's own form. */
export const toPreferences = (token: string, language: MailLanguage): Html =>
  html`<p class="act"><a class="button quiet" href="/preferences?token=${token}">${
    pageMessagesFor(language).preferences.change
  }</a></p>\n`;

/** A form of nothing but a button, which says what the link's follower wants. */
export const oneButton = (action: string, token: string, name: string, text: string, kind = ''): Html =>
  html`<form method="post" action="${action}"><input type="hidden" name="token" value="${token}">
<p class="act"><button name="${name}" value="yes"${kind !== '' && html` class="${kind}"`}>${text}</button></p></form>\n`;

/** Why a request is refused, and where to go from there. */
export function refusalPage({ kind, status, headers }: PageError, language: MailLanguage): ReaderPage {
  const { refusals, subscribe } = pageMessagesFor(language);
  return { ...notice(refusals[kind], language, toSubscribe(language, subscribe.title)), status, headers };
}

/** Tells somebody who gets no digests why, and how they would again. A reader who was forgotten has left. */
export function standingPage(row: Subscriber | undefined, asked: MailLanguage): ReaderPage {
  const language = row?.preferences.language ?? asked;
  const { standing, subscribe } = pageMessagesFor(language);
  const status = row === undefined || row.status === 'active' ? 'left' : row.status;
  return notice(standing[status], language, toSubscribe(language, subscribe.again));
}

/**
 * When an active reader's next digest comes, by their own clock.
 * @param before stands before it
 */
export function nextDigest(
  { dueAt, preferences: { language, cadence } }: Pick<Subscriber, 'dueAt' | 'preferences'>,
  now: Date,
  before = '',
): Html {
  const { next, onItsWay } = pageMessagesFor(language).preferences;
  const isDue = dueAt === undefined || dueAt <= epochSeconds(now);
  return html`<div class="told" role="status"><p>${before !== '' && html`<strong>${before}</strong> `}${
    isDue ? onItsWay : next(momentText(dueAt, cadence.zone, language))
  }</p></div>\n`;
}
