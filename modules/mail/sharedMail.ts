import type { BulkEmailEntryResult, BulkEmailStatus, SendBulkEmailRequest } from '@aws-sdk/client-sesv2';
import { pairs, withoutAddress } from './sesAnswers.ts';
import type { MailResult } from './sesAnswers.ts';

/** One text for several people: subject, HTML and text hold `{{name}}` where a copy has a value of its own. */
export interface SharedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly copies: readonly MailCopy[];
}

/** What one person's copy has beyond what all have. */
export interface MailCopy {
  readonly to: string;
  /** Every copy needs each name of the text: SES drops a copy that lacks one (a "Rendering Failure"). */
  readonly values: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Whether a text stays what it is where SES fills in values: `{{` begins a name there, and nothing escapes it in plain
 * text (SES developer guide, "Using templates to send personalized email").
 */
export const isPlainForSes = (text: string): boolean => !text.includes('{{');

/** As many as a worker has in hand; SES itself takes 50 (API reference of SendBulkEmail). */
const mostCopies = 10;

/**
 * How many copies one call may have at a pace: as many as divide a second evenly, so that calls in a row never give SES
 * more within one second than it takes ("the number of destinations you can contact in a single call can be limited by
 * your account's maximum sending rate": SES developer guide).
 * @param eachMs the time that one mail takes of the pace
 */
export function mostTogether(eachMs: number): number {
  const aSecond = eachMs === 0 ? mostCopies : Math.max(1, Math.floor(1_000 / eachMs + 1e-6));
  return Math.floor(aSecond / Math.ceil(aSecond / mostCopies));
}

type BulkInput = Pick<SendBulkEmailRequest, 'DefaultContent' | 'DefaultEmailTags' | 'BulkEmailEntries'>;

/**
 * The mail as SendBulkEmail takes it: the text once, as an inline template, and the copies as entries. "SES doesn't
 * escape HTML content when rendering": values must need no escaping.
 */
export const bulkInputOf = ({ subject, html, text, headers, tags, copies }: SharedMail): BulkInput => ({
  DefaultContent: {
    Template: {
      TemplateContent: { Subject: subject, Html: html, Text: text },
      TemplateData: '{}',
      Headers: pairs(headers),
    },
  },
  DefaultEmailTags: pairs(tags),
  BulkEmailEntries: copies.map((copy) => ({
    Destination: { ToAddresses: [copy.to] },
    ReplacementHeaders: pairs(copy.headers),
    ReplacementTags: pairs(copy.tags),
    ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(copy.values) } },
  })),
});

/** API reference, BulkEmailEntryResult. Whatever is not here refuses the copy. */
const meanings: Partial<Record<BulkEmailStatus, 'busy' | 'full'>> = {
  ACCOUNT_THROTTLED: 'busy',
  TRANSIENT_FAILURE: 'busy',
  ACCOUNT_DAILY_QUOTA_EXCEEDED: 'full',
};

/**
 * SES's answers for the copies: one for each, in their order (API reference of SendBulkTemplatedEmail, whose successor
 * this is), and "retry any messages with a failure status". Where they are of another number nobody knows whose they are.
 */
export const meaningsOf = (results: readonly BulkEmailEntryResult[], addresses: readonly string[]): MailResult[] =>
  addresses.map((to, index) => {
    const { Status: status, Error: words = '', MessageId: messageId = '' } = results[index] ?? {};
    if (status === undefined || results.length !== addresses.length)
      return { what: 'unknown', reason: `SES gave ${results.length} answers for ${addresses.length} mails.` };
    if (status === 'SUCCESS') return { what: 'taken', messageId };
    return { what: meanings[status] ?? 'refused', reason: withoutAddress(`${status}: ${words}`, to) };
  });
