import type { MailStore } from '../journal/mailStore.ts';
import { MailRefusal } from './refusal.ts';

/** The account's sending limits. SES counts recipients, not mails. */
export interface MailLimits {
  /**
   * The account is in SES's sandbox, where it starts: mail goes to identities of its own, to these and to the mailbox
   * simulator alone.
   */
  readonly sandbox?: { readonly verified: readonly string[] };
  /** Recipients a second; 14 unless told, as a new account has in production, and 1 in the sandbox. */
  readonly maxSendRate?: number;
  /** Recipients in 24 hours; 50,000 unless told, and 200 in the sandbox. */
  readonly max24HourSend?: number;
}

/**
 * Keeps the account within its sending quota, as SES does: by refusing. Its days are any 24 hours. The developer guide
 * ("Errors related to the sending quotas", https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html)
 * calls both ThrottlingException, the model of API v2 has TooManyRequestsException, and either has been seen: here the
 * rate has the one name, the day's quota the other. The words tell them apart.
 */
export class SendQuota {
  readonly maxSendRate: number;
  readonly max24HourSend: number;
  readonly #store: Pick<MailStore, 'sentLast24Hours'>;
  /** When each recipient of the last second was taken. */
  #recent: number[] = [];

  constructor(
    store: Pick<MailStore, 'sentLast24Hours'>,
    { sandbox, maxSendRate = sandbox ? 1 : 14, max24HourSend = sandbox ? 200 : 50_000 }: MailLimits,
  ) {
    this.#store = store;
    this.maxSendRate = maxSendRate;
    this.max24HourSend = max24HourSend;
  }

  /**
   * Takes the recipients of a mail from the quota, or refuses the mail. One that has room for one takes a whole mail.
   */
  take(recipients: number, now: Date): void {
    this.#recent = this.#recent.filter((at) => at > now.getTime() - 1000);
    if (this.#recent.length >= this.maxSendRate)
      throw new MailRefusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
    if (this.#store.sentLast24Hours(now) >= this.max24HourSend)
      throw new MailRefusal(400, 'ThrottlingException', 'Daily message quota exceeded.');
    this.#recent.push(...Array<number>(recipients).fill(now.getTime()));
  }
}
