import { isPlainForSes } from '../../mail/sharedMail.ts';
import type { SharedMail } from '../../mail/sharedMail.ts';
import type { Mail } from '../../mail/mailer.ts';
import { linkBefore, tokenFor } from '../../subscribers/readerKey.ts';
import type { ReaderKey } from '../../subscribers/readerKey.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { Rendered } from '../content/digestContent.ts';
import { addressTo } from '../content/render.ts';
import type { ReaderLinks } from '../content/render.ts';

/** Makes a rendered issue its readers' mails. */
export interface DigestSender {
  readonly key: ReaderKey;
  readonly publicUrl: string;
  readonly title: string;
}

/**
 * Whom a digest goes to. `dueAt` names it: SES writes Message-ID itself, so that what stays the same over a repeat is
 * this, as a tag and as X-Entity-Ref-ID.
 */
export interface Addressee {
  readonly reader: Pick<Subscriber, 'id' | 'address'>;
  readonly dueAt: number;
}

/** One reader's digest. */
export function digestMailOf(rendered: Rendered, to: Addressee, sender: DigestSender, now: Date): Mail {
  const tokens = tokensOf(to, sender, now);
  return {
    ...addressTo(rendered, linksWith(tokens, sender)),
    to: to.reader.address,
    headers: { ...ownHeaders(to, tokens, sender), ...headersOfAll(sender) },
    tags: { ...tagsOfAll, ...ownTags(to) },
  };
}

/**
 * One mail for all who share a rendering: where their links end, SES fills in their tokens, which need no escaping.
 * @returns undefined for an issue with a word that SES would take for such a place
 */
export function sharedDigestMailOf(
  rendered: Rendered,
  to: readonly Addressee[],
  sender: DigestSender,
  now: Date,
): SharedMail | undefined {
  if (![rendered.subject, rendered.html, rendered.text].every(isPlainForSes)) return undefined;
  return {
    ...addressTo(rendered, linksWith({ preferences: '{{preferences}}', unsubscribe: '{{unsubscribe}}' }, sender)),
    headers: headersOfAll(sender),
    tags: tagsOfAll,
    copies: to.map((one) => {
      const tokens = tokensOf(one, sender, now);
      return {
        to: one.reader.address,
        values: { ...tokens },
        headers: ownHeaders(one, tokens, sender),
        tags: ownTags(one),
      };
    }),
  };
}

/** The tokens of a reader's links. */
const tokensOf = ({ reader: { id } }: Addressee, { key }: DigestSender, now: Date): ReaderLinks => ({
  preferences: tokenFor({ purpose: 'preferences', subscriberId: id }, { key, now }),
  unsubscribe: tokenFor({ purpose: 'unsubscribe', subscriberId: id }, { key, now }),
});

const linksWith = (tokens: ReaderLinks, { publicUrl }: DigestSender): ReaderLinks => ({
  preferences: `${linkBefore('preferences', publicUrl)}${tokens.preferences}`,
  unsubscribe: `${linkBefore('unsubscribe', publicUrl)}${tokens.unsubscribe}`,
});

const ownHeaders = ({ reader: { id }, dueAt }: Addressee, tokens: ReaderLinks, sender: DigestSender) => ({
  'List-Unsubscribe': `<${linksWith(tokens, sender).unsubscribe}>`,
  'X-Entity-Ref-ID': `${id}-${dueAt}`,
});

const headersOfAll = ({ title, publicUrl }: DigestSender) => ({
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', // RFC 8058
  'List-Id': `"${title.replace(/[^ !#-[\]-~]/g, '')}" <digest.${new URL(publicUrl).hostname}>`, // RFC 2919
  'Auto-Submitted': 'auto-generated', // RFC 3834
  'X-Auto-Response-Suppress': 'All',
});

const ownTags = ({ reader: { id }, dueAt }: Addressee) => ({ subscriber: id, digest: String(dueAt) });
const tagsOfAll = { kind: 'digest' };
