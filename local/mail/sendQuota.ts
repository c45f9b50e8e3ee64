import type { MailStore } from '../journal/mailStore.ts';
import { MailRefusal } from './refusal.ts';

/** What the account may send; SES counts recipients, not mails. */
export interface MailLimits {
  /** Recipients a second; 14 unless told, as a new account has in production. */
  readonly maxSendRate?: number;
  /** Recipients in 24 hours; 50,000 unless told. */
  readonly max24HourSend?: number;
}

/** Keeps the account within its sending quota, as SES does: by refusing. */
export class SendQuota {
  readonly maxSendRate: number;
  readonly max24HourSend: number;
  readonly #store: Pick<MailStore, 'sentLast24Hours'>;
  /** When each recipient of the last second was taken. */
  #recent: number[] = [];

  constructor(store: Pick<MailStore, 'sentLast24Hours'>, { maxSendRate = 14, max24HourSend = 50_000 }: MailLimits) {
    this.#store = store;
    this.maxSendRate = maxSendRate;
    this.max24HourSend = max24HourSend;
  }

  /** Takes the recipients of a mail from the quota, or refuses the mail. One that has room for one takes a whole mail. */
  take(recipients: number, now: Date): void {
    this.#recent = this.#recent.filter((at) => at > now.getTime() - 1000);
    if (this.#recent.length >= this.maxSendRate) throw new MailRefusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
    if (this.#store.sentLast24Hours(now) >= this.max24HourSend) throw new MailRefusal(400, 'LimitExceededException', 'Daily message quota exceeded.');
    this.#recent.push(...Array<number>(recipients).fill(now.getTime()));
  }
}
