import { addressTo } from '../content/render.ts';
import type { Rendered } from '../content/digestContent.ts';
import type { Mail } from '../../mail/mailer.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { linkTo } from '../../subscribers/links.ts';
import type { ReaderKey } from '../../subscribers/readerKey.ts';

/** What makes a rendered issue one reader's mail. */
export interface DigestSender {
  readonly key: ReaderKey;
  readonly publicUrl: string;
  readonly title: string;
}

/**
 * One reader's digest.
 * @param dueAt names the digest: SES writes Message-ID itself, so what stays the same over a repeat is this, as a tag
 * and as X-Entity-Ref-ID
 */
export function digestMailOf(
  rendered: Rendered,
  { id, address }: Subscriber,
  dueAt: number,
  { key, publicUrl, title }: DigestSender,
  now: Date,
): Mail {
  const link = (purpose: 'preferences' | 'unsubscribe') =>
    linkTo({ purpose, subscriberId: id }, { key, publicUrl, now });
  const unsubscribe = link('unsubscribe');
  return {
    ...addressTo(rendered, { preferences: link('preferences'), unsubscribe }),
    to: address,
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', // RFC 8058
      'List-Id': `"${title.replace(/[^ !#-[\]-~]/g, '')}" <digest.${new URL(publicUrl).hostname}>`, // RFC 2919
      'Auto-Submitted': 'auto-generated', // RFC 3834
      'X-Auto-Response-Suppress': 'All',
      'X-Entity-Ref-ID': `${id}-${dueAt}`,
    },
    tags: { kind: 'digest', subscriber: id, digest: String(dueAt) },
  };
}
