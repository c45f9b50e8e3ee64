import type { MailLanguage } from '../../preferences.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import type { Page } from '../http/reply.ts';
import type { PageError } from '../http/refusal.ts';
import { inLanguage } from '../words/inLanguage.ts';
import type { Said } from '../words/words.ts';

/**
 * A page that says something.
 * @param more HTML that comes after it
 */
export const notice = ({ title, text }: Said, language: MailLanguage, more = ''): Page => ({
  title,
  language,
  main: `<h1>${escape(title)}</h1>\n<p class="lead">${escape(text)}</p>\n${more}`,
});

export const paragraph = (text: string): string => `<p class="small">${escape(text)}</p>\n`;

/** The way to the form of a new sign-up. */
export const toSubscribe = (language: MailLanguage, words: string): string =>
  `<p class="act"><a class="button quiet" href="/subscribe?language=${language}">${escape(words)}</a></p>\n`;

/** The way to a reader's own form. */
export const toPreferences = (token: string, language: MailLanguage): string =>
  `<p class="act"><a class="button quiet" href="/preferences?token=${escape(token)}">` +
  `${escape(inLanguage[language].preferences.change)}</a></p>\n`;

/** A form of nothing but a button, which says what the link's follower wants. */
export const oneButton = (action: string, token: string, name: string, words: string, kind = ''): string =>
  `<form method="post" action="${action}"><input type="hidden" name="token" value="${escape(token)}"><p ` +
  `class="act"><button name="${name}" value="yes"${kind && ` class="${kind}"`}>${escape(words)}</button></p>` +
  `</form>\n`;

/** Why a request is not done, and where to go from there. */
export function refusalPage({ kind, status, headers }: PageError, language: MailLanguage): Page {
  const { refusals, subscribe } = inLanguage[language];
  return { ...notice(refusals[kind], language, toSubscribe(language, subscribe.title)), status, headers };
}
