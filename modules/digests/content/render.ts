import { escapeHtml } from '../../../platform/http/html.ts';
import { linkMarks } from './digestContent.ts';
import type { DigestContent, Publication, Rendered, Rendering } from './digestContent.ts';
import { fitted } from './mail/html.ts';
import { plainOf, subjectOf } from './mail/plain.ts';
import { mailViewOf } from './mail/view.ts';

/**
 * An issue as a mail that lacks nothing but its reader's links.
 * @param inBrowser the address of its page, where it has one
 */
export function renderIssue(
  issue: DigestContent,
  rendering: Rendering,
  publication: Publication,
  inBrowser?: string,
): Rendered {
  const whole = mailViewOf(issue, rendering, publication, inBrowser);
  const subject = subjectOf(whole);
  const { view, html } = fitted(whole, subject);
  return { subject, html, text: plainOf(view) };
}

/** One reader's links. */
export interface ReaderLinks {
  readonly preferences: string;
  readonly unsubscribe: string;
}

const marks = new RegExp(Object.values(linkMarks).join('|'), 'g');

/** The mail with one reader's links in it. */
export function addressTo({ subject, html, text }: Rendered, links: ReaderLinks): Rendered {
  const put = (part: string, written: (link: string) => string): string =>
    part.replace(marks, (mark) => written(mark === linkMarks.preferences ? links.preferences : links.unsubscribe));
  return { subject, html: put(html, escapeHtml), text: put(text, (link) => link) };
}
