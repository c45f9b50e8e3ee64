import type { Mail } from '../../mail/mailer.ts';
import { fillTemplate } from '../../mail/template.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Partner } from '../partners.ts';
import { noticeHtml } from './notice.html.ts';
import type { Notice } from './notice.ts';

export interface NoticeSender {
  /** The publication's name. */
  readonly title: string;
  readonly publicUrl: string;
  readonly postalAddress: string;
}

/** The mail that tells a partner's contact of an endpoint: engineers read English, as the guide is. */
export function noticeMailOf(
  to: string,
  { name }: Pick<Partner, 'name'>,
  { id, url }: Pick<Endpoint, 'id' | 'url'>,
  { type, since, reason }: Notice,
  { title, publicUrl, postalAddress }: NoticeSender,
): Mail {
  const isDisabled = type === 'endpoint.disabled';
  const heading = `Your webhook ${isDisabled ? 'is disabled' : 'fails'}`;
  const subject = `${title}: ${heading.toLowerCase()}`;
  const from = `${since.slice(0, 16).replace('T', ' ')} UTC`;
  const guide = `${publicUrl}/v1/docs`;
  const paragraphs = [
    `The webhook ${id} of ${name} ${isDisabled ? 'has been sent nothing' : 'has accepted nothing'} since ${from}: ${url}`,
    reason,
    isDisabled
      ? 'Once your server works, enable the webhook, then recover what it missed in the last 14 days.'
      : 'What it misses is tried again for about three days. After five days without a success the webhook is disabled.',
  ];
  return {
    to,
    subject,
    html: fillTemplate(noticeHtml, { subject, heading, title, paragraphs, guide, postalAddress }),
    text: [subject, ...paragraphs, `How to mend it: ${guide}`, `-- \n${title}\n${postalAddress}\n`].join('\n\n'),
    // RFC 3834, and what Exchange keeps to
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    tags: { kind: 'partner' },
  };
}
