import { describe, expect, test } from '@jest/globals';
import { confirmationMailOf } from '../../../modules/subscribers/confirmation/confirmationMail.ts';
import { mailLanguages } from '../../../modules/locales/languages.ts';
import type { MailLanguage } from '../../../modules/locales/languages.ts';
import { readerKeyWith } from '../../../modules/subscribers/readerKey.ts';
import type { LinkPurpose } from '../../../modules/subscribers/readerKey.ts';
import { linkIn, tokenIn } from '../../helpers/mail.ts';

const key = readerKeyWith('a passphrase of a test');
const now = new Date('2026-11-01T08:00:00Z');
const subscriberId = '0123456789abcdef0123456789abcdef';
const post = {
  key,
  publicUrl: 'https://news.example',
  title: 'News & <b>"views"',
  postalAddress: '1 Silk Road <i>, Baku',
};
const letter = (what: 'ask' | 'tell', language: MailLanguage) =>
  confirmationMailOf(what, { subscriberId, address: 'reader+x@example.org', requestId: 'r1', language }, post, now);

describe.each(mailLanguages)('in %s', (language) => {
  test.each<['ask' | 'tell', LinkPurpose[]]>([
    ['ask', ['confirm']],
    ['tell', ['preferences', 'unsubscribe']],
  ])('the mail to %s leads where it says, in both parts', (what, purposes) => {
    const { to, subject, html, text, headers, tags } = letter(what, language);
    expect([to, headers, tags]).toEqual([
      'reader+x@example.org',
      { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      { kind: 'confirmation', subscriber: subscriberId },
    ]);
    const paths = { confirm: '/subscribe/confirm', preferences: '/preferences', unsubscribe: '/unsubscribe' };
    for (const [purpose, path] of Object.entries(paths) as [LinkPurpose, string][]) {
      if (!purposes.includes(purpose)) expect(() => linkIn({ html, text }, path)).toThrow();
      else
        expect(key.verify(tokenIn(linkIn({ html, text }, path)), purpose, now)).toEqual({
          purpose,
          subscriberId,
          ...(purpose === 'confirm' && { requestId: 'r1' }),
        });
    }
    expect(subject).toMatch(/^[^\r\n]{10,90}$/);
    expect(subject).toContain(post.title);
  });

  test('nothing in it comes from whoever filled in the form, and nothing is markup that should not be', () => {
    for (const what of ['ask', 'tell'] as const) {
      const { html, text, subject } = letter(what, language);
      expect(`${html}${text}${subject}`).not.toMatch(/reader|example\.org|undefined|\[object/);
      expect(html).not.toMatch(/<b>|<i>|<script|<img|<link|url\(/); // nor does it tell anybody that it was opened
      expect(html).toContain(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(html).toContain('1 Silk Road &lt;i&gt;, Baku');
      expect(text).toMatch(/\n\n-- \n.*\n1 Silk Road <i>, Baku\n$/);
      expect(text).not.toMatch(/\n\n\n|&amp;|&lt;/);
      expect(Buffer.byteLength(html)).toBeLessThan(10_000);
    }
  });
});
