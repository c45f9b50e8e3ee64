import { fillTemplate } from '../../mail/template.ts';
import type { Mail } from '../../mail/mailer.ts';
import type { Comment, Decision } from '../comment.ts';
import type { CommentKey } from '../commentKey.ts';
import { moderationHtml } from './moderation.html.ts';

/** A comment with the headline of its article. */
export interface Waiting {
  readonly comment: Comment;
  readonly headline: string;
  /** The article's page. */
  readonly url: string;
}

/** The publication as sender of a mail to its moderator. */
export interface ModerationSender {
  readonly moderator: string;
  /** The publication's name. */
  readonly title: string;
  readonly publicUrl: string;
  readonly postalAddress: string;
  readonly key: CommentKey;
}

/** Where a decision is made: a page with a button. */
export const moderationUrl = (publicUrl: string, token: string, decision: Decision): string =>
  `${publicUrl}/comments/moderate?token=${token}&decision=${decision}`;

/**
 * The mail that tells a moderator what waits: operators read English.
 * @param hasMore more wait than the mail shows
 */
export function moderationMailOf(
  waiting: readonly Waiting[],
  hasMore: boolean,
  { moderator, title, publicUrl, postalAddress, key }: ModerationSender,
  now: Date,
): Mail {
  const subject = waiting.length === 1 ? 'A comment waits' : `${waiting.length}${hasMore ? '+' : ''} comments wait`;
  const rest = hasMore ? 'More wait: "caravan comments list" shows all of them.' : undefined;
  const note = 'A button opens a page that asks once more; nothing changes before. The links work for two weeks.';
  const comments = waiting.map(({ comment: { id, name, text, sentAt }, headline, url }) => {
    const token = key.signModeration(id, now);
    return {
      name,
      headline,
      url,
      sent: `${sentAt.slice(0, 16).replace('T', ' ')} UTC`,
      paragraphs: text.split('\n\n').map((paragraph) => ({ lines: paragraph.split('\n') })),
      approve: moderationUrl(publicUrl, token, 'approve'),
      reject: moderationUrl(publicUrl, token, 'reject'),
    };
  });
  return {
    to: moderator,
    subject,
    html: fillTemplate(moderationHtml, { subject, title, postalAddress, comments, rest, note, direction: 'ltr' }),
    text: [
      subject,
      ...waiting.map(({ comment, headline, url }, index) => {
        const { approve, reject } = comments[index]!;
        const about = `${comment.name} on "${headline}" (${url}):`;
        return [about, quoted(comment.text), `Approve:\n${approve}`, `Reject:\n${reject}`].join('\n\n');
      }),
      ...(rest === undefined ? [] : [rest]),
      note,
      `-- \n${title}\n${postalAddress}\n`,
    ].join('\n\n'),
    // RFC 3834, and what Exchange keeps to
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    tags: { kind: 'moderation' },
  };
}

/** A stranger's text that cannot pass for ours (RFC 3676, 4.5). */
const quoted = (text: string): string => text.replace(/^/gm, '> ');
