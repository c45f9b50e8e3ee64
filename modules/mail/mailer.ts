import { mailClient } from '../../platform/aws/mails.ts';
import type { Mails } from '../../platform/aws/mails.ts';
import { bulkInputOf, meaningsOf } from './sharedMail.ts';
import type { SharedMail } from './sharedMail.ts';
import { meaningOf, pairs, withoutAddress } from './sesAnswers.ts';
import type { MailResult } from './sesAnswers.ts';

/** A mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /**
   * Beyond From, To, Reply-To and Subject; ASCII, at most 15 of at most 870 characters. SES writes Message-ID and Date
   * itself.
   */
  readonly headers: Readonly<Record<string, string>>;
  /** SES's events carry these, to tell the mail by: letters, digits, "-" and "_". */
  readonly tags: Readonly<Record<string, string>>;
}

export interface MailerSettings {
  readonly configurationSet: string;
  /** As it stands in the mail: `Name <address>`. */
  readonly from: string;
  readonly replyTo: string;
}

/** SES v2. It never tries again by itself: a mail whose answer was lost may be in somebody's mailbox. */
export class Mailer {
  private readonly client: Mails;
  private readonly settings: MailerSettings;

  constructor(settings: MailerSettings) {
    this.client = mailClient();
    this.settings = settings;
  }

  async post({ to, subject, html, text, headers, tags }: Mail): Promise<MailResult> {
    const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const input = {
      ...this.common,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: content(subject),
          Body: { Html: content(html), Text: content(text) },
          Headers: pairs(headers),
        },
      },
      EmailTags: pairs(tags),
    };
    try {
      const { MessageId = '' } = await this.client.sendEmail(input);
      return { what: 'taken', messageId: MessageId };
    } catch (error) {
      // SES may name whom the mail was for; logs must not
      return { what: meaningOf(error, to), reason: withoutAddress(wordsOf(error), to) };
    }
  }

  /**
   * Sends one text to several people in one call: at most 50, as the API reference of SendBulkEmail says.
   * @returns for each copy, in order, SES's answer. A copy that is `refused` was not taken, and may be posted alone:
   * SES refuses a call as a whole where one address in it is wrong.
   */
  async postShared(mail: SharedMail): Promise<MailResult[]> {
    const addresses = mail.copies.map(({ to }) => to);
    try {
      const { BulkEmailEntryResults: results = [] } = await this.client.sendBulkEmail({
        ...this.common,
        ...bulkInputOf(mail),
      });
      return meaningsOf(results, addresses);
    } catch (error) {
      const [what, reason] = [meaningOf(error), addresses.reduce(withoutAddress, wordsOf(error))];
      return addresses.map(() => ({ what: what === 'stopped' ? 'refused' : what, reason }));
    }
  }

  private get common() {
    const { configurationSet, from, replyTo } = this.settings;
    return { ConfigurationSetName: configurationSet, FromEmailAddress: from, ReplyToAddresses: [replyTo] };
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
