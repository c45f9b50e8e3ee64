import { html } from '../../../platform/http/html.ts';
import type { Mail } from '../../mail/mailer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Partner } from '../partners.ts';
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
  const subject = `${title}: your webhook ${isDisabled ? 'is disabled' : 'fails'}`;
  const paragraphs = [
    `The webhook ${id} of ${name} ${isDisabled ? 'hears nothing any more' : 'has taken nothing'} since ${since}: ${url}`,
    reason,
    isDisabled
      ? 'Once your server works, enable the webhook, then recover what it missed: all of the last 14 days comes in its order.'
      : 'What it misses is tried again for about three days. After five days without a success the webhook is disabled.',
    `How: ${publicUrl}/v1/docs`,
  ];
  return {
    to,
    subject,
    html: html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${subject}</title></head><body>
<h1 style="font:bold 20px Georgia,serif">${subject}</h1>
${paragraphs.map((text) => html`<p style="font:16px/1.5 Georgia,serif">${text}</p>\n`)}
<p style="font:13px/1.5 Helvetica,Arial,sans-serif">${title}<br>${postalAddress}</p></body></html>`.text,
    text: [subject, ...paragraphs, `-- \n${title}\n${postalAddress}\n`].join('\n\n'),
    // RFC 3834, and what Exchange keeps to
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    tags: { kind: 'partner' },
  };
}
