import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SESv2ServiceException } from '@aws-sdk/client-sesv2';

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

/**
 * SES's answer. `busy`, `full` and `stopped` took nothing: too many a second, too many within 24 hours, or the account
 * may not send at all. `refused` will never be taken. `unknown` may have been: it must not be sent again before SES's
 * events were heard.
 */
export type MailResult =
  | { readonly what: 'taken'; readonly messageId: string }
  | { readonly what: 'busy' | 'full' | 'stopped' | 'refused' | 'unknown'; readonly reason: string };

export interface MailerSettings {
  readonly configurationSet: string;
  /** As it stands in the mail: `Name <address>`. */
  readonly from: string;
  readonly replyTo: string;
}

/** SES v2. It never tries again by itself: a mail whose answer was lost may be in somebody's mailbox. */
export class Mailer {
  private readonly client: SESv2Client;
  private readonly settings: MailerSettings;

  constructor(settings: MailerSettings) {
    this.client = new SESv2Client({
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000 },
    });
    this.settings = settings;
  }

  async post({ to, subject, html, text, headers, tags }: Mail): Promise<MailResult> {
    const pairs = (of: Readonly<Record<string, string>>) =>
      Object.entries(of).map(([Name, Value]) => ({ Name, Value }));
    const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const command = new SendEmailCommand({
      ConfigurationSetName: this.settings.configurationSet,
      FromEmailAddress: this.settings.from,
      ReplyToAddresses: [this.settings.replyTo],
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: content(subject),
          Body: { Html: content(html), Text: content(text) },
          Headers: pairs(headers),
        },
      },
      EmailTags: pairs(tags),
    });
    try {
      const { MessageId = '' } = await this.client.send(command);
      return { what: 'taken', messageId: MessageId };
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      // SES may name whom the mail was for; logs must not
      return { what: meaningOf(error, to), reason: withoutAddress(reason, to) };
    }
  }
}

/** SES names it in any case of letters. */
const withoutAddress = (text: string, address: string): string =>
  text.replace(new RegExp(RegExp.escape(address), 'gi'), '(the address)');

/**
 * By SES's own names of its errors (API reference of SendEmail), and by its words where one name means two things: both
 * quotas answer ThrottlingException, "Daily message quota exceeded" or "Maximum sending rate exceeded" (developer
 * guide, "Errors related to the sending quotas").
 */
function meaningOf(error: unknown, to: string): Exclude<MailResult['what'], 'taken'> {
  const { name, message = '', $fault } = error as Partial<SESv2ServiceException>;
  switch (name) {
    case 'TooManyRequestsException':
    case 'ThrottlingException':
    case 'LimitExceededException':
      return /quota/i.test(message) ? 'full' : 'busy';
    case 'AccountSuspendedException':
    case 'SendingPausedException':
    case 'MailFromDomainNotVerifiedException':
    case 'NotFoundException': // the configuration set
    case 'AccessDeniedException':
      return 'stopped';
    case 'MessageRejected': // the sender is not verified, or the content is held to be harmful: either way a person must look
      return isUnverified(to, message) ? 'refused' : 'stopped';
    default:
      return $fault === 'client' ? 'refused' : 'unknown';
  }
}

/**
 * In SES's sandbox mail reaches verified addresses alone: "Email address is not verified. The following identities
 * failed the check in region US-EAST-1: reader@example.com". Where it names the recipient and nobody else, the others'
 * mail goes on.
 */
function isUnverified(to: string, message: string): boolean {
  const [, names = ''] = message.split(/identities failed the check in region [^:]{1,40}:/i);
  const failed = names
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  return failed.length > 0 && failed.every((one) => one === to.toLowerCase());
}
